/** Dates, sizes and addresses as Keystow writes them. */

import { language, number, plural, text } from "./text.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const KIB = 1024;
const MIB = 1024 * KIB;
const HEAD = 6;
const TAIL = 4;

/**
 * "22 Nov 2026, 15:04" in the reader's own time zone.
 * @param {string} time RFC 3339
 */
export function dateTime(time) {
  return text("date_time", date(time), clock(time));
}

/** "22 Nov 2026". @param {string} time RFC 3339 */
export function date(time) {
  const moment = new Date(time);
  const month = new Intl.DateTimeFormat(language(), { month: "short" }).format(moment);
  return text("date", moment.getDate(), month, moment.getFullYear());
}

/** "15:04". @param {string} time RFC 3339 */
export function clock(time) {
  const options = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return new Intl.DateTimeFormat(language(), options).format(new Date(time));
}

/**
 * Relative only under an hour; today and all else with the clock.
 * @param {string} time RFC 3339
 * @param {number} now ms since 1970
 */
export function when(time, now) {
  const age_ms = now - Date.parse(time);
  if (age_ms >= 0 && age_ms < MINUTE_MS) return text("just_now");
  if (age_ms >= 0 && age_ms < HOUR_MS) return plural("minutes_ago", Math.floor(age_ms / MINUTE_MS));
  const today = new Date(now).toDateString() === new Date(time).toDateString();
  return today ? text("today_at", clock(time)) : dateTime(time);
}

/** "24 KiB". @param {number} bytes */
export function size(bytes) {
  if (bytes < KIB) return text("size_bytes", number(bytes));
  if (bytes < MIB) return text("size_kib", number(Math.round(bytes / KIB)));
  return text("size_mib", number(Math.round((bytes / MIB) * 10) / 10));
}

/** Six characters, an ellipsis, four: "0x8F3a…c41E". @param {string} address */
export function shortAddress(address) {
  // Every address of a chain in bech32 begins alike: "cosmos1".
  const head = Math.max(HEAD, (/^[a-z]+1/.exec(address)?.[0].length ?? 0) + TAIL);
  if (address.length <= head + TAIL + 1) return address;
  return `${address.slice(0, head)}…${address.slice(-TAIL)}`;
}

/**
 * Whole minutes until the wallet locks itself, at least 1; null when it doesn't.
 * @param {number | null} locks_in_s as said at `asked_at`
 * @param {number} asked_at ms since 1970
 * @param {number} now ms since 1970
 */
export function minutesLeft(locks_in_s, asked_at, now) {
  if (locks_in_s === null) return null;
  return Math.max(1, Math.ceil((locks_in_s * 1000 - (now - asked_at)) / MINUTE_MS));
}
