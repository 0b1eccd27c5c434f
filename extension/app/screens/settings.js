/** Settings: locking, the secrets that open and restore, the connection to the program. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { button } from "../../shared/parts.js";
import { plural, text, textIfAny } from "../../shared/text.js";
import { unwritten } from "../../shared/unwritten.js";
import { checkName } from "../../shared/words.js";
import { frame, walletOf } from "../frame.js";

/**
 * @typedef {import("../view.js").View} View
 * @typedef {import("../frame.js").Actions} Actions
 * @typedef {import("../../shared/protocol.d.ts").Check} Check
 * @typedef {import("../../shared/h.js").Child} Child
 */

const MINUTES = [1, 5, 15, 30, 60];

const CHECKS = /** @type {const} */ ({
  ok: { sign: "tick", css: "state-same" },
  warn: { sign: "warn", css: "state-old" },
  fail: { sign: "refused", css: "state-damaged" },
});

/** @param {View} view @param {Actions} actions */
export function settings(view, actions) {
  const { wallet } = walletOf(view);
  return frame(
    view,
    actions,
    { title: text("nav_settings") },
    wallet.locked
      ? section(text("locking"), text("settings_locked"), [button(text("unlock"), () => actions.unlock())])
      : [
          naming(view, actions),
          locking(view, actions),
          password(view, actions),
          backupPassword(view, actions),
          recovery(view, actions),
          phrase(view, actions),
          mark(actions),
        ],
    connection(view, actions),
    deleting(actions),
  );
}

/** @param {string} title @param {string} lead @param {...(Child | readonly Child[])} body */
function section(title, lead, ...body) {
  return h(
    "section",
    { class: "card setting" },
    h("div", null, h("h2", null, title), h("p", { class: "small quiet" }, lead)),
    h("div", { class: "setting-body" }, ...body),
  );
}

/** @param {View} view @param {Actions} actions */
function naming(view, actions) {
  const { name } = walletOf(view).wallet;
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    actions.renameWallet(String(form.get("wallet_name") ?? "").trim());
  };
  const field = h("input", {
    class: "input",
    name: "wallet_name",
    value: name,
    maxlength: 64,
    required: true,
    autocomplete: "off",
    "aria-label": text("wallet_name"),
  });
  return section(
    text("wallet_name"),
    text("wallet_name_lead"),
    h(
      "form",
      { class: "inline", on: { submit: save } },
      field,
      h("button", { class: "btn", type: "submit" }, text("save")),
    ),
  );
}

/** @param {Actions} actions */
function mark(actions) {
  return section(
    text("mark"),
    text("mark_lead"),
    button([icon("window"), text("change_mark")], () => actions.changeMark()),
  );
}

/** @param {Actions} actions */
function deleting(actions) {
  return section(
    text("delete_wallet"),
    text("delete_wallet_lead"),
    button([icon("window"), text("delete_wallet_go")], () => actions.deleteWallet()),
  );
}

/** @param {View} view @param {Actions} actions */
function locking(view, actions) {
  const { auto_lock_minutes: minutes } = walletOf(view).wallet.settings;
  const all = [...new Set([...MINUTES, minutes])].sort((a, b) => a - b);
  const change = (/** @type {Event} */ event) =>
    actions.autoLock(Number(/** @type {HTMLSelectElement} */ (event.target).value));
  const options = all.map((each) =>
    h("option", { value: each, selected: each === minutes }, plural("minutes", each)),
  );
  return section(
    text("locking"),
    text("locking_lead"),
    h(
      "label",
      { class: "inline" },
      h("span", null, text("auto_lock")),
      h("select", { class: "input short", on: { change } }, options),
    ),
    button([icon("lock"), text("lock_now")], () => actions.lock()),
  );
}

/** @param {View} view @param {Actions} actions */
function password(view, actions) {
  const { key_file } = walletOf(view).wallet;
  return section(
    text("password"),
    text("password_lead"),
    h("p", { class: "small" }, text(key_file ? "key_file_there" : "key_file_none")),
    button([icon("window"), text("change_password")], () => actions.changePassword()),
  );
}

/** @param {View} view @param {Actions} actions */
function backupPassword(view, actions) {
  const has = walletOf(view).wallet.backup_password === true;
  return section(
    text("backup_password"),
    text("backup_password_lead"),
    h("p", { class: "small" }, text(has ? "backup_password_there" : "backup_password_none")),
    button(
      [icon("window"), text(has ? "replace_backup_password" : "add_backup_password")],
      () => actions.setBackupPassword(),
    ),
  );
}

/** @param {View} view @param {Actions} actions */
function recovery(view, actions) {
  const has = walletOf(view).wallet.recovery_code === true;
  return section(
    text("recovery_code"),
    text("recovery_code_lead"),
    h("p", { class: "small" }, text(has ? "recovery_code_there" : "recovery_code_none")),
    button(
      [icon("window"), text(has ? "replace_recovery_code" : "make_recovery_code")],
      () => actions.makeRecoveryCode(),
    ),
  );
}

/** @param {View} view @param {Actions} actions */
function phrase(view, actions) {
  return section(
    text("phrase"),
    text("phrase_lead"),
    unwritten(walletOf(view).wallet, actions, "attention"),
    button([icon("window"), text("show_phrase")], () => actions.reveal()),
  );
}

/** @param {View} view @param {Actions} actions */
function connection(view, actions) {
  const hello = view.session?.link.hello;
  const busy = view.checks === "busy";
  const label = text(busy ? "checking" : "check_connection");
  const facts = hello && [
    fact(text("version_program"), hello.host.version),
    fact(text("version_protocol"), String(hello.proto)),
    fact(text("version_system"), `${hello.host.os}, ${hello.host.arch}`),
  ];
  return section(
    text("connection"),
    text("connection_lead"),
    h("dl", { class: "facts" }, fact(text("version_extension"), view.version), facts),
    button(label, () => actions.check(), "", { "aria-busy": busy ? "true" : null }),
    Array.isArray(view.checks) && report(view.checks),
  );
}

/** @param {string} name @param {string} value */
function fact(name, value) {
  return h("div", null, h("dt", null, name), h("dd", null, h("bdi", null, value)));
}

/** @param {readonly Check[]} checks */
function report(checks) {
  return h("ul", { class: "report", role: "status" }, checks.map(checkRow));
}

/** @param {Check} check */
function checkRow({ name, state, code }) {
  const { sign, css } = CHECKS[state];
  const words = (code && textIfAny(`check_${code}`)) ?? text(`check_${state}`);
  return h(
    "li",
    null,
    h("span", { class: `state ${css}` }, icon(sign), checkName(name)),
    h("span", { class: "small quiet" }, words),
    code && code !== "OK" && h("bdi", { class: "mono caption" }, code),
  );
}
