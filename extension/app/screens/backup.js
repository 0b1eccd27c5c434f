/** A backup with a look first: what goes in, where it goes. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { placeIcon, placeName, whereabouts } from "../../shared/line.js";
import { button, note } from "../../shared/parts.js";
import { plural, text } from "../../shared/text.js";
import { date } from "../../shared/format.js";
import { unwritten } from "../../shared/unwritten.js";
import { frame, walletOf } from "../frame.js";

/**
 * @typedef {import("../view.js").View} View
 * @typedef {import("../frame.js").Actions} Actions
 * @typedef {import("../../shared/protocol.d.ts").Destination} Destination
 * @typedef {import("../../shared/icons.js").IconName} IconName
 */

/** @param {View} view @param {Actions} actions */
export function backup(view, actions) {
  const { host, wallet } = walletOf(view);
  const chosen = host.destinations.filter((place) => isChosen(view, place));
  const { last_backup: last } = wallet;
  const lead = last ? text("backup_last", date(last.made_on)) : text("no_backup_yet");
  return frame(
    view,
    actions,
    { title: text("backup"), lead },
    h(
      "div",
      { class: "columns" },
      h("section", { class: "card pad" }, h("h2", null, text("included")), included(view)),
      h(
        "section",
        { class: "card pad" },
        h("h2", null, text("backup_where")),
        h("ul", { class: "ticks" }, host.destinations.map((place) => tick(view, actions, place))),
        button([icon("plus"), text("add_place")], () => actions.addPlace(), "btn-small"),
      ),
    ),
    wallet.phrases_unwritten > 0 && h("div", { class: "after" }, unwritten(wallet, actions)),
    oneDisk(chosen),
    h("div", { class: "acts after" }, start(chosen, host.destinations, actions)),
    wallet.locked && h("p", { class: "caption after" }, text("backup_asks")),
  );
}

/** @param {View} view @param {Destination} place */
function isChosen({ left_out }, { token, reachable }) {
  return reachable && !left_out.includes(token);
}

/** @param {View} view */
function included(view) {
  const { wallet } = walletOf(view);
  const rows = view.accounts?.complete ? view.accounts.rows : [];
  const from = (/** @type {string} */ source) =>
    rows.filter((account) => !account.watch_only && account.source === source).length;
  const watched = rows.filter(({ watch_only }) => watch_only).length;
  return h(
    "ul",
    { class: "included" },
    part("list", plural("included_accounts", wallet.accounts), text("included_accounts_hint")),
    from("phrase") > 0 && part("paper", plural("included_phrase", from("phrase")), null),
    from("key") > 0 && part("key", plural("included_keys", from("key")), null),
    watched > 0 && part("eye", plural("included_watch", watched), null),
    part("gear", text("included_settings"), null),
    wallet.uncovered > 0 &&
      h("li", { class: "is-attention" }, icon("warn"), h("span", null, plural("included_uncovered", wallet.uncovered))),
  );
}

/** @param {IconName} sign @param {string} words @param {string | null} hint */
function part(sign, words, hint) {
  return h(
    "li",
    null,
    icon(sign),
    h("span", null, words, hint && h("span", { class: "sub" }, hint)),
  );
}

/** @param {View} view @param {Actions} actions @param {Destination} place */
function tick(view, actions, place) {
  const { destinations } = walletOf(view).host;
  const change = (/** @type {Event} */ event) =>
    actions.tickPlace(place.token, /** @type {HTMLInputElement} */ (event.target).checked);
  const box = { type: "checkbox", checked: isChosen(view, place), disabled: !place.reachable };
  return h(
    "li",
    { "data-key": place.token },
    h(
      "label",
      null,
      h("input", { ...box, on: { change } }),
      icon(placeIcon(place)),
      h("bdi", { class: "strong" }, placeName(place)),
      h("span", { class: "end small quiet" }, whereabouts(place, destinations)),
    ),
  );
}

/** @param {readonly Destination[]} chosen */
function oneDisk(chosen) {
  const disks = new Set(chosen.map(({ disk }) => disk));
  if (chosen.length === 0 || disks.size > 1) return null;
  const fact = chosen.length === 2 ? text("one_disk_plan_both") : plural("one_disk_plan", chosen.length);
  const words = [h("b", null, fact), " ", text("one_disk_todo")];
  return h("div", { class: "after" }, note("usb", words));
}

/**
 * @param {readonly Destination[]} chosen
 * @param {readonly Destination[]} all
 * @param {Actions} actions
 */
function start(chosen, all, actions) {
  if (chosen.length === 0) {
    const idle = button(text("backup"), () => {}, "btn-primary btn-big", { disabled: true });
    return [idle, h("span", { class: "small quiet" }, text("choose_a_place"))];
  }
  const tokens = chosen.length === all.length ? null : chosen.map(({ token }) => token);
  return button(plural("backup_to", chosen.length), () => actions.backup(tokens), "btn-primary btn-big");
}
