/** The only port to the native host: hello, requests, replies, events, pings. */

import { readAnswer } from "../shared/frames.js";
import { faultInEvent, faultInReply } from "../shared/validate.js";
import { RequestFailed, codeOfText, failureOf, failureOfError } from "./failures.js";

/**
 * @typedef {import("../shared/protocol.d.ts").Method} Method
 * @typedef {import("../shared/protocol.d.ts").Failure} Failure
 * @typedef {import("../shared/protocol.d.ts").EventData<"progress">} Progress
 * @typedef {import("../shared/protocol.d.ts").ResultOf<"hello">} Hello
 * @typedef {import("../shared/protocol.d.ts").Params<"hello">["client"]} Client
 */

/**
 * The part of chrome.runtime.Port that is used; Firefox alone sets `error`.
 * @typedef {object} Port
 * @property {(message: unknown) => void} postMessage
 * @property {() => void} disconnect
 * @property {{addListener: (listener: (message: unknown) => void) => void}} onMessage
 * @property {{addListener: (listener: (port: Port) => void) => void}} onDisconnect
 * @property {{message: string} | null} [error]
 */

/**
 * @typedef {object} Outside
 * @property {() => Port} connect opens the port; throws where the permission is missing
 * @property {() => string | null} lastError Chromium's text for the port that just ended
 * @property {Client} client
 * @property {(event: LinkEvent) => void} onLink
 * @property {() => void} onChanged the host's state changed
 */

/**
 * @typedef {{type: "connecting"} | {type: "connected", hello: Hello}
 *   | {type: "lost", failure: Failure | null}} LinkEvent
 */

/**
 * @typedef {object} Pending
 * @property {Method} method
 * @property {(result: unknown) => void} resolve
 * @property {(error: RequestFailed) => void} reject
 * @property {(progress: Progress) => void} progress
 * @property {ReturnType<typeof setTimeout> | null} timer
 */

/**
 * @template {Method} M
 * @typedef {object} Asked
 * @property {string} id
 * @property {Promise<import("../shared/protocol.d.ts").ResultOf<M>>} reply
 */

export const HOST_NAME = "app.keystow.host";
const PROTO = { min: 1, max: 1 };
const HELLO_MS = 15_000;
const ANSWER_MS = 60_000;
const PING_MS = 20_000;
// Two in a row: after the machine slept, the first may seem late though the host is well.
const PINGS_MISSED = 2;

export class Host {
  #outside;
  /** @type {Port | null} */
  #port = null;
  /** @type {Promise<void> | null} */
  #ready = null;
  /** @type {Map<string, Pending>} */
  #pending = new Map();
  /** Why the host said it would end the connection. @type {Failure | null} */
  #reason = null;
  /** @type {ReturnType<typeof setInterval> | null} */
  #pings = null;
  #missed = 0;
  #count = 0;

  /** @param {Outside} outside */
  constructor(outside) {
    this.#outside = outside;
  }

  /**
   * Ask the host, connecting first where needed. The reply rejects with RequestFailed.
   * @template {Method} M
   * @param {M} method
   * @param {import("../shared/protocol.d.ts").Params<M>} params
   * @param {{patient?: boolean, progress?: (progress: Progress) => void}} [options] patient: a
   *   person may take any time over it
   * @returns {Asked<M>}
   */
  ask(method, params, options = {}) {
    const id = this.#nextId();
    const limit = options.patient ? null : ANSWER_MS;
    const reply = this.#expect(id, method, limit, options.progress);
    this.#connected().then(
      () => this.#pending.has(id) && this.#post({ v: 1, t: "req", id, m: method, p: params }),
      (error) => this.#settle(id)?.reject(error),
    );
    return { id, reply: /** @type {Asked<M>["reply"]} */ (reply) };
  }

  /** Ask the host to end a request; its own reply then says CANCELLED. @param {string} id */
  cancel(id) {
    if (this.#port && this.#pending.has(id)) this.#post({ v: 1, t: "can", id });
  }

  /** End the connection on purpose. */
  close() {
    this.#end(null);
  }

  /** @param {boolean} wanted */
  stayAwake(wanted) {
    if (wanted === (this.#pings !== null)) return;
    if (this.#pings) clearInterval(this.#pings);
    this.#missed = 0;
    this.#pings = wanted ? setInterval(() => this.#ping(), PING_MS) : null;
  }

  /** @returns {Promise<void>} */
  #connected() {
    if (this.#ready) return this.#ready;
    const ready = this.#connect();
    this.#ready = ready;
    ready.catch(() => {
      if (this.#ready === ready) this.#ready = null;
    });
    return ready;
  }

  async #connect() {
    this.#outside.onLink({ type: "connecting" });
    this.#reason = null;
    try {
      this.#listen(this.#outside.connect());
    } catch {
      throw this.#end(failureOf("PERMISSION_MISSING"));
    }
    await this.#hello();
  }

  /** @param {Port} port */
  #listen(port) {
    this.#port = port;
    port.onMessage.addListener((message) => port === this.#port && this.#receive(message));
    port.onDisconnect.addListener((ended) => {
      const text = ended.error?.message ?? this.#outside.lastError();
      if (port === this.#port) this.#end(this.#reason ?? failureOf(codeOfText(text)));
    });
  }

  async #hello() {
    const id = this.#nextId();
    const reply = this.#expect(id, "hello", HELLO_MS);
    this.#post({ v: 1, t: "req", id, m: "hello", p: { client: this.#outside.client, proto: PROTO } });
    try {
      const hello = /** @type {Hello} */ (await reply);
      this.#outside.onLink({ type: "connected", hello });
    } catch (error) {
      if (this.#port) this.#end(failureOfError(error));
      throw error;
    }
  }

  #ping() {
    if (!this.#port) return;
    if (this.#missed >= PINGS_MISSED) {
      this.#end(failureOf("HOST_TIMEOUT"));
      return;
    }
    this.#missed += 1;
    this.ask("ping", {}, { patient: true }).reply.then(
      () => (this.#missed = 0),
      () => {},
    );
  }

  /** @param {unknown} message */
  #receive(message) {
    const frame = readAnswer(message);
    if (!frame || this.#isFaulty(frame)) this.#end(failureOf("HOST_IO"));
    else if (frame.t === "evt") this.#hear(frame);
    else if (frame.ok) this.#settle(frame.id)?.resolve(frame.r);
    else if (frame.id === "host") this.#reason = frame.e;
    else this.#settle(frame.id)?.reject(new RequestFailed(frame.e));
  }

  /** Whether a frame breaks the schemas, so that no page meets a value of a wrong shape.
   * @param {import("../shared/protocol.d.ts").Frame} frame
   */
  #isFaulty(frame) {
    if (frame.t === "evt") return faultInEvent(frame) !== null;
    const method = this.#pending.get(frame.id)?.method ?? "ping";
    const answers = this.#pending.has(frame.id) || frame.id === "host";
    return answers && faultInReply(frame, method) !== null;
  }

  /** @param {import("../shared/frames.js").EventFrame} frame */
  #hear(frame) {
    if (frame.id === "host" && frame.ev === "changed") this.#outside.onChanged();
    if (frame.ev === "progress") {
      this.#pending.get(frame.id)?.progress(/** @type {Progress} */ (/** @type {unknown} */ (frame.d)));
    }
  }

  /**
   * @param {string} id
   * @param {Method} method
   * @param {number | null} limit_ms
   * @param {(progress: Progress) => void} [progress]
   * @returns {Promise<unknown>}
   */
  #expect(id, method, limit_ms, progress = () => {}) {
    return new Promise((resolve, reject) => {
      const late = () => this.#settle(id)?.reject(new RequestFailed(failureOf("HOST_TIMEOUT")));
      const timer = limit_ms === null ? null : setTimeout(late, limit_ms);
      this.#pending.set(id, { method, resolve, reject, progress, timer });
    });
  }

  /** Take a request off the list; its one reply is here. @param {string} id */
  #settle(id) {
    const pending = this.#pending.get(id);
    if (pending?.timer) clearTimeout(pending.timer);
    this.#pending.delete(id);
    return pending;
  }

  /** @param {unknown} frame */
  #post(frame) {
    try {
      this.#port?.postMessage(frame);
    } catch {
      this.#end(failureOf("HOST_EXITED"));
    }
  }

  /**
   * End the connection, with every request on it.
   * @param {Failure | null} failure null when it was our own wish
   * @returns {RequestFailed} what the requests were rejected with
   */
  #end(failure) {
    const error = new RequestFailed(failure ?? failureOf("HOST_EXITED"));
    const port = this.#port;
    this.#port = null;
    this.#ready = null;
    this.#missed = 0;
    port?.disconnect();
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(error);
    if (port || failure) this.#outside.onLink({ type: "lost", failure });
    return error;
  }

  #nextId() {
    this.#count += 1;
    return `x-${this.#count}`;
  }
}
