// Facts: a name and a value each, and addresses in groups.

import { h } from "./h.js";

export function fact(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

/** Groups of four, so that two addresses can be compared by eye. */
export function groups(address) {
  return (address.match(/.{1,4}/gu) ?? []).map((part) => h("span", {}, part));
}
