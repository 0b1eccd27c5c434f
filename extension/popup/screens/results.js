/** What a first run, a restore or an import came to, in short; the tab has every row. */

import { button, note, statement } from "../../shared/parts.js";
import { list, text } from "../../shared/text.js";
import { countLines, resultHeadline } from "../../shared/results.js";
import { warningOf } from "../../shared/words.js";
import { frame } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function results(view, actions) {
  const outcome = view.session?.outcome;
  if (outcome?.kind === "restored" || outcome?.kind === "imported") {
    const result = outcome.kind === "restored" ? outcome.restore : outcome.import;
    const [warning] = result.warnings;
    return frame(view, actions, {
      body: [
        statement(resultHeadline(result), list(countLines(result.counts))),
        warning && note("warn", warningOf(warning), "attention"),
      ],
      acts: acts(actions),
    });
  }
  return frame(view, actions, {
    body: [statement(text("created"), text("created_lead"))],
    acts: acts(actions),
  });
}

/** @param {import("../frame.js").Actions} actions */
function acts(actions) {
  const open = () => {
    actions.open("accounts");
  };
  return [
    button(text("see_accounts"), open, "btn-primary btn-big btn-wide"),
    button(text("done"), () => actions.dismiss(), "btn-wide"),
  ];
}
