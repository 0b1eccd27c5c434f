// Export: for which other wallet, and which accounts.

import { h, fill } from "./h.js";
import { t } from "./words.js";
import { choice } from "./fields.js";
import { primary, cancelButton, callout } from "./shell.js";
import { longList } from "./long_list.js";
import { address } from "./preview.js";

export function exporting(model, { answer, memory }) {
  const { formats } = model;
  if (!formats.length) return nothing(answer);
  memory.chosen ??= {};
  const format = choice({
    name: "format",
    label: t("export.format"),
    options: formats.map((one) => [one.format, t(`export.format.${one.format}`)]),
    value: memory.format ?? formats[0].format,
  });
  const opens = h("p.small.quiet");
  const rows = h("div.stack");
  const notes = h("div.stack", { "aria-live": "polite" });
  const go = primary(t("export.go"));
  /** @type {any} */
  let now = formats[0];
  /** @type {Set<number>} */
  let chosen = new Set();

  function turn() {
    now = formats.find((one) => one.format === format.input.value) ?? formats[0];
    memory.format = now.format;
    // The only one is meant; of several the person says which.
    chosen = memory.chosen[now.format] ??= new Set(now.accounts.length === 1 ? now.accounts : []);
    fill(opens, t(`export.opens.${now.format}`));
    fill(rows, list(model.accounts, now.accounts, chosen, draw));
    draw();
  }

  function draw() {
    const many = now.single && chosen.size > model.most;
    fill(
      notes,
      now.single && chosen.size > 1 ? h("p.small.quiet", {}, t("export.files", { count: chosen.size })) : null,
      many ? callout("warn", "attention", t("export.most", { count: model.most })) : null,
      now.weak ? callout("warn", "attention", t("export.weak")) : null,
    );
    go.setAttribute("aria-disabled", String(!chosen.size || many));
  }

  format.input.addEventListener("change", turn);
  turn();
  return {
    title: t("export.title"),
    lead: t("export.lead"),
    body: [format.root, opens, rows, notes],
    foot: [cancelButton(), go],
    focus: () => format.input,
    submit: () => answer("export", { format: now.format, accounts: [...chosen] }),
    blocked: () => /** @type {HTMLElement | null} */ (rows.querySelector("input"))?.focus(),
  };
}

function list(accounts, numbers, chosen, changed) {
  const boxes = new Map();
  const all = h("input.box", { type: "checkbox", id: "all", change: () => take(numbers, all.checked) });
  const count = h("span", { "aria-live": "polite" });

  function take(some, on) {
    for (const number of some) {
      if (on) chosen.add(number);
      else chosen.delete(number);
      const box = boxes.get(number); // none yet for a row that has not come into sight
      if (box) box.checked = on;
    }
    draw();
    changed();
  }

  function draw() {
    all.checked = chosen.size === numbers.length;
    all.indeterminate = chosen.size > 0 && !all.checked;
    fill(count, t("preview.chosen", { chosen: chosen.size, count: numbers.length }));
  }

  function row(number) {
    const account = accounts[number];
    const id = `account-${number}`;
    const box = h("input.box", {
      type: "checkbox", id, checked: chosen.has(number), change: (event) => take([number], event.target.checked),
    });
    boxes.set(number, box);
    return h("li", {}, box, h("label", { for: id },
      h("span.strong", {}, h("bdi", {}, account.name)),
      h("span.sub", {}, account.chain_title, " ", address(account.address))));
  }

  draw();
  return longList({}, numbers, row, h("li.all", {}, all, h("label", { for: "all" }, count)));
}

function nothing(answer) {
  const done = () => answer("done");
  return {
    title: t("export.title.nothing"),
    lead: t("export.lead.nothing"),
    body: [],
    foot: [h("span.push"), primary(t("button.done"))],
    submit: done,
    escape: done,
  };
}
