/** A receipt in words and rows, for the popup and the tab. */

import { h } from "./h.js";
import { placeName } from "./line.js";
import { button, note } from "./parts.js";
import { isolated, list, plural, text } from "./text.js";
import { clock, size } from "./format.js";
import { copyFailure } from "./words.js";

/**
 * @typedef {import("./protocol.d.ts").Receipt} Receipt
 * @typedef {import("./protocol.d.ts").ReceiptCopy} ReceiptCopy
 * @typedef {import("./protocol.d.ts").Destination} Destination
 * @typedef {import("./line.js").Place} Place
 */

/**
 * The statement: saved everywhere, partly or nowhere. "Saved" means that it opened.
 * @param {Receipt} receipt
 * @param {readonly Destination[]} destinations
 * @returns {{title: string, lead: string | null, alarm: "attention" | "danger" | null}}
 */
export function headline({ copies }, destinations) {
  const saved = copies.filter(({ state }) => state === "saved").length;
  if (saved === copies.length) return { title: plural("saved", saved), lead: null, alarm: null };
  const failed = copies.filter(({ state }) => state === "failed");
  const names = list(failed.map((copy) => isolated(nameOf(copy, destinations))));
  if (saved === 0) return { title: text("saved_nowhere"), lead: text("saved_nowhere_lead"), alarm: "danger" };
  const title = plural("saved_partly", copies.length, saved);
  return { title, lead: text("saved_partly_lead", names), alarm: "attention" };
}

/** "7 accounts, 1 phrase, 2 keys, settings". @param {Receipt} receipt */
export function contents(receipt) {
  const counts = [
    receipt.accounts && plural("n_accounts", receipt.accounts),
    receipt.phrases && plural("n_phrases", receipt.phrases),
    receipt.keys && plural("n_keys", receipt.keys),
    receipt.watch_only && plural("n_watch_only", receipt.watch_only),
    receipt.contacts && plural("n_contacts", receipt.contacts),
    receipt.sites && plural("n_sites", receipt.sites),
    text("n_settings"),
  ];
  return list(counts.filter((count) => count !== 0));
}

/**
 * @param {Receipt} receipt
 * @param {readonly Destination[]} destinations
 * @param {(copy: string) => void} show
 * @returns {Place[]}
 */
export function receiptPlaces(receipt, destinations, show) {
  return receipt.copies.map((copy) => {
    const name = nameOf(copy, destinations);
    if (copy.state === "failed") {
      const end = text("copy_not_saved");
      return { name, knot: "refused", tie: "danger", end, note: copyFailure(copy.code) };
    }
    const { copy: token } = copy;
    const label = text("show_in_folder");
    const named = { "aria-label": text("show_in_folder_of", name) };
    const open = token && button(label, () => show(token), "btn-small btn-quiet", named);
    return { name, knot: "proven", tie: "proven", end: open };
  });
}

/**
 * Advice, never an alarm: copies on one disk die with it.
 * @param {Receipt} receipt
 * @param {readonly Destination[]} destinations
 */
export function advice(receipt, destinations) {
  const saved = receipt.copies.filter(({ state }) => state === "saved");
  if (saved.length === 0) return null;
  if (receipt.one_disk) {
    const fact = saved.length === 2 ? text("one_disk_both") : plural("one_disk", saved.length);
    return note("usb", [h("b", null, fact), " ", text("one_disk_todo")]);
  }
  const away = saved
    .map((copy) => destinations.find(({ token }) => token === copy.destination))
    .find((destination) => destination?.removable);
  return away ? note("usb", text("keep_elsewhere", isolated(placeName(away)))) : null;
}

/** Whether any place took a copy. @param {Receipt} receipt */
export function isSaved({ copies }) {
  return copies.some(({ state }) => state === "saved");
}

/** The file's name, and its size with how it was opened. @param {Receipt} receipt */
export function fileLines(receipt) {
  if (!isSaved(receipt)) return null;
  const cached = receipt.copies.some(({ opened }) => opened === "cached");
  const key = cached ? "opened_with_session" : "opened_with_password";
  return h(
    "p",
    { class: "caption" },
    h("bdi", { class: "mono break", dir: "ltr" }, receipt.name),
    h("br"),
    text(key, size(receipt.size), clock(receipt.made_on)),
  );
}

/** @param {ReceiptCopy} copy @param {readonly Destination[]} destinations */
function nameOf(copy, destinations) {
  const known = destinations.find(({ token }) => token === copy.destination);
  return placeName(known ?? copy);
}
