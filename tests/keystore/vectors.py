"""The vector files of tests/vectors/keystore, read; make_keystore_vectors.py tells their form."""

import json
from dataclasses import dataclass
from pathlib import Path

from keystow.secret import Secret

FOLDER = Path(__file__).parents[1] / "vectors" / "keystore"
SUCCESS = "success"


@dataclass(frozen=True, slots=True)
class Vector:
    name: str
    facts: dict[str, str]
    data: bytes

    @property
    def expect(self) -> str:
        return self.facts["expect"]

    @property
    def password(self) -> str | None:
        """What is typed; None where the vector is opened by a code, or not at all."""
        text: str | None = json.loads(self.facts["password"])
        return text

    def secret(self, fact: str) -> Secret | None:
        """Return a fact's hex, which may say how often it stands, as a secret."""
        if fact not in self.facts:
            return None
        text, _, times = self.facts[fact].partition("*")
        return Secret(bytes.fromhex(text) * int(times or 1))


def read(path: Path) -> Vector:
    head, data = path.read_bytes().split(b"\n\n", 1)
    facts = dict(line.split(": ", 1) for line in head.decode("ascii").splitlines())
    return Vector(path.name, facts, data)


ALL = [read(path) for path in sorted(FOLDER.iterdir())]
