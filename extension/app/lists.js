/** The long lists, page by page from the host; a newer reading ends an older one. */

import { Refused } from "../shared/link.js";

/**
 * @typedef {import("./view.js").Failure} Failure
 */

/**
 * @template T
 * @typedef {import("./view.js").Listing<T>} Listing
 */

const PAGE = 200;

/**
 * @template T
 * @typedef {object} Source
 * @property {(offset: number, limit: number) => Promise<{total: number, rows: readonly T[]}>} read
 * @property {(listing: Listing<T>) => void} show
 */

/**
 * A reader of one list: each call reads it anew, showing the first reading as it comes and a
 * later one when it is whole, so that a list on screen doesn't shrink and grow.
 * @template T
 * @param {Source<T>} source
 * @returns {() => Promise<void>}
 */
export function reader({ read, show }) {
  let latest = 0;
  let shown = false;
  return async () => {
    latest += 1;
    const mine = latest;
    /** @type {T[]} */
    const rows = [];
    try {
      for (let total = 1; rows.length < total; ) {
        const page = await read(rows.length, PAGE);
        if (mine !== latest) return;
        rows.push(...page.rows);
        total = page.rows.length > 0 ? page.total : rows.length;
        const complete = rows.length >= total;
        if (complete || !shown) show({ rows: [...rows], total, complete, failure: null });
        shown ||= complete;
      }
    } catch (error) {
      const failure = error instanceof Refused ? error.failure : null;
      if (mine === latest) show({ rows, total: rows.length, complete: true, failure });
    }
  };
}
