/** What the background script knows, as one frozen object, and how each event changes it. */

import { unreachable } from "./unreachable.js";

/**
 * @typedef {import("./protocol.d.ts").Failure} Failure
 * @typedef {import("./protocol.d.ts").State} State
 * @typedef {import("./protocol.d.ts").Receipt} Receipt
 * @typedef {import("./protocol.d.ts").ResultOf<"hello">} Hello
 * @typedef {import("./protocol.d.ts").Method} Method
 * @typedef {import("./protocol.d.ts").EventData<"progress">} Progress
 * @typedef {import("./protocol.d.ts").ResultOf<"accounts.import">} Import
 * @typedef {import("./protocol.d.ts").ResultOf<"restore.start">} Restore
 */

/**
 * The connection to the host.
 * @typedef {object} Link
 * @property {"idle" | "connecting" | "ready" | "failed"} phase
 * @property {Failure | null} failure why, when failed
 * @property {Hello | null} hello what the host said of itself last
 */

/**
 * A request that a person waits for: the one window, or a backup.
 * @typedef {object} Flow
 * @property {string} id the request's id at the host
 * @property {Method} method
 * @property {boolean} window whether it waits for the person in Keystow's window
 * @property {readonly string[] | null} destinations those asked for; null leaves it to the host
 * @property {Progress["phase"] | null} phase
 * @property {Readonly<Record<string, Progress["phase"]>>} steps the phase of each destination
 */

/**
 * How the last flow ended, until someone has read it.
 * @typedef {{kind: "receipt", at: number, first: boolean, receipt: Receipt}
 *   | {kind: "created", at: number}
 *   | {kind: "restored", at: number, restore: Restore}
 *   | {kind: "imported", at: number, import: Import}
 *   | {kind: "failed", at: number, method: Method, failure: Failure}} Outcome
 */

/**
 * @typedef {object} Session
 * @property {"chromium" | "firefox"} browser
 * @property {Link} link
 * @property {State | null} host the last wallet.state; null until the first
 * @property {readonly string[]} handles the wallets that were opened in this profile
 * @property {number} asked_at when `host` came, in ms since 1970; 0 for never
 * @property {Flow | null} flow
 * @property {Outcome | null} outcome
 */

/**
 * @typedef {{type: "connecting"}
 *   | {type: "connected", hello: Hello}
 *   | {type: "lost", failure: Failure | null}
 *   | {type: "state", state: State, handles?: readonly string[], at: number}
 *   | {type: "flow_started", flow: Flow}
 *   | {type: "flow_progress", id: string, progress: Progress}
 *   | {type: "flow_ended", id: string, outcome: Outcome | null}
 *   | {type: "recalled", outcome: Outcome}
 *   | {type: "dismissed"}} SessionEvent
 */

/** Flows that begin in Keystow's window; a backup does so only when the wallet is locked. */
const WINDOWED = new Set([
  "wallet.create",
  "wallet.unlock",
  "wallet.delete",
  "accounts.delete",
  "accounts.watch",
  "accounts.import",
  "accounts.export",
  "accounts.show",
  "phrase.reveal",
  "password.change",
  "password.backup",
  "recovery.make",
  "mark.change",
  "restore.start",
  "destinations.add",
  "destinations.remove",
]);

/**
 * @param {Session["browser"]} browser
 * @returns {Session}
 */
export function newSession(browser) {
  return freeze({
    browser,
    link: { phase: "idle", failure: null, hello: null },
    host: null,
    handles: [],
    asked_at: 0,
    flow: null,
    outcome: null,
  });
}

/** @param {string} method @returns {method is Method} */
export function isFlow(method) {
  return WINDOWED.has(method) || method === "backup.start";
}

/**
 * @param {Session} session
 * @param {string} id
 * @param {Method} method
 * @param {readonly string[] | null} destinations
 * @returns {Flow}
 */
export function newFlow(session, id, method, destinations) {
  const locked = session.host?.wallet?.locked ?? false;
  const window = WINDOWED.has(method) || (method === "backup.start" && locked);
  return { id, method, window, destinations, phase: null, steps: {} };
}

/**
 * The session after an event.
 * @param {Session} session
 * @param {SessionEvent} event
 * @returns {Session}
 */
export function next(session, event) {
  switch (event.type) {
    case "connecting":
      return freeze({ ...session, link: { ...session.link, phase: "connecting", failure: null } });
    case "connected":
      return freeze({ ...session, link: { phase: "ready", failure: null, hello: event.hello } });
    case "lost":
      return freeze({ ...session, link: lost(session.link, event.failure) });
    case "state":
      return freeze({
        ...session,
        host: event.state,
        handles: event.handles ?? session.handles,
        asked_at: event.at,
      });
    case "flow_started":
      return freeze({ ...session, flow: event.flow, outcome: null });
    case "flow_progress":
      if (session.flow?.id !== event.id) return session;
      return freeze({ ...session, flow: advanced(session.flow, event.progress) });
    case "flow_ended":
      if (session.flow?.id !== event.id) return session;
      return freeze({ ...session, flow: null, outcome: event.outcome });
    case "recalled":
      if (session.flow || session.outcome) return session;
      return freeze({ ...session, outcome: event.outcome });
    case "dismissed":
      return freeze({ ...session, outcome: null });
    default:
      return unreachable(event);
  }
}

/** @param {Link} link @param {Failure | null} failure @returns {Link} */
function lost(link, failure) {
  return { phase: failure ? "failed" : "idle", failure, hello: link.hello };
}

/** @param {Flow} flow @param {Progress} progress @returns {Flow} */
function advanced(flow, progress) {
  const { phase, destination } = progress;
  const steps = destination ? { ...flow.steps, [destination]: phase } : flow.steps;
  return { ...flow, phase, steps, window: phase === "window" };
}

/** @template T @param {T} value @returns {T} */
function freeze(value) {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
