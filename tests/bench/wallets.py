"""Wallets for the bench: as many accounts as asked for, behind a KDF that costs nothing."""

import hashlib
import secrets
from dataclasses import replace
from typing import Any

COST = (32, 1, 4)
"""KiB, passes and lanes."""
PASSWORD = "Tin roof, 4 late rains over Bergen"
NOW = "2026-01-02T03:04:05Z"


def derived(accounts: int) -> Any:
    """Return a vault with this many accounts, one phrase's, half of them on each chain."""
    from keystow.secret import Secret
    from keystow.wallet import accounts as adding
    from keystow.wallet import mnemonic

    words = mnemonic.generate(hashlib.sha256(b"bench").digest(), "english")
    each = {"ethereum": accounts // 2, "lamden": accounts - accounts // 2}
    ids = iter(lambda: secrets.token_hex(8), "")
    vault, _ = adding.import_phrase(_blank(), words, Secret(""), each, ids, NOW)
    return vault


def watched(accounts: int) -> Any:
    """Return a vault with this many watch-only accounts, each address as long as a real one."""
    from keystow.wallet.vault import Account

    def account(number: int) -> Account:
        address = hashlib.sha256(str(number).encode()).hexdigest()
        return Account(
            id=address[:16],
            name=f"Lamden {number}",
            chain="lamden",
            address=address,
            public_key=address,
            secret=None,
            path=None,
            since=1,
            created=NOW,
        )

    rows = tuple(account(number) for number in range(accounts))
    return replace(_blank(), sequence=1, accounts=rows)


def key() -> Any:
    """Return a slot of COST, with its root for PASSWORD."""
    from keystow.jobs.vaults import Key
    from keystow.keystore import kdf, slots
    from keystow.secret import Secret

    slot = slots.Argon2idSlot(slots.SlotId("bench"), bytes(16), bytes(16), *COST)
    return Key(slot, kdf.derive_root(Secret(PASSWORD), slot))


def sealed(vault: Any) -> bytes:
    """Return the vault as a keystore, its root cached in it as in a wallet's own folder."""
    from keystow.jobs import vaults
    from keystow.keystore import container, payload
    from keystow.keystore.about import About
    from keystow.secret import Secret
    from keystow.wallet import encoder

    opened = vaults.with_only_key(vault, key(), "")
    return container.seal(
        payload.encode(encoder.to_payload(opened.vault)),
        About("", "Keystow 0.1.0", NOW),
        [(opened.key.slot, opened.key.root)],
        Secret(secrets.token_bytes(16)),
        secrets.token_bytes(16),
    )


def _blank() -> Any:
    from keystow.wallet.marks import Mark
    from keystow.wallet.vault import Settings, Vault

    # With a mark of its own a restored wallet isn't asked for one.
    mark = Mark("amber otter quill", "lighthouse")
    return Vault(id="0" * 32, name="Bench", created=NOW, settings=Settings(mark=mark))
