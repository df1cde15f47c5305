// The virtual clock and the buttons that move it.

import { html, replace } from "./dom.js";
import { moment } from "./format.js";

const STEPS = [["1 s", "1s"], ["1 min", "1m"], ["1 h", "1h"]];

/** Shows the clock, and what moves it. */
export function showClock(places, clock, act) {
  places.now.textContent = moment(clock.now);
  places.pace.textContent = clock.real_time ? "goes with time" : "waits to be moved";
  replace(places.buttons, clock.real_time, () => [
    ...STEPS.map(([words, by]) => button(`by ${by}`, `+ ${words}`, () => act("POST", "clock/advance", { by }))),
    button("pace", clock.real_time ? "Stop the clock" : "Let it go with time",
      () => act("PUT", "clock", { real_time: !clock.real_time })),
    button("reset", "Back to the start", () => confirmed(act)),
  ]);
}

function button(key, words, click) {
  return html("button", { type: "button", "data-key": key, click }, words);
}

function confirmed(act) {
  if (window.confirm("Put tasks, tickets, faults and the list of requests back to how they were at the start?")) {
    act("POST", "reset");
  }
}
