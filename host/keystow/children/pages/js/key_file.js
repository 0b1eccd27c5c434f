// The key file: a line that names it and a way to choose it, and the page on which a password gets one.

import { h, fill, icon } from "./h.js";
import { t, first } from "./words.js";
import { primary, secondary, callout, alert } from "./shell.js";

/**
 * The line under a password field. `pick` asks the job, which keeps the path to itself.
 * @param {{name: string | null, needed: boolean, pick: () => Promise<any>}} given
 */
export function keyFileLine({ name, needed, pick }) {
  const root = h("div.key-file", { "aria-live": "polite" });
  const choose = h("button.link.small", { type: "button", id: "pick-key-file", click: turn });
  let current = name;

  function draw(error) {
    fill(choose, t(current ? "key_file.choose_other" : "key_file.choose"));
    fill(
      root,
      h("p.small", {}, icon("key"), " ", current ? h("bdi.mono", {}, current) : t(needed ? "key_file.needed" : "key_file.some"),
        " ", choose),
      error ? alert(first([`error.${error.code}`, "error.INTERNAL"])) : null,
    );
  }

  async function turn() {
    const reply = await pick();
    if (reply.name) current = reply.name;
    draw(reply.error);
  }

  draw();
  return {
    root,
    missing: () => needed && !current,
    named: () => Boolean(current),
    wrong: (error) => draw(error),
    /** Another file was chosen, with another key file. */
    show(other, nowNeeded) {
      current = other;
      needed = nowNeeded;
      draw();
    },
  };
}

/** Make a key file or choose one; nothing is saved with it before it was read back. */
export function keyFile(model, { answer, query }) {
  let name = model.name;
  const box = h("div.stack", { "aria-live": "polite" });
  const go = primary(t("key_file.use"));
  const make = secondary("", () => ask("make_key_file"), ".btn-wide");
  const pick = secondary("", () => ask("pick_key_file"), ".btn-wide");

  async function ask(what) {
    const reply = await query(what, {});
    if (reply.name) name = reply.name;
    draw(reply.error);
    if (reply.name) go.focus();
  }

  function draw(error) {
    fill(make, icon("plus"), t("key_file.make"));
    fill(pick, icon("folder"), t("key_file.pick"));
    fill(
      box,
      name ? h("div.picked", {}, icon("key", "icon-l"), h("div", {}, h("bdi.mono.strong", {}, name), h("span.sub", {}, t("key_file.proven")))) : null,
      error ? alert(first([`error.${error.code}`, "error.INTERNAL"])) : null,
      make,
      pick,
    );
    go.setAttribute("aria-disabled", String(!name));
  }

  draw(model.error);
  return {
    title: t("key_file.title"),
    lead: t("key_file.lead"),
    body: [box, callout("warn", "attention", h("b", {}, t("key_file.warning")), " ", t("key_file.advice"))],
    foot: [secondary(t("key_file.without"), () => answer("without"), ".push"), go],
    doing: t("button.checking"),
    focus: () => (name ? go : make),
    submit: () => answer("use"),
    blocked: () => make.focus(),
    escape: () => {},
  };
}
