"""Sample data for the pictures: one wallet, its places and copies, and the scenes made of them."""

from typing import Any

HANDLE = "5f" * 16
PHASES = ["write", "read_back", "prove", "place", "done"]


def account(n: int, name: str, chain: str, address: str, path: str | None, **more: Any) -> dict:
    """Return one account's public view."""
    source = "phrase" if path else "key"
    public_key = "ab" * 32
    base = {"id": f"{n:016x}", "name": name, "chain": chain, "address": address, "path": path}
    base |= {"public_key": public_key, "watch_only": False, "source": source}
    return base | {"covered": True, "places": 3} | more


ACCOUNTS = [
    account(1, "Savings", "lamden", "4c1e0b7f" * 7 + "e87a92d1", "m/44'/789'/0'/0'/0'"),
    account(2, "Daily", "ethereum", "0x8F3aD4" + "5b" * 16 + "c41E", "m/44'/60'/0'/0/0"),
    account(
        3,
        "Rent and bills",
        "bitcoin",
        "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
        "m/84'/0'/0'/0/0",
    ),
    account(4, "Stake", "cosmos", "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4", None),
    account(
        5,
        "Ledger, desk",
        "ethereum",
        "0x5cA0f2" + "3d" * 16 + "11fE",
        None,
        watch_only=True,
        source="none",
        public_key=None,
    ),
    account(
        6,
        "Studio invoices",
        "solana",
        "HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk",
        "m/44'/501'/0'/0'",
        covered=False,
        places=0,
    ),
    account(
        7, "Travel fund", "ethereum", "0x94Ce11" + "08" * 16 + "07bA", None, covered=False, places=0
    ),
]
COVERED = [a | {"covered": True, "places": 3} for a in ACCOUNTS]
MANY = [
    account(
        n,
        f"Account {n}",
        "ethereum" if n % 3 else "lamden",
        f"0x{n * 7919:040x}" if n % 3 else f"{n * 7919:064x}",
        f"m/44'/60'/0'/0/{n}",
        covered=n <= 998,
        places=3 if n <= 998 else 0,
    )
    for n in range(1, 1001)
]

DOWNLOADS = {
    "token": "d0" * 8,
    "name": "Downloads",
    "kind": "downloads",
    "reachable": True,
    "disk": 1,
    "removable": False,
}
SAFETY = {
    "token": "5a" * 8,
    "name": "Safety folder",
    "kind": "safety",
    "reachable": True,
    "disk": 1,
    "removable": False,
}
STICK = {
    "token": "b1" * 8,
    "name": "USB stick BLUE-32",
    "kind": "folder",
    "reachable": True,
    "disk": 2,
    "removable": True,
}
CLOUD = {
    "token": "c1" * 8,
    "name": "Nextcloud",
    "kind": "folder",
    "reachable": True,
    "disk": 1,
    "removable": False,
}
AWAY = {
    "token": "b2" * 8,
    "name": "USB stick PHOTOS-8",
    "kind": "folder",
    "reachable": False,
    "disk": 3,
    "removable": True,
}
PLACES = [DOWNLOADS, SAFETY, STICK]


def receipt(made_on: str, copies: list[dict], **more: Any) -> dict:
    """Return a receipt of the sample wallet."""
    base = {"made_on": made_on, "name": "keystow-20261122T150412Z-7c1e04ab.keystow", "size": 24612}
    base |= {"accounts": 7, "phrases": 1, "keys": 2, "watch_only": 1, "contacts": 0, "sites": 0}
    return base | {"sequence": 31, "copies": copies, "one_disk": False} | more


def saved(place: dict, n: int = 1) -> dict:
    """Return a receipt's row for a copy that was proven."""
    base = {"copy": f"{n:016x}", "destination": place["token"], "name": place["name"]}
    return base | {"state": "saved", "code": None, "opened": "cached"}


def failed(place: dict, code: str) -> dict:
    """Return a receipt's row for a copy that was not saved."""
    base = {"copy": None, "destination": place["token"], "name": place["name"]}
    return base | {"state": "failed", "code": code, "opened": None}


def copy(n: int, place: dict, made_on: str, sequence: int, how: str | None, on: str | None) -> dict:
    """Return one row of the list of copies."""
    stamp = made_on.replace("-", "").replace(":", "")
    base = {"copy": f"{n:016x}", "destination": place["token"], "size": 24612, "made_on": made_on}
    base |= {"name": f"keystow-{stamp}-7c1e04a{n % 10}.keystow", "sequence": sequence}
    return base | {"verified_on": on, "verified_how": how}


def state(wallet: dict | None, **more: Any) -> dict:
    """Return a wallet.state."""
    return {"wallet": wallet, "destinations": PLACES, "running": [], "found_copies": 0} | more


def wallet(**more: Any) -> dict:
    """Return the sample wallet at a glance."""
    base = {"handle": HANDLE, "name": "Everyday", "locked": False, "locks_in_s": 640}
    base |= {"accounts": 7, "uncovered": 0, "phrases_unwritten": 0, "last_backup": None}
    for slot in ("recovery_code", "backup_password", "key_file"):
        base[slot] = None if more.get("locked") else False
    base["history"] = None if more.get("locked") else "own"
    return base | {"settings": {"auto_lock_minutes": 15}} | more


def result(name: str, chain: str, address: str, outcome: str, reason: str | None = None) -> dict:
    """Return what became of one account."""
    base = {"name": name, "chain": chain, "address": address}
    return base | {"outcome": outcome, "reason": reason}


def wallet_row(n: int, name: str, last_backup: str | None, **more: Any) -> dict:
    """Return a row of the list of wallets; the first one is the sample wallet."""
    handle = HANDLE if n == 1 else f"{n:032x}"
    base = {"handle": handle, "name": name, "accounts": 7, "locked": True}
    return base | {"last_backup": last_backup} | more


def deleted_account(account: dict, deleted_on: str) -> dict:
    """Return an account as it is listed once it was deleted."""
    kept = ("id", "name", "chain", "address", "watch_only")
    return {name: account[name] for name in kept} | {"deleted_on": deleted_on}
