"""Sample models for every page of the window: for pictures and for tests of the pages alone."""

from dataclasses import dataclass, field
from typing import Any

from keystow.jobs import show
from keystow.jobs.incoming import chains_offered
from keystow.wallet import marks

MARK = {"words": "copper heron lantern", "picture": "lighthouse"}
CONTEXT = {"asked_by": "Keystow in Chromium", "purpose": "x", "mark": MARK, "language": "en"}
NO_MARK = {**CONTEXT, "mark": None}
PICTURES = marks.PICTURES
TWELVE = [
    "orbit",
    "velvet",
    "canoe",
    "sugar",
    "meadow",
    "tackle",
    "ginger",
    "onion",
    "harbor",
    "lunar",
    "picnic",
    "wisdom",
]
HOME = {"token": "0" * 16, "name": "Downloads", "kind": "downloads", "disk": 1, "removable": False}
SAFETY = {"token": "1" * 16, "name": "safety", "kind": "safety", "disk": 1, "removable": False}
STICK = {"token": "2" * 16, "name": "BLUE-32", "kind": "folder", "disk": 2, "removable": True}


@dataclass(frozen=True)
class Sample:
    """One picture: a page's model, and what a person did on it (`typed`: field → text)."""

    name: str
    page: str
    model: dict[str, Any]
    context: dict[str, Any] = field(default_factory=lambda: CONTEXT)
    typed: dict[str, str] = field(default_factory=dict)
    clicks: tuple[str, ...] = ()
    error: dict[str, Any] | None = None


def copy(**given: Any) -> dict[str, Any]:
    """Return a row of the restore page, a good own one unless said otherwise."""
    return {
        "id": "a" * 16,
        "made_on": "2026-11-22T15:04:00Z",
        "place": "downloads",
        "name": "keystow-20261122T150400Z-0a1b2c3d.keystow",
        "state": "good",
        "own": True,
        "wallet_name": "Everyday",
        "accounts": 7,
        "format": "keystow-1",
        "hint": "the song, and the year it was about",
        "hint_made_on": "2026-10-22T09:00:00Z",
        "made_by": "Keystow 0.1.0",
        "size": 8800,
        "reason": None,
        "code": False,
        "key_file": None,
        **given,
    }


COPIES = [
    copy(),
    copy(id="b" * 16, made_on="2026-11-12T18:40:00Z", place="BLUE-32", accounts=5, hint=""),
    copy(
        id="c" * 16,
        made_on="2026-11-19T09:12:00Z",
        own=False,
        wallet_name=None,
        accounts=None,
        hint="ask my sister",
    ),
]
WORSE = [
    copy(id="d" * 16, made_on="2026-11-03T09:12:00Z", state="damaged", place="safety"),
    copy(
        id="e" * 16,
        made_on=None,
        own=False,
        state="unknown",
        name="lamden_wallet_backup.keystore",
        format="lamden-keystore-1.0",
        wallet_name=None,
        accounts=3,
        hint="",
    ),
    copy(id="f" * 16, made_on="2027-01-02T10:00:00Z", state="newer", accounts=None),
]
RESTORE = {"copies": COPIES, "selected": "a" * 16}


def account(number: int, **given: Any) -> dict[str, Any]:
    """Return a row of the preview."""
    return {
        "id": f"{number:016x}",
        "name": "Savings",
        "chain": "ethereum",
        "chain_title": "Ethereum",
        "address": "0x21Bd40F4bA8c1A3D6A8dD2B1c9f3aA54f10990a7",
        "path": f"m/44'/60'/0'/0/{number}",
        "state": "new",
        "reason": None,
        "here_name": None,
        **given,
    }


EXPORT = {
    "formats": [
        {"format": "web3-v3", "single": True, "weak": False, "accounts": [0, 1]},
        {"format": "lamden-keystore-1.0", "single": False, "weak": True, "accounts": [2]},
    ],
    "accounts": [
        {
            "name": "Savings",
            "chain_title": "Ethereum",
            "address": "0x21Bd40F4bA8c1A3D6A8dD2B1c9f3aA54f10990a7",
        },
        {
            "name": "Rent and bills",
            "chain_title": "Ethereum",
            "address": "0x8F3a5dEf6E8bC9a91B08b2b1d3A1c7E5a0a3c41E",
        },
        {
            "name": "Lamden main",
            "chain_title": "Lamden",
            "address": "4c1e0b5dc7f1ab33e66a90f1d28c2c7b0f4c4ad0c40c0f2d1f6db0b7a2e87a92",
        },
    ],
    "most": 100,
}
EXPORTED_FILE = {
    "name": "web3-v3-0x21Bd40F4bA-7c1e04ab.json",
    "account": "Savings",
    "accounts": 1,
    "code": None,
}
EXPORTED = {
    "format": "web3-v3",
    "weak": False,
    "place": "BLUE-32",
    "files": [
        EXPORTED_FILE,
        {**EXPORTED_FILE, "account": "Rent and bills", "code": "NO_SPACE"},
    ],
}
LAMDEN = "4c1e0b5dc7f1ab33e66a90f1d28c2c7b0f4c4ad0c40c0f2d1f6db0b7a2e87a92"
ROWS = [
    account(1),
    account(2, name="Rent and bills", address="0x8F3a5dEf6E8bC9a91B08b2b1d3A1c7E5a0a3c41E"),
    account(3, name="Lamden main", chain_title="Lamden", address=LAMDEN, state="upgrade"),
    account(4, name="Daily, old laptop", state="name_differs", here_name="Daily"),
    account(5, name="Studio invoices", address="0x94Ce7Ae2b1b9a4D9f03aB5a0e8E4c2D1c09a07bA"),
    account(6, name="Travel fund", address="0x5cA0Cb8A4B1aD9e3F1e2C4d5B6a7980f1e2d11fE"),
    account(7, name="Ledger, desk", state="same"),
    account(9, name="Shared", state="conflict", here_name="Studio"),
    account(8, name="From a stranger", state="refused", reason="address"),
]
PREVIEW = {
    "wallet_name": "Everyday",
    "format": "keystow-1",
    "made_on": "2026-11-22T15:04:00Z",
    "made_by": "Keystow 0.1.0",
    "rows": ROWS,
    "also": {"contacts": 4, "sites": 12, "settings": 1},
    "warnings": [],
    "into_existing": True,
    "origin": "own",
    "ticked": True,
}
LAMDEN_PREVIEW = {
    **PREVIEW,
    "wallet_name": None,
    "format": "lamden-keystore-1.0",
    "made_on": None,
    "rows": [account(n, chain_title="Lamden", address=LAMDEN) for n in range(3)],
    "also": {"contacts": 0, "sites": 0, "settings": 0},
    "warnings": ["PHRASE_ACCOUNTS_LEFT_OUT", "WATCH_ONLY_LEFT_OUT", "WEAK_ENCRYPTION"],
    "into_existing": False,
}
METAMASK_PREVIEW = {
    **LAMDEN_PREVIEW,
    "format": "metamask-vault",
    "rows": [account(n, chain_title="Ethereum") for n in range(4)],
    "warnings": ["HARDWARE_HOLDS_KEYS", "SNAP_HOLDS_KEYS"],
    "into_existing": True,
}
KEPT_PREVIEW = {
    **LAMDEN_PREVIEW,
    "format": "eip-2335",
    "rows": [],
    "warnings": ["ACCOUNT_KEPT"],
    "into_existing": True,
}


def outcome(name: str, outcome: str, reason: str | None = None) -> dict[str, Any]:
    """Return a row of the result."""
    row = account(0, name=name, outcome=outcome, reason=reason)
    return {k: row[k] for k in ("name", "chain_title", "address", "outcome", "reason")}


RESULT = {
    "wallet_name": "Everyday",
    "warnings": [],
    "rows": [
        outcome("Savings", "added"),
        outcome("Rent and bills", "added"),
        outcome("Studio invoices", "added"),
        outcome("Travel fund", "added"),
        outcome("Lamden main", "upgraded"),
        outcome("Ledger, desk", "same"),
        outcome("Daily", "left"),
        outcome("From a stranger", "refused", "address"),
    ],
}
SAVED = {
    "wallet_name": "Everyday",
    "accounts": 7,
    "one_disk": True,
    "copies": [
        {**HOME, "state": "saved", "code": None},
        {**SAFETY, "state": "saved", "code": None},
    ],
}
PARTLY = {
    **SAVED,
    "one_disk": False,
    "copies": [*SAVED["copies"], {**STICK, "state": "failed", "code": "NO_SPACE"}],
}
GOOD = "Tin roof, 4 late rains"
WRONG = {"field": "password", "code": "WRONG_PASSWORD"}
UNLOCK = {
    "wallet_name": "Everyday",
    "purpose": "backup",
    "accounts": 7,
    "destinations": 3,
    "last_unlocked": "2026-11-22T09:31:00Z",
    "hint": "the song, and the year it was about",
    "hint_made_on": "2026-10-22T09:00:00Z",
}
KEY_FILE = {"name": "keystow-7c1e04ab.key", "needed": True}
HISTORY = {
    "origin": "older",
    "wallet_name": "Everyday",
    "saved": "2026-11-19T18:40:00Z",
    "accounts": 5,
    "copies": [
        {"place": "BLUE-32", "made_on": "2026-11-22T15:04:00Z", "accounts": 7},
        {"place": "Downloads", "made_on": "2026-11-21T09:30:00Z", "accounts": 6},
    ],
    "newer": True,
}
GROUPS = ["7KQ2", "M4XD", "0PZR", "V8TN", "3HGB", "YW6C", "E1SJ", "9AFK", "T5RQ"]
PROGRESS = {
    "title_code": "saving",
    "steps": [
        {"name": "Downloads", "state": "done", "part": 4},
        {"name": "Safety folder", "state": "busy", "part": 2},
        {"name": "BLUE-32", "state": "waiting", "part": 0},
    ],
}
LAMDEN_FILE = copy(
    id="1" * 16,
    made_on=None,
    own=False,
    known=True,
    place="",
    name="lamden_wallet_backup.keystore",
    format="lamden-keystore-1.0",
    wallet_name=None,
    accounts=None,
    hint="",
    kdf={"name": "evp-bytestokey-md5", "passes": 1, "mib": None},
    guard="weak",
)
OPEN_FILE = {
    **LAMDEN_FILE,
    "id": "2" * 16,
    "known": False,
    "name": "id.json",
    "format": "solana-keypair",
    "kdf": None,
    "guard": "none",
}
KEPT = [
    {
        "name": "Validator 0",
        "chain_title": "ethereum-validator",
        "address": "9612d7a727c9d0a22e185a1c768478dfe919cada9266988cb32359c11f2b7b27"
        "f4ae4040902382ae2910c15e2b420d07",
        "here": False,
    }
]
IMPORT = {"kinds": ["phrase", "private_key", "file"], "chains": chains_offered()}
TAPROOT = "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr"
ADDRESS = {
    "name": "Savings",
    "chain_title": "Bitcoin Taproot",
    "path": "m/86'/0'/0'/0/0",
    "address": TAPROOT,
    "check": "key",
    "code": show.code(TAPROOT),
}
DELETE = {
    "what": "account",
    "name": "Old faucet",
    "chain_title": "Ethereum",
    "address": "0x5cA0Cb8A4B1aD9e3F1e2C4d5B6a7980f1e2d11fE",
    "source": "phrase",
    "phrase": None,
    "accounts": 1,
    "uncovered": 0,
    "places": 3,
}
DELETE_WALLET = {
    "what": "wallet",
    "name": "Everyday",
    "accounts": 7,
    "phrases": 1,
    "phrase": None,
    "uncovered": 0,
    "places": 3,
}
CREATE = {"purpose": "create", "wallet_name": "Everyday", "key_file": False}
STORAGE = {"destinations": [HOME, SAFETY]}
PICKED = {"name": "BLUE-32", "path": "/media/anna/BLUE-32", "disk_note": "other", "warning": None}

MADE = {
    "purpose": "create",
    "words": ["marbled", "unfasten", "lantern", "granola", "riverbank", "duvet", "yodel"],
    "joint": "-",
    "guesses_log10": 26.75,
}
SECRETS = {
    "phrases": [
        {
            "id": "1" * 16,
            "count": 24,
            "language": "spanish",
            "passphrase": True,
            "written_down": False,
            "names": ["Rent and bills", "Travel fund"],
            "more": 0,
        },
        {
            "id": "2" * 16,
            "count": 12,
            "language": "english",
            "passphrase": False,
            "written_down": True,
            "names": ["Lamden main", "Savings", "Daily"],
            "more": 4,
        },
    ],
    "accounts": [
        {"id": one["id"], **{k: one[k] for k in ("name", "chain_title", "address")}}
        for one in ROWS[:5]
    ],
    "error": None,
}
KEY = {
    "name": "Savings",
    "chain_title": "Bitcoin Taproot",
    "address": TAPROOT,
    "path": "m/86'/0'/0'/0/0",
    "key": "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d",  # of BIP-84, holds nothing
}
OPENED = [
    {"title": "Lamden", "address": LAMDEN},
    {"title": "Ethereum", "address": "0x5cA0Cb8A4B1aD9e3F1e2C4d5B6a7980f1e2d11fE"},
    {"title": "Bitcoin", "address": "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"},
    {"title": "Bitcoin Taproot", "address": TAPROOT},
]

PROFILES = {
    "places": [
        {
            "id": f"p{number}",
            "title": title,
            "name": name,
            "changed": changed,
        }
        for number, (title, name, changed) in enumerate(
            (
                ("Firefox", "k3x9w2ab.default-release", "2026-11-22T15:04:00Z"),
                ("Chromium", "Default", "2026-11-03T08:11:00Z"),
                ("Chromium", "Profile 2", "2026-02-17T19:40:00Z"),
                ("Brave", "Default", "2025-06-30T10:25:00Z"),
            )
        )
    ],
    "selected": None,
}


def vault(**given: Any) -> dict[str, Any]:
    """Return a row of what was found in a browser's profile, the newest unless said otherwise."""
    return {
        "id": "f0",
        "format": "metamask-vault",
        "place": "Chromium, Default",
        "changed": "2026-11-03T08:11:00Z",
        "current": True,
        "whole": True,
        "opens": None,
        **given,
    }


VAULTS = {
    "vaults": [
        vault(),
        vault(id="f1", current=False, changed="2026-10-12T18:40:00Z"),
        vault(
            id="f2",
            format="lamden-extension-vault",
            changed="2025-01-19T09:12:00Z",
            current=False,
            whole=False,
        ),
    ],
    "left": 2,
    "selected": "f0",
}
SAMPLES = [
    Sample("create-empty", "create", CREATE, NO_MARK),
    Sample("create-typing", "create", CREATE, NO_MARK, typed={"password": "Tin roof, late rain"}),
    Sample(
        "create-hint",
        "create",
        CREATE,
        NO_MARK,
        typed={"password": GOOD, "confirmation": GOOD, "hint": "roof rains"},
    ),
    Sample(
        "create-good",
        "create",
        CREATE,
        NO_MARK,
        typed={"password": GOOD, "confirmation": GOOD, "hint": "my first garden"},
        clicks=(".with-eye .btn-icon",),
    ),
    Sample("mark", "mark", {**MARK, "pictures": list(PICTURES)}, NO_MARK),
    Sample("phrase", "phrase", {"words": TWELVE, "passphrase": None, "position": "first_run"}),
    Sample(
        "phrase-covered",
        "phrase",
        {"words": TWELVE, "passphrase": None, "position": "first_run"},
        clicks=(".win-foot .btn:nth-child(2)",),
    ),
    Sample("phrase-24", "phrase", {"words": TWELVE * 2, "passphrase": None, "position": "reveal"}),
    Sample(
        "phrase-passphrase",
        "phrase",
        {"words": TWELVE, "passphrase": "a garden in Turku", "position": "reveal"},
    ),
    Sample("phrase-check", "phrase_check", {"asked": [2, 7, 11]}),
    Sample(
        "phrase-check-wrong",
        "phrase_check",
        {"asked": [2, 7, 11]},
        typed={"part-2": "velvet", "part-7": "onion", "part-11": "picnic"},
        error={"field": "phrase", "code": "DIFFERS"},
    ),
    Sample("made-password", "made_password", MADE, NO_MARK),
    Sample("made-password-check", "made_password_check", {"asked": [3, 6]}, NO_MARK),
    Sample("secrets", "secrets", SECRETS),
    Sample("key", "key", KEY),
    Sample("key-covered", "key", KEY, clicks=(".win-foot .btn:not(#primary)",)),
    Sample("passphrase", "passphrase", {"accounts": OPENED}),
    Sample("storage", "storage", STORAGE),
    Sample("storage-ticked", "storage", STORAGE, clicks=("#understood",)),
    Sample("progress", "progress", PROGRESS),
    Sample("progress-plain", "progress", {"title_code": "restoring", "steps": []}),
    Sample("saved", "saved", SAVED),
    Sample("saved-partly", "saved", PARTLY),
    Sample("unlock", "unlock", UNLOCK),
    Sample(
        "unlock-wrong",
        "unlock",
        UNLOCK,
        typed={"password": "not the right one"},
        error=WRONG,
    ),
    Sample("restore", "restore", RESTORE),
    Sample(
        "restore-wrong",
        "restore",
        RESTORE,
        typed={"password": "not the right one"},
        error=WRONG,
    ),
    Sample("unlock-code", "unlock", {**UNLOCK, "code": "renews"}, clicks=("#other-way",)),
    Sample(
        "unlock-code-wrong",
        "unlock",
        {**UNLOCK, "code": "renews"},
        error={"field": "recovery_code", "code": "WRONG_PASSWORD"},
    ),
    Sample(
        "restore-code",
        "restore",
        {"copies": [copy(code=True)], "selected": "a" * 16},
        clicks=("#other-way",),
    ),
    Sample("unlock-no-code", "unlock", {**UNLOCK, "purpose": "recovery", "code": "refused"}),
    Sample("unlock-key-file", "unlock", {**UNLOCK, "key_file": KEY_FILE}),
    Sample(
        "unlock-key-file-none",
        "unlock",
        {**UNLOCK, "key_file": {"name": None, "needed": True}},
        typed={"password": GOOD},
        clicks=("#primary",),
    ),
    Sample(
        "unlock-key-file-wrong",
        "unlock",
        {**UNLOCK, "key_file": KEY_FILE},
        typed={"password": "not the right one"},
        error=WRONG,
    ),
    Sample(
        "restore-key-file",
        "restore",
        {"copies": [copy(key_file="needed")], "selected": "a" * 16},
    ),
    Sample("create-password", "create", {"purpose": "password", "wallet_name": None}),
    Sample(
        "create-key-file",
        "create",
        {"purpose": "password", "wallet_name": None, "key_file": True},
    ),
    Sample(
        "create-backup",
        "create",
        {"purpose": "backup_password", "wallet_name": None, "hint": "the song"},
    ),
    Sample(
        "create-restore-backup",
        "create",
        {"purpose": "restore_backup", "wallet_name": None, "keep": True},
    ),
    Sample("key-file-empty", "key_file", {"name": None}),
    Sample("key-file", "key_file", {"name": "keystow-7c1e04ab.key"}),
    Sample("backup-password", "backup_password", {"code": True}),
    Sample("backup-again", "backup_again", {}),
    Sample("backup-again-wrong", "backup_again", {}, error=WRONG),
    Sample("history-older", "history", HISTORY),
    Sample(
        "history-foreign",
        "history",
        {**HISTORY, "origin": "foreign", "copies": [], "newer": False},
    ),
    Sample("preview-older", "preview", {**PREVIEW, "origin": "older", "ticked": False}),
    Sample("preview-unseen", "preview", {**PREVIEW, "origin": "unseen", "ticked": False}),
    Sample("preview-forked", "preview", {**PREVIEW, "origin": "forked", "ticked": False}),
    Sample("preview-foreign", "preview", {**PREVIEW, "origin": "foreign", "ticked": False}),
    Sample("changed-backup", "changed", {"what": "backup_password", "places": 2, "failed": 0}),
    Sample(
        "changed-backup-removed",
        "changed",
        {"what": "backup_password_removed", "places": 2, "failed": 0},
    ),
    Sample("export", "export", EXPORT, clicks=("#account-0", "#account-1")),
    Sample("export-weak", "export", {**EXPORT, "formats": EXPORT["formats"][1:]}),
    Sample("export-nothing", "export", {**EXPORT, "formats": []}),
    Sample("export-password", "create", {"purpose": "export", "wallet_name": None, "hint": ""}),
    Sample("export-password-weak", "create", {"purpose": "export_weak", "wallet_name": None}),
    Sample("export-place", "place", {"picked": None, "purpose": "export"}),
    Sample("exported", "exported", EXPORTED),
    Sample(
        "exported-weak",
        "exported",
        {**EXPORTED, "weak": True, "files": [EXPORTED_FILE | {"accounts": 3}]},
    ),
    Sample("recovery", "recovery", {"groups": GROUPS, "replaces": False, "old_ends": False}),
    Sample("recovery-ends", "recovery", {"groups": GROUPS, "replaces": True, "old_ends": True}),
    Sample("recovery-check", "recovery_check", {"asked": [2, 7]}),
    Sample(
        "recovery-check-wrong",
        "recovery_check",
        {"asked": [2, 7]},
        error={"code": "DIFFERS"},
    ),
    Sample("mark-change", "mark", {**MARK, "pictures": list(PICTURES), "change": True}),
    Sample("changed-mark", "changed", {"what": "mark", "places": 0, "failed": 0}),
    Sample("delete-account", "delete", DELETE),
    Sample(
        "delete-account-uncovered",
        "delete",
        {**DELETE, "source": "key", "uncovered": 1, "places": 0},
    ),
    Sample(
        "delete-account-phrase",
        "delete",
        {**DELETE, "phrase": {"written_down": False}, "uncovered": 1, "places": 1},
    ),
    Sample("delete-wallet", "delete", DELETE_WALLET),
    Sample("delete-wallet-uncovered", "delete", {**DELETE_WALLET, "uncovered": 2}),
    Sample(
        "delete-wallet-nowhere",
        "delete",
        {**DELETE_WALLET, "uncovered": 2},
        error={"field": None, "code": "NO_SPACE"},
    ),
    Sample("stop-asking", "unlock", UNLOCK, {**CONTEXT, "may_stop": True}),
    Sample("stop-asking-create", "create", CREATE, {**NO_MARK, "may_stop": True}),
    Sample("changed-password", "changed", {"what": "password", "places": 2, "failed": 1}),
    Sample("changed-recovery", "changed", {"what": "recovery", "places": 3, "failed": 0}),
    Sample("restore-worse", "restore", {"copies": WORSE, "selected": "d" * 16}),
    Sample("restore-none", "restore", {"copies": [], "selected": None}, NO_MARK),
    Sample("profiles", "profiles", PROFILES),
    Sample(
        "profiles-nothing",
        "profiles",
        {**PROFILES, "selected": "p1"},
        error={"field": None, "code": "NOTHING_TO_SALVAGE", "data": {"left": 0}},
    ),
    Sample("profiles-none", "profiles", {"places": [], "selected": None}, NO_MARK),
    Sample("vaults", "vaults", VAULTS),
    Sample("vaults-one", "vaults", {**VAULTS, "vaults": VAULTS["vaults"][:1], "left": 0}),
    Sample(
        "vaults-wrong",
        "vaults",
        {
            **VAULTS,
            "vaults": [
                {**vault, "opens": opens}
                for vault, opens in zip(VAULTS["vaults"], (False, True, False), strict=True)
            ],
        },
        typed={"password": "not the right one"},
        error=WRONG,
    ),
    Sample("import-phrase", "import", IMPORT, typed={"phrase": " ".join(TWELVE[:5])}),
    Sample("import-phrase-offers", "import", IMPORT, typed={"phrase": "velvet canoe or"}),
    Sample("import-phrase-typo", "import", IMPORT, typed={"phrase": "orbit velvat canoe "}),
    Sample("import-typed", "import", IMPORT, typed={"phrase": "{vault}"}),
    Sample("import-weak", "import", {**IMPORT, "copies": [LAMDEN_FILE], "selected": "1" * 16}),
    Sample("import-open", "import", {**IMPORT, "copies": [OPEN_FILE], "selected": "2" * 16}),
    Sample("preview-carried", "preview", {**PREVIEW, "rows": ROWS[:1], "kept": KEPT}),
    Sample("preview-export", "preview", {**PREVIEW, "rows": ROWS[:1], "export": True}),
    Sample(
        "result-carried",
        "result",
        {"rows": [], "kept": KEPT, "elsewhere": True, "wallet_name": "Everyday", "warnings": []},
    ),
    Sample("import-key", "import", IMPORT, clicks=(".filter label:nth-child(2)",)),
    Sample(
        "import-key-mistyped",
        "import",
        {**IMPORT, "kind": "private_key"},
        error={"field": "private_key", "code": "KEY_INVALID", "data": {"reason": "checksum"}},
    ),
    Sample(
        "import-wrong",
        "import",
        {**IMPORT, "kind": "file", "copies": WORSE[1:2], "selected": "e" * 16},
        error={"field": "file", "code": "NOT_A_KEYSTORE"},
    ),
    Sample("import-file", "import", IMPORT, clicks=(".filter label:nth-child(3)",)),
    Sample("preview", "preview", PREVIEW),
    Sample("preview-lamden", "preview", LAMDEN_PREVIEW),
    Sample("preview-metamask", "preview", METAMASK_PREVIEW),
    Sample("preview-kept", "preview", KEPT_PREVIEW),
    Sample("result-kept", "result", {**RESULT, "rows": [], "warnings": ["ACCOUNT_KEPT"]}),
    Sample("result", "result", RESULT),
    Sample(
        "confirm-watch",
        "confirm",
        {
            "what": "watch",
            "name": "Cold storage",
            "chain_title": "Ethereum",
            "address": "0x5cA0Cb8A4B1aD9e3F1e2C4d5B6a7980f1e2d11fE",
        },
    ),
    Sample("address", "address", ADDRESS),
    Sample(
        "address-watched",
        "address",
        {
            **ADDRESS,
            "name": "Cold storage",
            "chain_title": "Lamden",
            "path": None,
            "address": LAMDEN,
            "check": "watch",
            "code": show.code(LAMDEN),
        },
    ),
    Sample("address-wrong", "address", {**ADDRESS, "check": "wrong", "code": None}),
    Sample(
        "confirm-forget", "confirm", {"what": "forget_destination", "name": "", "place": "BLUE-32"}
    ),
    Sample("place-empty", "place", {"picked": None}),
    Sample("place", "place", {"picked": PICKED}),
    Sample("failed", "failed", {"code": "WINDOW_BUSY", "retry": True}),
    Sample("failed-disk", "failed", {"code": "STORAGE_FAILED", "retry": False}),
]
