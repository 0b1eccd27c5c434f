"""Export: chosen accounts as files that other wallets open, under a password of their own."""

import os
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account

from keystow import errors
from keystow.formats import contents, registry
from keystow.formats.opened import OpenedAccount
from keystow.formats.writers import interface, table
from keystow.jobs import export, import_
from keystow.jobs.ports import Result
from keystow.secret import Secret
from keystow.storage import publish as storing
from tests.formats import eip_2335_writer, web3_writer
from tests.jobs.conftest import PASSWORD, Bench, Person

NEW = "Winter-Kettle 48 paints slowly"
TYPED = {"action": "create", "password": NEW, "confirmation": NEW, "hint": ""}
UNLOCK = {"action": "unlock", "password": PASSWORD}
DONE = {"action": "done"}


@pytest.fixture(autouse=True)
def small_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "SCRYPT_N", 2)


@pytest.fixture
def stick(bench: Bench) -> Path:
    folder = bench.data.parent / "STICK"
    folder.mkdir(mode=0o700)
    (folder / "mine.json").write_text("of the user")
    return folder


def exported(
    bench: Bench, opened: Result, stick: Path, format_: str, *names: str, **pages: Any
) -> Result:
    """Export the accounts of these names, or all that fit; `pages` are those not as usual."""

    def choose(model: dict[str, Any], _: Any) -> dict[str, Any]:
        offered = next(one for one in model["formats"] if one["format"] == format_)
        chosen = [
            number
            for number in offered["accounts"]
            if not names or model["accounts"][number]["name"] in names
        ]
        return {"action": "export", "format": format_, "accounts": chosen}

    def place(_: Any, queries: Any) -> dict[str, Any]:
        assert queries["pick_folder"]({})["picked"]["name"] == "STICK"
        return {"action": "use"}

    usual = {"unlock": UNLOCK, "export": choose, "create": TYPED, "place": place, "exported": DONE}
    bench.person = Person(**{**usual, **pages})
    bench.person.folders = [str(stick)]
    return export.run(bench.ports(), bench.request(opened))


def everything(model: dict[str, Any], _: Any) -> dict[str, Any]:
    return {"action": "restore", "rows": [row["id"] for row in model["rows"]], "names": {}}


def imported(bench: Bench, opened: Result, data: bytes, password: str) -> Result:
    path = bench.data.parent / "theirs.json"
    path.write_bytes(data)
    bench.person = Person(
        **{
            "import": lambda _, queries: {
                "action": "import",
                "kind": "file",
                "copy": queries["pick_file"]({})["copy"]["id"],
                "password": password,
            },
            "preview": everything,
            "result": DONE,
        }
    )
    bench.person.files = [str(path)]
    return import_.run(bench.ports(), bench.request(opened))


def files(stick: Path) -> list[Path]:
    return sorted(path for path in stick.iterdir() if path.name != "mine.json")


def test_each_chosen_account_becomes_a_file_that_its_own_program_opens(
    bench: Bench, stick: Path
) -> None:
    opened = imported(bench, bench.create(), web3_writer.key_file(), web3_writer.PASSWORD)

    result = exported(bench, opened, stick, "web3-v3")

    assert bench.person.pages() == ["unlock", "export", "create", "place", "progress", "exported"]
    wanted = {a["address"] for a in opened.facts["view"]["accounts"] if a["chain"] == "ethereum"}
    assert len(wanted) == 2
    keys = [Account.decrypt(path.read_text(), NEW) for path in files(stick)]
    assert {Account.from_key(key).address for key in keys} == wanted
    assert {path.stat().st_mode & 0o777 for path in files(stick)} == {0o600}
    rows = bench.person.model("exported")["files"]
    assert sorted(row["name"] for row in rows) == [path.name for path in files(stick)]
    assert [row["code"] for row in rows] == [None, None]
    assert (stick / "mine.json").read_text() == "of the user"
    assert "backup" not in result.facts, "an export changes nothing in the wallet"


def test_the_password_is_asked_for_though_the_wallet_is_open(bench: Bench, stick: Path) -> None:
    with pytest.raises(errors.UserDenied):
        exported(bench, bench.create(), stick, "web3-v3", unlock=None)
    assert files(stick) == []


def test_what_is_only_kept_goes_back_into_its_format(bench: Bench, stick: Path) -> None:
    data = eip_2335_writer.keystore()
    opened = imported(bench, bench.create(), data, eip_2335_writer.PASSWORD)

    exported(bench, opened, stick, "eip-2335", "Validator 0")

    [path] = files(stick)
    again = registry.detect(path.read_bytes()).open(path.read_bytes(), Secret(NEW))
    [account] = contents.accounts(again)
    assert account.private_key == Secret(eip_2335_writer.SECRET)
    assert (account.address, account.path) == (eip_2335_writer.PUBKEY, eip_2335_writer.PATH)


def test_a_weak_format_is_named_and_refuses_the_wallets_own_password(
    bench: Bench, stick: Path
) -> None:
    own = {**TYPED, "password": PASSWORD, "confirmation": PASSWORD}
    hinted = {**TYPED, "hint": "the shelf"}

    exported(bench, bench.create(), stick, "lamden-keystore-1.0", create=[own, hinted])

    offered = next(m for page, m in bench.person.seen if page == "export")["formats"]
    assert [one["format"] for one in offered if one["weak"]] == ["lamden-keystore-1.0"]
    asked = [model for page, model in bench.person.seen if page == "create"]
    assert [model["purpose"] for model in asked] == ["export_weak"] * 2
    assert bench.person.model("create")["error"]["code"] == "PASSWORD_USED"
    [path] = files(stick)
    assert registry.detect(path.read_bytes()).inspect(path.read_bytes()).hint == "the shelf"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"password": "hunter2", "confirmation": "hunter2"}, "PASSWORD_WEAK"),
        ({"confirmation": NEW + "."}, "PASSWORDS_DIFFER"),
        ({"password": NEW + "ﬁ", "confirmation": NEW + "ﬁ"}, "UNSUPPORTED_CHARACTER"),
    ],
)
def test_a_password_that_will_not_do_is_said_in_place(
    bench: Bench, stick: Path, typed: dict[str, str], code: str
) -> None:
    with pytest.raises(errors.UserDenied):
        exported(bench, bench.create(), stick, "web3-v3", create=[{**TYPED, **typed}])
    assert bench.person.model("create")["error"]["code"] == code
    assert bench.person.model("create")["hint"] == "", "the format has no place for one"
    assert files(stick) == []


def test_a_file_that_does_not_open_is_never_called_saved(
    bench: Bench, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lying(files: Any, folder: str, name: str, data: bytes, verify: Any) -> Any:
        verify(data[:-2] + b" }")
        return real(files, folder, name, data, verify)

    real, opened = storing.save, bench.create()
    monkeypatch.setattr(storing, "save", lying)
    exported(bench, opened, stick, "web3-v3")
    [row] = bench.person.model("exported")["files"]
    assert row["code"] == "READ_BACK_FAILED"
    assert files(stick) == []


def test_a_person_may_leave_without_a_file(bench: Bench) -> None:
    watching = bench.create()
    bench.person = Person(unlock=UNLOCK, export={"action": "done"})
    export.run(bench.ports(), bench.request(watching))
    assert bench.person.pages() == ["unlock", "export"]


def test_names_from_a_file_name_no_path() -> None:
    account = OpenedAccount("../x", "polkadot", "../../etc/passwd", "", None, False, Secret(b""))
    writer = table.find("polkadot-js-json")
    assert writer is not None
    name = export._file_name(writer, [account], os.urandom(4))
    assert name.startswith("polkadot-js-json-etcpasswd-")
