/** The icons: 16 px line drawings, each a shape of its own so that no state is told by colour alone. */

import { h } from "./h.js";

/**
 * Paths and shapes; a class gives what differs from the common stroke.
 * @typedef {readonly [string, Readonly<Record<string, string | number>>]} Shape
 */

/** @param {string} d @returns {Shape} */
const path = (d) => ["path", { d }];
/** @param {number} cx @param {number} cy @param {number} r @param {string} [css] @returns {Shape} */
const circle = (cx, cy, r, css = "") => ["circle", { cx, cy, r, ...(css && { class: css }) }];
/** @param {number} x @param {number} y @param {number} width @param {number} height @param {number} rx @returns {Shape} */
const rect = (x, y, width, height, rx) => ["rect", { x, y, width, height, rx }];

const RING = circle(8, 8, 6.2);

const SHAPES = /** @satisfies {Record<string, readonly Shape[]>} */ ({
  tick: [path("M3.2 8.6 6.4 11.8 12.8 4.8")],
  proven: [
    circle(8, 8, 7, "seal"),
    ["path", { d: "M4.9 8.4 7.1 10.6 11.2 5.9", class: "seal-tick" }],
  ],
  old: [RING, path("M8 4.6V8.2L10.4 9.8")],
  warn: [path("M8 2 14.6 13.6H1.4z"), path("M8 6.4v3.2"), circle(8, 11.6, 0.4)],
  damaged: [
    path(
      "M6 1.9H4.4a1 1 0 0 0-1 1v10.2a1 1 0 0 0 1 1H6M9 1.9h2.6a1 1 0 0 1 1 1v10.2a1 1 0 0 1-1 1H10M8.6 1.2 6.6 5l2.8 2.6-2.6 3.2.8 4",
    ),
  ],
  foreign: [
    path("M5.4 5.9a2.7 2.7 0 1 1 4 2.4C8.4 8.9 8 9.3 8 10.2"),
    circle(8, 12.7, 0.45, "dot"),
  ],
  away: [RING, path("M5.3 8h5.4")],
  wait: [RING],
  busy: [
    circle(8, 8, 6.2, "busy-ring"),
    ["path", { d: "M8 1.8a6.2 6.2 0 0 1 5.4 9.3", class: "busy-arc" }],
  ],
  same: [path("M4 6.2h8M4 9.8h8")],
  refused: [RING, path("M3.7 12.3 12.3 3.7")],
  left: [RING, path("M5.3 8h5.4")],
  lock: [rect(3, 7, 10, 7, 1.6), path("M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2")],
  eye: [path("M1.4 8S3.8 3.6 8 3.6 14.6 8 14.6 8 12.2 12.4 8 12.4 1.4 8 1.4 8z"), circle(8, 8, 2)],
  folder: [
    path(
      "M1.8 4.2a1.2 1.2 0 0 1 1.2-1.2h3l1.6 1.8h5.4a1.2 1.2 0 0 1 1.2 1.2v5.8a1.2 1.2 0 0 1-1.2 1.2H3a1.2 1.2 0 0 1-1.2-1.2z",
    ),
  ],
  locker: [rect(2.6, 1.8, 10.8, 12.4, 1.6), path("M2.6 8h10.8M7 4.9h2M7 11.1h2")],
  usb: [
    path("M5.4 5.6V2h5.2v3.6"),
    path("M4.2 5.6h7.6v6.2a2.2 2.2 0 0 1-2.2 2.2H6.4a2.2 2.2 0 0 1-2.2-2.2z"),
    path("M7.2 3.7h.1M8.8 3.7h.1"),
  ],
  paper: [path("M3.4 1.8h6l3.2 3.2v9.2H3.4zM9.4 1.8V5h3.2M5.8 8h4.4M5.8 10.8h4.4")],
  copy: [
    rect(5.4, 5.4, 8.4, 8.4, 1.4),
    path(
      "M10.6 5.4V3.6a1.4 1.4 0 0 0-1.4-1.4H3.6a1.4 1.4 0 0 0-1.4 1.4v5.6a1.4 1.4 0 0 0 1.4 1.4h1.8",
    ),
  ],
  edit: [path("M10.7 2.7 13.3 5.3 5.4 13.2 2.4 13.6 2.8 10.6zM9 4.4l2.6 2.6")],
  plus: [path("M8 3v10M3 8h10")],
  down: [path("M4 6.2 8 10.2 12 6.2")],
  end: [path("M6 3.6 10.4 8 6 12.4")],
  start: [path("M10 3.6 5.6 8 10 12.4")],
  close: [path("M3.8 3.8 12.2 12.2M12.2 3.8 3.8 12.2")],
  key: [circle(5, 11, 3), path("M7.2 8.8 13.6 2.4M11 5l2 2")],
  gear: [
    path("M2 4.6h5.4M11.2 4.6H14M2 11.4h2.8M8.6 11.4H14"),
    circle(9.3, 4.6, 1.9),
    circle(6.7, 11.4, 1.9),
  ],
  list: [path("M5.6 4h8.4M5.6 8h8.4M5.6 12h8.4M2.2 4h.2M2.2 8h.2M2.2 12h.2")],
  copies: [path("M8 1.8 14.2 5 8 8.2 1.8 5zM1.8 8 8 11.2 14.2 8M1.8 11 8 14.2 14.2 11")],
  restore: [path("M2.6 8a5.4 5.4 0 1 0 1.8-4M2.4 2.2v3.4h3.4")],
  import: [
    path(
      "M8 2v7.4M4.8 6.4 8 9.6l3.2-3.2M2.4 10.6v2a1.4 1.4 0 0 0 1.4 1.4h8.4a1.4 1.4 0 0 0 1.4-1.4v-2",
    ),
  ],
  bin: [path("M2.6 4.4h10.8M6.2 4.4V2.6h3.6v1.8M4 4.4l.7 9h6.6l.7-9M6.7 7v3.8M9.3 7v3.8")],
  search: [circle(7, 7, 4.6), path("M10.4 10.4 14 14")],
  window: [rect(1.8, 2.6, 12.4, 10.8, 1.6), path("M1.8 5.8h12.4")],
});

/** @typedef {keyof typeof SHAPES} IconName */

/**
 * A decoration beside words that say the same; hidden from screen readers.
 * @param {IconName} name
 * @param {string} [css]
 */
export function icon(name, css = "") {
  const attributes = { class: `icon ${css}`.trim(), viewBox: "0 0 16 16", "aria-hidden": "true" };
  return h("svg", attributes, ...SHAPES[name].map(([tag, shape]) => h(tag, shape)));
}

/**
 * The mark as the toolbar shows it.
 * @param {"normal" | "attention" | "locked"} state
 */
export function logo(state) {
  const src = `/icons/keystow-48-${state}.png`;
  return h("img", { class: "logo", src, alt: "", width: 24, height: 24 });
}
