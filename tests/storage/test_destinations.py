"""Destinations: chosen by a person, named to the browser by tokens."""

import os
from pathlib import Path

import pytest

from keystow.errors import DestinationMissing, DestinationUnknown, DestinationUnsafe, TooMany
from keystow.storage import destinations as module
from keystow.storage.destinations import DOWNLOADS, SAFETY, Destination, Destinations, Kind
from keystow.storage.files import Files


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path / "Downloads"))
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


class _OtherRoot(Files):
    """Tells that "/" is on another file system: so is a stick seen from the root."""

    def status_of(self, path: str) -> os.stat_result:
        found = super().status_of(path)
        if path != "/":
            return found
        return os.stat_result((*tuple(found)[:2], found.st_dev + 1, *tuple(found)[3:10]))


def _ours(data: Path, files: Files | None = None) -> Destinations:
    return Destinations(files or Files(), str(data), "keystow")


def test_downloads_and_the_safety_folder_are_always_known(data: Path):
    downloads, safety = _ours(data).known()
    assert downloads.token == DOWNLOADS
    assert downloads.path == str(data.parent / "Downloads")
    assert (safety.token, safety.path) == (SAFETY, str(data / "safety"))
    assert _ours(data).find(SAFETY) == safety


def test_a_chosen_folder_is_remembered_by_its_real_path(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "stick")
    added = _ours(data).add(str(tmp_path / "link"))
    assert (added.name, added.kind, added.path) == ("stick", Kind.FOLDER, str(tmp_path / "stick"))
    assert len(added.token) == 16
    assert _ours(data).find(added.token) == added
    assert _ours(data).known()[2:] == (added,)


def test_a_known_folder_is_not_added_again(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    (tmp_path / "Downloads").mkdir()
    added = _ours(data).add(str(tmp_path / "stick"))
    assert _ours(data).add(str(tmp_path / "stick")) == added
    assert _ours(data).add(str(tmp_path / "Downloads")).token == DOWNLOADS
    assert len(_ours(data).known()) == 3


def test_a_folder_that_another_process_has_added_meanwhile_stays_one(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    quicker = []

    class Meanwhile(Files):
        def lock(self, fd: int, wait_s: float) -> bool:
            if not quicker:
                quicker.append(None)
                quicker[0] = _ours(data).add(str(tmp_path / "stick"))
            return super().lock(fd, wait_s)

    assert _ours(data, Meanwhile()).add(str(tmp_path / "stick")) == quicker[0]


def test_clients_see_their_own_destinations(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    added = _ours(data).add(str(tmp_path / "stick"))
    with pytest.raises(DestinationUnknown):
        Destinations(Files(), str(data), "other").find(added.token)


def test_a_forgotten_destination_keeps_its_files(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "a.keystow").write_bytes(b"copy")
    added = _ours(data).add(str(tmp_path / "stick"))
    _ours(data).remove(added.token)
    assert len(_ours(data).known()) == 2
    assert (tmp_path / "stick" / "a.keystow").exists()
    for token in (added.token, DOWNLOADS, SAFETY):
        with pytest.raises(DestinationUnknown):
            _ours(data).remove(token)


def test_there_is_a_bound(data: Path, tmp_path: Path):
    for number in range(module.MAX_FOLDERS + 1):
        (tmp_path / str(number)).mkdir()
    for number in range(module.MAX_FOLDERS):
        _ours(data).add(str(tmp_path / str(number)))
    with pytest.raises(TooMany):
        _ours(data).add(str(tmp_path / str(module.MAX_FOLDERS)))


def test_names_are_told_apart_and_plain(data: Path, tmp_path: Path):
    paths = ["a/USB", "b/USB", "c/Downloads", "d/evil\u202etxt\n", "e/\u202e", "f/" + "x" * 200]
    names = []
    for path in paths:
        (tmp_path / path).mkdir(parents=True)
        names.append(_ours(data).add(str(tmp_path / path)).name)
    assert names == ["USB", "USB (2)", "Downloads (2)", "eviltxt", "Folder", "x" * 75]


def test_a_path_that_is_no_text_is_kept(data: Path, tmp_path: Path):
    path = os.fsdecode(bytes(tmp_path) + b"/st\xffick")
    os.mkdir(path)
    added = _ours(data).add(path)
    assert added.name == "stick"
    assert _ours(data).find(added.token).path == path
    assert _ours(data).ready(added) == path


def test_what_is_no_folder_is_refused(data: Path, tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    for path in ("file", "nowhere"):
        with pytest.raises(DestinationMissing):
            _ours(data).add(str(tmp_path / path))


def test_a_folder_open_to_all_is_refused_then_and_later(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    added = _ours(data).add(str(tmp_path / "stick"))
    (tmp_path / "stick").chmod(0o777)
    with pytest.raises(DestinationUnsafe):
        _ours(data).ready(added)
    _ours(data).remove(added.token)
    with pytest.raises(DestinationUnsafe):
        _ours(data).add(str(tmp_path / "stick"))


def test_known_folders_are_made_when_they_are_needed(data: Path):
    downloads, safety = _ours(data).known()
    assert [one.reachable for one in _ours(data).states((downloads, safety))] == [False, False]
    for one in (downloads, safety):
        assert _ours(data).ready(one) == one.path
    assert [one.reachable for one in _ours(data).states((downloads, safety))] == [True, True]


def test_places_on_one_disk_have_one_number(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    added = _ours(data).add(str(tmp_path / "stick"))
    downloads, safety, _ = _ours(data).known()
    _ours(data).ready(safety)
    states = _ours(data).states((downloads, safety, added))
    assert [(one.reachable, one.disk) for one in states] == [(False, 1), (True, 2), (True, 2)]


def test_a_stick_that_is_not_plugged_in_is_not_its_empty_folder(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    plugged = _ours(data, _OtherRoot())
    added = plugged.add(str(tmp_path / "stick"))
    assert added.elsewhere
    assert plugged.ready(added) == str(tmp_path / "stick")
    # Seen with the true root, tests' folder and root may be one file system: then it is unplugged.
    if os.stat(tmp_path).st_dev == os.stat("/").st_dev:
        with pytest.raises(DestinationMissing):
            _ours(data).ready(added)
        assert not _ours(data).states((added,))[0].reachable


def test_a_file_in_a_destinations_place_is_missing(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    added = _ours(data).add(str(tmp_path / "stick"))
    (tmp_path / "stick").rmdir()
    (tmp_path / "stick").write_bytes(b"")
    with pytest.raises(DestinationMissing):
        _ours(data).ready(added)


def test_a_damaged_record_is_set_aside(data: Path):
    (data / "destinations.keystow.json").write_text('{"folders":[{"token":5}],"v":1}')
    assert len(_ours(data).known()) == 2


def test_a_destination_has_no_path_in_its_token(data: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    one: Destination = _ours(data).add(str(tmp_path / "stick"))
    _ours(data).remove(one.token)
    assert _ours(data).add(str(tmp_path / "stick")).token != one.token
