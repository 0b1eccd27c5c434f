/** The chains Keystow derives accounts of, as screens name them. */

import { textIfAny } from "./text.js";

/** Letters stand for a chain; a chain's own logo would promise what we can't. */
const LETTERS = /** @type {Readonly<Record<string, string>>} */ ({ lamden: "LAM", ethereum: "ETH" });

export const CHAINS = /** @type {const} */ (["lamden", "ethereum"]);

/** @param {string} chain */
export function chainTitle(chain) {
  return textIfAny(`chain_${chain}`) ?? chain;
}

/** @param {string} chain */
export function chainLetters(chain) {
  return LETTERS[chain] ?? chain.slice(0, 3).toUpperCase();
}
