// A list of any length: its rows are made as they come into sight.

import { h } from "./h.js";

const AT_ONCE = 200;

/**
 * @param {Record<string, unknown>} attributes
 * @param {any[]} items
 * @param {(item: any) => HTMLElement} draw
 * @param {HTMLElement | null} [head] a row above all others
 */
export function longList(attributes, items, draw, head = null) {
  return filledAsSeen(h("ul.pick.pick-scroll", attributes, head), items, draw);
}

/** Fill a list of its own looks with rows, as they come into sight. */
export function filledAsSeen(list, items, draw) {
  let drawn = 0;
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    more();
  });

  function more() {
    list.append(...items.slice(drawn, drawn + AT_ONCE).map(draw));
    drawn += AT_ONCE;
    if (drawn < items.length && list.lastElementChild) near.observe(list.lastElementChild);
  }
  more();
  return list;
}
