"""Backup and restore of very large wallets without the KDF, beside JSON of the same payload.

The accounts are watch-only, since deriving addresses has a row of its own. Each measurement runs
in a process of its own, so that its peak memory is its own.
"""

import hashlib
import itertools
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.clock import environment, interleaved, timed
from tests.bench.row import Row, ms, needs

WHAT = "backup, restore of 10,000 and 100,000 accounts"
SIZES = (10_000, 100_000)
ROUNDS = 3
TIME_AT_MOST = 2.5
MEMORY_AT_MOST = 8
NOW = "2026-01-02T03:04:05Z"


def measure() -> list[Row]:
    needs("keystow.keystore.container", "keystow.storage.publish", "keystow.wallet.vault_json")
    return [row for work in WORKS for accounts in SIZES for row in _rows(work, accounts)]


def _rows(work: str, accounts: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/bench.keystow"
        _run("make", str(accounts), path)
        seen = json.loads(_run(work, path))
    title = f"{work} of {accounts:,} accounts"
    time = f"{ms(seen['ours'])}; json.dumps + json.loads {ms(seen['json'])}"
    memory = f"{mib(seen['memory'])} above the start; payload {mib(seen['payload'])}"
    return [
        Row(f"{title}, time", seen["ours"] / seen["json"], TIME_AT_MOST, time),
        Row(f"{title}, memory", seen["memory"] / seen["payload"], MEMORY_AT_MOST, memory),
    ]


def _run(*arguments: str) -> bytes:
    command = [sys.executable, "-m", "tests.bench.rows.big_wallets", *arguments]
    return subprocess.run(command, env=environment(), capture_output=True, check=True).stdout


def mib(size: float) -> str:
    return f"{size / 2**20:.1f} MiB"


@dataclass(frozen=True)
class Sealed:
    """A keystore with what opens it."""

    data: bytes
    slot: Any
    root: Any


def backup(vault: Sealed, folder: str) -> None:
    """What a backup job does while the wallet is unlocked, with one destination."""
    from keystow.storage import publish

    sealed = seal(reopened(vault).for_backup())
    name = publish.copy_name(NOW, hashlib.sha256(sealed.data).digest()[:4])
    save(sealed, folder, name)


def restore(copy: Sealed, folder: str) -> None:
    """What a restore into an empty profile does once the password has given the root."""
    from keystow.storage import publish
    from keystow.wallet import merge

    incoming = reopened(copy)
    merge.compare(None, incoming)
    sealed = seal(incoming)
    save(sealed, folder, publish.copy_name(NOW, hashlib.sha256(sealed.data).digest()[:4]))


WORKS: dict[str, Callable[[Sealed, str], None]] = {"backup": backup, "restore": restore}


def reopened(sealed: Sealed) -> Any:
    from keystow.keystore import container, payload
    from keystow.wallet import vault_json

    opened = container.open_with_root(container.parse(sealed.data), sealed.slot.id, sealed.root)
    return vault_json.from_payload(payload.decode(opened.plaintext))


def seal(vault: Any) -> Sealed:
    from keystow.keystore import container, payload, slots
    from keystow.keystore.about import About
    from keystow.secret import Secret
    from keystow.wallet import vault_json

    slot = slots.Argon2idSlot(slots.SlotId("bench"), bytes(16), bytes(16), 32, 1, 4)
    root = Secret(bytes(32))
    plaintext = payload.encode(vault_json.to_payload(vault))
    # The same file key each time: nothing here outlives the temporary folder.
    data = container.seal(
        plaintext, About("", "bench", NOW), [(slot, root)], Secret(bytes(16)), bytes(16)
    )
    return Sealed(data, slot, root)


def save(sealed: Sealed, folder: str, name: str) -> None:
    from keystow.keystore import container
    from keystow.storage import publish
    from keystow.storage.files import Files

    expected = hashlib.sha256(sealed.data).digest()

    def verify(data: bytes) -> None:
        container.open_with_root(container.parse(data), sealed.slot.id, sealed.root)
        if hashlib.sha256(data).digest() != expected:
            raise RuntimeError("other bytes than were written")

    files = Files()
    publish.save(files, folder, name, sealed.data, verify)


def wallet(accounts: int) -> Any:
    """Make a vault of watch-only accounts, each with an address as long as a real one."""
    from keystow.wallet.vault import Account, Vault

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

    return Vault(
        id="0" * 32,
        name="Bench",
        created=NOW,
        sequence=1,
        accounts=tuple(account(number) for number in range(accounts)),
    )


def _make(accounts: int, path: Path) -> None:
    path.write_bytes(seal(wallet(accounts)).data)


def _alone(work: str, path: Path) -> dict[str, float]:
    """Do the work once for its memory, then some more times for its time."""
    from keystow.keystore import container, payload
    from keystow.secret import Secret
    from keystow.storage import publish  # imported before the memory counts
    from keystow.wallet import merge, vault_json

    del merge, publish
    before = _peak()
    data = path.read_bytes()
    sealed = Sealed(data, container.parse(data).slots[0], Secret(bytes(32)))
    places = (path.with_name(f"place-{number}") for number in itertools.count())

    def ours() -> None:
        place = next(places)
        place.mkdir(mode=0o700)
        WORKS[work](sealed, str(place))

    ours()
    memory = _peak() - before
    value = vault_json.to_payload(reopened(sealed))
    seen = interleaved(
        {"json": timed(lambda: json.loads(json.dumps(value))), "ours": timed(ours)}, ROUNDS
    )
    return {**seen, "payload": len(payload.encode(value)), "memory": memory}


def _peak() -> int:
    """Return the most memory this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    if sys.argv[1] == "make":
        _make(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        print(json.dumps(_alone(sys.argv[1], Path(sys.argv[2]))))
