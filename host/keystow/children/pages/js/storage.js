// Safe storage: what speaks for and against each kind of place, and who is responsible for what.

import { h, icon } from "./h.js";
import { t, list } from "./words.js";
import { tick } from "./fields.js";
import { primary, cancelButton } from "./shell.js";

const KINDS = [
  ["usb", "usb"],
  ["cloud", "cloud"],
  ["folder", "folder"],
  ["paper", "paper"],
];

export function storage(model, { answer }) {
  const go = primary(t("storage.go"));
  const understood = tick({
    id: "understood",
    label: t("storage.understood"),
    change: () => go.setAttribute("aria-disabled", String(!understood.input.checked)),
  });
  go.setAttribute("aria-disabled", "true");
  const places = model.destinations.map((one) => placeName(one));
  return {
    title: t("storage.title"),
    lead: t("storage.lead", { places: list(places) }),
    body: [
      h(
        "dl.duties",
        {},
        h("dt", {}, t("storage.ours")),
        h("dd", {}, t("storage.ours.what")),
        h("dt", {}, t("storage.yours")),
        h("dd", {}, t("storage.yours.what")),
      ),
      h("ul.advice", {}, KINDS.map(([kind, glyph]) => advice(kind, glyph))),
    ],
    dock: [understood.root],
    foot: [cancelButton(), go],
    doing: t("storage.doing"),
    submit: () => answer("save", { understood: true }),
    blocked: () => understood.input.focus(),
  };
}

export function placeName(destination) {
  const fixed = { downloads: "place.downloads", safety: "place.safety" }[destination.kind];
  return fixed ? t(fixed) : destination.name;
}

function advice(kind, glyph) {
  return h(
    "li",
    {},
    icon(glyph, "icon-l"),
    h(
      "div",
      {},
      h("h2", {}, t(`storage.${kind}`)),
      h("p.plus", {}, h("span.sr", {}, t("storage.for")), t(`storage.${kind}.for`)),
      h("p.minus", {}, h("span.sr", {}, t("storage.against")), t(`storage.${kind}.against`)),
    ),
  );
}
