// Fields: a label, an input, help, and an error in place.

import { h, fill, icon } from "./h.js";
import { t } from "./words.js";

/**
 * A text field. A secret one is covered, has an eye, and can't be copied from or dragged.
 * @param {{name: string, label: unknown, secret?: boolean, mono?: boolean, lines?: number,
 *   help?: string, placeholder?: string, value?: string, max?: number, aside?: unknown,
 *   describedby?: string}} given
 */
export function field(given) {
  const { name, secret = false } = given;
  const input = h(given.lines ? "textarea.input" : "input.input", {
    id: name,
    name,
    type: given.lines ? null : secret ? "password" : "text",
    rows: given.lines,
    maxlength: given.max,
    placeholder: given.placeholder,
    autocomplete: secret ? "new-password" : "off",
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
    "aria-describedby": [`${name}-note`, given.describedby].filter(Boolean).join(" "),
  });
  if (secret || given.mono) input.classList.add("mono");
  if (given.value) input.value = given.value;
  const note = h("div.note", { id: `${name}-note` });
  const eye = secret && !given.lines ? showHide(input, given.label) : null;
  const root = h(
    "div.field",
    {},
    h("div.field-head", {}, h("label.label", { for: name }, given.label), given.aside),
    eye ? h("div.with-eye", {}, input, eye) : input,
    note,
  );

  let usual = given.help;

  function say(text) {
    input.toggleAttribute("aria-invalid", false);
    fill(note, text ? h("p.help", {}, text) : null);
  }
  function wrong(text) {
    input.setAttribute("aria-invalid", "true");
    fill(note, h("p.error", { role: "alert" }, icon("warn"), h("span", {}, text)));
  }
  function help(text) {
    usual = text;
    say(text);
  }
  help(given.help);
  input.addEventListener("input", () => {
    if (input.getAttribute("aria-invalid") === "true") say(usual);
  });
  return { root, input, wrong, say, help, clear: () => say(usual) };
}

/** One choice of a few: <select> with the system's own list. */
export function choice({ name, label, options, value }) {
  const select = h(
    "select.input",
    { id: name, name },
    options.map(([key, words]) => h("option", { value: key, selected: key === value }, words)),
  );
  const root = h(
    "div.field",
    {},
    h("div.field-head", {}, h("label.label", { for: name }, label)),
    h("div.with-arrow", {}, select, icon("down")),
  );
  return { root, input: select };
}

/** A tick box; its whole label is the target. */
export function tick({ id, label, checked = false, change }) {
  const input = h("input.box", { type: "checkbox", id, checked, change });
  return { root: h("label.tick", {}, input, h("span", {}, label)), input };
}

function showHide(input, label) {
  const button = h("button.btn.btn-icon", { type: "button" });
  function draw() {
    const shown = input.type === "text";
    button.setAttribute("aria-label", t(shown ? "field.hide" : "field.show", { label: String(label).toLowerCase() }));
    button.setAttribute("aria-pressed", String(shown));
    fill(button, icon(shown ? "eye-off" : "eye"));
  }
  button.addEventListener("click", () => {
    const end = input.value.length;
    input.type = input.type === "text" ? "password" : "text";
    draw();
    input.focus();
    input.setSelectionRange(end, end); // a selected, shown password would go to X11's selection
  });
  draw();
  return button;
}
