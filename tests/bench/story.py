"""A user of the bench: a home, a host whose windows answer from a script, a wallet to restore."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench import wallets
from tests.bench.clock import environment

READING_S = 0.5
"""How long the person looks at a popup, or at a window's first page, before the next step.

Nobody types a password faster; meanwhile the next processes import what they need."""
ANSWERS: dict[str, Any] = {
    "restore": {
        "action": "open",
        "copy": "first",
        "password": wallets.PASSWORD,
        "after_s": READING_S,
    },
    "preview": {"action": "restore", "rows": "all"},
    "result": {"action": "done"},
    "unlock": {"action": "unlock", "password": wallets.PASSWORD},
}


class User:
    """One person with an empty home, and a keystore in Downloads that nobody restored yet."""

    def __init__(self, root: Path, copy: Path) -> None:
        from tests.support import compose

        self.home = root / "home"
        self._script = root / "script"
        self._script.mkdir()
        (self._script / "answers.json").write_text(json.dumps(ANSWERS))
        self.host = compose.scripted_host(root, self._script, wallets.COST)
        downloads = self.home / "Downloads"
        downloads.mkdir(parents=True)
        (self.home / ".config").mkdir()
        (self.home / ".config" / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Downloads"')
        shutil.copy(copy, downloads)

    def environment(self) -> dict[str, str]:
        return environment(HOME=str(self.home))

    @contextmanager
    def client(self) -> Iterator[Any]:
        """Yield the browser's side of a greeted host that has had the time to import the rest."""
        from tests.support.host_client import HostClient

        with HostClient(self.host, self.environment()) as client:
            client.call("ping")
            yield client


@contextmanager
def copy_of(accounts: int) -> Iterator[Path]:
    """Yield a keystore file with this many derived accounts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keystow-20260102T030405Z-0badcafe.keystow"
        path.write_bytes(wallets.sealed(wallets.derived(accounts)))
        yield path


@contextmanager
def user(copy: Path) -> Iterator[User]:
    with tempfile.TemporaryDirectory() as folder:
        yield User(Path(folder), copy)
