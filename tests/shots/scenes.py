"""The scenes that the fake host plays: what it answers to each method."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sample as s


def ago(**time: float) -> str:
    """Return the moment that long ago, as the protocol writes it."""
    return (datetime.now(UTC) - timedelta(**time)).strftime("%Y-%m-%dT%H:%M:%SZ")


def step(place: dict, phase: str) -> dict:
    """Return a progress event of one destination."""
    return {"phase": phase, "done": 0, "total": 3, "destination": place["token"]}


def fails(code: str, kind: str = "env", retry: bool = True, **data: Any) -> dict:
    """Return a failing answer."""
    return {"fail": {"code": code, "kind": kind, "retry": retry, "data": data, "ref": "8f2c41d0"}}


def scenes() -> dict[str, dict]:
    """Return every scene by name; times are fresh at each call."""
    recent = s.receipt(ago(minutes=2), [s.saved(p, n) for n, p in enumerate(s.PLACES, 1)])
    older = recent | {"made_on": ago(days=10)}
    healthy = s.wallet(last_backup=recent)
    at_risk = s.wallet(uncovered=2, last_backup=older)
    fresh = {"phase": "window", "done": 0, "total": 1}
    halfway = [step(s.DOWNLOADS, "done"), step(s.SAFETY, "prove")]
    opened = s.receipt(ago(seconds=5), [s.saved(p, n) for n, p in enumerate(s.PLACES, 1)])
    partly = s.receipt(
        ago(seconds=5), [s.saved(s.DOWNLOADS), s.saved(s.SAFETY, 2), s.failed(s.STICK, "NO_SPACE")]
    )
    one_disk = s.receipt(
        ago(seconds=5), [s.saved(s.DOWNLOADS), s.saved(s.SAFETY, 2)], one_disk=True
    )
    nowhere = s.receipt(
        ago(seconds=5),
        [s.failed(s.DOWNLOADS, "STORAGE_FAILED"), s.failed(s.SAFETY, "DESTINATION_UNWRITABLE")],
    )
    restored = {
        "wallet": s.HANDLE,
        "format": "keystow-1",
        "made_on": ago(days=10),
        "results": [
            s.result("Old faucet", "ethereum", "0x77aa" + "11" * 18, "refused", "address"),
            *[s.result(a["name"], a["chain"], a["address"], "added") for a in s.ACCOUNTS[:4]],
            s.result("Ledger, desk", "ethereum", s.ACCOUNTS[4]["address"], "upgraded"),
            s.result("Travel fund", "ethereum", s.ACCOUNTS[6]["address"], "same"),
            s.result("Studio invoices", "lamden", s.ACCOUNTS[5]["address"], "left"),
        ],
        "counts": {"added": 4, "same": 1, "upgraded": 1, "refused": 1, "left": 1},
        "warnings": ["PHRASE_ACCOUNTS_LEFT_OUT", "WATCH_ONLY_LEFT_OUT"],
    }
    healthy_state = {"state": s.state(healthy), "accounts": s.COVERED}
    risk_state = {"state": s.state(at_risk), "accounts": s.ACCOUNTS}
    nothing = s.state(None, destinations=[s.DOWNLOADS, s.SAFETY])
    copies = [
        s.copy(1, s.DOWNLOADS, ago(minutes=2), 31, "cached", ago(minutes=2)),
        s.copy(2, s.SAFETY, ago(minutes=2), 31, "cached", ago(minutes=2)),
        s.copy(3, s.STICK, ago(minutes=2), 31, "password", ago(minutes=2)),
        s.copy(4, s.STICK, ago(days=10), 29, "password", ago(days=9)),
        s.copy(5, s.CLOUD, ago(days=10, minutes=3), 29, "sum", ago(days=1)),
        s.copy(6, s.AWAY, ago(days=81), 22, "password", ago(days=52)),
        s.copy(7, s.SAFETY, ago(days=10), 29, "cached", ago(days=10)),
        s.copy(8, s.CLOUD, ago(days=30), 27, None, None),
    ]
    all_places = [*s.PLACES, s.CLOUD, s.AWAY]
    checks = [
        {"name": "host", "state": "ok", "code": None},
        {"name": "folders", "state": "ok", "code": None},
        {"name": "landlock", "state": "warn", "code": "LANDLOCK_PARTIAL"},
        {"name": "window", "state": "ok", "code": None},
        {"name": "browsers", "state": "ok", "code": None},
        {"name": "browser.firefox", "state": "fail", "code": "MANIFEST_MISSING"},
    ]
    wallets = [
        s.wallet_row(1, "Everyday", ago(minutes=2), locked=False),
        s.wallet_row(2, "Studio", ago(days=10), accounts=3),
        s.wallet_row(3, "Old laptop", None, accounts=1),
    ]
    gone = {"handle": "0d" * 16, "name": "Trial", "accounts": 2, "deleted_on": ago(days=3)}
    deleted = [
        s.deleted_account(s.ACCOUNTS[5], ago(days=1)),
        s.deleted_account(s.ACCOUNTS[6], ago(days=12)),
    ]
    full = {
        "state": s.state(healthy, destinations=all_places),
        "accounts": s.COVERED,
        "copies": copies,
        "checks": checks,
    }
    return {
        "healthy": healthy_state,
        "unwritten": {
            "state": s.state(healthy | {"phrases_unwritten": 1}),
            "accounts": s.COVERED,
        },
        "uncovered": risk_state,
        "never": {
            "state": s.state(s.wallet(accounts=1, uncovered=1, phrases_unwritten=1)),
            "accounts": s.ACCOUNTS[-1:],
        },
        "bare": {"state": s.state(s.wallet(accounts=0)), "accounts": []},
        "locked": {"state": s.state(healthy | {"locked": True, "locks_in_s": None})},
        "locked-uncovered": {"state": s.state(at_risk | {"locked": True, "locks_in_s": None})},
        "empty": {"state": nothing},
        "empty-found": {"state": nothing | {"found_copies": 3}},
        "running": healthy_state | {"backup.start": {"progress": halfway}},
        "receipt": full | {"backup.start": {"reply": opened}},
        "receipt-partly": full | {"backup.start": {"reply": partly}},
        "receipt-one-disk": full | {"backup.start": {"reply": one_disk}},
        "receipt-unwritten": full
        | {
            "state": s.state(healthy | {"phrases_unwritten": 1}),
            "backup.start": {"reply": one_disk},
        },
        "receipt-nowhere": full | {"backup.start": {"reply": nowhere}},
        "waiting": {
            "state": s.state(healthy | {"locked": True, "locks_in_s": None}),
            "backup.start": {"progress": [fresh]},
            "wallet.unlock": {"progress": [fresh]},
        },
        "waiting-create": {"state": nothing, "wallet.create": {"progress": [fresh]}},
        "waiting-restore": {"state": nothing, "restore.start": {"progress": [fresh]}},
        "denied": healthy_state | {"backup.start": fails("USER_DENIED", "user")},
        "no-space": healthy_state | {"backup.start": fails("NO_COPY_SAVED")},
        "broken-disk": healthy_state | {"backup.start": fails("READ_BACK_FAILED")},
        "internal": healthy_state | {"backup.start": fails("INTERNAL", "bug", retry=False)},
        "restored": full | {"restore.start": {"reply": restored}},
        "newer": {"hello": fails("PROTOCOL_UNSUPPORTED", retry=False, update="extension")},
        "tab": full,
        "tab-risk": full
        | {"state": s.state(at_risk, destinations=all_places), "accounts": s.ACCOUNTS},
        "tab-many": {
            "state": s.state(healthy | {"accounts": 1000, "uncovered": 2}, destinations=all_places),
            "accounts": s.MANY,
            "copies": copies,
        },
        "tab-new": {
            "state": s.state(s.wallet(accounts=1, uncovered=1)),
            "accounts": s.ACCOUNTS[-1:],
            "copies": [],
        },
        "tab-life": full | {"wallets": {"wallets": wallets, "deleted": [gone]}, "deleted": deleted},
        "empty-wallets": {
            "state": nothing,
            "wallets": {"wallets": wallets[1:], "deleted": [gone]},
        },
        "stopped": {
            "state": s.state(healthy | {"locked": True, "locks_in_s": None}),
            "wallet.unlock": fails("ASKING_STOPPED", "user", minutes=43),
        },
        "changed": full | {"wallet.rename": fails("BUSY", "user", reason="changed")},
        "tab-watch": full | {"accounts.watch": fails("ADDRESS_INVALID", "user")},
        "exits": {"exit": True},
        "babbles": {"babble": True},
    }
