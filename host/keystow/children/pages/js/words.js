// Words: every string a person reads comes from messages/<language>.json through here.

/** @type {Record<string, string | Record<string, string>>} */
let messages = {};
let plural = new Intl.PluralRules("en");
let locale = "en-GB";

export function speak(given) {
  messages = given;
  locale = String(given["language.locale"]);
  plural = new Intl.PluralRules(locale);
}

export function has(key) {
  return Object.hasOwn(messages, key);
}

/**
 * The words of a key, {name} replaced. A key with plural forms is chosen by `values.count`.
 * @param {string} key @param {Record<string, unknown>} [values] @returns {string}
 */
export function t(key, values = {}) {
  return rich(key, values).join("");
}

/**
 * The same as a list, so that a value may be a node: rich("drop", { choose: button }).
 * @param {string} key @param {Record<string, unknown>} [values] @returns {unknown[]}
 */
export function rich(key, values = {}) {
  return pattern(key, values.count)
    .split(/(\{\w+\})/)
    .filter((part) => part !== "")
    .map((part) => {
      if (!/^\{\w+\}$/.test(part)) return part;
      const value = values[part.slice(1, -1)];
      return typeof value === "number" ? number(value) : value;
    });
}

/** The words of the first of the keys that has any. */
export function first(keys, values = {}) {
  return t(keys.find(has) ?? keys[keys.length - 1], values);
}

export function number(value) {
  return new Intl.NumberFormat(locale).format(value);
}

/** "22 November 2026, 15:04" in the person's own time zone. */
export function when(iso, today = "time.today") {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return t("time.unknown");
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
  return t("time.at", { day: day(iso, today), time: clock.format(at) });
}

/** "today" or "22 November 2026". */
export function day(iso, today = "time.today") {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return t("time.unknown");
  if (at.toDateString() === new Date().toDateString()) return t(today);
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }).format(at);
}

export function list(items) {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
}

function pattern(key, count) {
  const found = has(key) ? messages[key] : key;
  if (typeof found === "string") return found;
  return found[plural.select(Number(count))] ?? found.other;
}
