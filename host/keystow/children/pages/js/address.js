// Address: one account's address, whole and as a QR code, out of the browser's reach.

import { h } from "./h.js";
import { t } from "./words.js";
import { primary, callout } from "./shell.js";
import { fact, groups } from "./facts.js";
import { code } from "./code.js";

const GLYPHS = { key: "key", watch: "eye", unknown: "foreign", wrong: "warn" };

export function address(model, { answer }) {
  const { check } = model;
  const harmless = check === "key" || check === "watch";
  return {
    title: model.name,
    lead: [model.chain_title, " ", model.path ? h("bdi.mono", { dir: "ltr" }, model.path) : null],
    big: true,
    body: [
      model.code ? code(model.code, t("address.code", { name: model.name })) : null,
      h("dl.facts", {}, fact(t("confirm.address"), h("bdi.mono.whole-address", { dir: "ltr" }, groups(model.address)))),
      callout(GLYPHS[check], harmless ? "" : "attention", t(`address.check.${check}`)),
    ],
    foot: [h("span.push"), primary(t("button.close"))],
    submit: () => answer("done"),
  };
}
