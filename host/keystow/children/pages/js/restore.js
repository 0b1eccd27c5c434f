// Restore: which copy, its hint, its password, all on one page.

import { h, fill } from "./h.js";
import { t, rich, first } from "./words.js";
import { secret } from "./secret.js";
import { primary, cancelButton } from "./shell.js";
import { copies } from "./copies.js";
import { hintLines, wrongWords } from "./unlock.js";
import { keyFileLine } from "./key_file.js";

export function restore(model, { answer, query, memory }) {
  const way = secret({
    label: t("restore.password"),
    memory,
    code: false,
    error: model.error,
    turned: () => draw(shown.current()),
  });
  const hint = h("div");
  const file = keyFileLine({
    name: null,
    needed: false,
    pick: () => query("pick_key_file", { copy: shown.current().id }),
  });
  const go = primary(t("restore.go"));
  /** @type {string | null} */
  let asked = null;
  const shown = copies({
    copies: model.copies,
    selected: memory.selected ?? model.selected,
    memory,
    query,
    other: rich("copies.other", {
      phrase: h("button.link", { type: "button", click: () => answer("phrase") }, t("restore.phrase")),
      key: h("button.link", { type: "button", click: () => answer("private_key") }, t("restore.key")),
      browser: h("button.link", { type: "button", id: "profile", click: () => answer("profile") }, t("restore.browser")),
    }),
    chosen(copy) {
      draw(copy);
      way.clear();
      way.input().focus();
    },
  });

  function draw(copy) {
    way.offer(copy?.code === true);
    file.root.hidden = !copy?.key_file || way.byCode();
    if (copy?.key_file) remembered(copy);
    fill(hint, copy?.hint && !way.byCode() ? hintLines(copy.hint, copy.hint_made_on) : null);
    const can = copy !== null && copy.state !== "newer";
    go.setAttribute("aria-disabled", String(!can));
    dock.hidden = !can;
    if (dock.parentElement) dock.parentElement.hidden = !can;
  }

  /** The job knows which key file was used last, and tells its name only. */
  async function remembered(copy) {
    if (asked === copy.id) return;
    asked = copy.id;
    file.show(null, copy.key_file === "needed");
    const reply = await query("key_file", { copy: copy.id });
    if (asked === copy.id && reply.name) file.show(reply.name, copy.key_file === "needed");
  }

  const dock = h("div", {}, way.root, file.root, hint);
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
      else if (field === "key_file") file.wrong(model.error);
      else if (way.byCode()) way.wrong(first(wrongWords(`code.${code}`, code, null)));
      else way.wrong(first(wrongWords(`restore.${code}`, code, shown.current()?.key_file ? file : null)));
    },
    submit() {
      // Another wallet's file may have been made without a password.
      const needed = shown.current().format === "keystow-1";
      if (needed && !way.input().value) way.wrong(t(way.byCode() ? "code.empty" : "error.empty"));
      else if (!way.byCode() && shown.current().key_file && file.missing()) file.wrong({ code: "KEY_FILE_MISSING" });
      else answer(way.byCode() ? "code" : "open", { copy: shown.current().id, ...way.fields() });
    },
    blocked: () => shown.browse.focus(),
  };
}
