/** The words on screens, from _locales; tsc knows every key. */

/**
 * @typedef {keyof typeof import("../_locales/en/messages.json")} Key
 * @typedef {Key extends infer K ? K extends `${infer Base}_other` ? Base : never : never} PluralKey
 */

/** First Strong Isolate and its end: a name keeps its own direction inside a sentence. */
const FSI = "\u2068";
const PDI = "\u2069";

/**
 * @param {Key} key
 * @param {...(string | number)} values
 */
export function text(key, ...values) {
  return chrome.i18n.getMessage(key, values.map(String));
}

/**
 * A sentence with a count, which is its first value.
 * @param {PluralKey} base
 * @param {number} count
 * @param {...(string | number)} values
 */
export function plural(base, count, ...values) {
  const form = new Intl.PluralRules(language()).select(count);
  const chosen = text(/** @type {Key} */ (`${base}_${form}`), number(count), ...values);
  return chosen || text(/** @type {Key} */ (`${base}_other`), number(count), ...values);
}

/**
 * The words for a key made at run time, such as one of an error code.
 * @param {string} key
 * @param {...(string | number)} values
 * @returns {string | null} null where there are none
 */
export function textIfAny(key, ...values) {
  return text(/** @type {Key} */ (key), ...values) || null;
}

/** The language that the words are in, which the browser's own may not be. */
export function language() {
  return text("language") || "en";
}

/** @param {number} value */
export function number(value) {
  return new Intl.NumberFormat(language()).format(value);
}

/** A name within a sentence. @param {string} name */
export function isolated(name) {
  return `${FSI}${name}${PDI}`;
}

/** @param {readonly string[]} items */
export function list(items) {
  return new Intl.ListFormat(language(), { type: "unit", style: "long" }).format(items);
}
