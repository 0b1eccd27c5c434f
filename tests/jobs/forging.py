"""What a holder of a slot can do: write a file that opens with it and says what they like."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from keystow.jobs import vaults
from keystow.jobs.ports import Request
from keystow.keystore import container, header, stanzas
from keystow.keystore.about import LINE, About, encode
from keystow.secret import Secret
from keystow.wallet.vault import Vault


class _Ports:
    """The randomness and the time that sealing takes."""

    random_bytes = staticmethod(os.urandom)

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)


def opened(data: bytes, password: str) -> vaults.OpenVault:
    """Open a vault or a copy by its password."""
    return vaults.open_with_password(Request({"highest": 0}, {"vault": data}), Secret(password))


def resealed(
    data: bytes, password: str, change: Callable[[Vault], Vault], hint: Any = None
) -> bytes:
    """Return a file of the same slot with other content, as a holder of the slot can make it."""
    held = opened(data, password)
    key = (vaults.slot_root(held.key),)
    vault = replace(change(held.vault), slot_roots=key)
    forged = replace(held, vault=vault, keys=(held.key,), hint=held.hint if hint is None else hint)
    return vaults.seal_both(forged, _Ports())[1].data  # type: ignore[arg-type]  # all it takes


def with_hint(data: bytes, hint: str, *, mend_sum: bool) -> bytes:
    """Return a file with another hint, by somebody without a key; the MAC stays."""
    keystore = container.parse(data)
    about = About(hint, keystore.about.made_by, keystore.about.made_on)
    old = stanzas.encode(LINE, encode(keystore.about))
    new = stanzas.encode(LINE, encode(about))
    assert data.count(old) == 1
    changed = data.replace(old, new)
    return _with_sum(changed) if mend_sum else changed


def _with_sum(data: bytes) -> bytes:
    head = header.read(data)
    before = hashlib.sha256(data[: head.last_stanza_at]).digest()
    after = hashlib.sha256(data[head.size :]).digest()
    mac_line = data[: head.size].rindex(b"\n--- ") + 1
    sums = stanzas.encode("keystow/sum sha256", before + after)
    return data[: head.last_stanza_at] + sums + data[mac_line:]
