// A phrase, typed word by word: what each word may become, and what is wrong with one.

import { h, fill } from "./h.js";
import { t, first, list } from "./words.js";
import { field } from "./fields.js";

const PAUSE_MS = 150;

/**
 * @param {(name: string, args: object) => Promise<any>} query
 * @param {((found: any, text: string) => void) | null} other takes a text that is no phrase
 */
export function phraseField(query, other = null) {
  const phrase = field({
    name: "phrase", label: t("import.phrase"), secret: true, lines: 3, help: t("import.phrase.help"),
  });
  const input = /** @type {HTMLTextAreaElement} */ (phrase.input);
  const offers = h("div.offers", { role: "group", hidden: true });
  let timer = 0;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  }

  /** Words that fit come before faults: the word under the cursor may just be unfinished. */
  async function look() {
    const of = input.value;
    if (!of.trim()) return offer("", [], complete);
    const typing = document.activeElement === input && input.selectionStart === of.length;
    const { words = [] } = typing ? await query("suggest", { phrase: of }) : {};
    const found = await query("check_phrase", { phrase: of });
    if (of !== input.value) return undefined; // somebody went on typing
    if (other && found.problem && !words.length) {
      const is = await query("look", { phrase: of });
      if (of !== input.value) return undefined;
      if (is.kind) input.value = ""; // it goes where it belongs, once
      if (is.kind || is.error) return other(is, of);
    }
    say(found, words);
    if (words.length) return offer(t("import.offers"), words, complete);
    return offer(t("import.near"), found.near, (word) => mend(found.word, word));
  }

  function say({ count, problem, word, languages }, words) {
    const unfinished = document.activeElement === input && (words.length > 0 && (!word || word === count));
    if (!problem) {
      phrase.say(t("import.phrase.good", { count, languages: list(languages.map((one) => t(`language.${one}`))) }));
    } else if (unfinished || (problem === "PHRASE_COUNT" && document.activeElement === input)) {
      phrase.say(t("import.phrase.so_far", { count }));
    } else phrase.wrong(first([`error.${problem}`, "error.PHRASE_INVALID"], { word }));
  }

  function offer(label, words, take) {
    offers.setAttribute("aria-label", label);
    offers.hidden = words.length === 0;
    fill(offers, words.length ? h("span.caption", {}, label) : null,
      words.map((word) => h("button.btn.btn-small", { type: "button", click: () => take(word) }, h("bdi", {}, word))));
  }

  function complete(word) {
    put(input.value.replace(/\S*$/u, `${word} `));
  }

  function mend(position, word) {
    let at = 0;
    put(input.value.replace(/\S+/gu, (one) => ((at += 1) === position ? word : one)));
  }

  function put(text) {
    input.value = text;
    input.focus();
    input.setSelectionRange(text.length, text.length); // nothing is selected: X11 would copy it
    clearTimeout(timer);
    look();
  }

  input.addEventListener("input", later);
  input.addEventListener("blur", (event) => {
    if (!(event.relatedTarget instanceof Node && offers.contains(event.relatedTarget))) later();
  });
  // The cursor stays in the text, and a slow press finds its button where it was.
  offers.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      /** @type {HTMLFormElement} */ (document.getElementById("win")).requestSubmit();
    }
  });
  return { root: h("div.stack.tight", {}, phrase.root, offers), phrase, leave: () => clearTimeout(timer) };
}
