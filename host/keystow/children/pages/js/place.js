// A new place for copies: the folder, chosen in the system's own dialog.

import { h, fill, icon } from "./h.js";
import { t, first } from "./words.js";
import { primary, secondary, cancelButton, callout, alert } from "./shell.js";

export function place(model, { answer, query }) {
  let picked = model.picked;
  const box = h("div.stack", { "aria-live": "polite" });
  const go = primary(t("place.use"));
  const choose = secondary("", pick, ".btn-wide");

  async function pick() {
    const reply = await query("pick_folder", {});
    if (reply.picked) picked = reply.picked;
    draw(reply.error);
    if (reply.picked) go.focus();
  }

  function draw(error) {
    fill(choose, icon("folder"), t(picked ? "place.choose_other" : "place.choose"));
    fill(
      box,
      picked ? shown(picked) : null,
      error ? alert(first([`error.${error.code}`, "error.STORAGE_FAILED"])) : null,
      choose,
    );
    go.setAttribute("aria-disabled", String(!picked));
  }

  draw(model.error);
  return {
    title: first([`place.title.${model.purpose}`, "place.title"]),
    lead: first([`place.lead.${model.purpose}`, "place.lead"]),
    body: [box, callout("usb", "", first([`place.advice.${model.purpose}`, "place.advice"]))],
    foot: [cancelButton(), go],
    doing: t("button.checking"),
    focus: () => choose,
    submit: () => answer("use"),
    blocked: pick,
  };
}

function shown(picked) {
  return h(
    "div.picked",
    {},
    icon(picked.disk_note === "other" ? "usb" : "folder", "icon-l"),
    h(
      "div",
      {},
      h("span.strong", {}, h("bdi", {}, picked.name)),
      h("bdi.mono.path", { dir: "ltr" }, picked.path),
      picked.disk_note ? h("span.sub", {}, t(`place.disk.${picked.disk_note}`)) : null,
      picked.warning ? h("span.sub.is-attention", {}, first([`place.warning.${picked.warning}`, `error.${picked.warning}`, "place.warning.other"])) : null,
    ),
  );
}
