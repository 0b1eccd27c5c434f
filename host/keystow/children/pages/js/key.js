// One account's private key: shown to be written on paper or typed into another wallet.

import { h } from "./h.js";
import { t } from "./words.js";
import { primary, callout } from "./shell.js";
import { coverable } from "./cover.js";
import { fact, groups } from "./facts.js";

export function key(model, { answer }) {
  const back = () => answer("done");
  const { box, button, escape, leave } = coverable({
    shown: () => written(h("bdi.mono.whole-address", { dir: "ltr" }, groups(model.key))),
    hidden: () => written(h("bdi.mono.whole-address", {}, groups(model.key).map(() => h("i.blank")))),
    covered: t("key.covered"),
  });
  return {
    title: t("key.title", { name: model.name }),
    lead: [model.chain_title, " ", model.path ? h("bdi.mono", { dir: "ltr" }, model.path) : null],
    body: [
      box,
      h("dl.facts", {}, fact(t("confirm.address"), h("bdi.mono.whole-address", { dir: "ltr" }, groups(model.address)))),
      callout("eye", "", h("b", {}, t("key.warning")), " ", t("key.advice")),
      h("p.caption", {}, t("key.timer")),
    ],
    foot: [h("span.push"), button, primary(t("button.back"))],
    submit: back,
    escape,
    leave,
  };
}

function written(value) {
  return h("dl.facts", {}, fact(t("import.key"), value));
}
