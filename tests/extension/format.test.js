/** Dates, sizes, addresses: one form each. */

import assert from "node:assert/strict";
import test from "node:test";
import { installBrowser } from "./browser.js";

process.env.TZ = "UTC";
installBrowser();
const { dateTime, minutesLeft, shortAddress, size, when } = await import(
  "../../extension/shared/format.js"
);

const NOW = Date.parse("2026-11-22T15:04:00Z");

test("a date has its year and a 24-hour clock", () => {
  assert.equal(dateTime("2026-11-22T15:04:12Z"), "22 Nov 2026, 15:04");
  assert.equal(dateTime("2026-09-02T00:05:00Z"), "2 Sep 2026, 00:05");
});

test("time is relative only under an hour", () => {
  assert.equal(when("2026-11-22T15:03:30Z", NOW), "just now");
  assert.equal(when("2026-11-22T15:02:00Z", NOW), "2 minutes ago");
  assert.equal(when("2026-11-22T15:03:00Z", NOW), "1 minute ago");
  assert.equal(when("2026-11-22T14:04:01Z", NOW), "59 minutes ago");
  assert.equal(when("2026-11-22T14:04:00Z", NOW), "today, 14:04");
  assert.equal(when("2026-11-21T23:59:00Z", NOW), "21 Nov 2026, 23:59");
});

test("a clock that runs behind the host's gives a date, not a future", () => {
  assert.equal(when("2026-11-23T15:05:00Z", NOW), "23 Nov 2026, 15:05");
});

test("an address shows six characters and four", () => {
  assert.equal(shortAddress("0x8F3aD45b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5bc41E"), "0x8F3a…c41E");
  assert.equal(shortAddress("cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4"), "cosmos19rl4…dal4");
  assert.equal(shortAddress("12345678901"), "12345678901");
  assert.equal(shortAddress("123456789012"), "123456…9012");
});

test("sizes are in powers of 1,024", () => {
  assert.equal(size(1023), "1,023 bytes");
  assert.equal(size(24612), "24 KiB");
  assert.equal(size(1.5 * 1024 * 1024), "1.5 MiB");
});

test("the minutes until the lock count down from when they were said", () => {
  assert.equal(minutesLeft(640, NOW, NOW), 11);
  assert.equal(minutesLeft(640, NOW, NOW + 300_000), 6);
  assert.equal(minutesLeft(640, NOW, NOW + 3_600_000), 1);
  assert.equal(minutesLeft(null, NOW, NOW), null);
});
