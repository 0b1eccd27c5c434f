"""The table of browsers, read from `table.toml`, and the folders it means for one user."""

import os
import shutil
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from keystow.browsers.family import Family

_HOME = "~/"
_CONFIG = "$XDG_CONFIG_HOME/"


@dataclass(frozen=True, slots=True)
class Browser:
    """One row; the paths are as in the data file, not yet expanded."""

    id: str
    title: str
    family: Family
    present: tuple[str, ...]
    programs: tuple[str, ...]
    user: tuple[str, ...]
    system: tuple[str, ...]
    profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roots:
    """Whose folders are meant."""

    home: str
    config: str
    find_program: Callable[[str], str | None] = shutil.which

    def expand(self, path: str) -> str:
        """Return the absolute path that a path of the table means."""
        if path.startswith(_HOME):
            return f"{self.home}/{path.removeprefix(_HOME)}"
        if path.startswith(_CONFIG):
            return f"{self.config}/{path.removeprefix(_CONFIG)}"
        return path


@dataclass(frozen=True, slots=True)
class Place:
    """One folder for a manifest: `base` may be reached by links, what lies below it may not."""

    family: Family
    base: str
    parts: tuple[str, ...]
    browsers: tuple[str, ...]
    """Ids of the rows that name this folder; none for a folder given by hand."""

    @property
    def path(self) -> str:
        """The folder's absolute path."""
        return "/".join((self.base, *self.parts))


def browsers(system: str = "linux") -> tuple[Browser, ...]:
    """Return the rows which have a section for this system, in the order of the file."""
    data = tomllib.loads(Path(__file__).with_name("table.toml").read_text(encoding="utf-8"))
    return tuple(_browser(row, row[system]) for row in data["browser"] if system in row)


def roots(environ: Mapping[str, str]) -> Roots:
    """Return the roots that a browser started with this environment uses."""
    home = (environ.get("HOME") or os.path.expanduser("~")).rstrip("/")
    config = environ.get("XDG_CONFIG_HOME", "").rstrip("/")
    # The XDG specification: a relative path is invalid and ignored.
    return Roots(home, config if config.startswith("/") else f"{home}/.config")


def is_present(browser: Browser, roots: Roots, exists: Callable[[str], bool]) -> bool:
    """Return whether the user has this browser: a folder of it, or an installed program."""
    return any(exists(roots.expand(folder)) for folder in browser.present) or any(
        roots.find_program(program) for program in browser.programs
    )


def places(rows: Iterable[Browser], roots: Roots) -> list[Place]:
    """Return every folder which the rows name, each once, with the rows that name it."""
    found: dict[str, Place] = {}
    for row in rows:
        for template in row.user:
            base, parts = _split(roots.expand(template), roots)
            place = Place(row.family, base, parts, (row.id,))
            known = found.get(place.path)
            ids = (*known.browsers, row.id) if known else (row.id,)
            found[place.path] = Place(row.family, base, parts, ids)
    return list(found.values())


def given(user_data_dir: str) -> Place:
    """Return the place of a Chromium-family browser that runs with `--user-data-dir`."""
    return Place(Family.CHROMIUM, user_data_dir, ("NativeMessagingHosts",), ())


def _browser(row: Mapping[str, str], section: Mapping[str, list[str]]) -> Browser:
    return Browser(
        id=row["id"],
        title=row["title"],
        family=Family(row["family"]),
        present=tuple(section["present"]),
        programs=tuple(section.get("programs", ())),
        user=tuple(section["user"]),
        system=tuple(section["system"]),
        profiles=tuple(section.get("profiles", section["present"])),
    )


def _split(path: str, roots: Roots) -> tuple[str, tuple[str, ...]]:
    base = roots.home if path.startswith(f"{roots.home}/") else roots.config
    return base, tuple(path.removeprefix(f"{base}/").split("/"))
