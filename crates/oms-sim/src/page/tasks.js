// The tasks and the tickets.

import { html, replace } from "./dom.js";
import { moment } from "./format.js";
import { leg, told } from "./timeline.js";

/** Shows all tasks, each with its last tickets. */
export function showTasks(place, world) {
  const now = Math.floor(world.now / 1000);
  const last = new Map(world.tickets.map((ticket) => [`${ticket.task} ${ticket.direction}`, ticket]));
  const data = { now, tasks: world.tasks, last: [...last] };
  replace(place, data, () => world.tasks.map((task) => card(task, last, now)));
}

/** Shows the last tickets, the newest first. */
export function showTickets(place, tickets) {
  replace(place, [...tickets].reverse(), (shown) =>
    shown.length === 0 ? [html("li", { class: "quiet" }, "No ticket was opened yet.")] : shown.map(row));
}

function card(task, last, now) {
  const legs = ["forward", "reverse"].filter((direction) => task[direction]);
  return html("li", { "data-task": task.id },
    html("div", { class: "head" },
      html("h3", {}, task.name),
      html("span", { class: "id" }, task.id),
      html("span", { class: `badge ${mood(task.status)}` }, task.status),
      html("span", { class: "quiet" }, step(task))),
    legs.map((direction) => leg(direction, task[direction], last.get(`${task.id} ${direction}`), now)),
    legs.length === 0 && html("p", { class: "quiet" }, "It synchronizes no changes."));
}

function mood(status) {
  if (status.startsWith("RUNNING")) {
    return "good";
  }
  return status === "FAILED" ? "bad" : "quiet";
}

function step(task) {
  const step = task.steps.find((one) => one.started_at !== null && one.finished_at === null && one.takes_ms !== null);
  if (!step) {
    return "";
  }
  return `${step.kind}: ${Math.floor((100 * step.worked_ms) / Math.max(step.takes_ms, 1))} %`;
}

function row(ticket) {
  const mood = { failed: "bad", successful: "good" }[ticket.state] ?? "quiet";
  return html("li", {},
    html("div", { class: "head" },
      html("strong", {}, `Ticket ${ticket.id}`),
      html("span", { class: "id" }, ticket.task),
      html("span", {}, ticket.direction),
      html("span", { class: `badge ${mood}` }, ticket.state),
      html("span", { class: "quiet" }, `opened ${moment(ticket.opened_at)}`)),
    html("p", { class: ticket.movement?.effect === "skipped" && "bad" }, told(ticket)));
}
