/** The browser's own failures in the protocol's terms (docs/protocol.md, "Error codes"). */

/**
 * @typedef {import("../shared/protocol.d.ts").Failure} Failure
 * @typedef {import("../shared/protocol.d.ts").ExtensionCode} ExtensionCode
 */

/**
 * Beginnings of the browsers' texts. Neither browser translates them, and neither gives a code.
 * Ref: Chromium native_message_host.cc, Firefox NativeMessaging.sys.mjs, NativeManifests.sys.mjs.
 * @type {readonly (readonly [string, ExtensionCode])[]}
 */
const TEXTS = [
  ["Specified native messaging host not found", "HOST_NOT_FOUND"],
  ["Access to the specified native messaging host is forbidden", "HOST_FORBIDDEN"],
  ["Native host has exited", "HOST_EXITED"],
  ["Error when communicating with the native messaging host", "HOST_IO"],
  ["Failed to start native messaging host", "HOST_START_FAILED"],
  // Firefox says this for a missing manifest and for one that does not name us, on purpose.
  ["No such native application", "HOST_NOT_FOUND"],
  ["Native application tried to send a message of", "HOST_IO"],
  ["Unexpected end of", "HOST_IO"],
  ["JSON.parse", "HOST_IO"],
  // Firefox's word for a program that the manifest names and that can't be run.
  ["An unexpected error occurred", "HOST_START_FAILED"],
];

/**
 * The code for the text with which a port ended; none at all means that the host went away.
 * @param {string | null} text
 * @returns {ExtensionCode}
 */
export function codeOfText(text) {
  if (!text) return "HOST_EXITED";
  return TEXTS.find(([beginning]) => text.startsWith(beginning))?.[1] ?? "HOST_IO";
}

/**
 * @param {ExtensionCode} code
 * @returns {Failure}
 */
export function failureOf(code) {
  return { code, kind: "env", retry: true, data: {}, ref: null };
}

/** A failed request, as a promise rejects with it. */
export class RequestFailed extends Error {
  /** @param {Failure} failure */
  constructor(failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
export function failureOfError(error) {
  if (error instanceof RequestFailed) return error.failure;
  return { code: "INTERNAL", kind: "bug", retry: false, data: {}, ref: null };
}
