// What became of each exported file.

import { h, icon } from "./h.js";
import { t, first } from "./words.js";
import { primary, callout } from "./shell.js";
import { placeName } from "./copies.js";

export function exported(model, { answer }) {
  const good = model.files.filter((file) => file.code === null).length;
  const all = model.files.length;
  const done = () => answer("done");
  return {
    title: good === all ? t("exported.title", { count: good }) : t("exported.partly", { good, count: all }),
    lead: [t("exported.lead"), " ", h("bdi.strong", {}, placeName(model.place)), "."],
    body: [
      h("ul.line", {}, model.files.map(row)),
      good ? callout("key", model.weak ? "attention" : "", t(model.weak ? "exported.weak" : "exported.advice")) : null,
    ],
    foot: [h("span.push"), primary(t("button.done"))],
    submit: done,
    escape: done,
  };
}

function row(file) {
  const ok = file.code === null;
  const about = file.accounts > 1 ? t("count.accounts", { count: file.accounts }) : h("bdi", {}, file.account);
  return h(
    `li${ok ? "" : ".loose"}`,
    {},
    icon(ok ? "proven" : "damaged", `knot${ok ? "" : " is-danger"}`),
    h(
      "span.where",
      {},
      about,
      h("span.note", {}, ok ? h("bdi.mono", { dir: "ltr" }, file.name) : first([`error.${file.code}`, "error.STORAGE_FAILED"])),
    ),
    h(`span.end.${ok ? "is-proven" : "is-danger"}`, {}, t(ok ? "saved.opens" : "saved.failed")),
  );
}
