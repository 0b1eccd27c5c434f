/** Entry of the background script: listeners first, so that a woken worker misses nothing. */

import { Desk } from "./desk.js";
import { HOST_NAME, Host } from "./host.js";
import * as memory from "./memory.js";
import { Pages } from "./pages.js";
import { showFace } from "./toolbar.js";
import { openApp } from "./tab.js";

const browser = chrome.runtime.getURL("").startsWith("moz-") ? "firefox" : "chromium";
const { version } = chrome.runtime.getManifest();

const desk = new Desk({
  browser,
  memory,
  now: () => Date.now(),
  pages: () => pages.count,
  openApp: (route) => openApp(pages, route),
  show: (session) => {
    pages.show(session);
    showFace(session);
  },
});
const pages = new Pages(desk);
const host = new Host({
  connect: () => chrome.runtime.connectNative(HOST_NAME),
  lastError: () => chrome.runtime.lastError?.message ?? null,
  client: { name: "Keystow", version, browser },
  onLink: (event) => desk.linkChanged(event),
  onChanged: () => desk.refresh(),
});
desk.attach(host);

chrome.runtime.onConnect.addListener((port) => pages.accept(port));
chrome.runtime.onStartup.addListener(() => desk.wake());
chrome.runtime.onInstalled.addListener(() => desk.wake());
