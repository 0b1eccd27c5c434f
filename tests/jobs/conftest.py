"""Jobs in this process: real storage in a test's own folder, a cheap KDF, a scripted person."""

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.children.window_wire import guard
from keystow.jobs import create, publish, salvage
from keystow.jobs.ports import Ports, Request, Result, Saved, Sealed, Target
from keystow.jobs.surface import Answer
from keystow.keystore.slots import Cost
from keystow.storage.destinations import DOWNLOADS, SAFETY

PASSWORD = "Tin roof, 4 late rains over Bergen"  # a test's own
CHEAP = Cost(8, 1, 1)
MARK = {"words": "amber otter quill", "picture": "lighthouse"}
NEW = {
    "action": "create",
    "password": PASSWORD,
    "confirmation": PASSWORD,
    "hint": "weather",
    "wallet_name": "Everyday",
}
Step = dict[str, Any] | Callable[[dict[str, Any], Any], dict[str, Any]]


class Paper:
    """A person who writes something down, and types back what is asked of it."""

    def __init__(self, field: str) -> None:
        """`field` is the name under which it is typed back."""
        self.parts: list[str] = []
        self._field = field

    def show(self, model: dict[str, Any], _: Any) -> dict[str, Any]:
        self.parts = model.get("groups") or model["words"]
        return {"action": "written"}

    def check(self, model: dict[str, Any], _: Any) -> dict[str, Any]:
        asked = " ".join(self.parts[number - 1] for number in model["asked"])
        return {"action": "check", self._field: asked}


class Person:
    """A surface that plays pages in order; a page which the play lacks closes the window."""

    def __init__(self, **pages: Step | list[Step]) -> None:
        self._pages = pages
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.folders: list[str] = []
        self.files: list[str] = []
        self.closed = False

    def ask(self, page: str, model: Mapping[str, Any], queries: Any = None) -> Answer:
        self.seen.append((page, dict(model)))
        step = self._pages.get(page)
        if isinstance(step, list):
            step = step.pop(0) if step else None
        if step is None:
            raise errors.UserDenied
        answer = dict(step(dict(model), queries) if callable(step) else step)
        return Answer(answer.pop("action"), guard(answer))

    def tell(self, page: str, model: Mapping[str, Any]) -> None:
        self.seen.append((page, dict(model)))

    def set_mark(self, words: str, picture: str) -> None:
        self.mark = {"words": words, "picture": picture}

    def pick_folder(self) -> str | None:
        return self.folders.pop(0) if self.folders else None

    def pick_file(self) -> str | None:
        return self.files.pop(0) if self.files else None

    def raise_window(self) -> None:
        raise AssertionError("no job raises its own window")

    def close(self) -> None:
        self.closed = True

    def pages(self) -> list[str]:
        return [page for page, _ in self.seen]

    def model(self, page: str) -> dict[str, Any]:
        """Return the last model of a page."""
        return next(model for name, model in reversed(self.seen) if name == page)


@dataclass
class Bench:
    """Folders and ports for jobs."""

    data: Path
    downloads: Path
    person: Person = field(default_factory=Person)
    contexts: list[Mapping[str, Any]] = field(default_factory=list)

    def ports(self) -> Ports:
        def open_surface(context: Mapping[str, Any]) -> Person:
            self.contexts.append(context)
            return self.person

        return Ports(
            open_surface=open_surface,
            save_copies=_save_copies,
            save_vault=publish.save_vault,
            salvage=lambda path: salvage.run(self.ports(), Request({"path": path})),
            random_bytes=os.urandom,
            now=lambda: datetime.now(UTC),
            progress=lambda *_, **__: None,
            check_cancelled=lambda: None,
            cost=CHEAP,
        )

    def request(
        self, opened: Result | None = None, *, locked: bool = False, **params: Any
    ) -> Request:
        """Return a request for a job; with `opened` for that wallet."""
        common: dict[str, Any] = {
            "data": str(self.data),
            "client": "keystow",
            "safety": SAFETY,
            "context": {"asked_by": "Keystow in a test", "language": "en", "mark": None},
            "targets": [[SAFETY, str(self.data / "safety")]],
            "destinations": [],
            "wallet": {"wallet_name": "Everyday"},
        }
        if opened is None:
            return Request({**common, **params})
        facts = opened.facts
        common |= {"handle": facts["handle"], "version": facts["version"], "slot": facts["slot"]}
        blobs = {name: bytes(blob) for name, blob in opened.blobs.items()}
        if locked:
            del blobs["root"]
        return Request({**common, **params}, blobs)

    def create(self) -> Result:
        """Run the first run with a phrase that is written down, and return its result."""
        paper = Paper("phrase")
        return self.first_run(phrase=paper.show, phrase_check=paper.check)

    def first_run(self, **pages: Step | list[Step]) -> Result:
        """Run the first run; `pages` are those that aren't as usual."""
        usual: dict[str, Step | list[Step]] = {
            "create": NEW,
            "mark": {"action": "continue", **MARK},
            "phrase": {"action": "later"},
            "storage": {"action": "save", "understood": True},
            "saved": {"action": "done"},
        }
        self.person = Person(**{**usual, **pages})
        rows = [
            {"token": DOWNLOADS, "name": "Downloads", "kind": "downloads", "disk": 1},
            {"token": SAFETY, "name": "Safety folder", "kind": "safety", "disk": 1},
        ]
        targets = [[DOWNLOADS, str(self.downloads)], [SAFETY, str(self.data / "safety")]]
        return create.run(self.ports(), self.request(destinations=rows, targets=targets))

    def files(self) -> dict[str, bytes]:
        """Return all that lies in the folders, by path."""
        some = [path for root in (self.data, self.downloads) for path in root.rglob("*")]
        return {str(path): path.read_bytes() for path in some if path.is_file()}


def _save_copies(sealed: Sealed, targets: tuple[Target, ...]) -> list[Saved]:
    with ExitStack() as stack:
        opened = publish.open_targets(stack, targets)
        return publish.save_copies(sealed, opened, lambda *_: None, lambda: None)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    home = tmp_path / "home"
    data, downloads = home / "data", home / "Downloads"
    for folder in (data / "safety", downloads, home / ".config"):
        folder.mkdir(parents=True, mode=0o700)
    (home / ".config" / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
    monkeypatch.setenv("HOME", str(home))
    return Bench(data, downloads)
