// The result: what became of each account.

import { h, icon } from "./h.js";
import { t, first } from "./words.js";
import { primary, warnings } from "./shell.js";
import { address, kept } from "./preview.js";
import { longList } from "./long_list.js";

const GLYPHS = { added: "proven", upgraded: "proven", same: "same", left: "away", refused: "refused" };
const BACK = new Set(["added", "upgraded"]);

export function result(model, { answer }) {
  const back = model.rows.filter((row) => BACK.has(row.outcome)).length;
  const refused = model.rows.filter((row) => row.outcome === "refused");
  // What needs a person's eye is not left below the fold; else the file's order stays.
  const rows = [...refused, ...model.rows.filter((row) => row.outcome !== "refused")];
  const done = () => answer("done");
  const none = model.rows.length ? "none" : "kept"; // no row: what came along stands in no list
  return {
    title: back ? t("result.title", { count: back }) : t(`result.title.${none}`),
    lead: [
      back ? t("result.lead", { name: model.wallet_name }) : t(`result.lead.${none}`, { name: model.wallet_name }),
      refused.length ? [" ", t("result.refused", { count: refused.length })] : null,
    ],
    body: [
      rows.length ? longList({ tabindex: "0" }, rows, row) : null,
      kept(model.kept ?? [], (one) => t(one.here ? "outcome.same" : "outcome.kept")),
      model.elsewhere ? h("p.small.quiet", {}, t("result.elsewhere")) : null,
      warnings(model.warnings),
    ],
    foot: [h("span.push"), primary(t("button.done"))],
    submit: done,
    escape: done,
  };
}

function row(given) {
  const proven = BACK.has(given.outcome);
  const refused = given.outcome === "refused";
  return h(
    "li",
    {},
    icon(GLYPHS[given.outcome], proven ? "" : refused ? "is-danger" : "state-same"),
    h(
      "div",
      {},
      h("span.strong", {}, h("bdi", {}, given.name)),
      h("span.sub", {}, given.chain_title, " ", address(given.address)),
      given.reason ? h("span.sub", {}, first([`reason.${given.reason}`, "reason.other"])) : null,
    ),
    h(`span.state.${proven ? "state-good" : refused ? "state-damaged" : "state-same"}`, {}, t(`outcome.${given.outcome}`)),
  );
}
