// The preview: what the backup would change, a tick for each row, decisions first.

import { h, fill, icon } from "./h.js";
import { t, when, first, list } from "./words.js";
import { primary, secondary, cancel, warnings } from "./shell.js";
import { longList } from "./long_list.js";
import { tick } from "./fields.js";

const ORDER = ["conflict", "name_differs", "new", "upgrade", "refused", "same"];
const TAKEN = new Set(["new", "upgrade", "conflict"]);

export function preview(model, { answer }) {
  const rows = [...model.rows].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const choosable = rows.filter((row) => TAKEN.has(row.state));
  const chosen = new Set(model.ticked === false ? [] : choosable.map((row) => row.id));
  // What is here already goes along: its secret may open more than what is here opens.
  const joined = rows.filter((row) => row.state === "same" || row.state === "name_differs").map((row) => row.id);
  const names = Object.fromEntries(rows.filter((row) => row.state === "name_differs").map((row) => [row.id, "here"]));
  const go = primary("");
  const all = h("input.box", { type: "checkbox", id: "all", change: () => turnAll(all.checked) });
  const count = h("span", { "aria-live": "polite" });
  const boxes = new Map();
  const alike = model.format === "keystow-1" ? new Set() : several(rows);

  function turnAll(on) {
    for (const row of choosable) turn(row.id, on);
    draw();
  }

  function turn(id, on) {
    if (on) chosen.add(id);
    else chosen.delete(id);
    const box = boxes.get(id); // none yet for a row that has not come into sight
    if (box) box.checked = on;
  }

  function draw() {
    all.checked = choosable.length > 0 && chosen.size === choosable.length;
    all.indeterminate = chosen.size > 0 && chosen.size < choosable.length;
    all.disabled = choosable.length === 0;
    fill(count, t("preview.chosen", { chosen: chosen.size, count: rows.length }));
    if (rows.length) fill(go, chosen.size ? t("preview.go", { count: chosen.size }) : t("preview.go.none"));
    else fill(go, t("preview.go.kept"));
  }

  function take(row, on) {
    turn(row.id, on);
    draw();
  }

  const table = longList(
    {},
    rows,
    (row) => line(row, { chosen, names, boxes, take, alike }),
    h("li.all", {}, all, h("label", { for: "all" }, count), h("span.quiet", {}, summary(rows))),
  );
  const all_of_it = model.export ? tick({ id: "keep_all", label: t("preview.keep_all") }) : null;
  draw();
  return {
    title: t(title(model)),
    lead: lead(model),
    body: [
      warnings(model.warnings, origin(model)),
      rows.length ? table : null,
      kept(model.kept ?? [], (one) => t(one.here ? "preview.state.same" : "preview.kept")),
      all_of_it?.root,
      also(model.also),
    ],
    foot: [
      h("span.caption.push", {}, t(model.into_existing ? "preview.safety" : "preview.safety.fresh")),
      secondary(t("button.cancel"), cancel),
      go,
    ],
    doing: t("preview.doing"),
    submit: () => answer("restore", { rows: taken(), names, ...(all_of_it ? { keep_all: all_of_it.input.checked } : {}) }),
  };

  /** Of a file that isn't known nothing at all is taken unless something was ticked. */
  function taken() {
    return chosen.size || model.ticked !== false ? [...chosen, ...joined] : [];
  }
}

/** A file that isn't the newest of this computer's own is named as what it is. */
function origin({ origin: of, into_existing: into }) {
  if (!of || of === "own" || (of === "unseen" && !into)) return []; // the page before has said it
  return [t(`preview.origin.${of}`)];
}

function title(model) {
  const typed = model.format === "phrase" || model.format === "private_key" ? ".typed" : "";
  return `preview.title${model.into_existing ? "" : ".fresh"}${typed}`;
}

function lead(model) {
  const from = [model.wallet_name ? h("bdi", {}, model.wallet_name) : null, model.wallet_name ? ", " : null];
  const made = model.made_on ? when(model.made_on) : first([`preview.from.${model.format}`, "preview.from.file"]);
  return [from, made, ". ", t("preview.unchanged")];
}

function summary(rows) {
  return ORDER.slice()
    .map((state) => [state, rows.filter((row) => row.state === state).length])
    .filter(([, count]) => count)
    .map(([state, count]) => t(`preview.sum.${state}`, { count }))
    .join(", ");
}

/** Networks with more than one account, which in another wallet's file are told apart by their paths. */
function several(rows) {
  const once = new Set();
  const more = new Set();
  for (const { chain } of rows) (once.has(chain) ? more : once).add(chain);
  return more;
}

function line(row, { chosen, names, boxes, take, alike }) {
  const id = `row-${row.id}`;
  const head = marker(row, { id, chosen, boxes, take });
  return h(
    "li",
    {},
    head,
    h(
      "label",
      { for: boxes.has(row.id) ? id : null },
      h("span.strong", {}, h("bdi", {}, row.name)),
      h("span.sub", {}, row.chain_title, " ", address(row.address)),
      row.path && alike.has(row.chain) ? h("span.sub", {}, t("preview.path"), " ", h("bdi", {}, row.path)) : null,
      note(row),
    ),
    h(`span.tag${tagClass(row.state)}`, {}, t(`preview.state.${row.state}`)),
    row.state === "name_differs" ? ways(row, names) : null,
  );
}

function note(row) {
  if (row.state === "conflict") return h("span.sub", {}, t("preview.conflict", { name: row.here_name ?? "" }));
  return row.reason ? h("span.sub", {}, first([`reason.${row.reason}`, "reason.other"])) : null;
}

function marker(row, { id, chosen, boxes, take }) {
  if (row.state === "name_differs") return icon("warn", "is-attention");
  if (row.state === "refused") return icon("refused", "is-danger");
  const same = row.state === "same";
  const box = h("input.box", {
    type: "checkbox",
    id,
    checked: same || chosen.has(row.id),
    disabled: same,
    "aria-label": same ? t("preview.same.label", { name: row.name }) : null,
    change: (event) => take(row, event.target.checked),
  });
  if (!same) boxes.set(row.id, box);
  return box;
}

function ways(row, names) {
  const way = (which, name) =>
    h(
      "label",
      {},
      h("input.sr", {
        type: "radio", name: `name-${row.id}`, value: which, checked: names[row.id] === which,
        change: () => (names[row.id] = which),
      }),
      h("span", {}, t(`preview.name.${which}`, { name })),
    );
  return h(
    "div.ways",
    { role: "radiogroup", "aria-label": t("preview.name.label") },
    way("here", row.here_name),
    way("there", row.name),
  );
}

/** Accounts of other networks: they come along in the wallet, unchecked. */
export function kept(rows, state) {
  if (!rows.length) return null;
  return h("div.stack.tight", {}, h("h2.label", {}, t("preview.kept.title", { count: rows.length })),
    longList({}, rows, (one) => h("li", {},
      icon("locker"),
      h("div", {}, h("span.strong", {}, h("bdi", {}, one.name || one.chain_title)),
        h("span.sub", {}, one.chain_title, " ", address(one.address))),
      h("span.tag", {}, state(one)))));
}

/** The ends of an address, the whole of it while its row has the pointer or focus. */
export function address(text) {
  // Every address of a chain in bech32 begins alike: "cosmos1".
  const head = Math.max(6, (/^[a-z]+1/.exec(text)?.[0].length ?? 0) + 4);
  const short = text.length > head + 8 ? `${text.slice(0, head)}…${text.slice(-4)}` : text;
  return h(
    "bdi.mono.address",
    { dir: "ltr" },
    h("span.short", { "aria-hidden": "true" }, short),
    h("span.whole", {}, text),
  );
}

function also(given) {
  const parts = [];
  if (given.contacts) parts.push(t("count.contacts", { count: given.contacts }));
  if (given.labels) parts.push(t("count.labels", { count: given.labels }));
  if (given.sites) parts.push(t("count.sites", { count: given.sites }));
  if (given.settings) parts.push(t("count.settings"));
  return parts.length ? h("p.small.quiet", {}, t("preview.also", { things: list(parts) })) : null;
}

function tagClass(state) {
  if (state === "conflict" || state === "name_differs" || state === "refused") return ".tag-attention";
  return state === "same" ? "" : ".tag-accent";
}
