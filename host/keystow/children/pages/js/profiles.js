// A browser's profile: one that is known on this computer, or a folder or file of one.

import { h, icon } from "./h.js";
import { t, rich, day, first } from "./words.js";
import { primary, secondary, alert } from "./shell.js";

export function profiles(model, { answer }) {
  const { places } = model;
  let chosen = places.find((place) => place.id === model.selected) ?? places[0] ?? null;
  const folder = () => answer("folder");
  const go = primary(t(chosen ? "profiles.go" : "profiles.go.none"));
  const box = h("div.choice", { role: "radiogroup", "aria-label": t("profiles.label") }, places.map(row));

  function row(place) {
    return h(
      `label.choice-row${place === chosen ? ".on" : ""}`,
      { "data-id": place.id },
      h("input.radio", { type: "radio", name: "place", value: place.id, checked: place === chosen, change: () => choose(place) }),
      h("span.strong", {}, place.title),
      h("span.state.small.state-noted", {}, day(place.changed, "time.today.first")),
      h("span.sub", {}, h("bdi", {}, place.name)),
    );
  }

  function choose(place) {
    chosen = place;
    for (const one of box.children) one.classList.toggle("on", one.getAttribute("data-id") === place.id);
  }

  const folderLink = h("button.link", { type: "button", id: "folder", click: folder }, t("profiles.folder"));
  const fileLink = h("button.link", { type: "button", id: "browser-file", click: () => answer("browser_file") }, t("profiles.file"));
  return {
    title: t("profiles.title"),
    lead: t(chosen ? "profiles.lead" : "profiles.lead.none"),
    body: [
      model.error ? alert(first([`error.${model.error.code}`, "error.INTERNAL"])) : null,
      chosen ? box : null,
      h("div.drop", {}, icon("folder", "icon-l"), h("span", {}, rich("profiles.other", { folder: folderLink, file: fileLink }),
        h("span.caption", {}, t("profiles.kinds")))),
    ],
    foot: [secondary(t("import.back"), () => answer("back"), ".push"), go],
    doing: t("profiles.doing"),
    focus: () => box.querySelector("input:checked"),
    submit: () => (chosen ? answer("look", { place: chosen.id }) : folder()),
  };
}
