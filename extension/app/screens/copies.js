/** Every copy that is known, by place, with when and how it was last opened. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { placeIcon, placeName, whereabouts } from "../../shared/line.js";
import { button, timeOf } from "../../shared/parts.js";
import { number, plural, text } from "../../shared/text.js";
import { dateTime, size, when } from "../../shared/format.js";
import { unwritten } from "../../shared/unwritten.js";
import { frame, walletOf } from "../frame.js";
import { paged, pager } from "../pager.js";

/**
 * @typedef {import("../view.js").View} View
 * @typedef {import("../frame.js").Actions} Actions
 * @typedef {import("../../shared/protocol.d.ts").Copy} Copy
 * @typedef {import("../../shared/protocol.d.ts").Destination} Destination
 * @typedef {import("../../shared/icons.js").IconName} IconName
 */

const COLUMNS = /** @type {const} */ ([
  "column_made",
  "column_state",
  "column_proven",
  "column_file",
]);

/** @param {View} view @param {Actions} actions */
export function copies(view, actions) {
  const { wallet } = walletOf(view);
  const rows = view.copies?.rows ?? [];
  const acts = [
    button(text("restore_more"), () => actions.restore()),
    button(text("backup"), () => actions.go("backup"), "btn-primary"),
  ];
  const empty = view.copies?.complete && rows.length === 0;
  if (empty) return frame(view, actions, { title: text("nav_copies") }, none(actions));
  return frame(
    view,
    actions,
    { title: text("nav_copies"), lead: summary(view), acts },
    wallet.phrases_unwritten > 0 && h("div", { class: "refusal" }, unwritten(wallet, actions)),
    h("div", { class: "card" }, table(view, actions, rows)),
    pager(rows, view.page, (page) => actions.turnTo(page)),
  );
}

/** @param {Actions} actions */
function none(actions) {
  return h(
    "div",
    { class: "card" },
    h(
      "div",
      { class: "empty" },
      h("h2", null, text("no_copies")),
      h("p", null, text("no_copies_lead")),
      button(text("first_backup"), () => actions.go("backup"), "btn-primary btn-big"),
      button(text("have_backup"), () => actions.restore(), "btn-link small"),
    ),
  );
}

/** The one sentence: covered or not, and by how many proven copies. @param {View} view */
function summary(view) {
  const { accounts, uncovered, last_backup } = walletOf(view).wallet;
  if (uncovered > 0) return plural("uncovered_sentence", uncovered);
  const saved = (last_backup?.copies ?? []).filter(({ state }) => state === "saved").length;
  return saved > 0 ? plural("copies_summary", accounts, number(saved)) : null;
}

/** @param {View} view @param {Actions} actions @param {readonly Copy[]} rows */
function table(view, actions, rows) {
  const { destinations } = walletOf(view).host;
  const newest = Math.max(0, ...rows.map(({ sequence }) => sequence));
  const { shown } = paged(sorted(rows, destinations), view.page);
  const groups = grouped(shown);
  const head = COLUMNS.map((key) => h("th", { scope: "col" }, text(key)));
  const last = h("th", { scope: "col" }, h("span", { class: "sr" }, text("column_actions")));
  return h(
    "table",
    { class: "copies" },
    h("thead", null, h("tr", null, head, last)),
    groups.map(([token, group]) => {
      const place = destinations.find((destination) => destination.token === token);
      const body = group.map((copy) => row(copy, place, newest, view.now, actions));
      return h("tbody", { "data-key": token }, heading(place, destinations), body);
    }),
  );
}

/**
 * Neighbours at the same place.
 * @param {readonly Copy[]} rows
 * @returns {[string, Copy[]][]}
 */
function grouped(rows) {
  /** @type {Map<string, Copy[]>} */
  const groups = new Map();
  for (const row of rows) groups.set(row.destination, [...(groups.get(row.destination) ?? []), row]);
  return [...groups];
}

/**
 * By place in the host's order, newest first within it.
 * @param {readonly Copy[]} rows
 * @param {readonly Destination[]} destinations
 */
function sorted(rows, destinations) {
  const order = new Map(destinations.map(({ token }, index) => [token, index]));
  const rank = (/** @type {Copy} */ { destination }) => order.get(destination) ?? order.size;
  return [...rows].sort((a, b) => rank(a) - rank(b) || b.made_on.localeCompare(a.made_on));
}

/** @param {Destination | undefined} place @param {readonly Destination[]} all */
function heading(place, all) {
  const words = place
    ? [icon(placeIcon(place)), h("bdi", null, placeName(place)), " ", h("span", null, whereabouts(place, all))]
    : [icon("folder"), text("place_forgotten_title")];
  return h(
    "tr",
    { class: "group" },
    h("th", { colspan: COLUMNS.length + 1, class: "start", scope: "rowgroup" }, words),
  );
}

/**
 * @param {Copy} copy
 * @param {Destination | undefined} place
 * @param {number} newest
 * @param {number} now
 * @param {Actions} actions
 */
function row(copy, place, newest, now, actions) {
  const { sign, css, word } = stateOf(copy, place);
  const label = text("show_in_folder");
  const show = () => actions.showCopy(copy.copy);
  const reachable = place?.reachable ?? false;
  return h(
    "tr",
    { "data-key": copy.copy },
    h(
      "td",
      { class: "nowrap" },
      h("span", { class: "strong" }, timeOf(copy.made_on, dateTime(copy.made_on))),
      h("span", { class: "sub" }, text(copy.sequence === newest ? "number_newest" : "number", number(copy.sequence))),
    ),
    h("td", null, h("span", { class: `state ${css}` }, icon(sign), word)),
    h("td", { class: "nowrap" }, proven(copy, now)),
    h(
      "td",
      { class: "file" },
      h("bdi", { class: "mono clip", dir: "ltr", title: copy.name }, copy.name),
      h("span", { class: "sub" }, size(copy.size)),
    ),
    h("td", null, reachable && button(label, show, "btn-small btn-quiet")),
  );
}

/**
 * Green only for what was opened; a right sum proves bytes, not that they open.
 * @param {Copy} copy
 * @param {Destination | undefined} place
 * @returns {{sign: IconName, css: string, word: string}}
 */
function stateOf({ verified_how }, place) {
  if (place && !place.reachable) {
    const word = text(place.removable ? "state_not_plugged_in" : "state_not_there");
    return { sign: "away", css: "state-away", word };
  }
  if (verified_how === "cached" || verified_how === "password") {
    return { sign: "proven", css: "state-good", word: text("state_opens") };
  }
  if (verified_how === "sum") return { sign: "tick", css: "state-same", word: text("state_intact") };
  return { sign: "foreign", css: "state-foreign", word: text("state_unchecked") };
}

/** @param {Copy} copy @param {number} now */
function proven({ verified_on, verified_how }, now) {
  if (!verified_on || !verified_how) return text("never");
  return [timeOf(verified_on, when(verified_on, now)), h("span", { class: "sub" }, text(`proven_${verified_how}`))];
}
