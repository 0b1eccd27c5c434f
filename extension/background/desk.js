/** Takes the pages' requests, passes them to the host and keeps the session. */

import { isFlow, newFlow, newSession, next } from "../shared/session.js";
import { RequestFailed, failureOfError } from "./failures.js";
import { isHandle } from "./memory.js";

/**
 * @typedef {import("../shared/protocol.d.ts").Method} Method
 * @typedef {import("../shared/session.js").Session} Session
 * @typedef {import("../shared/session.js").SessionEvent} SessionEvent
 * @typedef {import("../shared/session.js").Outcome} Outcome
 * @typedef {import("../shared/frames.js").RequestFrame} RequestFrame
 * @typedef {import("./host.js").Host} Host
 * @typedef {import("./host.js").LinkEvent} LinkEvent
 */

/**
 * @typedef {object} Memory
 * @property {() => Promise<string | null>} readHandle
 * @property {() => Promise<string[]>} readHandles
 * @property {(handle: string) => Promise<void>} writeHandle
 * @property {(handle: string) => Promise<void>} forgetHandle
 * @property {() => Promise<Outcome | null>} readOutcome
 * @property {(outcome: Outcome | null) => Promise<void>} writeOutcome
 */

/**
 * @typedef {object} Surroundings
 * @property {Session["browser"]} browser
 * @property {Memory} memory
 * @property {(session: Session) => void} show
 * @property {(route: string) => void} openApp
 * @property {() => number} pages how many of our pages are open
 * @property {() => number} now ms since 1970
 */

/** What changes nothing: after these there is no new state to ask for. */
const READS = new Set(["wallet.list", "accounts.list", "accounts.deleted", "copies.list"]);

/** A receipt stays until Done, but doesn't greet anyone long after. */
const OUTCOME_MS = 10 * 60_000;
/** A locked wallet that nobody looks at needs no host. */
const IDLE_MS = 60_000;

export class Desk {
  /** @type {Session} */
  session;
  #around;
  /** @type {Host | null} */
  #host = null;
  /** @type {Promise<void> | null} */
  #refreshing = null;
  #stale = false;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #leaving = null;
  /** @type {Promise<void>} */
  #recalled;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
    this.session = newSession(around.browser);
    this.#recalled = this.#recall();
  }

  /** @param {Host} host */
  attach(host) {
    this.#host = host;
  }

  /** A page came, or the browser started: look at the host's state. */
  wake() {
    const { outcome } = this.session;
    if (outcome && this.#around.now() - outcome.at > OUTCOME_MS) this.#keep(null);
    this.#settleDown();
    this.refresh();
  }

  idle() {
    this.#settleDown();
  }

  /** @param {LinkEvent} event */
  linkChanged(event) {
    this.#take(event);
  }

  /** Ask for wallet.state; one at a time, and once more where something changed meanwhile. */
  refresh() {
    if (this.#refreshing) {
      this.#stale = true;
      return;
    }
    this.#refreshing = this.#askState()
      .catch(() => {}) // the link's own event tells why
      .finally(() => {
        this.#refreshing = null;
        if (!this.#stale) return;
        this.#stale = false;
        this.refresh();
      });
  }

  /**
   * Answer a page's request: one of the host's methods, or one of our own.
   * @param {RequestFrame} frame
   * @returns {Promise<object>}
   */
  async answer({ m, p }) {
    switch (m) {
      case "page.retry":
        this.#hostNow().close();
        this.refresh();
        return {};
      case "page.dismiss":
        this.#keep(null);
        return {};
      case "page.cancel":
        if (this.session.flow) this.#hostNow().cancel(this.session.flow.id);
        return {};
      case "page.show":
        if (!this.session.flow) return {};
        return this.#hostNow().ask("flow.show", { id: this.session.flow.id }).reply;
      case "page.open":
        this.#around.openApp(typeof p["route"] === "string" ? p["route"] : "");
        return {};
      case "page.elsewhere":
        return this.#copyElsewhere(p);
      case "page.choose":
        return this.#choose(p["wallet"]);
      default:
        return this.#forward(/** @type {Method} */ (m), p);
    }
  }

  /** @param {Method} method @param {Record<string, unknown>} params @returns {Promise<object>} */
  async #forward(method, params) {
    if (isFlow(method)) return this.#flow(method, params);
    try {
      const result = await this.#hostNow().ask(method, /** @type {never} */ (params)).reply;
      await this.#adopt(result);
      return result;
    } finally {
      // Also after a refusal: another window may have changed the wallet, and it is shown anew.
      if (!READS.has(method)) this.refresh();
    }
  }

  /** Show another wallet; not while a person is at work on this one. @param {unknown} wallet */
  async #choose(wallet) {
    if (this.session.flow) throw busy();
    if (!isHandle(wallet)) return {};
    await this.#around.memory.writeHandle(wallet);
    this.#keep(null);
    this.refresh();
    return {};
  }

  /**
   * Run a flow; its end is kept in the session, since the page that began it may be gone.
   * @param {Method} method
   * @param {Record<string, unknown>} params
   * @returns {Promise<object>}
   */
  async #flow(method, params) {
    if (this.session.flow) throw busy();
    const { id, reply } = this.#hostNow().ask(method, /** @type {never} */ (params), {
      patient: true,
      progress: (progress) => this.#take({ type: "flow_progress", id, progress }),
    });
    const destinations = /** @type {string[] | undefined} */ (params["destinations"]) ?? null;
    this.#take({ type: "flow_started", flow: newFlow(this.session, id, method, destinations) });
    try {
      const result = await reply;
      await this.#adopt(result);
      if (method === "wallet.delete") await this.#forget(params["wallet"]);
      this.#finish(id, outcomeOf(method, result, this.#around.now()));
      return result;
    } catch (error) {
      const failure = failureOfError(error);
      const at = this.#around.now();
      const wanted = failure.code === "CANCELLED";
      this.#finish(id, wanted ? null : { kind: "failed", at, method, failure });
      throw error;
    }
  }

  /** Choose another place, then save a proven copy there. @param {Record<string, unknown>} p */
  async #copyElsewhere(p) {
    const wallet = p["wallet"];
    const added = await this.#flow("destinations.add", { wallet });
    const { token } = /** @type {{destination: {token: string}}} */ (added).destination;
    return this.#flow("backup.start", { wallet, destinations: [token] });
  }

  /** @param {unknown} wallet */
  async #forget(wallet) {
    if (isHandle(wallet)) await this.#around.memory.forgetHandle(wallet);
  }

  /** A wallet that was made or brought back is this profile's from now on. @param {object} result */
  async #adopt(result) {
    const { wallet } = /** @type {{wallet?: string}} */ (result);
    if (wallet) await this.#around.memory.writeHandle(wallet);
  }

  /** @param {string} id @param {Outcome | null} outcome */
  #finish(id, outcome) {
    this.#take({ type: "flow_ended", id, outcome });
    this.#around.memory.writeOutcome(outcome);
    this.refresh();
  }

  /** @param {null} outcome */
  #keep(outcome) {
    this.#take({ type: "dismissed" });
    this.#around.memory.writeOutcome(outcome);
  }

  async #askState() {
    await this.#recalled;
    const host = this.#hostNow();
    const { memory } = this.#around;
    const [handle, handles] = await Promise.all([memory.readHandle(), memory.readHandles()]);
    const params = handle ? { wallet: handle } : {};
    const asked = host.ask("wallet.state", params).reply;
    // The handle stays: the host may find the wallet again, say after a repair.
    const state = await asked.catch((error) => {
      if (failureOfError(error).code !== "WALLET_UNKNOWN") throw error;
      return host.ask("wallet.state", {}).reply;
    });
    this.#take({ type: "state", state, handles, at: this.#around.now() });
  }

  async #recall() {
    const outcome = await this.#around.memory.readOutcome();
    if (outcome) this.#take({ type: "recalled", outcome });
  }

  /** @param {SessionEvent} event */
  #take(event) {
    const session = next(this.session, event);
    if (session === this.session) return;
    this.session = session;
    this.#around.show(session);
    this.#settleDown();
  }

  /** Keep the host while someone needs it, and let it go after. */
  #settleDown() {
    const wallet = this.session.host?.wallet;
    const working = this.session.flow !== null || wallet?.locked === false;
    const wanted = working || this.#around.pages() > 0;
    this.#host?.stayAwake(wanted && this.session.link.phase === "ready");
    if (this.#leaving) clearTimeout(this.#leaving);
    this.#leaving = null;
    if (!wanted && this.session.link.phase === "ready") {
      this.#leaving = setTimeout(() => this.#hostNow().close(), IDLE_MS);
    }
  }

  /** @returns {Host} */
  #hostNow() {
    if (!this.#host) throw new TypeError("attach the host first");
    return this.#host;
  }
}

/**
 * What is worth showing of a flow's end; an unlock needs no words.
 * @param {Method} method
 * @param {any} result as the host's schema says
 * @param {number} at
 * @returns {Outcome | null}
 */
function outcomeOf(method, result, at) {
  switch (method) {
    case "backup.start":
      return { kind: "receipt", at, first: false, receipt: result };
    case "wallet.create":
      if (!result.receipt) return { kind: "created", at };
      return { kind: "receipt", at, first: true, receipt: result.receipt };
    case "restore.start":
      return { kind: "restored", at, restore: result };
    case "accounts.import":
      return { kind: "imported", at, import: result };
    default:
      return null;
  }
}

function busy() {
  return new RequestFailed({ code: "BUSY", kind: "user", retry: true, data: {}, ref: null });
}
