/** What outlives the worker: the wallet's handle on disk, the last receipt in the browser's memory. */

/**
 * @typedef {import("../shared/session.js").Outcome} Outcome
 */

const HANDLE = /^[0-9a-f]{32}$/;

/** @returns {Promise<string | null>} */
export async function readHandle() {
  const { handle } = await chrome.storage.local.get("handle");
  return typeof handle === "string" && HANDLE.test(handle) ? handle : null;
}

/** @param {string} handle */
export async function writeHandle(handle) {
  await chrome.storage.local.set({ handle });
}

/** @returns {Promise<Outcome | null>} */
export async function readOutcome() {
  const { outcome } = await chrome.storage.session.get("outcome");
  return /** @type {Outcome | undefined} */ (outcome) ?? null;
}

/**
 * Keep an outcome that names no account: the public view is never stored.
 * @param {Outcome | null} outcome
 */
export async function writeOutcome(outcome) {
  const names_accounts = outcome?.kind === "restored" || outcome?.kind === "imported";
  if (!outcome || names_accounts) await chrome.storage.session.remove("outcome");
  else await chrome.storage.session.set({ outcome });
}
