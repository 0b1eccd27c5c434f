"""Keep the list of frozen vectors, manifest.sha256, in the form that `sha256sum -c` checks.

    python tests/vectors/freeze.py

It adds vectors that are not listed yet. One that is listed and has changed or gone is an error:
files of every released version open for ever. Until the first release a line may be deleted by
hand; after it, never.
"""

import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = ("age", "keystore")
MANIFEST = "manifest.sha256"


@dataclass(frozen=True)
class Difference:
    """How folders and list differ, as names like "keystore/success_one_slot"."""

    changed: list[str]
    gone: list[str]
    unlisted: list[str]


def listed(root: Path) -> dict[str, str]:
    """Read the list: digests by name."""
    lines = (root / MANIFEST).read_text("ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def found(root: Path) -> dict[str, str]:
    """Hash what is there."""
    paths = [path for folder in FOLDERS for path in (root / folder).iterdir()]
    return {
        path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths
    }


def difference(root: Path) -> Difference:
    """Compare what is there with the list."""
    frozen, here = listed(root), found(root)
    return Difference(
        changed=sorted(name for name in frozen if here.get(name, frozen[name]) != frozen[name]),
        gone=sorted(frozen.keys() - here.keys()),
        unlisted=sorted(here.keys() - frozen.keys()),
    )


def freeze(root: Path) -> Difference:
    """Add what is not listed, unless something listed has changed or gone."""
    unlike = difference(root)
    if not unlike.changed and not unlike.gone:
        lines = [f"{digest}  {name}\n" for name, digest in sorted(found(root).items())]
        (root / MANIFEST).write_text("".join(lines), "ascii")
    return unlike


if __name__ == "__main__":
    (HERE / MANIFEST).touch()
    made = freeze(HERE)
    if made.changed or made.gone:
        sys.exit(f"frozen vectors have changed: {made.changed}, or gone: {made.gone}")
    print(f"{len(made.unlisted)} vectors were added to {MANIFEST}")
