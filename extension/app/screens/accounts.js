/** The accounts: found by name or address, added, renamed, each with the state of its backup. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { button, iconButton } from "../../shared/parts.js";
import { number, plural, text } from "../../shared/text.js";
import { shortAddress } from "../../shared/format.js";
import { CHAINS, chainLetters, chainTitle, otherTypes } from "../../shared/chains.js";
import { wordsOf } from "../../shared/words.js";
import { frame, walletOf } from "../frame.js";
import { paged, pager } from "../pager.js";
import { matching, passes } from "../view.js";
import { deletedAccounts } from "../deleted_accounts.js";
import { watchDialog } from "../watch_dialog.js";

/**
 * @typedef {import("../view.js").View} View
 * @typedef {import("../view.js").Filter} Filter
 * @typedef {import("../frame.js").Actions} Actions
 * @typedef {import("../../shared/protocol.d.ts").Account} Account
 */

const FILTERS = /** @type {const} */ (["all", "uncovered", "watch"]);
const COLUMNS = /** @type {const} */ ([
  "column_account",
  "column_address",
  "column_path",
  "column_source",
  "column_backup",
]);

/** @param {View} view @param {Actions} actions */
export function accounts(view, actions) {
  const { wallet } = walletOf(view);
  const acts = [
    addMenu(view, actions),
    button([icon("window"), text("export_keys")], () => actions.exportKeys()),
    button(text("backup"), () => actions.go("backup"), "btn-primary"),
  ];
  const head = { title: text("nav_accounts"), lead: summary(wallet), acts };
  if (wallet.accounts === 0) {
    return frame(view, actions, head, none(), deletedAccounts(view, actions), dialog(view, actions));
  }
  const rows = matching(view);
  return frame(
    view,
    actions,
    head,
    toolbar(view, actions),
    h("div", { class: "card" }, table(view, actions, rows)),
    pager(rows, view.page, (page) => actions.turnTo(page)),
    h("p", { class: "caption after" }, text("addresses_caution")),
    deletedAccounts(view, actions),
    dialog(view, actions),
  );
}

/** @param {import("../../shared/protocol.d.ts").WalletState} wallet */
function summary({ accounts: all, uncovered }) {
  if (all === 0) return null;
  if (uncovered === 0) return plural("all_proven", all);
  return text("some_proven", number(all - uncovered), number(all));
}

function none() {
  const words = [h("h2", null, text("no_accounts")), h("p", null, text("no_accounts_lead"))];
  return h("div", { class: "card" }, h("div", { class: "empty" }, words));
}

/** @param {View} view @param {Actions} actions */
function addMenu(view, actions) {
  const toggle = button(
    [icon("plus"), text("add_account")],
    () => actions.menu(!view.menu),
    "",
    { "aria-haspopup": "menu", "aria-expanded": String(view.menu), "data-id": "add" },
  );
  return h("div", { class: "menu-anchor" }, toggle, view.menu && menu(actions));
}

/** @param {Actions} actions */
function menu(actions) {
  const items = [
    ...CHAINS.map((chain) => ({
      label: text("add_next", chainTitle(chain)),
      hint: text("add_next_hint"),
      press: () => actions.addNext(chain),
      beside: otherTypes(chain).map((type) => ({
        label: text(`type_${type}`),
        title: text(`add_next_${type}`),
        press: () => actions.addNext(chain, type),
      })),
    })),
    {
      label: text("add_import"),
      hint: text("add_import_hint"),
      press: () => actions.importKeys(),
      beside: [],
    },
    {
      label: text("add_watch"),
      hint: text("add_watch_hint"),
      press: () => actions.watch({ chain: CHAINS[0], address: "", name: "", problem: null }),
      beside: [],
    },
  ];
  const on = { keydown: (/** @type {KeyboardEvent} */ event) => walk(event, actions) };
  return h(
    "ul",
    { class: "menu", role: "menu", "aria-label": text("add_account"), on },
    items.map(({ label, hint, press, beside }, index) =>
      h(
        "li",
        { role: "none" },
        h(
          "button",
          { type: "button", role: "menuitem", "data-focus": index === 0, on: { click: press } },
          h("span", { class: "strong" }, label),
          h("span", { class: "caption" }, hint),
        ),
        beside.map((other) => besideItem(other)),
      ),
    ),
  );
}

/** Another address type, below its chain's own button. @param {{label: string, title: string, press: () => void}} item */
function besideItem({ label, title, press }) {
  return h("button", { type: "button", role: "menuitem", class: "beside", "aria-label": title, title, on: { click: press } }, label);
}

/** Arrow keys move, Escape closes. @param {KeyboardEvent} event @param {Actions} actions */
function walk(event, actions) {
  if (event.key === "Escape" || event.key === "Tab") {
    actions.menu(false);
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const items = [...list.querySelectorAll("button")];
  const here = items.findIndex((item) => item.matches(":focus"));
  items[(here + step + items.length) % items.length]?.focus();
}

/** @param {View} view @param {Actions} actions */
function toolbar(view, actions) {
  const type = (/** @type {InputEvent} */ event) =>
    actions.search(/** @type {HTMLInputElement} */ (event.target).value);
  return h(
    "div",
    { class: "toolbar" },
    h(
      "div",
      { class: "search" },
      icon("search"),
      h("input", {
        class: "input",
        type: "search",
        placeholder: text("search_hint"),
        "aria-label": text("search"),
        spellcheck: "false",
        on: { input: type },
      }),
    ),
    h(
      "div",
      { class: "filter", role: "group", "aria-label": text("filter") },
      FILTERS.map((filter) => chip(view, actions, filter)),
    ),
    loading(view),
  );
}

/** @param {View} view @param {Actions} actions @param {Filter} filter */
function chip(view, actions, filter) {
  const rows = view.accounts?.rows ?? [];
  const count = rows.filter((account) => passes(account, filter)).length;
  const pressed = view.filter === filter;
  const attributes = { type: "button", "aria-pressed": String(pressed) };
  const on = { click: () => actions.filter(filter) };
  return h("button", { ...attributes, on }, text(`filter_${filter}`), " ", number(count));
}

/** @param {View} view */
function loading({ accounts: listing }) {
  if (!listing || listing.complete) return null;
  const words = text("reading", number(listing.rows.length), number(listing.total));
  return h("span", { class: "caption", role: "status" }, words);
}

/** @param {View} view @param {Actions} actions @param {readonly Account[]} rows */
function table(view, actions, rows) {
  const { shown } = paged(rows, view.page);
  const head = COLUMNS.map((key) => h("th", { scope: "col", class: "start" }, text(key)));
  const none_fits = view.accounts?.complete && shown.length === 0;
  return h(
    "table",
    { class: "accounts" },
    h("thead", null, h("tr", null, head)),
    h(
      "tbody",
      null,
      shown.map((account) => row(view, actions, account)),
      none_fits && h("tr", null, h("td", { colspan: COLUMNS.length, class: "quiet" }, text("none_found"))),
    ),
  );
}

/** @param {View} view @param {Actions} actions @param {Account} account */
function row(view, actions, account) {
  const { id, name, chain, address, path, covered, places } = account;
  const renamed = view.renaming?.account === id ? view.renaming : null;
  const copied = view.copied === id;
  const title = h("span", null, h("bdi", { class: "strong" }, name), h("span", { class: "sub" }, chainTitle(chain)));
  return h(
    "tr",
    { "data-key": id },
    h(
      "td",
      null,
      h(
        "span",
        { class: "account" },
        h("span", { class: "chain", "aria-hidden": "true" }, chainLetters(chain)),
        renamed ? renameForm(account, renamed.problem, actions) : title,
        !renamed &&
          iconButton("edit", text("rename_of", name), () => actions.rename(id), {
            class: "btn btn-icon on-row",
            "data-id": `rename-${id}`,
          }),
        !renamed &&
          iconButton("bin", text("delete_of", name), () => actions.deleteAccount(id), {
            class: "btn btn-icon on-row",
          }),
      ),
    ),
    h(
      "td",
      null,
      h(
        "span",
        { class: "address" },
        h("bdi", { class: "mono", dir: "ltr", title: address }, shortAddress(address)),
        iconButton("window", text("show_address_of", name), () => actions.showAddress(id)),
        iconButton(copied ? "tick" : "copy", text("copy_address_of", name), () =>
          actions.copyAddress(account),
        ),
      ),
    ),
    h("td", { class: "nowrap" }, path ? h("bdi", { class: "mono quiet", dir: "ltr" }, path) : h("span", { class: "caption" }, text("no_path"))),
    h("td", null, source(account)),
    h("td", { class: "start" }, covered ? proven(places) : unproven()),
  );
}

/** @param {Account} account */
function source({ watch_only, source: from }) {
  if (watch_only) return h("span", { class: "tag" }, icon("eye"), text("source_watch"));
  return h("span", { class: "quiet" }, text(from === "phrase" ? "source_phrase" : "source_key"));
}

/** @param {number} places */
function proven(places) {
  return h("span", { class: "state state-good" }, icon("proven"), plural("in_places", places));
}

function unproven() {
  return h("span", { class: "state state-old" }, icon("warn"), text("in_no_backup"));
}

/**
 * @param {Account} account
 * @param {import("../view.js").Failure | null} problem
 * @param {Actions} actions
 */
function renameForm({ id, name }, problem, actions) {
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    actions.saveName(id, String(new FormData(form).get("name") ?? "").trim());
  };
  const leave = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") actions.rename(null);
  };
  const words = problem && wordsOf(problem);
  const fault = `fault-${id}`;
  return h(
    "form",
    { class: "rename", on: { submit: save, keydown: leave } },
    h("input", {
      class: "input",
      name: "name",
      value: name,
      maxlength: 64,
      required: true,
      "aria-label": text("name_of", name),
      "aria-invalid": words ? "true" : null,
      "aria-describedby": words ? fault : null,
      "data-focus": true,
      autocomplete: "off",
    }),
    h("button", { class: "btn btn-small btn-primary", type: "submit" }, text("save")),
    button(text("cancel"), () => actions.rename(null), "btn-small"),
    words && h("p", { class: "error", id: fault, role: "alert" }, icon("warn"), `${words.title}. ${words.todo}`),
  );
}

/** @param {View} view @param {Actions} actions */
function dialog(view, actions) {
  return view.watch && watchDialog(view.watch, actions);
}
