// Found copies: a list to choose from, with a way to bring one more by dialog or by dropping it.

import { h, fill, icon } from "./h.js";
import { t, rich, when, first, has } from "./words.js";
import { alert } from "./shell.js";

const DROP_LIMIT = 2_900_000; // bytes; the job takes no more of a dropped file

const STATES = {
  good: ["tick", "state-noted"],
  old: ["old", "state-old"],
  damaged: ["damaged", "state-damaged"],
  foreign: ["foreign", "state-foreign"],
  unknown: ["foreign", "state-foreign"],
  newer: ["away", "state-noted"],
  known: ["tick", "state-noted"],
};

/**
 * @param {{copies: any[], selected: string | null, memory: any, query: Function,
 *   chosen: (copy: any) => void, other?: unknown}} given
 */
export function copies({ copies: found, selected, memory, query, chosen, other }) {
  memory.brought ??= [];
  const brought = new Set(memory.brought.map((copy) => copy.id));
  const rows = [...memory.brought, ...found.filter((copy) => !brought.has(copy.id))];
  const box = h("div.choice", { role: "radiogroup", "aria-label": t("copies.label") });
  const trouble = h("div.note");
  const state = { id: selected ?? null }; // a file that lies about is never chosen for the person

  const current = () => rows.find((copy) => copy.id === state.id) ?? null;

  function choose(id) {
    state.id = id;
    memory.selected = id;
    for (const row of box.children) row.classList.toggle("on", row.getAttribute("data-id") === id);
    chosen(current());
  }

  function draw() {
    fill(box, rows.map((copy) => row(copy, copy.id === state.id, () => choose(copy.id))));
    box.hidden = rows.length === 0;
  }

  function take(reply) {
    fill(trouble);
    if (reply.error) refuse(reply.error);
    else if (reply.copy) {
      const at = rows.findIndex((copy) => copy.id === reply.copy.id);
      if (at >= 0) rows.splice(at, 1);
      rows.unshift(reply.copy);
      memory.brought = [reply.copy, ...memory.brought.filter((copy) => copy.id !== reply.copy.id)];
      state.id = reply.copy.id;
      draw();
      choose(reply.copy.id);
      box.scrollIntoView({ block: "start" });
    }
  }

  function refuse(error) {
    const code = typeof error === "string" ? error : error.code;
    const count = error.data?.shares; // of those still wanted
    fill(trouble, alert(first([`restore.${code}`, `error.${code}`, "error.INTERNAL"], { count })));
    trouble.scrollIntoView({ block: "nearest" });
  }

  async function dropped(event) {
    zone.classList.remove("over");
    const file = event.dataTransfer?.files?.[0];
    if (!file) return;
    if (file.size > DROP_LIMIT) {
      fill(trouble, alert(t("copies.drop.large")));
      return;
    }
    take(await query("drop", { name: file.name, data: await base64(file) }));
  }

  const browse = h(
    "button.link",
    { type: "button", id: "browse", click: async () => take(await query("pick_file", {})) },
    t("copies.choose"),
  );
  const zone = h(
    "div.drop",
    {
      dragover: (event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        zone.classList.add("over");
      },
      dragleave: () => zone.classList.remove("over"),
      drop: dropped,
    },
    icon("in", "icon-l"),
    h("span", {}, rich("copies.drop", { drop: h("b", {}, t("copies.drop.here")), choose: browse }),
      h("span.caption", {}, other ?? t("copies.formats"))),
  );
  draw();
  return { box, zone, trouble, current, browse, refuse, dropped };
}

function row(copy, on, change) {
  // An intact file proves only that its maker had its password: it is not called the user's own.
  const state = copy.state === "good" && !copy.own ? (copy.known ? "known" : "foreign") : copy.state;
  const [glyph, cls] = STATES[state] ?? STATES.unknown;
  return h(
    `label.choice-row${on ? ".on" : ""}`,
    { "data-id": copy.id },
    h("input.radio", { type: "radio", name: "copy", value: copy.id, checked: on, change }),
    h("span.strong", {}, copy.made_on ? when(copy.made_on, "time.today.first") : h("bdi", {}, copy.name || t("copy.typed"))),
    h(`span.state.small.${cls}`, {}, icon(glyph), t(`copy.state.${state}`)),
    h("span.sub", {}, about(copy)),
  );
}

function about(copy) {
  const parts = [];
  const format = has(`format.${copy.format}`) ? t(`format.${copy.format}`) : copy.format;
  if (copy.wallet_name) parts.push(h("bdi", {}, copy.wallet_name), ", ");
  else if (copy.format && copy.format !== "keystow-1") {
    parts.push(t("copy.format", { format }), ", ");
    if (copy.kdf) parts.push(guess(copy.kdf), ", ");
  }
  if (copy.accounts !== null && copy.accounts !== undefined) {
    parts.push(t("count.accounts", { count: copy.accounts }), ", ");
  }
  if (copy.place) {
    const place = h("bdi", {}, placeName(copy.place));
    parts.push(...rich(parts.length ? "copy.in" : "copy.in.first", { place }), ".");
  } else if (copy.typed || copy.known) parts.push(t(copy.typed ? "copy.by_hand" : "copy.known"));
  else parts.push(t(parts.length ? "copy.picked" : "copy.picked.first"));
  const why = copy.reason ? first([`error.${copy.reason}`, `copy.why.${copy.state}`]) : reason(copy);
  return why ? [parts, " ", why] : parts;
}

/** What a guess at the password costs whoever has the file. */
function guess({ name, passes, mib }) {
  if (name === "evp-bytestokey-md5") return t("copy.kdf.md5");
  return mib === null ? t("copy.kdf.rounds", { count: passes }) : t("copy.kdf.memory", { mib });
}

function reason(copy) {
  if (copy.state === "damaged" || copy.state === "newer") return t(`copy.why.${copy.state}`);
  return copy.own || copy.known ? "" : t("copy.why.foreign");
}

/** A place of our own by its words, any other by its name. */
export function placeName(place) {
  return has(`place.${place}`) ? t(`place.${place}`) : place;
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
