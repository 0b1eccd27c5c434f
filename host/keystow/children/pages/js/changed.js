// The end of a change to how a wallet opens: what holds from now on, and what doesn't.

import { h, icon } from "./h.js";
import { t } from "./words.js";
import { primary, callout } from "./shell.js";

export function changed(model, { answer }) {
  const done = () => answer("done");
  return {
    title: t(`changed.title.${model.what}`),
    lead: t(`changed.lead.${model.what}`),
    body: [
      model.places ? saved(model.places) : null,
      model.failed ? callout("warn", "attention", t("changed.failed", { count: model.failed })) : null,
      callout("folder", "", t(`changed.older.${model.what}`)),
    ],
    foot: [h("span.push"), primary(t("button.done"))],
    submit: done,
    escape: done,
  };
}

function saved(count) {
  return h("ul.line", {}, h("li", {}, icon("proven", "knot"), h("span.where", {}, t("changed.places", { count }))));
}
