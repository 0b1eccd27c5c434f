/** The places that backups go to; a new one is chosen in the host's own dialog. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { placeIcon, placeName, whereabouts } from "../../shared/line.js";
import { button, note } from "../../shared/parts.js";
import { plural, text } from "../../shared/text.js";
import { date } from "../../shared/format.js";
import { frame, walletOf } from "../frame.js";

/**
 * @typedef {import("../view.js").View} View
 * @typedef {import("../frame.js").Actions} Actions
 * @typedef {import("../../shared/protocol.d.ts").Destination} Destination
 */

/** @param {View} view @param {Actions} actions */
export function places(view, actions) {
  const { destinations } = walletOf(view).host;
  const disks = new Set(destinations.map(({ disk }) => disk));
  const add = button([icon("plus"), text("add_place")], () => actions.addPlace(), "btn-primary");
  const advice = [h("b", null, text("places_one_disk")), " ", text("one_disk_todo")];
  return frame(
    view,
    actions,
    { title: text("nav_places"), lead: text("places_lead"), acts: [add] },
    h(
      "div",
      { class: "card" },
      h("ul", { class: "place-list" }, destinations.map((place) => row(view, actions, place))),
    ),
    disks.size === 1 && h("div", { class: "after" }, note("usb", advice)),
    h("p", { class: "caption after" }, text("places_note")),
  );
}

/** @param {View} view @param {Actions} actions @param {Destination} place */
function row(view, actions, place) {
  const { destinations } = walletOf(view).host;
  const name = placeName(place);
  const label = { "aria-label": text("forget_of", name) };
  const forget = button(text("forget"), () => actions.removePlace(place.token), "btn-small", label);
  return h(
    "li",
    { "data-key": place.token },
    icon(placeIcon(place), "icon-l"),
    h(
      "div",
      { class: "grow" },
      h("bdi", { class: "strong clip" }, name),
      h("span", { class: "sub" }, text(`kind_of_${place.kind}`)),
    ),
    h(
      "div",
      { class: "grow" },
      h("span", null, whereabouts(place, destinations)),
      h("span", { class: "sub" }, holdings(view, place)),
    ),
    h("div", { class: "end" }, place.kind === "folder" && forget),
  );
}

/** @param {View} view @param {Destination} place */
function holdings({ copies }, { token }) {
  const here = (copies?.rows ?? []).filter(({ destination }) => destination === token);
  const [first] = here.map(({ made_on }) => made_on).sort().reverse();
  return first ? plural("place_copies", here.length, date(first)) : text("place_no_copies");
}
