// Elements. Text is always text: nothing here parses markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element: h("p.small", { id: "x" }, "text", node, [more]). An attribute that is a
 * function is a listener; false, null and undefined leave an attribute or child out.
 * @param {string} spec tag and classes, "div.a.b"
 * @param {Record<string, unknown>} [attributes]
 * @param {...unknown} children
 * @returns {HTMLElement}
 */
export function h(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name, /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...nodes(children));
  return element;
}

/** @param {unknown[]} children @returns {(Node | string)[]} */
export function nodes(children) {
  return children.flat(3).flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    return [child instanceof Node ? child : String(child)];
  });
}

/** @param {Element} element @param {...unknown} children */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/** An icon of the sprite; decoration, the words beside it say the same. */
export function icon(name, classes = "") {
  return drawing(`#i-${name}`, `icon ${classes}`.trim());
}

/** A picture of the mark; `label` null where words beside it name it. */
export function picture(name, label = null) {
  const drawn = drawing(`#p-${name}`, "pic");
  if (label !== null) {
    drawn.removeAttribute("aria-hidden");
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", label);
  }
  return drawn;
}

function drawing(reference, classes) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", classes);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", reference);
  svg.append(use);
  return svg;
}
