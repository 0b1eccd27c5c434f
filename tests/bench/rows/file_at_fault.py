"""A file that is at fault itself, refused by the command line: process start included, no KDF."""

import sys
import tempfile
from pathlib import Path

from tests.bench.clock import UNIT, interleaved, process
from tests.bench.row import ROUNDS, Row, ms, needs

WHAT = "file at fault refused by the command line"
COMMAND = Path(sys.executable).parent / "keystow"
EXIT_FILE = 4


def measure() -> list[Row]:
    needs("keystow.cli", "keystow.keystore.container")
    with tempfile.TemporaryDirectory() as folder:
        password = Path(folder) / "password"
        password.write_text("a password that never meets a KDF")
        measures = {"unit": UNIT}
        for name, data in faults().items():
            path = Path(folder) / f"{name}.keystow"
            path.write_bytes(data)
            command = [str(COMMAND), "open", str(path), "--password-file", str(password), "--json"]
            measures[name] = process(command, exits=EXIT_FILE)
        seen = interleaved(measures, ROUNDS)
    unit = seen.pop("unit")
    slowest = max(seen, key=lambda name: seen[name])
    detail = f"{ms(seen[slowest])} ({slowest}, the slowest of {', '.join(seen)})"
    return [Row(WHAT, seen[slowest] / unit, 6, detail)]


def faults() -> dict[str, bytes]:
    from keystow.keystore import about, container, payload, slots
    from keystow.secret import Secret

    slot = slots.Argon2idSlot(slots.SlotId("bench"), bytes(16), bytes(16), 32, 1, 4)
    header = about.About("", "Keystow 0.1.0", "2026-01-02T03:04:05Z")
    plaintext = payload.encode({"filler": "x" * 100_000})
    sealed = container.seal(
        plaintext, header, [(slot, Secret(bytes(32)))], Secret(bytes(16)), bytes(16)
    )
    return {
        "truncated": sealed[:200],
        "damaged": sealed.replace(b"-> keystow/sum sha256", b"-> keystow/sum sha257"),
        "KDF bomb": sealed.replace(b" 32 1 4\n", b" 4194304 64 4\n"),
        "no keystore": b"\x89PNG\r\n\x1a\n" + bytes(100_000),
    }
