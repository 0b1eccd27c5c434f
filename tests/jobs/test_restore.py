"""Restore: what each faulty file says, that it changes nothing, and what comes back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import change, restore, watch
from keystow.jobs.ports import Result
from keystow.keystore import kdf
from tests.jobs.conftest import PASSWORD, Bench, Person

OPEN = {"action": "open", "password": PASSWORD}


def _all(model: dict[str, Any], _: Any) -> dict[str, Any]:
    return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}


def _picked(path: Path, password: str = PASSWORD) -> Callable[..., dict[str, Any]]:
    def step(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        row = queries["pick_file"]({})["copy"]
        return {"action": "open", "copy": row["id"], "password": password}

    return step


def test_a_restore_into_nothing_brings_all_back(bench: Bench, tmp_path: Path) -> None:
    created = bench.create()
    changed = change.run(bench.ports(), bench.request(created, what="add", chain="ethereum"))
    copy = _newest(bench, tmp_path)
    fresh = _fresh(tmp_path)
    fresh.person = Person(restore=_picked(copy), preview=_all, result={"action": "done"})
    fresh.person.files = [str(copy)]

    result = restore.run(fresh.ports(), fresh.request())

    assert fresh.person.pages() == ["restore", "preview", "progress", "result"]
    assert _accounts(result) == _accounts(changed)
    assert {row["outcome"] for row in result.facts["results"]} == {"added"}
    assert result.facts["mark"] == created.facts["mark"], "the mark came along"


def test_restoring_twice_adds_nothing(bench: Bench) -> None:
    created = bench.create()
    [copy] = bench.downloads.glob("*.keystow")
    bench.person = Person(restore=_picked(copy), preview=_all, result={"action": "done"})
    bench.person.files = [str(copy)]

    result = restore.run(bench.ports(), bench.request(created))

    assert _accounts(result) == _accounts(created)
    assert {row["outcome"] for row in result.facts["results"]} == {"same"}


def test_a_key_that_arrives_upgrades_a_watch_only_account(bench: Bench, tmp_path: Path) -> None:
    source = bench.create()
    address = _accounts(source)[1][2]
    [copy] = bench.downloads.glob("*.keystow")
    other = _fresh(tmp_path)
    wallet = other.create()
    other.person = Person(confirm={"action": "confirm"})
    watching = watch.run(
        other.ports(), other.request(wallet, chain="ethereum", address=address, name="Cold")
    )
    other.person = Person(restore=_picked(copy), preview=_all, result={"action": "done"})
    other.person.files = [str(copy)]

    result = restore.run(other.ports(), other.request(watching))

    outcomes = {row["address"]: row["outcome"] for row in result.facts["results"]}
    assert outcomes[address] == "upgraded"
    [mine] = [a for a in result.facts["view"]["accounts"] if a["address"] == address]
    assert mine["name"] == "Cold"
    assert mine["watch_only"] is False


def _truncate(data: bytes) -> bytes:
    return data[: len(data) // 20]


def _damage(data: bytes) -> bytes:
    return data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]


def _newer(data: bytes) -> bytes:
    return data.replace(b"-> keystow/about 1 ", b"-> keystow/about 2 ", 1)


def _bomb(data: bytes) -> bytes:
    return data.replace(b" 8 1 1\n", b" 999999999 9 1\n", 1)


def _no_keystore(_: bytes) -> bytes:
    return b"%PDF-1.7 not a wallet"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_truncate, "TRUNCATED"),
        (_newer, "NEWER_FORMAT"),
        (_bomb, "KDF_LIMIT"),
        (_no_keystore, "NOT_A_KEYSTORE"),
    ],
)
def test_a_file_at_fault_is_named_when_picked_and_runs_no_kdf(
    bench: Bench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[bytes], bytes],
    code: str,
) -> None:
    created = bench.create()
    bad = tmp_path / "bad.keystow"
    bad.write_bytes(spoil(_newest(bench, tmp_path).read_bytes()))
    before = bench.files()
    monkeypatch.setattr(kdf, "derive_root", _no_kdf)
    said: list[str] = []

    def look(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        with pytest.raises(errors.KeystowError) as refused:
            queries["pick_file"]({})
        said.append(refused.value.code)
        raise errors.UserDenied

    bench.person = Person(restore=look)
    bench.person.files = [str(bad)]
    with pytest.raises(errors.UserDenied):
        restore.run(bench.ports(), bench.request(created))

    assert said == [code]
    assert bench.files() == before


@pytest.mark.parametrize(
    ("spoil", "password", "code"),
    [
        (lambda data: data, "Another password, 12 words!", "WRONG_PASSWORD"),
        (_damage, PASSWORD, "DAMAGED"),
    ],
)
def test_what_shows_only_on_opening_is_said_in_place(
    bench: Bench,
    tmp_path: Path,
    spoil: Callable[[bytes], bytes],
    password: str,
    code: str,
) -> None:
    created = bench.create()
    bad = tmp_path / "bad.keystow"
    bad.write_bytes(spoil(_newest(bench, tmp_path).read_bytes()))
    before = bench.files()
    bench.person = Person(restore=[_picked(bad, password)])
    bench.person.files = [str(bad)]

    with pytest.raises(errors.UserDenied):
        restore.run(bench.ports(), bench.request(created))

    assert bench.person.model("restore")["error"]["code"] == code
    assert bench.files() == before


def _no_kdf(*_: object) -> Any:
    raise AssertionError("a file at fault must not run the KDF")


def _accounts(result: Result) -> list[tuple[str, str, str, str | None]]:
    listed = result.facts["view"]["accounts"]
    return [(a["name"], a["chain"], a["address"], a["path"]) for a in listed]


def _newest(bench: Bench, tmp_path: Path) -> Path:
    """Return a copy of the newest backup, away from the wallet's own folders."""
    newest = max(
        (bench.data / "safety").glob("*.keystow"), key=lambda path: path.stat().st_mtime_ns
    )
    copy = tmp_path / "copy.keystow"
    copy.write_bytes(newest.read_bytes())
    return copy


def _fresh(tmp_path: Path) -> Bench:
    data, downloads = tmp_path / "fresh" / "data", tmp_path / "fresh" / "Downloads"
    for folder in (data / "safety", downloads):
        folder.mkdir(parents=True, mode=0o700)
    return Bench(data, downloads)
