// The receipt: which copies were saved, and that each opens.

import { h, icon } from "./h.js";
import { t, first } from "./words.js";
import { primary, callout } from "./shell.js";
import { placeName } from "./storage.js";

export function saved(model, { answer }) {
  const good = model.copies.filter((copy) => copy.state === "saved").length;
  const all = model.copies.length;
  const whole = good === all;
  const done = () => answer("done");
  return {
    title: whole ? t("saved.title", { count: good }) : t("saved.partly", { good, all, count: all }),
    lead: t("saved.lead", { count: model.accounts, name: model.wallet_name }),
    body: [
      h("ul.line", {}, model.copies.map(row)),
      model.one_disk && good > 0 ? callout("usb", "", t("saved.one_disk", { count: good })) : null,
    ],
    foot: [h("span.push"), primary(t("button.done"))],
    submit: done,
    escape: done,
  };
}

function row(copy) {
  const ok = copy.state === "saved";
  return h(
    `li${ok ? "" : ".loose"}`,
    {},
    icon(ok ? "proven" : "damaged", `knot${ok ? "" : " is-danger"}`),
    h(
      "span.where",
      {},
      h("bdi", {}, placeName(copy)),
      h("span.note", {}, ok ? t(`saved.note.${copy.kind}`) : first([`error.${copy.code}`, "error.STORAGE_FAILED"])),
    ),
    h(`span.end.${ok ? "is-proven" : "is-danger"}`, {}, t(ok ? "saved.opens" : "saved.failed")),
  );
}
