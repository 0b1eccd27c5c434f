// Confirm: one thing, shown whole, and an answer that arms after a second.

import { h } from "./h.js";
import { t } from "./words.js";
import { primary, cancelButton, callout } from "./shell.js";
import { fact, groups } from "./facts.js";

export function confirm(model, { answer }) {
  const watch = model.what === "watch";
  return {
    title: t(`confirm.${model.what}.title`, { name: model.place ?? model.name }),
    lead: t(`confirm.${model.what}.lead`),
    big: true,
    body: [
      h(
        "dl.facts",
        {},
        fact(t("confirm.name"), h("bdi", {}, watch ? model.name : model.place ?? model.name)),
        watch ? fact(t("confirm.chain"), model.chain_title) : null,
        watch ? fact(t("confirm.address"), h("bdi.mono.whole-address", { dir: "ltr" }, groups(model.address))) : null,
      ),
      callout(watch ? "eye" : "folder", "", t(`confirm.${model.what}.note`)),
    ],
    foot: [cancelButton(), primary(t(`confirm.${model.what}.go`), { arms: true })],
    submit: () => answer("confirm"),
  };
}
