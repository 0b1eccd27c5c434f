"""The host's log: bounded, private, and no reason to fail."""

import re
from pathlib import Path

import pytest

from keystow.storage import journal
from keystow.storage.files import Files
from keystow.storage.journal import Journal


def test_a_line_is_found_by_its_reference(tmp_path: Path):
    log = Journal(Files(), str(tmp_path))
    refs = [log.note("ping", "OK", 1), log.note("backup.start", "NO_SPACE", 150)]
    lines = (tmp_path / journal.NAME).read_text().splitlines()
    line = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [0-9a-f]{8} [a-z.]+ [A-Z_]+ \d+ ms")
    assert all(line.fullmatch(one) for one in lines)
    assert [one.split()[1] for one in lines] == refs
    assert (tmp_path / journal.NAME).stat().st_mode & 0o777 == 0o600


def test_the_log_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(journal, "BYTES_MAX", 200)
    log = Journal(Files(), str(tmp_path))
    for _ in range(53):
        log.note("ping", "OK", 1)
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) < 300


def test_a_failure_to_log_is_no_failure(tmp_path: Path):
    assert Journal(Files(), str(tmp_path / "nowhere")).note("ping", "OK", 1) is None
