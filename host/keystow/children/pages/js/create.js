// A password, twice, and a hint: the rules are met while typing.

import { h, fill, icon } from "./h.js";
import { t, rich, first } from "./words.js";
import { field, tick } from "./fields.js";
import { primary, secondary, cancelButton, alert } from "./shell.js";

const RULES = ["length", "upper", "lower", "special", "digit"];
const PAUSE_MS = 150;
const SCALE_LOG10 = 24; // its middle is the least that counts as strong

export function create(model, { answer, query, memory }) {
  const make = h("button.link.small", { type: "button", id: "make", click: () => answer("make", named()) }, t("create.make"));
  const password = field({
    name: "password", label: t("create.password"), secret: true, describedby: "rules", aside: make,
  });
  const same = h("span.small.same", { role: "status" });
  const confirmation = field({ name: "confirmation", label: t("create.again"), secret: true, aside: same });
  const hint = field({
    name: "hint",
    label: [t("create.hint"), " ", h("span.optional", {}, t("field.optional"))],
    placeholder: t("create.hint.placeholder"),
    help: t("create.hint.help"),
    max: 200,
  });
  const own = model.hint === null || model.hint === undefined; // else it stays as it is
  const file = typeof model.key_file === "boolean"
    ? tick({ id: "key_file", label: t("create.key_file"), checked: memory.keyFile ?? model.key_file, change: () => (memory.keyFile = file?.input.checked) })
    : null;
  const name = model.wallet_name === null ? null : walletName(model, memory);
  const rules = h("ul.rules", { id: "rules", "aria-label": t("create.rules") });
  const strength = h("div.strength", { "aria-live": "polite" });
  const go = primary(first([`create.go.${model.purpose}`, "create.go"]));
  /** @type {any} */
  let judged = null;
  let timer = 0;

  function draw() {
    fill(rules, RULES.map((rule) => ruleRow(rule, judged?.rules[rule] === true)));
    fill(strength, strengthRow(password.input.value ? judged : null));
    go.setAttribute("aria-disabled", String(problem() !== null));
  }

  const told = () => (own ? hint.input.value : model.hint);

  async function judge() {
    const of = password.input.value;
    const about = told();
    const found = await query("judge", { password: of, hint: about });
    if (of !== password.input.value || about !== told()) return;
    judged = found;
    if (!own) password.clear();
    else if (found.hint_problem) hint.wrong(first([`hint.${found.hint_problem}`, "error.HINT_REFUSED"]));
    else hint.clear();
    draw();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(judge, PAUSE_MS);
    if (confirmation.input.value) match();
    draw();
  }

  function match() {
    const [one, two] = [password.input.value, confirmation.input.value];
    const typing = two.length < one.length && document.activeElement === confirmation.input;
    if (two && one !== two && !typing) confirmation.wrong(t("error.PASSWORDS_DIFFER"));
    else confirmation.clear();
    fill(same, two && one === two ? [icon("tick"), t("create.same")] : null);
  }

  /** What stands in the way, with the field to mend it in; null where nothing does. */
  function problem() {
    if (!judged) return { of: password, words: t("create.problem.empty") };
    const missing = RULES.find((rule) => !judged.rules[rule]);
    if (missing) return { of: password, words: t(`create.problem.${missing}`) };
    if (!judged.strong) return { of: password, words: t("error.PASSWORD_WEAK") };
    if (judged.hint_problem && !own) return { of: password, words: t("create.hint_tells") };
    if (judged.hint_problem) return { of: hint, words: first([`hint.${judged.hint_problem}`, "error.HINT_REFUSED"]) };
    if (!confirmation.input.value) return { of: confirmation, words: t("create.problem.again") };
    if (password.input.value !== confirmation.input.value) {
      return { of: confirmation, words: t("error.PASSWORDS_DIFFER") };
    }
    return null;
  }

  async function submit() {
    clearTimeout(timer);
    await judge();
    const found = problem();
    draw();
    if (found) {
      found.of.wrong(found.words);
      found.of.input.focus();
      return;
    }
    answer("create", {
      password: password.input.value,
      confirmation: confirmation.input.value,
      ...(own ? { hint: hint.input.value } : {}),
      ...named(),
    });
  }

  function named() {
    return { ...(name ? { wallet_name: name.value() } : {}), ...(file ? { key_file: file.input.checked } : {}) };
  }

  password.input.addEventListener("input", later);
  hint.input.addEventListener("input", later);
  confirmation.input.addEventListener("input", () => {
    match();
    draw();
  });
  confirmation.input.addEventListener("blur", match);
  draw();

  return {
    title: first([`create.title.${model.purpose}`, "create.title"]),
    lead: t(`create.lead.${model.purpose}`),
    body: [password.root, rules, strength, confirmation.root, own ? hint.root : null, file ? advanced(file.root) : null, name?.root],
    foot: [
      model.keep ? secondary(t("create.keep"), () => answer("keep"), ".push") : cancelButton(),
      go,
    ],
    doing: t(model.wallet_name === null ? "create.doing.password" : "create.doing"),
    focus: () => password.input,
    submit,
    blocked: submit,
    leave: () => clearTimeout(timer),
    shown() {
      if (password.input.value) judge();
      if (model.error) refuse(model.error, { password, confirmation, hint });
    },
  };
}

/** What most people never need stands behind a click. */
function advanced(root) {
  const more = h("details.more", {}, h("summary.small", {}, t("create.more")), root, h("p.small.quiet", {}, t("create.key_file.help")));
  if (root.querySelector("input").checked) more.setAttribute("open", "");
  return more;
}

function refuse(error, fields) {
  const words = first([`error.${error.code}.${error.data?.reason}`, `error.${error.code}`, "error.INTERNAL"]);
  if (fields[error.field]) fields[error.field].wrong(words);
  else document.getElementById("body")?.append(alert(words));
}

function ruleRow(rule, met) {
  return h(
    `li.${met ? "met" : "unmet"}`,
    {},
    met ? icon("tick") : h("span.dot", { "aria-hidden": "true" }),
    t(`rule.${rule}`),
    h("span.sr", {}, t(met ? "rule.met" : "rule.unmet")),
  );
}

function strengthRow(judged) {
  const log10 = judged ? judged.guesses_log10 : 0;
  const bar = h("i");
  // Set through the object model: our policy forbids style attributes.
  bar.style.inlineSize = `${Math.min(100, (log10 / SCALE_LOG10) * 100)}%`;
  const words = judged ? t(judged.strong ? "strength.enough" : "strength.weak") : t("strength.none");
  return [
    h("div.scale", { "aria-hidden": "true" }, bar, h("b")),
    h(
      "div.field-head",
      {},
      h("span.small.strong", {}, words),
      judged ? h("span.caption", {}, rich("strength.guesses", { power: h("sup", {}, Math.floor(log10)) })) : null,
    ),
  ];
}

function walletName(model, memory) {
  const label = t("create.name");
  const given = field({ name: "wallet_name", label, value: model.wallet_name, max: 60 });
  if (memory.naming || (model.error && model.error.field === "wallet_name")) {
    return { root: given.root, value: () => given.input.value };
  }
  const root = h("p.small.quiet", {}, rich("create.named", {
    name: h("bdi.strong", {}, model.wallet_name),
    change: h("button.link", {
      type: "button",
      click() {
        memory.naming = true;
        root.replaceWith(given.root);
        given.input.focus();
        given.input.select();
      },
    }, t("create.rename")),
  }));
  return { root, value: () => given.input.value };
}
