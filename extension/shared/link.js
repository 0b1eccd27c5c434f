/** A page's end of its port to the background script; it comes back when the worker restarts. */

import { readAnswer } from "./frames.js";

/**
 * @typedef {import("./protocol.d.ts").Failure} Failure
 * @typedef {import("./protocol.d.ts").Method} Method
 * @typedef {import("./session.js").Session} Session
 */

/**
 * What a page asks of the background script itself, with its parameters.
 * @typedef {{"page.retry": {}, "page.dismiss": {}, "page.cancel": {}, "page.show": {},
 *   "page.open": {route: string}, "page.elsewhere": {wallet: string},
 *   "page.choose": {wallet: string}}} OwnMethods
 */

/**
 * @typedef {object} Listener
 * @property {(session: Session) => void} session
 * @property {(route: string) => void} [route]
 */

const BACK_MS = 300;

/** A refused request, with the failure's code and data. */
export class Refused extends Error {
  /** @param {Failure} failure */
  constructor(failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export class BackgroundLink {
  #name;
  #listener;
  /** @type {chrome.runtime.Port | null} */
  #port = null;
  /** @type {Map<string, {resolve: (result: any) => void, reject: (error: Refused) => void}>} */
  #pending = new Map();
  #count = 0;

  /** @param {"popup" | "app"} name @param {Listener} listener */
  constructor(name, listener) {
    this.#name = name;
    this.#listener = listener;
    this.#connect();
  }

  /**
   * Ask the host through the background script; rejects with Refused.
   * @template {Method} M
   * @param {M} method
   * @param {import("./protocol.d.ts").Params<M>} params
   * @returns {Promise<import("./protocol.d.ts").ResultOf<M>>}
   */
  ask(method, params) {
    return this.#send(method, params);
  }

  /**
   * Ask something of the background script itself.
   * @template {keyof OwnMethods} M
   * @param {M} method
   * @param {OwnMethods[M]} params
   * @returns {Promise<unknown>}
   */
  tell(method, params) {
    return this.#send(method, params);
  }

  #connect() {
    const port = chrome.runtime.connect({ name: this.#name });
    this.#port = port;
    port.onMessage.addListener((message) => this.#receive(message));
    port.onDisconnect.addListener(() => this.#lost());
  }

  #lost() {
    this.#port = null;
    const failure = { code: "CANCELLED", kind: "user", retry: true, data: {}, ref: null };
    for (const { reject } of this.#pending.values()) {
      reject(new Refused(/** @type {Failure} */ (failure)));
    }
    this.#pending.clear();
    setTimeout(() => this.#connect(), BACK_MS);
  }

  /** @param {string} m @param {object} p @returns {Promise<any>} */
  #send(m, p) {
    this.#count += 1;
    const id = `p-${this.#count}`;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#port?.postMessage({ v: 1, t: "req", id, m, p });
    });
  }

  /** @param {unknown} message */
  #receive(message) {
    const frame = readAnswer(message);
    if (!frame) return;
    if (frame.t === "evt") {
      const { session, route } = /** @type {{session?: Session, route?: string}} */ (frame.d);
      if (frame.ev === "session" && session) this.#listener.session(session);
      if (frame.ev === "route" && route) this.#listener.route?.(route);
      return;
    }
    const pending = this.#pending.get(frame.id);
    this.#pending.delete(frame.id);
    if (frame.ok) pending?.resolve(frame.r);
    else pending?.reject(new Refused(frame.e));
  }
}
