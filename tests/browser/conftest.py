"""Homes, scripts and places for the stories."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support import browsers, compose
from tests.support.browsers import Home

PASSWORD = "Tin roof, 4 late rains over Bergen"  # a test's own
MARK = {"words": "amber otter quill", "picture": "lighthouse"}

FIRST_RUN: dict[str, Any] = {
    "create": {
        "action": "create",
        "password": PASSWORD,
        "confirmation": PASSWORD,
        "hint": "weather",
        "wallet_name": "Everyday",
    },
    "mark": {"action": "continue", **MARK},
    "phrase": {"action": "written"},
    "phrase_check": {"action": "check", "phrase": "as asked"},
    "storage": {"action": "save", "understood": True},
    "saved": {"action": "done"},
    "unlock": {"action": "unlock", "password": PASSWORD},
    "confirm": {"action": "confirm"},
    "address": {"action": "done"},
    "place": {"action": "use", "queries": [{"name": "pick_folder", "args": {}}]},
    "preview": {"action": "restore", "rows": "all"},
    "result": {"action": "done"},
}


@dataclass(frozen=True)
class World:
    """One user of the story: a home, a host that answers from a script, places for copies."""

    root: Path
    home: Home
    host: Path
    script: Path

    def answers(self, **pages: Any) -> None:
        """Set what the person does on each page of the window."""
        (self.script / "answers.json").write_text(json.dumps({**FIRST_RUN, **pages}))

    def asked(self) -> list[dict[str, Any]]:
        """Return what the windows showed so far, "open" for each window."""
        log = self.script / "asked.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    def windows(self) -> int:
        return sum(one["page"] == "open" for one in self.asked())

    def place(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir()
        return folder

    @property
    def data(self) -> Path:
        return self.home.path / ".local" / "share" / "keystow"


def make_world(root: Path) -> World:
    root.mkdir(exist_ok=True)
    script = root / "script"
    script.mkdir()
    world = World(
        root, browsers.make_home(root / "home"), compose.scripted_host(root, script), script
    )
    world.answers()
    return world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path / "world")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the test that waits longest: the others pass the time."""
    items.sort(key=lambda item: item.path.name != "test_idle.py")
