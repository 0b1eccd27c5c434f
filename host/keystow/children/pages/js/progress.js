// What is under way: each step beside its place, tied green only when all is proven.

import { h, icon } from "./h.js";
import { t, has, first } from "./words.js";
import { cancelButton } from "./shell.js";

const PARTS = 4;
const GLYPHS = { waiting: "wait", busy: "busy", done: "proven", failed: "damaged" };

export function progress(model) {
  return {
    title: first([`progress.${model.title_code}`, "progress.working"]),
    lead: t(model.steps.length ? "progress.lead" : "progress.lead.plain"),
    body: [
      model.steps.length
        ? h("ol.line", { "aria-live": "polite" }, model.steps.map(step))
        : h("p.working", { role: "status" }, icon("busy", "icon-l turning"), t("progress.state.working")),
    ],
    foot: [cancelButton()],
  };
}

function step(given) {
  const done = given.state === "done";
  return h(
    `li${done ? "" : ".loose"}`,
    {},
    icon(GLYPHS[given.state], `knot${given.state === "busy" ? " turning" : ""}${given.state === "failed" ? " is-danger" : ""}`),
    h("span.where", {}, h("bdi", {}, has(`step.${given.name}`) ? t(`step.${given.name}`) : given.name)),
    h(`span.end${done ? ".is-proven" : given.state === "failed" ? ".is-danger" : ""}`, {}, t(`progress.state.${given.state}`)),
    given.state === "busy" ? bar(given.part) : null,
  );
}

function bar(part) {
  const cells = Array.from({ length: PARTS }, (_, at) => h(`i${at < part ? ".done" : at === part ? ".now" : ""}`));
  return h("span.steps", { "aria-hidden": "true" }, cells);
}
