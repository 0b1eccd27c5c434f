/** The dialog for an address to watch; it is added only after a look at it in the window. */

import { h } from "../shared/h.js";
import { icon } from "../shared/icons.js";
import { button, note } from "../shared/parts.js";
import { text } from "../shared/text.js";
import { CHAINS, chainTitle } from "../shared/chains.js";
import { wordsOf } from "../shared/words.js";

/**
 * @typedef {import("./view.js").WatchDialog} WatchDialog
 * @typedef {import("./frame.js").Actions} Actions
 */

/** @param {WatchDialog} watch @param {Actions} actions */
export function watchDialog(watch, actions) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const field = (/** @type {string} */ name) => String(form.get(name) ?? "").trim();
    const [chain, address, name] = [field("chain"), field("address"), field("name")];
    actions.confirmWatch({ chain, address, name, problem: null });
  };
  return h(
    "dialog",
    { class: "dialog", "aria-labelledby": "watch-title", on: { close: () => actions.watch(null) } },
    h(
      "form",
      { class: "stack-big", on: { submit } },
      h("h2", { id: "watch-title" }, text("watch_title")),
      h("p", { class: "quiet" }, text("watch_lead")),
      chainField(watch),
      textField("address", watch.address, "mono", addressProblem(watch)),
      textField("name", watch.name, "", nameProblem(watch)),
      note("window", text("watch_window")),
      h(
        "div",
        { class: "acts end" },
        button(text("cancel"), () => actions.watch(null)),
        h("button", { class: "btn btn-primary", type: "submit" }, text("watch_go")),
      ),
    ),
  );
}

/** @param {WatchDialog} watch */
function chainField({ chain }) {
  const options = CHAINS.map((id) => h("option", { value: id, selected: id === chain }, chainTitle(id)));
  return h(
    "label",
    { class: "field" },
    h("span", { class: "label" }, text("watch_chain")),
    h("select", { class: "input", name: "chain" }, options),
  );
}

/**
 * @param {"address" | "name"} name
 * @param {string} value
 * @param {string} css
 * @param {string | null} problem
 */
function textField(name, value, css, problem) {
  const fault = `watch-${name}-fault`;
  return h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: `watch-${name}` }, text(`watch_${name}`)),
    h("input", {
      id: `watch-${name}`,
      class: `input ${css}`.trim(),
      name,
      value,
      required: true,
      maxlength: name === "name" ? 64 : 256,
      dir: name === "address" ? "ltr" : "auto",
      autocomplete: "off",
      spellcheck: "false",
      "aria-invalid": problem ? "true" : null,
      "aria-describedby": problem ? fault : null,
      "data-focus": name === "address",
    }),
    problem && h("p", { class: "error", id: fault, role: "alert" }, icon("warn"), problem),
  );
}

/** @param {WatchDialog} watch */
function addressProblem({ problem }) {
  return problem && problem.code !== "NAME_INVALID" ? sentence(problem) : null;
}

/** @param {WatchDialog} watch */
function nameProblem({ problem }) {
  return problem?.code === "NAME_INVALID" ? sentence(problem) : null;
}

/** @param {import("./view.js").Failure} problem */
function sentence(problem) {
  const { title, todo } = wordsOf(problem);
  return `${title}. ${todo}`;
}
