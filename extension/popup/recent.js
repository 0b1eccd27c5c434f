/** The newest accounts that no backup holds. */

/**
 * @typedef {import("../shared/protocol.d.ts").Account} Account
 * @typedef {import("../shared/protocol.d.ts").WalletState} WalletState
 */

const PAGE = 200;

/**
 * They stand at the list's end, since accounts are added there; the last page is enough.
 * @param {Pick<import("../shared/link.js").BackgroundLink, "ask">} link
 * @param {WalletState} wallet
 * @returns {Promise<Account[]>} newest first
 */
export async function recentUncovered(link, wallet) {
  const offset = Math.max(0, wallet.accounts - PAGE);
  const page = { wallet: wallet.handle, offset, limit: PAGE };
  const { accounts } = await link.ask("accounts.list", page);
  return accounts.filter(({ covered }) => !covered).reverse();
}
