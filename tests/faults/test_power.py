"""Cut the power after each file call, and judge every disk that this may leave (a model)."""

from collections.abc import Callable
from typing import Any

import pytest

from keystow.storage import publish
from keystow.storage.document import Document
from keystow.storage.files import Files
from keystow.storage.publish import temporary_name
from tests.faults.faulty import FaultyFiles
from tests.faults.power import Disk, PowerFiles

FOLDERS = ("/first", "/second")
OLD, NEW = "old.keystow", "new.keystow"
OLD_BYTES, NEW_BYTES = b"an older copy", b"the new copy's bytes"
Save = Callable[[Files, str], None]


class Named(PowerFiles):
    """The same, without unnamed files."""

    def create_unnamed(self, folder: int) -> int:
        raise OSError(95, "no unnamed files")


def publish_save(files: Files, path: str) -> None:
    publish.save(files, path, NEW, NEW_BYTES, lambda _: None)


def overwrite(files: Files, path: str) -> None:
    """Control: over the older copy."""
    power = _power(files)
    fd = files.open_file(files.open_folder(path), OLD)
    power.truncate(fd)
    files.write(fd, memoryview(NEW_BYTES))
    files.sync(fd)


def temporary_without_sync(files: Files, path: str) -> None:
    """Control: a temporary file and a rename, without waiting for the disk."""
    folder = files.open_folder(path)
    fd = files.create(folder, temporary_name(NEW))
    files.write(fd, memoryview(NEW_BYTES))
    files.rename(folder, temporary_name(NEW), NEW)
    files.sync(folder)


def temporary_without_folder_sync(files: Files, path: str) -> None:
    """Control: the file is synced, its name is not."""
    folder = files.open_folder(path)
    fd = files.create(folder, temporary_name(NEW))
    files.write(fd, memoryview(NEW_BYTES))
    files.sync(fd)
    files.rename(folder, temporary_name(NEW), NEW)


@pytest.mark.parametrize("system", [PowerFiles, Named])
def test_no_power_loss_loses_a_copy_or_makes_a_false_one(system: type[PowerFiles]):
    states, problems = _campaign(system, publish_save)
    assert problems == set()
    assert states >= 40


def test_the_campaign_catches_an_overwrite():
    assert "lost" in _campaign(PowerFiles, overwrite)[1]


def test_the_campaign_catches_a_missing_sync_of_the_file():
    assert _campaign(PowerFiles, temporary_without_sync)[1] == {"torn", "false"}


def test_the_campaign_catches_a_missing_sync_of_the_folder():
    assert _campaign(PowerFiles, temporary_without_folder_sync)[1] == {"false"}


def test_a_document_is_the_old_one_or_the_new_one_after_any_power_loss():
    power = PowerFiles("/data")
    document: Document[int] = Document(
        power,
        "/data",
        "things.json",
        empty=0,
        decode=lambda parsed: int(parsed["number"]),
        encode=lambda value: {"number": value},
    )
    document.update(lambda _: 1)
    (old,) = [disk["/data", "things.json"] for disk in power.states()]
    watched = _Watched(power)
    document._files = watched
    seen = set()
    watched.judge = lambda: seen.update(disk["/data", "things.json"] for disk in power.states())
    document.update(lambda _: 2)
    (new,) = {disk["/data", "things.json"] for disk in power.states()}
    assert seen == {old, new}
    assert old != new


class _Watched(FaultyFiles):
    """Judges after each call."""

    judge: Callable[[], Any] = staticmethod(lambda: None)


def _watch(name: str) -> Callable[..., Any]:
    def call(self: _Watched, *arguments: Any) -> Any:
        try:
            return getattr(self.inner, name)(*arguments)
        finally:
            self.judge()

    return call


for _name in [
    name for name in vars(PowerFiles) if not name.startswith("_") and hasattr(Files, name)
]:
    setattr(_Watched, _name, _watch(_name))


def _power(files: Files) -> PowerFiles:
    assert isinstance(files, _Watched)
    assert isinstance(files.inner, PowerFiles)
    return files.inner


def _campaign(system: type[PowerFiles], save: Save) -> tuple[int, set[str]]:
    power = system(*FOLDERS)
    for path in FOLDERS:
        power.put(path, OLD, OLD_BYTES)
    claimed: list[str] = []
    problems: set[str] = set()
    states = 0

    def judge() -> None:
        nonlocal states
        for disk in power.states():
            states += 1
            problems.update(_problems(disk, claimed))

    files = _Watched(power)
    files.judge = judge
    for path in FOLDERS:
        save(files, path)
        claimed.append(path)
        judge()
    return states, problems


def _problems(disk: Disk, claimed: list[str]) -> set[str]:
    found = set()
    for path in FOLDERS:
        if disk.get((path, OLD)) != OLD_BYTES:
            found.add("lost")
        new = disk.get((path, NEW))
        if new not in {None, NEW_BYTES}:
            found.add("torn")
        if path in claimed and new != NEW_BYTES:
            found.add("false")
    return found
