"""The record of what `keystow register` made: it comes back whole, or not at all."""

import json
from pathlib import Path

import pytest

from keystow.storage import folders, registration
from keystow.storage.files import Files
from keystow.storage.registration import Record


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return Path(folders.user_data(Files()))


def test_what_was_registered_comes_back(folder: Path) -> None:
    record = Record(frozenset({"/home/anna/.config/chromium/NativeMessagingHosts"}), ("/tmp/p",))

    registration.document(Files()).update(lambda _: record)

    assert registration.document(Files()).read() == record
    assert json.loads((folder / registration.NAME).read_text())["given"] == ["/tmp/p"]


@pytest.mark.parametrize(
    "body",
    [
        {"made": "/home/anna/Documents", "given": []},
        {"made": [], "given": [17]},
        {"made": [["/home"]], "given": []},
        {"made": []},
    ],
    ids=str,
)
def test_a_record_of_another_form_makes_unregistering_remove_no_folder(
    folder: Path, body: dict[str, object]
) -> None:
    (folder / registration.NAME).write_text(json.dumps({"v": 1, **body}))

    assert registration.document(Files()).read() == Record()
