// Restore: which copy, its hint, its password, all on one page.

import { h, fill } from "./h.js";
import { t, rich, first } from "./words.js";
import { secret } from "./secret.js";
import { primary, cancelButton } from "./shell.js";
import { copies } from "./copies.js";
import { hintLines } from "./unlock.js";

export function restore(model, { answer, query, memory }) {
  const way = secret({
    label: t("restore.password"),
    memory,
    code: false,
    error: model.error,
    turned: () => draw(shown.current()),
  });
  const hint = h("div");
  const go = primary(t("restore.go"));
  const shown = copies({
    copies: model.copies,
    selected: memory.selected ?? model.selected,
    memory,
    query,
    other: rich("copies.other", {
      phrase: h("button.link", { type: "button", click: () => answer("phrase") }, t("restore.phrase")),
      key: h("button.link", { type: "button", click: () => answer("private_key") }, t("restore.key")),
    }),
    chosen(copy) {
      draw(copy);
      way.clear();
      way.input().focus();
    },
  });

  function draw(copy) {
    way.offer(copy?.code === true);
    fill(hint, copy?.hint && !way.byCode() ? hintLines(copy.hint, copy.hint_made_on) : null);
    const can = copy !== null && copy.state !== "newer";
    go.setAttribute("aria-disabled", String(!can));
    dock.hidden = !can;
    if (dock.parentElement) dock.parentElement.hidden = !can;
  }

  const dock = h("div", {}, way.root, hint);
  draw(shown.current());
  return {
    title: t(model.copies.length ? "restore.title" : "restore.title.none"),
    lead: model.copies.length ? t("restore.lead", { count: model.copies.length }) : t("restore.lead.none"),
    body: [shown.box, shown.zone, shown.trouble],
    dock: [dock],
    foot: [cancelButton(), go],
    doing: t("button.checking"),
    focus: () => (shown.current() ? way.input() : shown.browse),
    shown() {
      if (model.error === null) return;
      const { field, code } = model.error;
      if (field === "file") shown.refuse(model.error);
      else way.wrong(first([way.byCode() ? `code.${code}` : `restore.${code}`, `error.${code}`, "error.INTERNAL"]));
    },
    submit() {
      if (!way.input().value) way.wrong(t(way.byCode() ? "code.empty" : "error.empty"));
      else answer(way.byCode() ? "code" : "open", { copy: shown.current().id, ...way.fields() });
    },
    blocked: () => shown.browse.focus(),
  };
}
