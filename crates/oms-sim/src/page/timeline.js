// One synchronization on a time line: where it stands, and what the last ticket did to it.

import { html, svg } from "./dom.js";
import { position, span } from "./format.js";

/** The synchronization of one direction, with its time line and the same in words. */
export function leg(direction, leg, ticket, now) {
  const words = sentence(leg, ticket, now);
  return html("div", { class: "leg" },
    html("h4", { class: "quiet" }, direction),
    typeof leg.position === "number" && picture(`${direction}: ${words}`, leg, ticket, now),
    html("p", {}, words));
}

function sentence(leg, ticket, now) {
  const behind = typeof leg.position === "number" ? `, ${span(now - leg.position)} behind the clock` : "";
  return `Stands at ${position(leg.position)}${behind}.${ticket ? ` ${told(ticket)}` : ""}`;
}

/** The past or coming effect of a ticket. */
export function told(ticket) {
  if (ticket.failure) {
    return `Ticket ${ticket.id} failed: ${ticket.failure.message}.`;
  }
  const movement = ticket.movement;
  if (!movement) {
    return `Ticket ${ticket.id} is to move it to ${asked(ticket)}.`;
  }
  const way = `Ticket ${ticket.id} moved it from ${position(movement.from)} to ${position(movement.to)}`;
  const seconds = span(movement.to - movement.from);
  switch (movement.effect) {
    case "replayed":
      return `${way}: ${seconds} of changes are replayed.`;
    case "skipped":
      return `${way}: ${seconds} of changes are SKIPPED.`;
    default:
      return `${way}.`;
  }
}

function asked(ticket) {
  return /^\d{1,10}$/.test(ticket.asked) ? position(Number(ticket.asked)) : `“${ticket.asked}”`;
}

function picture(label, leg, ticket, now) {
  const movement = ticket?.movement;
  const moments = [leg.position, now, movement?.from, movement?.to].filter((value) => typeof value === "number");
  const x = scale(Math.min(...moments), Math.max(...moments));
  const [from, to] = [movement?.from, movement?.to];
  const moved = typeof from === "number" && typeof to === "number";
  return svg("svg", { role: "img", "aria-label": label },
    svg("rect", { class: "track", x: "0", y: "14", width: "100%", height: "4", rx: "2" }),
    moved && band(movement.effect, x(Math.min(from, to)), x(Math.max(from, to))),
    line("clock-line", x(now)),
    moved && line("moved", x(to)),
    moved && svg("circle", { class: "before", cx: `${x(from)}%`, cy: "16", r: "6" }),
    svg("circle", { class: "stands", cx: `${x(leg.position)}%`, cy: "16", r: "6" }));
}

function band(effect, from, to) {
  return svg("rect", { class: effect, x: `${from}%`, y: "9", width: `${to - from}%`, height: "14" });
}

function line(name, at) {
  return svg("line", { class: name, x1: `${at}%`, x2: `${at}%`, y1: "2", y2: "30" });
}

/** Maps moments to percent, with a margin at both ends. */
function scale(first, last) {
  const length = Math.max(last - first, 1);
  return (moment) => 3 + (94 * (moment - first)) / length;
}
