/** The ports of the popup and the tab: our own pages only, each fed with every new session. */

import { readAsk } from "../shared/frames.js";
import { failureOfError } from "./failures.js";

/**
 * @typedef {import("../shared/session.js").Session} Session
 * @typedef {import("../shared/frames.js").RequestFrame} RequestFrame
 */

/**
 * @typedef {object} Desk
 * @property {Session} session
 * @property {() => void} wake a page came
 * @property {() => void} idle the last page went
 * @property {(frame: RequestFrame) => Promise<object>} answer
 */

export class Pages {
  #desk;
  /** @type {Set<chrome.runtime.Port>} */
  #ports = new Set();

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  get count() {
    return this.#ports.size;
  }

  /** The tab that shows the app, if one does. @returns {chrome.tabs.Tab | null} */
  get tab() {
    const app = [...this.#ports].find((port) => port.name === "app");
    return app?.sender?.tab ?? null;
  }

  /** @param {chrome.runtime.Port} port */
  accept(port) {
    if (!isOurs(port.sender)) {
      port.disconnect();
      return;
    }
    this.#ports.add(port);
    port.onDisconnect.addListener(() => this.#leave(port));
    port.onMessage.addListener((message) => this.#hear(port, message));
    post(port, sessionFrame(this.#desk.session));
    this.#desk.wake();
  }

  /** @param {Session} session */
  show(session) {
    for (const port of this.#ports) post(port, sessionFrame(session));
  }

  /** Ask the app's tab to go somewhere. @param {string} route */
  route(route) {
    const frame = { v: 1, t: "evt", id: "host", ev: "route", d: { route } };
    for (const port of this.#ports) if (port.name === "app") post(port, frame);
  }

  /** @param {chrome.runtime.Port} port */
  #leave(port) {
    this.#ports.delete(port);
    if (this.#ports.size === 0) this.#desk.idle();
  }

  /** @param {chrome.runtime.Port} port @param {unknown} message */
  async #hear(port, message) {
    const frame = readAsk(message);
    if (frame?.t !== "req") return;
    const { id } = frame;
    try {
      post(port, { v: 1, t: "res", id, ok: true, r: await this.#desk.answer(frame) });
    } catch (error) {
      post(port, { v: 1, t: "res", id, ok: false, e: failureOfError(error) });
    }
  }
}

/**
 * Our own page: neither another extension nor a tab's content, whose address is a site's.
 * @param {chrome.runtime.MessageSender | undefined} sender
 */
export function isOurs(sender) {
  const home = chrome.runtime.getURL("");
  return sender?.id === chrome.runtime.id && (sender.url ?? "").startsWith(home);
}

/** @param {Session} session */
function sessionFrame(session) {
  return { v: 1, t: "evt", id: "host", ev: "session", d: { session } };
}

/** @param {chrome.runtime.Port} port @param {unknown} frame */
function post(port, frame) {
  try {
    port.postMessage(frame);
  } catch {
    // The page closed in between; its flow goes on and its result is kept.
  }
}
