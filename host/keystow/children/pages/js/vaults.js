// What was found in a browser's profile: which of it, and its password.

import { h, icon } from "./h.js";
import { t, when, first } from "./words.js";
import { primary, secondary, callout } from "./shell.js";
import { field } from "./fields.js";

const STATES = {
  opens: ["tick", "state-good"],
  other: ["lock", "state-noted"],
  now: ["tick", "state-noted"],
  earlier: ["old", "state-noted"],
  damaged: ["damaged", "state-damaged"],
};

export function vaults(model, { answer }) {
  const found = model.vaults;
  let chosen = found.find((vault) => vault.id === model.selected) ?? found[0];
  const password = field({ name: "password", label: t("vaults.password"), secret: true });
  const box = h("div.choice", { role: "radiogroup", "aria-label": t("vaults.label") }, found.map(row));

  function row(vault) {
    const state = stateOf(vault);
    const [glyph, cls] = STATES[state];
    return h(
      `label.choice-row${vault === chosen ? ".on" : ""}`,
      { "data-id": vault.id },
      h("input.radio", { type: "radio", name: "copy", value: vault.id, checked: vault === chosen, change: () => choose(vault) }),
      h("span.strong", {}, t(`format.${vault.format}`)),
      h(`span.state.small.${cls}`, {}, icon(glyph), t(`vault.state.${state}`)),
      h("span.sub", {}, t("vaults.stored", { when: when(vault.changed) }), h("br"), h("bdi", {}, vault.place)),
    );
  }

  function choose(vault) {
    chosen = vault;
    for (const one of box.children) one.classList.toggle("on", one.getAttribute("data-id") === vault.id);
    password.input.focus();
  }

  function wrong(code) {
    const another = code === "WRONG_PASSWORD" && found.some((vault) => vault.opens);
    return first([another ? "vaults.WRONG_PASSWORD.another" : `vaults.${code}`, `error.${code}`, "error.INTERNAL"]);
  }

  return {
    title: t("vaults.title", { count: found.length }),
    lead: t("vaults.lead", { count: found.length }),
    body: [box, model.left ? callout("warn", "", t("vaults.left")) : null],
    dock: [password.root],
    foot: [secondary(t("import.back"), () => answer("profile"), ".push"), primary(t("vaults.go"))],
    doing: t("button.checking"),
    focus: () => password.input,
    shown: () => model.error && password.wrong(wrong(model.error.code)),
    // A wallet may have been made without a password.
    submit: () => answer("open", { copy: chosen.id, password: password.input.value }),
  };
}

function stateOf(vault) {
  if (vault.opens !== null) return vault.opens ? "opens" : "other";
  if (!vault.whole) return "damaged";
  return vault.current ? "now" : "earlier";
}
