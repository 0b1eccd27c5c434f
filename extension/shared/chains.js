/** The chains Keystow derives accounts of, as screens name them. */

import { textIfAny } from "./text.js";

/** Letters stand for a chain; a chain's own logo would promise what we can't. */
const LETTERS = /** @type {Readonly<Record<string, string>>} */ ({
  lamden: "LAM",
  ethereum: "ETH",
  bitcoin: "BTC",
  solana: "SOL",
  cosmos: "ATOM",
  polkadot: "DOT",
});

export const CHAINS = /** @type {const} */ (["lamden", "ethereum", "bitcoin", "solana", "cosmos", "polkadot"]);

/** @typedef {"taproot" | "nestedsegwit" | "legacy" | "ledgerlive" | "ledgerlegacy"} OtherType */

const OTHER_TYPES = /** @type {Readonly<Record<string, readonly OtherType[]>>} */ ({
  ethereum: ["ledgerlive", "ledgerlegacy"],
  bitcoin: ["taproot", "nestedsegwit", "legacy"],
});

/**
 * The address types of a chain beside its first, and other programs' paths.
 * @param {string} chain
 */
export function otherTypes(chain) {
  return OTHER_TYPES[chain] ?? [];
}

/** @param {string} chain */
export function chainTitle(chain) {
  return textIfAny(`chain_${chain}`) ?? chain;
}

/** @param {string} chain */
export function chainLetters(chain) {
  return LETTERS[chain] ?? chain.slice(0, 3).toUpperCase();
}
