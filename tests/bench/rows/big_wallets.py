"""Backup and restore of very large wallets without the KDF, beside JSON of the same payload.

The jobs run in this process, with real files and a surface that answers at once. The accounts are
watch-only, since deriving addresses has a row of its own. Each measurement runs in a process of
its own, so that its peak memory is its own.
"""

import gc
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench import wallets
from tests.bench.clock import environment, interleaved, timed
from tests.bench.row import Row, ms, needs

WHAT = "backup, restore of 10,000 and 100,000 accounts"
SIZES = (10_000, 100_000)
ROUNDS = 3
TIME_AT_MOST = 2.5
MEMORY_AT_MOST = 8


def measure() -> list[Row]:
    needs("keystow.jobs.backup", "keystow.jobs.restore", "keystow.wallet.encoder")
    return [row for work in ("backup", "restore") for size in SIZES for row in _rows(work, size)]


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


class Person:
    """A surface on which somebody restores everything, at once."""

    def ask(self, page: str, model: Any, queries: Any = None) -> Any:
        from keystow.jobs.surface import Answer

        if page == "preview":
            return Answer("restore", {"rows": [row["id"] for row in model["rows"]], "names": {}})
        return Answer("done", {})

    def tell(self, page: str, model: Any) -> None: ...

    def set_mark(self, words: str, picture: str) -> None: ...

    def close(self) -> None: ...


def ports() -> Any:
    """Return the outside of a job, as the job's own process makes it but for the sandbox."""
    from keystow.jobs import publish
    from keystow.jobs.ports import Ports
    from keystow.keystore import slots

    def save_copies(sealed: Any, targets: Any) -> Any:
        with ExitStack() as stack:
            opened = publish.open_targets(stack, targets)
            return publish.save_copies(sealed, opened, _nothing, _nothing)

    return Ports(
        open_surface=lambda _: Person(),
        save_copies=save_copies,
        save_vault=publish.save_vault,
        salvage=_nothing,
        random_bytes=os.urandom,
        now=lambda: datetime.now(UTC),
        progress=_nothing,
        check_cancelled=_nothing,
        cost=slots.WRITE,
    )


def backup(data: bytes, folder: str) -> None:
    """Do what a backup job does while the wallet is unlocked, with one destination."""
    from keystow.jobs import backup as job
    from keystow.jobs.ports import Request

    key = wallets.key()
    params = {"slot": key.slot.id, "targets": [["bench", folder]]}
    job.run(ports(), Request(params, {"vault": data, "root": key.root.reveal()}))


def restore(data: bytes, folder: str) -> None:
    """Do what a restore job does in an empty profile, from the file's bytes on."""
    from keystow.formats import contents, registry
    from keystow.jobs import restore as job
    from keystow.jobs.incoming import Incoming
    from keystow.jobs.ports import Request
    from keystow.jobs.vaults import Key
    from keystow.secret import Secret

    opened = registry.detect(data).open(data, Secret(wallets.PASSWORD))
    vault = contents.to_vault(opened, wallet_id="1" * 32, name="Bench", now=wallets.NOW)
    key = Key(opened.slot, opened.root)
    incoming = Incoming(vault, opened.format, opened.created, "", "", (), key)
    params = {
        "data": f"{folder}/data",
        "client": "bench",
        "safety": "safety",
        "targets": [["safety", folder]],
    }
    job.take(ports(), Request(params), Person(), None, incoming)


WORKS = {"backup": backup, "restore": restore}


def _alone(work: str, path: Path) -> dict[str, float]:
    """Do the work as in a job's process, once for its memory, then some more times for its time."""
    gc.disable()
    from keystow.formats import registry
    from keystow.jobs import backup, publish, restore
    from keystow.keystore import payload
    from keystow.secret import Secret
    from keystow.wallet import encoder

    del backup, publish, restore  # imported here, before the memory counts
    wallets.sealed(wallets.watched(1))
    before = _peak()
    data = path.read_bytes()
    places = (path.with_name(f"place-{number}") for number in itertools.count())

    def ours() -> None:
        place = next(places)
        place.mkdir(mode=0o700)
        WORKS[work](data, str(place))

    ours()
    memory = _peak() - before
    vault = registry.detect(data).open(data, Secret(wallets.PASSWORD)).vault
    value = encoder.to_payload(vault)
    seen = interleaved(
        {"json": timed(lambda: json.loads(json.dumps(value))), "ours": timed(ours)}, ROUNDS
    )
    return {**seen, "payload": len(payload.encode(value)), "memory": memory}


def _peak() -> int:
    """Return the most memory this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _nothing(*_: object) -> None: ...


if __name__ == "__main__":
    if sys.argv[1] == "make":
        Path(sys.argv[3]).write_bytes(wallets.sealed(wallets.watched(int(sys.argv[2]))))
    else:
        print(json.dumps(_alone(sys.argv[1], Path(sys.argv[2]))))
