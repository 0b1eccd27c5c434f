/** Lets the shell be painted first, then brings the style sheets and the screens. */

const SHEETS = ["../shared/tokens.css", "../shared/components.css", "popup.css"];

requestAnimationFrame(() =>
  setTimeout(async () => {
    await Promise.all(SHEETS.map(styled));
    await import("./main.js");
  }),
);

/**
 * A sheet that is missing leaves the popup plain, and usable.
 * @param {string} href
 * @returns {Promise<unknown>}
 */
function styled(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve) => {
    link.onload = resolve;
    link.onerror = resolve;
    document.head.append(link);
  });
}
