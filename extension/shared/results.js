/** What became of each account of a restore or an import, in words. */

import { plural } from "./text.js";

/**
 * @typedef {import("./protocol.d.ts").Counts} Counts
 * @typedef {import("./protocol.d.ts").ResultOf<"accounts.import">} Outcomes
 */

/** @param {Pick<Outcomes, "counts">} outcomes */
export function resultHeadline({ counts }) {
  const back = counts.added + counts.upgraded;
  if (back > 0) return plural("came_back", back);
  return counts.refused > 0 ? plural("none_came_back", counts.refused) : plural("all_were_there", counts.same);
}

/** One clause for each outcome that occurred. @param {Counts} counts */
export function countLines(counts) {
  return /** @type {const} */ (["added", "upgraded", "same", "left", "refused"])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => plural(`outcome_${outcome}`, counts[outcome]));
}
