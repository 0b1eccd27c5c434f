"""Where things live, and who may get at them."""

import os
import stat
from pathlib import Path

import pytest

from keystow.errors import DestinationMissing, DestinationUnsafe, WindowBusy
from keystow.storage import folders
from keystow.storage.files import Files
from tests.faults.child import in_child


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / ".local" / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / ".config"))
    monkeypatch.delenv("XDG_DOWNLOAD_DIR", raising=False)
    (tmp_path / "home").mkdir()


def test_our_folder_is_made_private_with_its_parents(tmp_path: Path):
    data = folders.user_data(Files())
    assert data == str(tmp_path / "home" / ".local" / "share" / "keystow")
    for path in (Path(data), Path(data).parent):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert folders.user_data(Files()) == data
    assert folders.safety(data) == f"{data}/safety"


def test_our_folder_behind_a_link_is_the_real_one(tmp_path: Path):
    (tmp_path / "big-disk").mkdir()
    (tmp_path / "home" / ".local").symlink_to(tmp_path / "big-disk")
    assert folders.user_data(Files()) == str(tmp_path / "big-disk" / "share" / "keystow")


def test_our_folder_is_refused_where_others_may_write(tmp_path: Path):
    Path(folders.user_data(Files())).chmod(0o777)
    with pytest.raises(DestinationUnsafe):
        folders.user_data(Files())


def test_a_file_in_our_folders_way_is_named(tmp_path: Path):
    (tmp_path / "home" / ".local").write_bytes(b"")
    with pytest.raises(DestinationMissing):
        folders.user_data(Files())


def test_downloads_is_where_the_desktop_says(tmp_path: Path):
    assert folders.downloads(Files()) == str(tmp_path / "home" / "Downloads")
    (tmp_path / "home" / ".config").mkdir()
    told = 'XDG_DOWNLOAD_DIR="$HOME/Laden"\n'
    (tmp_path / "home" / ".config" / "user-dirs.dirs").write_text(told)
    assert folders.downloads(Files()) == str(tmp_path / "home" / "Laden")


def test_one_window_at_a_time(tmp_path: Path):
    data = folders.user_data(Files())
    with folders.window_lock(Files(), data):
        ended = in_child(lambda tell: tell(_try_window(data)))
        assert ended.told == ["WINDOW_BUSY"]
        with pytest.raises(WindowBusy), folders.window_lock(Files(), data):
            pass
    assert in_child(lambda tell: tell(_try_window(data))).told == ["held"]


def test_the_window_of_a_dead_process_holds_nobody_up(tmp_path: Path):
    data = folders.user_data(Files())

    def die(tell: object) -> None:
        folders.window_lock(Files(), data).__enter__()
        os._exit(7)

    assert in_child(die).status == 7
    assert _try_window(data) == "held"


def _try_window(data: str) -> str:
    try:
        with folders.window_lock(Files(), data):
            return "held"
    except WindowBusy as error:
        return error.code
