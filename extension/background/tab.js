/** The app's one tab: brought to the front where it is open, else opened. */

/**
 * @typedef {import("./pages.js").Pages} Pages
 */

/**
 * @param {Pages} pages
 * @param {string} route the part after "#"
 */
export async function openApp(pages, route) {
  const { tab } = pages;
  if (tab?.id === undefined) {
    await chrome.tabs.create({ url: chrome.runtime.getURL(`app/app.html#${route}`) });
    return;
  }
  if (route) pages.route(route);
  await chrome.tabs.update(tab.id, { active: true });
  await chrome.windows.update(tab.windowId, { focused: true });
}
