// Some of what was written on paper, typed back: a code's groups, a phrase's or a password's words.

import { t, first } from "./words.js";
import { field } from "./fields.js";
import { primary, secondary, callout } from "./shell.js";

/** Long enough to press Enter after the last letter, so that the press doesn't meet the next page. */
const PAUSE_MS = 800;

/** The field that the job knows the answer by, and whether it may be put off. */
const KINDS = {
  recovery: { name: "recovery_code", later: false },
  made_password: { name: "password", later: false },
  phrase: { name: "phrase", later: true },
};

/** A page that asks for some parts of `what`, and goes on by itself once they are right. */
export function check(what) {
  const { name, later } = KINDS[what];
  return (model, { answer, query }) => {
    const parts = model.asked.map((number) => part(what, number));
    const last = parts[parts.length - 1];
    const empty = () => parts.find((one) => !one.input.value.trim());
    const typed = () => ({ [name]: parts.map((one) => one.input.value).join(" ") });
    let timer = 0;

    async function look() {
      if (empty()) return;
      const of = typed();
      const { right } = await query("is_right", of);
      if (right && of[name] === typed()[name]) answer("check", of);
    }

    for (const one of parts) {
      one.input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(look, PAUSE_MS);
      });
    }
    return {
      title: t("check.title"),
      lead: t("check.lead"),
      detour: what === "made_password",
      body: [parts.map((one) => one.root), callout("paper", "", t(`check.note.${what}`))],
      foot: [
        secondary(t("check.back"), () => answer("back"), ".push"),
        later ? secondary(t("phrase.later"), () => answer("later")) : null,
        primary(first([`check.go.${what}`, "check.go"])),
      ],
      doing: t("button.checking"),
      focus: () => parts[0].input,
      leave: () => clearTimeout(timer),
      escape: () => {},
      shown() {
        if (model.error) last.wrong(t(`check.${model.error.code}.${what}`));
      },
      submit() {
        clearTimeout(timer);
        const missing = empty();
        if (missing) {
          missing.wrong(t(`check.empty.${what}`));
          missing.input.focus();
        } else answer("check", typed());
      },
    };
  };
}

function part(what, number) {
  const one = field({ name: `part-${number}`, label: t(`check.part.${what}`, { number }), mono: true, max: 40 });
  one.input.setAttribute("dir", "ltr");
  return one;
}
