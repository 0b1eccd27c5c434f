/** What a person can do in the tab, as requests and events. */

import { Refused } from "../shared/link.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").ViewEvent} ViewEvent
 * @typedef {import("./view.js").Failure} Failure
 * @typedef {import("./frame.js").Actions} Actions
 */

/**
 * @typedef {object} Wiring
 * @property {import("../shared/link.js").BackgroundLink} link
 * @property {(event: ViewEvent) => void} take
 * @property {() => View} view
 * @property {(id: string) => void} focus
 */

const COPIED_MS = 2_000;
/** Failures that stand under the dialog's fields instead of on a page of their own. */
const FIELD_CODES = new Set(["ADDRESS_INVALID", "NAME_INVALID", "ALREADY_THERE"]);

/**
 * @param {Wiring} wiring
 * @returns {Actions}
 */
export function actionsOf({ link, take, view, focus }) {
  const wallet = () => view().session?.host?.wallet?.handle ?? "";

  /** A flow's end arrives with the session. @param {Promise<unknown>} flow */
  const quietly = (flow) => {
    take({ type: "refused", failure: null });
    flow.catch(() => {});
  };

  /** @param {Promise<unknown>} request */
  const orSay = async (request) => {
    take({ type: "refused", failure: null });
    try {
      await request;
    } catch (error) {
      if (error instanceof Refused) take({ type: "refused", failure: error.failure });
    }
  };

  /** @param {string} what @param {string} words */
  const copy = async (what, words) => {
    await navigator.clipboard.writeText(words);
    take({ type: "copied", copied: what });
    setTimeout(() => take({ type: "copied", copied: null }), COPIED_MS);
  };

  return {
    go: (route) => (location.hash = route),
    create: () => quietly(link.ask("wallet.create", {})),
    restore: () => quietly(link.ask("restore.start", wallet() ? { wallet: wallet() } : {})),
    restoreNew: () => quietly(link.ask("restore.start", {})),
    choose: (handle) => orSay(link.tell("page.choose", { wallet: handle })),
    openWallet: async (handle) => {
      await orSay(link.tell("page.choose", { wallet: handle }));
      quietly(link.ask("wallet.unlock", { wallet: handle }));
    },
    renameWallet: (name) => orSay(link.ask("wallet.rename", { wallet: wallet(), name })),
    deleteWallet: () => quietly(link.ask("wallet.delete", { wallet: wallet() })),
    undeleteWallet: (handle) => orSay(link.ask("wallet.undelete", { wallet: handle })),
    changeMark: () => quietly(link.ask("mark.change", { wallet: wallet() })),
    deleteAccount: (account) =>
      quietly(link.ask("accounts.delete", { wallet: wallet(), account })),
    undeleteAccount: (account) =>
      orSay(link.ask("accounts.undelete", { wallet: wallet(), account })),
    unlock: () => quietly(link.ask("wallet.unlock", { wallet: wallet() })),
    lock: () => orSay(link.ask("wallet.lock", { wallet: wallet() })),
    importKeys: () => {
      take({ type: "menu", open: false });
      quietly(link.ask("accounts.import", { wallet: wallet() }));
    },
    exportKeys: () => quietly(link.ask("accounts.export", { wallet: wallet() })),
    reveal: () => quietly(link.ask("phrase.reveal", { wallet: wallet() })),
    changePassword: () => quietly(link.ask("password.change", { wallet: wallet() })),
    setBackupPassword: () => quietly(link.ask("password.backup", { wallet: wallet() })),
    makeRecoveryCode: () => quietly(link.ask("recovery.make", { wallet: wallet() })),
    backup: (destinations) => {
      const places = destinations ? { destinations } : {};
      quietly(link.ask("backup.start", { wallet: wallet(), ...places }));
    },
    tickPlace: (token, ticked) => take({ type: "place_ticked", token, ticked }),
    addPlace: () => quietly(link.ask("destinations.add", { wallet: wallet() })),
    removePlace: (destination) =>
      quietly(link.ask("destinations.remove", { wallet: wallet(), destination })),
    showCopy: (token) => orSay(link.ask("copies.show", { wallet: wallet(), copy: token })),
    copyElsewhere: () => quietly(link.tell("page.elsewhere", { wallet: wallet() })),
    search: (search) => take({ type: "search", search }),
    filter: (filter) => take({ type: "filter", filter }),
    turnTo: (page) => take({ type: "page", page }),
    menu: (open) => {
      take({ type: "menu", open });
      if (!open) focus("add");
    },
    addNext: (chain, address_type) => {
      take({ type: "menu", open: false });
      focus("add");
      const type = address_type ? { address_type } : {};
      orSay(link.ask("accounts.add", { wallet: wallet(), chain, ...type }));
    },
    watch: (watch) => take({ type: "watch", watch }),
    confirmWatch: async (watch) => {
      const { chain, address, name } = watch;
      try {
        await link.ask("accounts.watch", { wallet: wallet(), chain, address, name });
      } catch (error) {
        if (!(error instanceof Refused) || !FIELD_CODES.has(error.failure.code)) return;
        await link.tell("page.dismiss", {});
        take({ type: "watch", watch: { ...watch, problem: error.failure } });
      }
    },
    rename: (account) => {
      const before = view().renaming?.account;
      take({ type: "renaming", renaming: account ? { account, problem: null } : null });
      if (!account && before) focus(`rename-${before}`);
    },
    saveName: async (account, name) => {
      try {
        await link.ask("accounts.rename", { wallet: wallet(), account, name });
        take({ type: "renaming", renaming: null });
        focus(`rename-${account}`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        take({ type: "renaming", renaming: { account, problem: error.failure } });
      }
    },
    showAddress: (account) =>
      quietly(link.ask("accounts.show", { wallet: wallet(), account })),
    copyAddress: ({ id, address }) => copy(id, address),
    autoLock: (minutes) =>
      orSay(link.ask("settings.set", { wallet: wallet(), auto_lock_minutes: minutes })),
    check: async () => {
      take({ type: "checks", checks: "busy" });
      try {
        take({ type: "checks", checks: (await link.ask("doctor.report", {})).checks });
      } catch (error) {
        take({ type: "checks", checks: null });
        if (error instanceof Refused) take({ type: "refused", failure: error.failure });
      }
    },
    cancel: () => orSay(link.tell("page.cancel", {})),
    showWindow: () => orSay(link.tell("page.show", {})),
    dismiss: () => orSay(link.tell("page.dismiss", {})),
    retry: () => orSay(link.tell("page.retry", {})),
    copyCommand: (command) => copy("command", command),
  };
}
