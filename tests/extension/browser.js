/** A browser of small fakes: a document, the words of _locales, and ports that tests can drive. */

import { readFileSync } from "node:fs";
import { parseHTML } from "linkedom";

const MESSAGES = new URL("../../extension/_locales/en/messages.json", import.meta.url);

export const messages = JSON.parse(readFileSync(MESSAGES, "utf8"));

/** Put `chrome` and `document` where modules look for them. */
export function installBrowser() {
  const { window, document } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, {
    document,
    Node: window.Node,
    Element: window.Element,
    HTMLElement: window.HTMLElement,
    HTMLInputElement: window.HTMLInputElement,
    HTMLDialogElement: window.HTMLDialogElement ?? class extends window.HTMLElement {},
    chrome: { i18n: { getMessage }, runtime: { id: "us", getURL: (path) => `ext://us/${path}` } },
  });
  return document;
}

/** As browsers do: "$1" to "$9" by the values given, "" for an unknown key. */
function getMessage(key, values = []) {
  const message = messages[key]?.message ?? "";
  return message.replace(/\$(\d)/g, (_, digit) => values[Number(digit) - 1] ?? "");
}

/** A native port whose other end is the test. */
export class FakePort {
  sent = [];
  error = null;
  isOpen = true;
  onMessage = new Listeners();
  onDisconnect = new Listeners();

  postMessage(message) {
    if (!this.isOpen) throw new Error("Attempt to postMessage on disconnected port");
    this.sent.push(message);
  }

  disconnect() {
    this.isOpen = false;
  }

  /** The host says something. */
  say(message) {
    this.onMessage.emit(message);
  }

  /** The host goes away. */
  end(error = null) {
    this.isOpen = false;
    this.error = error && { message: error };
    this.onDisconnect.emit(this);
  }

  /** The host's success for the request that was sent as the nth. */
  reply(nth, result) {
    this.say({ v: 1, t: "res", id: this.sent.at(nth).id, ok: true, r: result });
  }

  fail(nth, code, data = {}) {
    const e = { code, kind: "user", retry: true, data, ref: null };
    this.say({ v: 1, t: "res", id: this.sent.at(nth).id, ok: false, e });
  }
}

class Listeners {
  #all = [];

  addListener(listener) {
    this.#all.push(listener);
  }

  emit(value) {
    for (const listener of this.#all) listener(value);
  }
}

export const HELLO = {
  proto: 1,
  host: { version: "0.1.0", os: "linux", arch: "x86_64" },
  limits: { frame_bytes: 1048576, page_size: 200 },
  features: [],
};

/** Let promises that are ready run. */
export async function settled() {
  for (let turn = 0; turn < 20; turn += 1) await null;
}
