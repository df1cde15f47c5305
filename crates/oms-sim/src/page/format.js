// Moments and spans as people read them.

/** A moment in milliseconds since 1970, in UTC. */
export function moment(millis) {
  return new Date(millis).toISOString().replace("T", " ").replace(/\.\d+Z$/, "Z");
}

/** A position: seconds since 1970 in UTC, or a text in the source's own words. */
export function position(value) {
  return typeof value === "number" ? moment(value * 1000) : `“${value}”`;
}

/** A number of seconds, in its two largest units. */
export function span(seconds) {
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  let rest = Math.abs(Math.round(seconds));
  const parts = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) {
      parts.push(`${count} ${unit}`);
      rest -= count * size;
    }
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}
