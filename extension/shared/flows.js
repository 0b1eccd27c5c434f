/** What each flow wants of the person, which screen shows its end, and how loud a failure is. */

import { text } from "./text.js";
import { unreachable } from "./unreachable.js";

/**
 * @typedef {import("./protocol.d.ts").Method} Method
 * @typedef {import("./protocol.d.ts").Failure} Failure
 * @typedef {import("./text.js").Key} Key
 */

/** @type {Partial<Record<Method, Key>>} */
const WAITING = {
  "wallet.create": "wait_create",
  "wallet.unlock": "wait_unlock",
  "backup.start": "wait_backup",
  "restore.start": "wait_restore",
  "accounts.import": "wait_import",
  "accounts.export": "wait_export",
  "accounts.watch": "wait_watch",
  "accounts.show": "wait_show",
  "phrase.reveal": "wait_reveal",
  "password.change": "wait_password",
  "password.backup": "wait_backup_password",
  "recovery.make": "wait_recovery",
  "mark.change": "wait_mark",
  "accounts.delete": "wait_delete_account",
  "wallet.delete": "wait_delete_wallet",
  "destinations.add": "wait_place",
  "destinations.remove": "wait_forget",
};

/** @param {Method} method */
export function waitingFor(method) {
  return text(WAITING[method] ?? "wait_unlock");
}

/** @param {import("./session.js").Outcome} outcome @returns {"receipt" | "results" | "failed"} */
export function screenOfOutcome(outcome) {
  switch (outcome.kind) {
    case "receipt":
      return "receipt";
    case "created":
    case "restored":
    case "imported":
      return "results";
    case "failed":
      return "failed";
    default:
      return unreachable(outcome);
  }
}

/**
 * Red where a copy or an answer is broken, amber where the person can act, plain for a choice.
 * @param {Failure} failure
 * @returns {"danger" | "attention" | null}
 */
export function alarmOf({ code, kind }) {
  if (code === "USER_DENIED" || code === "CANCELLED") return null;
  if (code === "READ_BACK_FAILED" || code === "DAMAGED" || code === "ALTERED") return "danger";
  return kind === "bug" ? "danger" : "attention";
}
