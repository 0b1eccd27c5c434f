// The passphrase of a phrase, the "25th word": what it opens is shown before it is believed.

import { h } from "./h.js";
import { t } from "./words.js";
import { primary, secondary, callout } from "./shell.js";
import { fact, groups } from "./facts.js";

export function passphrase(model, { answer }) {
  const back = () => answer("back");
  return {
    title: t("passphrase.title"),
    lead: t("passphrase.lead"),
    detour: true,
    body: [
      callout("key", "", t("passphrase.note")),
      h("dl.facts", {}, model.accounts.map((one) =>
        fact(one.title, h("bdi.mono.whole-address", { dir: "ltr" }, groups(one.address))))),
    ],
    foot: [secondary(t("button.back"), back, ".push"), primary(t("passphrase.go"))],
    submit: () => answer("use"),
    escape: back,
  };
}
