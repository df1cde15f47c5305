// The switches that arm faults, and whatever else is armed.

import { html, replace } from "./dom.js";

/** The fault that each switch arms. The words say what the client meets. */
const SWITCHES = [
  ["reset-before-reading", "Reset before reading", "The connection is reset; nothing was read.", "reset-before-reading"],
  ["lose-before-commit", "Lose before commit", "The request is read and dropped.", "lose-before-commit"],
  ["commit-and-lose-reply", "Commit and lose the reply", "The call takes effect, and no answer comes.", "commit-and-lose-reply"],
  ["delay", "Delay of 5 s", "The call takes effect late.", { delay: "5s" }],
  ["latency", "Latency of 5 s", "The answer comes late.", { latency: "5s" }],
  ["html502", "502 from a gateway", "A page of HTML comes instead of an envelope.", "html502"],
  ["commit-then-status", "Commit, then 404", "The call takes effect, and a gateway answers 404.", { "commit-then-status": 404 }],
  ["echo-headers", "Echo the headers", "An error page repeats what was sent, credentials included.", { "echo-headers": {} }],
  ["other-task", "Another task", "A read answers for another task than was asked for.", "other-task"],
  ["status", "429 with Retry-After", "A bare status asks to come back later; nothing took effect.", { status: { code: 429, "retry-after": "3" } }],
  ["garbage", "Garbage", "The answer is not HTTP.", "garbage"],
  ["cut", "Cut body", "The answer ends in its middle.", { cut: {} }],
  ["drip", "Drip", "The answer comes byte by byte.", { drip: { bytes: 1, every: "50ms" } }],
  ["slow-close", "Slow close", "The end of the answer comes 5 s late.", { "slow-close": "5s" }],
  ["wrong-type", "Wrong type", "The payload is of another type.", { "wrong-type": "payload" }],
  ["wrong-envelope", "Wrong envelope", "The verdict is missing.", { "wrong-envelope": "no-verdict" }],
];

/** Shows the switches as they stand, and what else is armed. */
export function showFaults(places, faults, act) {
  const armedBy = new Map(SWITCHES.map(([name, , , strike]) => [name, faults.find((fault) => isSwitch(fault.rule, strike))]));
  const ids = SWITCHES.map(([name]) => armedBy.get(name)?.id ?? null);
  const told = (...what) => {
    // A switch moves before the simulator has agreed: what is shown afterwards is what is armed, whatever was shown before.
    places.switches.madeFrom = undefined;
    act(...what);
  };
  replace(places.switches, ids, () => SWITCHES.map((entry) => toggle(entry, armedBy.get(entry[0]), told)));
  const others = faults.filter((fault) => ![...armedBy.values()].includes(fault));
  replace(places.others, others, () => (others.length === 0 ? [] : [
    html("h3", {}, "Armed by a scenario or a test"),
    html("ul", { class: "rows" }, others.map((fault) => other(fault, act))),
  ]));
}

/** Returns whether a rule strikes every call with just this. */
function isSwitch(rule, strike) {
  const conditions = ["action", "task", "nth", "every", "probability", "times"];
  return JSON.stringify(rule.strike) === JSON.stringify(complete(strike))
    && !rule["after-commit"]
    && conditions.every((condition) => rule[condition] === undefined);
}

/** The strike as the simulator writes it, with what it adds by itself. */
function complete(strike) {
  if (strike["echo-headers"]) {
    return { "echo-headers": { code: 502, envelope: false } };
  }
  return strike.cut ? { cut: { head: false, reset: false } } : strike;
}

function toggle([name, title, words, strike], armed, act) {
  const change = () => (armed
    ? act("DELETE", `faults/${armed.id}`)
    : act("POST", "faults", { strike }));
  return html("li", {},
    html("label", {},
      html("input", {
        type: "checkbox",
        role: "switch",
        "data-key": name,
        "data-armed": armed?.id,
        checked: armed !== undefined,
        change,
      }),
      html("span", {}, title),
      html("small", {}, words)));
}

function other(fault, act) {
  const remove = () => act("DELETE", `faults/${fault.id}`);
  return html("li", { class: "head" },
    html("code", {}, JSON.stringify(fault.rule)),
    html("span", { class: "quiet" }, `struck ${fault.struck} of ${fault.matched}`),
    html("button", { type: "button", "data-key": `remove ${fault.id}`, click: remove }, `Remove fault ${fault.id}`));
}
