// Makes elements, and puts them in the place of others without taking the reader's place away.
//
// Text is always set as text: what a request or a scenario says can never become markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element of HTML with these attributes and children. */
export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An element of SVG with these attributes and children. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Replaces what is in a place, if it was made from other data.
 *
 * The element that has the focus and the details that are open are found again by their key.
 */
export function replace(place, data, make) {
  const text = JSON.stringify(data);
  if (place.madeFrom === text) {
    return;
  }
  place.madeFrom = text;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const open = new Set([...place.querySelectorAll("details[open]")].map((details) => details.dataset.key));
  place.replaceChildren(...make(data));
  for (const details of place.querySelectorAll("details")) {
    details.open = open.has(details.dataset.key);
  }
  if (focused !== undefined) {
    place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}
