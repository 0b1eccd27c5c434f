"""The requirement locks: whole, pinned, hashed, and free of anybody's package index."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

LOCKS = ("build.txt", "dev.txt", "runtime.txt", "window.txt")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([A-Za-z0-9.+!]+)")


def pins(text: str) -> dict[str, str]:
    found = (PIN.match(line) for line in text.splitlines())
    return {normal(match[1]): match[2] for match in found if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project(repo: Path) -> dict[str, Any]:
    return tomllib.loads((repo / "pyproject.toml").read_text())


def asked(repo: Path) -> list[str]:
    table = project(repo)
    return [
        *table["project"]["dependencies"],
        *table["project"]["optional-dependencies"]["window"],
        *(entry for entry in table["dependency-groups"]["dev"] if isinstance(entry, str)),
        *table["dependency-groups"]["build"],
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_each_requirement_of_a_lock_is_pinned_and_has_a_hash(repo: Path, name: str) -> None:
    entries = re.split(r"\n(?=\S)", (repo / "requirements" / name).read_text())
    requirements = [entry for entry in entries if not entry.startswith("#")]
    assert requirements
    for entry in requirements:
        assert PIN.match(entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_package_index(repo: Path, name: str) -> None:
    text = (repo / "requirements" / name).read_text()
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_lock_holds_each_version_that_pyproject_asks_for(repo: Path) -> None:
    locked = pins((repo / "requirements" / "dev.txt").read_text())
    wanted = {}
    for requirement in asked(repo):
        match = PIN.match(requirement)
        assert match, f"not pinned: {requirement}"
        wanted[normal(match[1])] = match[2]
    assert {name: locked.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("name", ["build.txt", "runtime.txt", "window.txt"])
def test_the_smaller_locks_are_parts_of_the_large_one(repo: Path, name: str) -> None:
    large = pins((repo / "requirements" / "dev.txt").read_text())
    small = pins((repo / "requirements" / name).read_text())
    assert small
    assert small.items() <= large.items()


def test_node_locks_name_no_registry(repo: Path) -> None:
    for lock in repo.glob("**/package-lock.json"):
        if "node_modules" in lock.parts:
            continue
        packages = json.loads(lock.read_text())["packages"]
        named = [name for name, entry in packages.items() if "://" in entry.get("resolved", "")]
        assert named == [], lock
