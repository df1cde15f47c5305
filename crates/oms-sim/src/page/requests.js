// The last requests, each with what became of it and what its client can know.

import { html, replace } from "./dom.js";
import { moment } from "./format.js";

/** Shows the last requests, the newest first. */
export function showRequests(place, counts, ledger) {
  counts.textContent = `${ledger.received} received, ${ledger.committed} took effect.`;
  replace(place, ledger.requests.toReversed(), (shown) =>
    shown.length === 0 ? [html("li", { class: "quiet" }, "No request came yet.")] : shown.map(row));
}

function row(request) {
  const [words, mood] = outcome(request);
  return html("li", {},
    html("details", { "data-key": `request ${request.number}` },
      html("summary", { "data-key": `summary ${request.number}` },
        html("span", { class: "head" },
          html("strong", {}, `${request.number}`),
          html("span", {}, request.action ?? (request.path || "nothing read")),
          request.task && html("span", { class: "id" }, request.task),
          html("span", { class: `badge ${mood}` }, words),
          request.faults.length > 0 && html("span", { class: "warn" }, `struck by ${request.faults.join(", ")}`))),
      html("p", { class: "quiet" },
        `${moment(request.at)}, ${request.received_bytes} bytes received, ${answered(request)}`),
      html("p", { class: "quiet" }, `Because of: ${request.because.join(", ") || "nothing"}`),
      request.body && html("pre", { "aria-label": "Body of the request" }, request.body),
      request.answer && html("pre", { "aria-label": "Body of the answer" }, request.answer)));
}

function answered(request) {
  return request.status === null ? `answer ${request.delivery}` : `status ${request.status}, answer ${request.delivery}`;
}

/** The outcome of a request, in words, and whether that is good. */
function outcome(request) {
  const whole = request.delivery === "whole" && request.status === 200 && request.envelope;
  switch (true) {
    case request.delivery === "pending" && request.committed:
      return ["took effect, the answer is on its way", "quiet"];
    case request.delivery === "pending":
      return ["on its way", "quiet"];
    case request.committed && whole:
      return ["took effect, answered", "good"];
    case request.committed:
      return ["took effect, and the client cannot know", "bad"];
    case whole:
      return ["no effect, answered", "quiet"];
    default:
      return ["no effect, and no envelope", "warn"];
  }
}
