// The room every page stands in: the mark above, the foot below, focus, keys, busy.

import { h, fill, icon, picture } from "./h.js";
import { t, has, first } from "./words.js";
import { post, query, forget } from "./bridge.js";

const BUSY_AFTER_MS = 400;
const ARMS_AFTER_MS = 1000;
const BEFORE_MARK = new Set(["create", "made_password", "made_password_check"]);

let context = { asked_by: "", purpose: "", mark: null, may_stop: false };
let firstPage = "";
/** @type {{name: string, n: number, view: any, memory: object, answered: boolean}} */
let current = { name: "", n: 0, view: {}, memory: {}, answered: false };
/** What was typed on the pages from which a detour led away, until a page that is none comes. */
const parked = new Map();
let busyTimer = 0;
let pages = {};

export function open(table) {
  pages = table;
  const win = at("win");
  win.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  document.addEventListener("keydown", onKey);
  // Nothing leaves this window but through its own answers.
  for (const name of ["contextmenu", "copy", "cut", "dragstart", "dragover", "drop"]) {
    document.addEventListener(name, (event) => event.preventDefault());
  }
}

export function introduce(given) {
  context = { ...context, ...given };
}

/** Show a page; shown again (with an error), it keeps what was typed. */
export function show({ page, model: given, n }) {
  const code = given.error;
  const model = { ...given, error: typeof code === "string" ? { code, field: null } : (code ?? null) };
  clearTimeout(busyTimer);
  firstPage ||= page;
  const again = page === current.name;
  const left = { name: current.name, typed: values(), memory: current.memory };
  const { typed, memory } = again ? left : (parked.get(page) ?? { typed: {}, memory: {} });
  current.view.leave?.();
  forget();
  current = { name: page, n, view: {}, memory, answered: false };
  at("win").removeAttribute("aria-busy");
  const view = pages[page](model, { answer, cancel, query, memory, remark, kept: typed });
  current.view = view;
  if (!view.detour) parked.clear();
  else if (!again) parked.set(left.name, left);
  strip(view.mark ?? context.mark, view.big === true);
  fill(at("body"), heading(view), view.body);
  at("body").className = `win-body page-${page}`;
  fill(at("dock"), view.dock ?? []);
  at("dock").hidden = !view.dock || view.dock.every((part) => part.hidden);
  fill(at("foot"), view.foot);
  restore(typed);
  view.shown?.();
  at("body").scrollTop = 0;
  focus(view, again);
  for (const button of document.querySelectorAll(".btn-arming")) arm(button);
}

/** Show another mark in the strip, while it is being chosen. */
export function remark(mark) {
  context = { ...context, mark };
  strip(mark, false);
}

export function answer(action, fields = {}) {
  if (current.answered) return;
  current.answered = true;
  busyTimer = setTimeout(busy, BUSY_AFTER_MS);
  for (const field of at("win").querySelectorAll("input, select, textarea")) {
    field.toggleAttribute("readonly", true);
  }
  post({ k: "answer", n: current.n, action, fields });
}

export function cancel() {
  post({ k: "close" });
}

/** The primary button: Enter presses it too. It may arm, deaf for a second. */
export function primary(label, { arms = false } = {}) {
  return h(`button.btn.btn-primary${arms ? ".btn-arming" : ""}`, { type: "submit", id: "primary" }, label);
}

export function secondary(label, click, classes = "") {
  return h(`button.btn${classes}`, { type: "button", click }, label);
}

export function cancelButton() {
  return secondary(t("button.cancel"), cancel, ".push");
}

export function callout(name, kind, ...children) {
  return h(`p.callout${kind ? `.callout-${kind}` : ""}`, {}, icon(name), h("span", {}, ...children));
}

/** One note for all warnings of a file, and for what was said already; a view has one note at most. */
export function warnings(codes, said = []) {
  const words = [...said, ...new Set((codes ?? []).map((code) => first([`warning.${code}`, "warning.other"])))];
  if (!words.length) return null;
  const all = words.length > 1 ? h("ul.warnings", {}, words.map((one) => h("li", {}, one))) : words;
  return h("div.callout.callout-attention", {}, icon("warn"), h("div", {}, all));
}

export function alert(text) {
  return h("p.error", { role: "alert" }, icon("warn"), h("span", {}, text));
}

function heading(view) {
  return h(
    "div.win-title",
    {},
    h("h1", { id: "title", tabindex: "-1" }, view.glyph ? icon(view.glyph, view.glyphClass) : null, view.title),
    view.lead ? h("p", {}, view.lead) : null,
  );
}

function strip(mark, big) {
  const name = mark && has(`picture.${mark.picture}`) ? t(`picture.${mark.picture}`) : "";
  at("own").className = big && mark ? "own own-big" : "own";
  fill(
    at("own"),
    mark ? picture(mark.picture, t("mark.picture", { name })) : h("span.pic-none", { "aria-hidden": "true" }),
    h(
      "div",
      {},
      h("div.caption", {}, t("mark.yours")),
      mark ? h("div.words", {}, mark.words) : h("div.small", {}, t(BEFORE_MARK.has(current.name) ? "mark.later" : "mark.none")),
    ),
    h("div.ask.caption", {}, t("mark.asked_by"), " ", h("b", {}, h("bdi", {}, context.asked_by)), stopOffer()),
  );
}

/** Offered by a window that nobody may have wanted; not to a person who has gone on in it. */
function stopOffer() {
  if (!context.may_stop || current.name !== firstPage) return null;
  return h("button.link.stop", { type: "button", id: "stop", click: () => answer("stop_asking") }, t("mark.stop"));
}

function submit() {
  const button = document.getElementById("primary");
  if (current.answered || button?.getAttribute("aria-disabled") === "true") {
    current.view.blocked?.();
    return;
  }
  current.view.submit?.();
}

function onKey(event) {
  if (event.key === "Escape" && !event.defaultPrevented) {
    event.preventDefault();
    (current.view.escape ?? cancel)();
  }
  const on = event.target;
  const free = !(on instanceof Element) || !on.closest("button, a, select, textarea, input, summary");
  if (event.key === "Enter" && free) {
    event.preventDefault();
    submit();
  }
}

function arm(button) {
  button.setAttribute("aria-disabled", "true");
  setTimeout(() => {
    button.classList.remove("btn-arming");
    button.removeAttribute("aria-disabled");
  }, ARMS_AFTER_MS);
}

function busy() {
  const button = document.getElementById("primary");
  at("win").setAttribute("aria-busy", "true");
  if (!button) return;
  button.style.minInlineSize = `${button.offsetWidth}px`; // the same width, whatever it says
  button.setAttribute("aria-busy", "true");
  if (current.view.doing) button.textContent = current.view.doing;
}

function focus(view, again) {
  const wrong = document.querySelector("[aria-invalid=true]");
  const target = wrong ?? (again ? null : view.focus?.()) ?? view.focus?.() ?? at("title");
  target.focus({ preventScroll: true });
  if (wrong) wrong.scrollIntoView({ block: "nearest" });
  if (target instanceof HTMLInputElement && target.type === "password") target.select();
}

function values() {
  const kept = {};
  for (const input of at("win").querySelectorAll("input[name], textarea[name], select[name]")) {
    if (input.type !== "radio" && input.type !== "checkbox") kept[input.name] = input.value;
  }
  return kept;
}

function restore(kept) {
  for (const [name, value] of Object.entries(kept)) {
    const input = at("win").querySelector(`[name="${CSS.escape(name)}"]`);
    if (input && !input.value) input.value = value;
  }
}

function at(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
