// The page of the simulator: asks for its state every second, and shows what has changed.

import { showClock } from "./clock.js";
import { showFaults } from "./faults.js";
import { showRequests } from "./requests.js";
import { showTasks, showTickets } from "./tasks.js";

const EVERY = 1000;
const REQUESTS = 25;
const TICKETS = 20;

const problems = new Map();

const place = (id) => document.getElementById(id);

/** Asks the simulator, or tells it something. */
async function ask(method, path, body) {
  const response = await fetch(`/_sim/${path}`, {
    method,
    cache: "no-store",
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(text.startsWith("{") ? JSON.parse(text).error : text || `status ${response.status}`);
  }
  return text === "" ? undefined : JSON.parse(text);
}

/** Tells the simulator something, and shows what came of it at once. */
async function act(method, path, body) {
  try {
    await ask(method, path, body);
    say("refusal", "");
  } catch (error) {
    say("refusal", `That was refused: ${error.message}`);
  }
  await show();
}

async function show() {
  try {
    const [clock, world, ledger, { faults }] = await Promise.all([
      ask("GET", "clock"),
      ask("GET", `state?last=${TICKETS}`),
      ask("GET", `requests?last=${REQUESTS}`),
      ask("GET", "faults"),
    ]);
    showClock({ now: place("now"), pace: place("pace"), buttons: place("clock-buttons") }, clock, act);
    showTasks(place("task-list"), world);
    showTickets(place("ticket-list"), world.tickets.slice(-TICKETS));
    showRequests(place("request-list"), place("counts"), ledger);
    showFaults({ switches: place("switches"), others: place("others") }, faults, act);
    say("silence", "");
  } catch (error) {
    say("silence", `The simulator does not answer: ${error.message}`);
  }
}

/** Shows what is wrong, by its kind; a kind that is over is no longer shown. */
function say(kind, words) {
  problems.set(kind, words);
  const all = [...problems.values()].filter((problem) => problem !== "").join(" ");
  const alert = place("problem");
  alert.hidden = all === "";
  if (alert.textContent !== all) {
    alert.textContent = all;
  }
}

async function keepShowing() {
  if (!document.hidden) {
    await show();
  }
  setTimeout(keepShowing, EVERY);
}

document.addEventListener("visibilitychange", () => document.hidden || show());
keepShowing();
