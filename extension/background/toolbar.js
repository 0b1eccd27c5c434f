/** The toolbar icon: normal, asking for attention or locked; a badge counts what no backup holds. */

import { plural, text } from "../shared/text.js";

/**
 * @typedef {import("../shared/session.js").Session} Session
 * @typedef {{icon: "normal" | "attention" | "locked", badge: string, title: string}} Face
 */

const BADGE_GROUND = "#835000";
const BADGE_TEXT = "#FFFFFF";
const SIZES = [16, 32, 48];

/**
 * What the icon says of a session.
 * @param {Session} session
 * @returns {Face}
 */
export function faceOf(session) {
  const wallet = session.host?.wallet;
  const uncovered = wallet?.uncovered ?? 0;
  const badge = uncovered > 0 ? String(Math.min(uncovered, 999)) : "";
  if (session.link.phase === "failed") {
    return { icon: "attention", badge: "", title: text("toolbar_problem") };
  }
  if (!wallet) return { icon: "normal", badge: "", title: text("toolbar_title") };
  if (uncovered > 0) {
    const icon = wallet.locked ? "locked" : "attention";
    return { icon, badge, title: plural("toolbar_uncovered", uncovered) };
  }
  if (wallet.locked) return { icon: "locked", badge, title: text("toolbar_locked") };
  return { icon: "normal", badge, title: text("toolbar_title") };
}

/** @type {string} */
let shown = "";

/** @param {Session} session */
export function showFace(session) {
  const face = faceOf(session);
  const now = JSON.stringify(face);
  if (now === shown) return;
  shown = now;
  const path = Object.fromEntries(
    SIZES.map((size) => [size, `/icons/keystow-${size}-${face.icon}.png`]),
  );
  chrome.action.setIcon({ path });
  chrome.action.setTitle({ title: face.title });
  chrome.action.setBadgeText({ text: face.badge });
  chrome.action.setBadgeBackgroundColor({ color: BADGE_GROUND });
  chrome.action.setBadgeTextColor({ color: BADGE_TEXT });
}
