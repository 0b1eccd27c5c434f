// A secret that a page shows for a while: it covers itself, and covering takes it out of the page.

import { h, fill, icon } from "./h.js";
import { t } from "./words.js";
import { secondary } from "./shell.js";

const COVERS_AFTER_MS = 120_000;

/**
 * A box with the secret, and the button that covers and shows it.
 * @param {{shown: () => unknown, hidden: () => unknown, covered: string}} given `covered`: said on it
 */
export function coverable({ shown, hidden, covered }) {
  const box = h("div.phrase-box");
  const button = secondary("", () => (isCovered ? show() : hide()));
  let isCovered = false;
  let timer = 0;

  function show() {
    isCovered = false;
    fill(box, shown());
    fill(button, t("phrase.cover"));
    clearTimeout(timer);
    timer = setTimeout(hide, COVERS_AFTER_MS);
  }

  function hide() {
    isCovered = true;
    clearTimeout(timer);
    fill(box, hidden(), h("p.covered", { role: "status" }, icon("eye-off"), h("span", {}, covered)));
    fill(button, t("phrase.uncover"));
  }

  show();
  return {
    box,
    button,
    /** What Escape does: a secret on screen goes first, and nothing is lost. */
    escape: () => (isCovered ? null : hide()),
    leave: () => clearTimeout(timer),
  };
}
