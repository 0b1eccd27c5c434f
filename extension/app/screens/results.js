/** What became of each account of a first run, a restore or an import. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { button, note, statement } from "../../shared/parts.js";
import { list, number, text } from "../../shared/text.js";
import { dateTime, shortAddress } from "../../shared/format.js";
import { chainLetters, chainTitle } from "../../shared/chains.js";
import { countLines, resultHeadline } from "../../shared/results.js";
import { reasonOf, warningOf } from "../../shared/words.js";
import { frame, sheet } from "../frame.js";

/**
 * @typedef {import("../../shared/protocol.d.ts").Result} Result
 * @typedef {import("../../shared/icons.js").IconName} IconName
 */

/** Shape, word and colour of each outcome; an address that was derived again is proven. */
const OUTCOMES = /** @type {const} */ ({
  added: { sign: "proven", css: "state-good" },
  upgraded: { sign: "key", css: "state-good" },
  same: { sign: "same", css: "state-same" },
  left: { sign: "left", css: "state-same" },
  refused: { sign: "refused", css: "state-damaged" },
});

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function results(view, actions) {
  const outcome = view.session?.outcome;
  const done = button(text("done"), () => actions.dismiss(), "btn-primary");
  if (outcome?.kind !== "restored" && outcome?.kind !== "imported") {
    const words = statement(text("created"), text("created_lead"));
    return sheet(view, actions, words, h("div", { class: "acts" }, done));
  }
  const result = outcome.kind === "restored" ? outcome.restore : outcome.import;
  const made_on = outcome.kind === "restored" ? outcome.restore.made_on : null;
  const counts = list(countLines(result.counts));
  const lead = made_on ? text("restored_from", counts, dateTime(made_on)) : counts;
  return frame(
    view,
    actions,
    { title: resultHeadline(result), lead, acts: [done] },
    result.warnings.length > 0 && warnings(result.warnings),
    h("div", { class: "card" }, table(result.results)),
    hidden(result),
  );
}

/** @param {readonly string[]} codes */
function warnings(codes) {
  const lines = codes.map((code) => h("p", null, warningOf(code)));
  return h("div", { class: "refusal" }, note("warn", lines, "attention"));
}

/** @param {readonly Result[]} rows */
function table(rows) {
  const columns = /** @type {const} */ (["column_account", "column_address", "column_result"]);
  return h(
    "table",
    null,
    h("thead", null, h("tr", null, columns.map((key) => h("th", { scope: "col", class: "start" }, text(key))))),
    h("tbody", null, rows.map(row)),
  );
}

/** @param {Result} result */
function row({ name, chain, address, outcome, reason }) {
  const { sign, css } = OUTCOMES[outcome];
  return h(
    "tr",
    null,
    h(
      "td",
      null,
      h(
        "span",
        { class: "account" },
        h("span", { class: "chain", "aria-hidden": "true" }, chainLetters(chain)),
        h("span", null, h("bdi", { class: "strong" }, name), h("span", { class: "sub" }, chainTitle(chain))),
      ),
    ),
    h("td", null, h("bdi", { class: "mono", dir: "ltr", title: address }, shortAddress(address))),
    h(
      "td",
      { class: "start" },
      h("span", { class: `state ${css}` }, icon(sign), text(`result_${outcome}`)),
      reason && h("span", { class: "sub" }, reasonOf(reason)),
    ),
  );
}

/** A long result comes cut; the counts are whole. @param {{results: readonly Result[], counts: import("../../shared/protocol.d.ts").Counts}} result */
function hidden({ results: rows, counts }) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total <= rows.length) return null;
  return h("p", { class: "caption after" }, text("results_cut", number(rows.length), number(total)));
}
