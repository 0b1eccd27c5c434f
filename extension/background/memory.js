/** What outlives the worker: the wallets' handles on disk, the last receipt in the browser's memory. */

/**
 * @typedef {import("../shared/session.js").Outcome} Outcome
 */

const HANDLE = /^[0-9a-f]{32}$/;
const HANDLES_MAX = 200;

/** The wallet that this profile shows. @returns {Promise<string | null>} */
export async function readHandle() {
  const { handle } = await chrome.storage.local.get("handle");
  return isHandle(handle) ? handle : null;
}

/** The wallets that were opened in this profile, the first one first. @returns {Promise<string[]>} */
export async function readHandles() {
  const { handle, handles } = await chrome.storage.local.get(["handle", "handles"]);
  const all = Array.isArray(handles) ? [...handles, handle] : [handle];
  return [...new Set(all.filter(isHandle))];
}

/** Show this wallet from now on. @param {string} handle */
export async function writeHandle(handle) {
  const known = await readHandles();
  const handles = known.includes(handle) ? known : [...known, handle];
  await chrome.storage.local.set({ handle, handles: handles.slice(-HANDLES_MAX) });
}

/** A wallet is gone: show the first of the others. @param {string} handle */
export async function forgetHandle(handle) {
  const handles = (await readHandles()).filter((other) => other !== handle);
  const shown = await readHandle();
  await chrome.storage.local.set({ handles });
  if (shown !== handle) return;
  if (handles[0]) await chrome.storage.local.set({ handle: handles[0] });
  else await chrome.storage.local.remove("handle");
}

/** @param {unknown} value @returns {value is string} */
export function isHandle(value) {
  return typeof value === "string" && HANDLE.test(value);
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
