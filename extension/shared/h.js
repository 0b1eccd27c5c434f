/** Elements from h(), and draw(), which brings a page to a new screen without losing its place. */

/**
 * @typedef {Node | string | number | null | undefined | false} Child
 * @typedef {Child | readonly Child[]} Children
 * @typedef {{[type: string]: (event: any) => void}} Handlers
 * @typedef {{on?: Handlers, [name: string]: unknown}} Attributes
 */

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle", "rect", "g", "defs", "mask"]);

/** @type {WeakMap<Node, Handlers>} */
const handlers = new WeakMap();

/**
 * An element. Text is always text; there is no way in for markup, inline style or script.
 * @param {string} tag
 * @param {Attributes | null} [attributes] true sets a bare attribute, false and null leave it out
 * @param {...Children} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes, ...children) {
  const element = SVG_TAGS.has(tag)
    ? document.createElementNS(SVG, tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  element.append(.../** @type {(Node | string)[]} */ (children.flat().flatMap(shown)));
  return /** @type {HTMLElement} */ (element);
}

/**
 * Show `wanted` as the only child of `root`: in place where the screen is the same, so that
 * focus, scroll and half-typed text stay; else anew, with focus on its heading.
 * @param {Element} root
 * @param {HTMLElement} wanted
 * @param {string} screen
 */
export function draw(root, wanted, screen) {
  const current = root.firstElementChild;
  const before = root.getAttribute("data-screen");
  root.setAttribute("data-screen", screen);
  if (current && before === screen) patch(current, wanted);
  else {
    closeDialogs(root);
    root.replaceChildren(wanted);
    if (before !== null && before !== "shell") focusHeading(root);
  }
  for (const dialog of root.querySelectorAll("dialog:not([open])")) {
    /** @type {HTMLDialogElement} */ (dialog).showModal();
  }
  focusNew(root);
}

/** A control marked data-focus takes the focus once, when it appears. @param {Element} root */
function focusNew(root) {
  const control = root.querySelector("[data-focus]:not([data-focused])");
  if (!(control instanceof HTMLElement)) return;
  control.setAttribute("data-focused", "");
  control.focus();
  if (control instanceof HTMLInputElement) control.select();
}

/** @param {Element} root */
function focusHeading(root) {
  const heading = root.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}

/** A dialog that is closed first gives the focus back to what opened it. @param {ParentNode} root */
function closeDialogs(root) {
  for (const dialog of root.querySelectorAll("dialog[open]")) {
    /** @type {HTMLDialogElement} */ (dialog).close();
  }
}

/** @param {Element} element @param {string} name @param {unknown} value */
function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") {
    listen(element, /** @type {Handlers} */ (value));
    return;
  }
  if (name.startsWith("on") || name === "style" || name === "srcdoc") {
    throw new TypeError(`h() sets no ${name}`);
  }
  element.setAttribute(name, value === true ? "" : String(value));
}

/** @param {Element} element @param {Handlers} wanted */
function listen(element, wanted) {
  handlers.set(element, wanted);
  for (const type of Object.keys(wanted)) element.addEventListener(type, handle);
}

/** One listener for all: what it does may change without a new listener. @param {Event} event */
function handle(event) {
  const node = /** @type {Node} */ (event.currentTarget);
  handlers.get(node)?.[event.type]?.(event);
}

/** @param {Child} child @returns {(Node | string)[]} */
function shown(child) {
  if (child === null || child === undefined || child === false) return [];
  return [typeof child === "number" ? String(child) : child];
}

/** Make `old` like `wanted`, keeping the nodes. @param {Node} old @param {Node} wanted */
function patch(old, wanted) {
  if (!isSameKind(old, wanted)) {
    if (old instanceof Element) closeDialogs(old);
    old.parentNode?.replaceChild(wanted, old);
    return;
  }
  if (!(old instanceof Element) || !(wanted instanceof Element)) {
    if (old.nodeValue !== wanted.nodeValue) old.nodeValue = wanted.nodeValue;
    return;
  }
  patchAttributes(old, wanted);
  listen(old, handlers.get(wanted) ?? {});
  patchChildren(old, wanted);
}

/** @param {Node} old @param {Node} wanted */
function isSameKind(old, wanted) {
  if (old.nodeName !== wanted.nodeName) return false;
  if (!(old instanceof Element) || !(wanted instanceof Element)) return true;
  return old.getAttribute("data-key") === wanted.getAttribute("data-key");
}

/** @param {Element} old @param {Element} wanted */
function patchAttributes(old, wanted) {
  for (const { name } of [...old.attributes]) {
    if (!isOfThePage(old, name) && !wanted.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old instanceof HTMLInputElement) old.checked = wanted.hasAttribute("checked");
}

/** Attributes that the page's life sets, not a screen. @param {Element} element @param {string} name */
function isOfThePage(element, name) {
  if (name === "open") return element.nodeName === "DIALOG" || element.nodeName === "DETAILS";
  return name === "data-focused" || (name === "tabindex" && element.nodeName === "H1");
}

/** @param {Element} old @param {Element} wanted */
function patchChildren(old, wanted) {
  const before = [...old.childNodes];
  const after = [...wanted.childNodes];
  after.forEach((node, index) => {
    const there = before[index];
    if (there) patch(there, node);
    else old.append(node);
  });
  for (const gone of before.slice(after.length)) {
    if (gone instanceof HTMLDialogElement) gone.close();
    if (gone instanceof Element) closeDialogs(gone);
    gone.remove();
  }
}
