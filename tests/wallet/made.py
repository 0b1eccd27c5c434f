"""Vaults and parts of them for tests; every secret here is published and holds nothing."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from keystow.secret import Secret
from keystow.wallet import accounts
from keystow.wallet.vault import Vault

NOW = "2026-11-22T15:04:05Z"
LATER = "2026-11-23T09:00:00Z"
WORDS = "abandon " * 11 + "about"
OTHER_WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "vectors"


def vectors(name: str) -> list[dict[str, Any]]:
    path = ROOT / "tests" / "vectors" / "wallet" / f"{name}.json"
    return json.loads(path.read_text("utf-8"))["vectors"]


def ids(start: int = 1) -> Iterator[str]:
    return (f"{number:016x}" for number in itertools.count(start))


def empty(wallet_id: str = "0" * 32, name: str = "Everyday") -> Vault:
    return Vault(wallet_id, name, NOW)


def with_phrase(
    words: str = WORDS, count: int = 2, passphrase: str = "", first_id: int = 1
) -> Vault:
    counts = {"lamden": count, "ethereum": count}
    vault, _ = accounts.import_phrase(
        empty(), Secret(words), Secret(passphrase), counts, ids(first_id), NOW
    )
    return vault


def private_key(number: int) -> Secret:
    return Secret(f"{number:064x}")


def with_key(vault: Vault, number: int, chain: str = "ethereum", name: str = "") -> Vault:
    grown, _ = accounts.import_key(
        vault, chain, private_key(number), name, ids(0x1000 + 2 * number), NOW
    )
    return grown


def secrets_of(vault: Vault) -> set[tuple[str, bytes]]:
    """The content of every secret, whatever its id."""
    return {
        (type(secret).__name__, field, bytes(getattr(secret, field).reveal()))
        for secret in vault.secrets
        for field in ("words", "passphrase", "seed", "key")
        if hasattr(secret, field)
    }
