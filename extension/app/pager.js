/** Long lists on screen, fifty rows at a time. */

import { h } from "../shared/h.js";
import { iconButton } from "../shared/parts.js";
import { number, text } from "../shared/text.js";

const ROWS = 50;

/**
 * @template T
 * @param {readonly T[]} rows
 * @param {number} page from 0
 * @returns {{shown: readonly T[], first: number, pages: number, page: number}}
 */
export function paged(rows, page) {
  const pages = Math.max(1, Math.ceil(rows.length / ROWS));
  const here = Math.min(page, pages - 1);
  const first = here * ROWS;
  return { shown: rows.slice(first, first + ROWS), first, pages, page: here };
}

/**
 * @param {readonly unknown[]} rows
 * @param {number} page
 * @param {(page: number) => void} turnTo
 */
export function pager(rows, page, turnTo) {
  const { shown, first, pages, page: here } = paged(rows, page);
  if (pages === 1) return null;
  const range = [number(first + 1), number(first + shown.length), number(rows.length)];
  const back = { disabled: here === 0 };
  const on = { disabled: here === pages - 1 };
  return h(
    "nav",
    { class: "pager", "aria-label": text("pager") },
    h("span", { class: "caption", "aria-live": "polite" }, text("pager_range", ...range)),
    iconButton("start", text("pager_back"), () => turnTo(here - 1), back),
    iconButton("end", text("pager_on"), () => turnTo(here + 1), on),
  );
}
