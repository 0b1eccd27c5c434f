// Import: a phrase, a private key, or another wallet's file, in whichever way it comes.

import { h, fill } from "./h.js";
import { t, rich, first, number } from "./words.js";
import { field, choice } from "./fields.js";
import { primary, secondary, cancelButton, callout } from "./shell.js";
import { copies } from "./copies.js";
import { hintBox, wrongWords } from "./unlock.js";
import { keyFileLine } from "./key_file.js";
import { phraseField } from "./phrase_field.js";
import { secret } from "./secret.js";

/** How many accounts a phrase may bring on each network; the preview takes ticks off again. */
const COUNTS = [1, 2, 5, 10, 20, 50];

export function bring(model, act) {
  const { answer, memory } = act;
  const parts = { phrase: phrasePart, private_key: keyPart, file: filePart };
  const kinds = model.kinds.filter((kind) => parts[kind]);
  // A file of an earlier import is what most people come back with.
  memory.kind ??= kinds.includes(model.kind) ? model.kind : model.selected && kinds.includes("file") ? "file" : kinds[0];
  const panel = h("div.stack", { id: "panel", dragover: (event) => event.preventDefault(), drop: dropped });
  const tabs = h("div.filter", { role: "radiogroup", "aria-label": t("import.what") }, kinds.map(tab));
  let part = parts[memory.kind](model, act, { came: kinds.includes("file") ? came : null });

  /** What was typed as a phrase is something else: its own fields take it. */
  function came(found, text) {
    if (found.error) return part.wrong({ field: "phrase", ...found.error });
    if (found.copy) {
      memory.brought = [found.copy, ...(memory.brought ?? []).filter((one) => one.id !== found.copy.id)];
      memory.selected = found.copy.id;
    }
    turn(found.kind);
    part.given?.(found, text);
    const on = tabs.querySelector(`input[value=${found.kind}]`);
    if (on instanceof HTMLInputElement) on.checked = true;
    return undefined;
  }

  function dropped(event) {
    if (memory.kind === "file" || !kinds.includes("file") || !event.dataTransfer?.files?.length) return;
    came({ kind: "file", dropped: event }, "");
  }

  function tab(kind) {
    return h(
      "label",
      {},
      h("input.sr", { type: "radio", name: "kind", value: kind, checked: kind === memory.kind, change: () => turn(kind) }),
      h("span", {}, t(`import.kind.${kind}`)),
    );
  }

  function turn(kind) {
    memory.kind = kind;
    part.leave?.();
    part = parts[kind](model, act, { came: kinds.includes("file") ? came : null });
    fill(panel, part.body);
    part.focus().focus();
  }

  fill(panel, part.body);
  return {
    title: t(kinds.length > 1 ? "import.title" : `import.title.${kinds[0]}`),
    lead: t("import.lead"),
    body: [kinds.length > 1 ? tabs : null, panel],
    foot: [
      model.back ? secondary(t("import.back"), () => answer("back"), ".push") : cancelButton(),
      primary(t("import.go")),
    ],
    doing: t("button.checking"),
    focus: () => part.focus(),
    leave: () => part.leave?.(),
    shown: () => model.error && part.wrong(model.error),
    submit() {
      const fields = part.take();
      if (fields) answer(part.action?.() ?? "import", { kind: memory.kind, ...fields });
    },
  };
}

function phrasePart(model, { query }, { came }) {
  const typed = phraseField(query, came);
  const { phrase } = typed;
  const passphrase = field({
    name: "passphrase",
    label: [t("import.passphrase"), " ", h("span.optional", {}, t("field.optional"))],
    secret: true,
    help: t("import.passphrase.help"),
  });
  const count = choice({
    name: "count", label: t("import.count"), options: COUNTS.map((one) => [String(one), number(one)]), value: "1",
  });
  return {
    body: [typed.root, passphrase.root, count.root, callout("eye", "", t("import.phrase.warning"))],
    focus: () => phrase.input,
    leave: typed.leave,
    wrong: (error) => place(error, { phrase, passphrase }, phrase),
    take() {
      if (!phrase.input.value.trim()) return phrase.wrong(t("import.empty.phrase"));
      return {
        phrase: phrase.input.value,
        passphrase: passphrase.input.value,
        count: Number(count.input.value),
      };
    },
  };
}

function keyPart(model) {
  const chain = choice({
    name: "chain", label: t("import.chain"), options: model.chains.map((one) => [one.id, one.title]), value: model.chains[0]?.id,
  });
  const key = field({ name: "private_key", label: t("import.key"), secret: true, help: keyHelp(chain.input.value) });
  chain.input.addEventListener("change", () => key.help(keyHelp(chain.input.value)));
  const name = nameField();
  return {
    /** It may be for several networks, so that the person chooses. */
    given({ chains }, text) {
      key.input.value = text.trim();
      chain.input.value = chains[0];
      key.help(keyHelp(chains[0]));
      chain.input.focus();
    },
    body: [chain.root, key.root, name.root, callout("key", "", t("import.key.warning"))],
    focus: () => key.input,
    wrong: (error) => place(error, { private_key: key, name }, key),
    take() {
      if (!key.input.value.trim()) return key.wrong(t("import.empty.key"));
      return { private_key: key.input.value, chain: chain.input.value, name: name.input.value };
    },
  };
}

function filePart(model, { answer, query, memory }) {
  const way = secret({ label: t("import.file.password"), memory, code: false, error: model.error, turned: () => chosen(shown.current()) });
  const file = keyFileLine({
    name: null,
    needed: false,
    pick: () => query("pick_key_file", { copy: shown.current().id }),
  });
  const hint = h("div");
  const guard = h("div", { "aria-live": "polite" });
  const rest = h("div.stack", { hidden: true }, guard, hint, way.root, file.root);
  /** @type {string | null} */
  let asked = null;
  const shown = copies({
    copies: model.copies ?? [],
    selected: memory.selected ?? model.selected ?? null,
    memory,
    query,
    chosen,
    other: rich("import.file.other", {
      formats: t("copies.formats"),
      browser: h("button.link", { type: "button", id: "profile", click: () => answer("profile") }, t("restore.browser")),
    }),
  });

  function chosen(copy) {
    way.offer(copy?.code === true);
    const open = copy?.guard === "none" || copy?.guard === "open";
    way.root.hidden = open;
    guard.hidden = !copy?.guard;
    hint.hidden = !copy?.hint || way.byCode();
    fill(guard, copy?.guard ? callout(copy.guard === "open" ? "eye" : "warn", copy.guard === "open" ? "" : "attention", t(`import.guard.${copy.guard}`)) : null);
    fill(hint, copy?.hint && !way.byCode() ? hintBox(copy.hint, copy.hint_made_on) : null);
    file.root.hidden = !copy?.key_file || way.byCode();
    rest.hidden = copy === null;
    if (copy?.key_file && asked !== copy.id) remembered(copy);
    if (copy && !way.root.hidden) way.input().focus();
  }

  async function remembered(copy) {
    asked = copy.id;
    file.show(null, copy.key_file === "needed");
    const reply = await query("key_file", { copy: copy.id });
    if (asked === copy.id && reply.name) file.show(reply.name, copy.key_file === "needed");
  }

  function wrong(error) {
    if (error.field === "file") shown.refuse(error);
    else if (error.field === "key_file") file.wrong(error);
    else if (way.byCode()) way.wrong(first(wrongWords(`code.${error.code}`, error.code, null)));
    else way.wrong(first(wrongWords(`restore.${error.code}`, error.code, shown.current()?.key_file ? file : null)));
  }

  chosen(shown.current());
  return {
    given({ dropped }) {
      if (dropped) shown.dropped(dropped);
    },
    body: [shown.box, shown.zone, shown.trouble, rest],
    focus: () => (!shown.current() ? shown.browse : way.root.hidden ? null : way.input()),
    wrong,
    /** A recovery code is an answer of its own. */
    action: () => (way.byCode() ? "code" : "import"),
    take() {
      const copy = shown.current();
      if (!copy) return shown.browse.focus();
      // Another wallet's file may have been made without a password.
      const needed = copy.format === "keystow-1";
      if (needed && !way.input().value) return way.wrong(t(way.byCode() ? "code.empty" : "error.empty"));
      if (!way.byCode() && copy.key_file && file.missing()) return file.wrong({ code: "KEY_FILE_MISSING" });
      return { copy: copy.id, ...way.fields() };
    },
  };
}

/** A row is named by its chain, and by another address type than the chain's first: "bitcoin taproot". */
function keyHelp(row) {
  return first([`import.key.help.${String(row).split(" ")[0]}`, "import.key.help"]);
}

function nameField() {
  return field({
    name: "name",
    label: [t("import.name"), " ", h("span.optional", {}, t("field.optional"))],
    max: 60,
  });
}

function place(error, fields, otherwise) {
  const { reason, word } = error.data ?? {};
  const keys = [`restore.${error.code}`, `error.${error.code}.${reason}`, `error.${error.code}`, "error.INTERNAL"];
  (fields[error.field] ?? otherwise).wrong(first(keys, { word }));
}
