/** The end of a switch over closed choices: tsc finds a missing case, and a run says so too. */

/** @param {never} value @returns {never} */
export function unreachable(value) {
  throw new TypeError(`no such case: ${JSON.stringify(value)}`);
}
