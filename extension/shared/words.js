/** Every code worded for people: what happened, and what to do. */

import { plural, text, textIfAny } from "./text.js";

/**
 * @typedef {import("./protocol.d.ts").Failure} Failure
 * @typedef {import("./text.js").Key} Key
 */

/**
 * @param {Failure} failure
 * @returns {{title: string, todo: string}}
 */
export function wordsOf(failure) {
  const { code, kind, data } = failure;
  const variant = variantOf(data);
  const title = variant && textIfAny(`code_${code}_${variant}_title`);
  if (title) return { title, todo: textIfAny(`code_${code}_${variant}_todo`) ?? "" };
  return {
    title: textIfAny(`code_${code}_title`) ?? text(/** @type {Key} */ (`kind_${kind}_title`)),
    todo:
      textIfAny(`code_${code}_todo`, ...minutesOf(data)) ??
      text(/** @type {Key} */ (`kind_${kind}_todo`)),
  };
}

/**
 * Why one copy was not saved, in a clause beside its place.
 * @param {string | null} code
 */
export function copyFailure(code) {
  return (code && textIfAny(`copy_${code}`)) || text("copy_failed");
}

/**
 * Why one account was refused or left, in a clause beside it.
 * @param {string | null} reason
 */
export function reasonOf(reason) {
  return reason && (textIfAny(`reason_${reason}`) ?? text("reason_unknown", reason));
}

/**
 * A warning of a file's format.
 * @param {string} warning
 */
export function warningOf(warning) {
  return textIfAny(`warning_${warning}`) ?? text("warning_unknown", warning);
}

/**
 * What a check of the connection looked at; "browser.chrome-beta" is one of several browsers.
 * @param {string} name
 */
export function checkName(name) {
  const [kind = "", which] = name.split(".");
  const words = textIfAny(`check_of_${kind}`) ?? kind;
  if (!which) return words;
  const parts = which.split("-").map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return text("check_named", words, parts.join(" "));
}

/** How long a failure lasts, as a sentence has it. @param {Failure["data"]} data */
function minutesOf({ minutes }) {
  return typeof minutes === "number" ? [plural("minutes", minutes)] : [];
}

/** Some codes say different things by a word of their data. @param {Failure["data"]} data */
function variantOf(data) {
  const word = data["update"] ?? data["reason"];
  return typeof word === "string" && /^[a-z_]{1,32}$/.test(word) ? word : null;
}
