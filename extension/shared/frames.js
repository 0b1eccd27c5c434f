/** The shape of a frame, checked before anything is read from it (docs/protocol.md, "Frames"). */

/**
 * @typedef {import("./protocol.d.ts").SuccessFrame} SuccessFrame
 * @typedef {import("./protocol.d.ts").FailureFrame} FailureFrame
 * @typedef {import("./protocol.d.ts").EventFrame} EventFrame
 * @typedef {import("./protocol.d.ts").RequestFrame} RequestFrame
 * @typedef {import("./protocol.d.ts").CancelFrame} CancelFrame
 * @typedef {Record<string, unknown>} Fields
 */

const ID = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * What an answering side sends: a reply or an event.
 * @param {unknown} value
 * @returns {SuccessFrame | FailureFrame | EventFrame | null} null for anything else
 */
export function readAnswer(value) {
  const frame = readEnvelope(value);
  if (!frame) return null;
  const { t, ok, r, e, ev, d } = frame;
  const fits =
    (t === "res" && ok === true && isFields(r)) ||
    (t === "res" && ok === false && isFailure(e)) ||
    (t === "evt" && typeof ev === "string" && isFields(d));
  if (!fits) return null;
  return /** @type {SuccessFrame | FailureFrame | EventFrame} */ (/** @type {unknown} */ (frame));
}

/**
 * What an asking side sends: a request or a cancel.
 * @param {unknown} value
 * @returns {RequestFrame | CancelFrame | null} null for anything else
 */
export function readAsk(value) {
  const frame = readEnvelope(value);
  if (!frame) return null;
  const { t, m, p } = frame;
  const fits = (t === "req" && typeof m === "string" && isFields(p)) || t === "can";
  if (!fits) return null;
  return /** @type {RequestFrame | CancelFrame} */ (/** @type {unknown} */ (frame));
}

/** @param {unknown} value @returns {Fields | null} */
function readEnvelope(value) {
  if (!isFields(value)) return null;
  const { v, id } = value;
  return v === 1 && typeof id === "string" && ID.test(id) ? value : null;
}

/** @param {unknown} value @returns {boolean} */
function isFailure(value) {
  if (!isFields(value)) return false;
  const { code, kind, retry, data } = value;
  const words = typeof code === "string" && typeof kind === "string";
  return words && typeof retry === "boolean" && isFields(data);
}

/** @param {unknown} value @returns {value is Fields} */
function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
