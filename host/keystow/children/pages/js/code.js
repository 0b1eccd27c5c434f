// A QR code, drawn from its rows of "0" and "1".

import { h } from "./h.js";

const SVG = "http://www.w3.org/2000/svg";
/** Light modules around the code, without which cameras don't find it (ISO/IEC 18004). */
const QUIET = 4;

/** @param {string[]} rows @param {string} label */
export function code(rows, label) {
  const size = rows.length + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({
    class: "code", role: "img", "aria-label": label, viewBox: `${-QUIET} ${-QUIET} ${size} ${size}`,
  })) svg.setAttribute(name, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", rows.map(runs).join(""));
  svg.append(path);
  return h("div.code-room", {}, svg);
}

/** Each run of dark modules is one bar: no seams between its squares. */
function runs(row, y) {
  return [...row.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join("");
}
