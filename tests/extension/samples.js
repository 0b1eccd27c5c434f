/** Sample values of the protocol's types. */

export const HANDLE = "5f".repeat(16);
export const DOWNLOADS = place("d0", "downloads", 1);
export const SAFETY = place("5a", "safety", 1);
export const STICK = { ...place("b1", "folder", 2), name: "BLUE-32", removable: true };

function place(byte, kind, disk) {
  return { token: byte.repeat(8), name: kind, kind, reachable: true, disk, removable: false };
}

export function wallet(more = {}) {
  return {
    handle: HANDLE,
    name: "Everyday",
    locked: false,
    locks_in_s: 640,
    accounts: 7,
    uncovered: 0,
    recovery_code: false, backup_password: false, key_file: false, history: "own",
    phrases_unwritten: 0,
    last_backup: null,
    settings: { auto_lock_minutes: 15 },
    ...more,
  };
}

export function state(its_wallet = wallet(), more = {}) {
  const destinations = [DOWNLOADS, SAFETY, STICK];
  return { wallet: its_wallet, destinations, running: [], found_copies: 0, ...more };
}

export function saved(destination, more = {}) {
  const { token, name } = destination;
  const copy = "00000000000000c0";
  return { copy, destination: token, name, state: "saved", code: null, opened: "cached", ...more };
}

export function failed(destination, code) {
  return saved(destination, { copy: null, state: "failed", code, opened: null });
}

export function receipt(copies, more = {}) {
  return {
    made_on: "2026-11-22T15:04:12Z",
    name: "keystow-20261122T150412Z-7c1e04ab.keystow",
    size: 24612,
    accounts: 7,
    phrases: 1,
    keys: 2,
    watch_only: 0,
    contacts: 0,
    sites: 0,
    sequence: 31,
    copies,
    one_disk: false,
    ...more,
  };
}

export function account(n, more = {}) {
  return {
    id: n.toString(16).padStart(16, "0"),
    name: `Account ${n}`,
    chain: "ethereum",
    address: `0x${n.toString(16).padStart(40, "0")}`,
    public_key: null,
    path: null,
    watch_only: false,
    source: "key",
    covered: true,
    places: 3,
    ...more,
  };
}
