/** What each browser says when the host can't be reached, in the protocol's codes. */

import assert from "node:assert/strict";
import test from "node:test";
import { codeOfText } from "../../extension/background/failures.js";

// As seen in Chromium 156 and Firefox ESR 153.
const SEEN = [
  ["Specified native messaging host not found.", "HOST_NOT_FOUND"],
  ["Access to the specified native messaging host is forbidden.", "HOST_FORBIDDEN"],
  ["Native host has exited.", "HOST_EXITED"],
  ["Error when communicating with the native messaging host.", "HOST_IO"],
  ["Failed to start native messaging host.", "HOST_START_FAILED"],
  ["No such native application app.keystow.host", "HOST_NOT_FOUND"],
  ["An unexpected error occurred", "HOST_START_FAILED"],
  [
    "Native application tried to send a message of 1048577 bytes, which exceeds the limit of 1048576 bytes.",
    "HOST_IO",
  ],
  [null, "HOST_EXITED"],
  ["", "HOST_EXITED"],
];

for (const [text, code] of SEEN) {
  test(`the browser's ${JSON.stringify(text)} is ${code}`, () => {
    assert.equal(codeOfText(text), code);
  });
}

test("a text that no browser has said yet is a broken connection", () => {
  assert.equal(codeOfText("Something new."), "HOST_IO");
});
