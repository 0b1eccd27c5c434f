"""The frames of tests/vectors/frames, which Python and JavaScript replay alike."""

import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "vectors" / "frames"

Vector = dict[str, Any]


def load() -> dict[str, Vector]:
    """Return every vector by its name."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.json"))
    }


def stream_bytes(vector: Vector) -> bytes:
    """Return the bytes of a vector that describes a pipe's, in this machine's byte order."""
    return b"".join(_piece(piece) for piece in vector["stream"])


def _piece(piece: dict[str, Any]) -> bytes:
    if "length" in piece:
        foreign = {"little": "big", "big": "little"}[sys.byteorder]
        order = foreign if piece.get("order") == "foreign" else sys.byteorder
        return int(piece["length"]).to_bytes(4, order)
    once = bytes.fromhex(piece["hex"]) if "hex" in piece else piece["text"].encode()
    return once * piece.get("times", 1)
