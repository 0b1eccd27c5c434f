// Restore: which copy, its hint, its password, all on one page.

import { h, fill } from "./h.js";
import { t, rich, first } from "./words.js";
import { field } from "./fields.js";
import { primary, cancelButton } from "./shell.js";
import { copies } from "./copies.js";
import { hintLines } from "./unlock.js";

export function restore(model, { answer, query, memory }) {
  const password = field({ name: "password", label: t("restore.password"), secret: true });
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
      password.clear();
      password.input.focus();
    },
  });

  function draw(copy) {
    fill(hint, copy?.hint ? hintLines(copy.hint, copy.hint_made_on) : null);
    const can = copy !== null && copy.state !== "newer";
    go.setAttribute("aria-disabled", String(!can));
    dock.hidden = !can;
    if (dock.parentElement) dock.parentElement.hidden = !can;
  }

  const dock = h("div", {}, password.root, hint);
  draw(shown.current());
  return {
    title: t(model.copies.length ? "restore.title" : "restore.title.none"),
    lead: model.copies.length ? t("restore.lead", { count: model.copies.length }) : t("restore.lead.none"),
    body: [shown.box, shown.zone, shown.trouble],
    dock: [dock],
    foot: [cancelButton(), go],
    doing: t("button.checking"),
    focus: () => (shown.current() ? password.input : shown.browse),
    shown() {
      if (model.error === null) return;
      if (model.error.field === "file") shown.refuse(model.error);
      else password.wrong(first([`restore.${model.error.code}`, `error.${model.error.code}`, "error.INTERNAL"]));
    },
    submit() {
      if (!password.input.value) password.wrong(t("error.empty"));
      else answer("open", { copy: shown.current().id, password: password.input.value });
    },
    blocked: () => shown.browse.focus(),
  };
}
