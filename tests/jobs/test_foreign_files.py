"""Other wallets' files by way of the window's import page: what comes into the wallet and stays."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
import shamir_mnemonic

from keystow.errors import NotAKeystore, UserDenied
from keystow.formats import registry
from keystow.jobs import import_
from keystow.jobs.ports import Result
from keystow.secret import Secret
from keystow.wallet.vault import SeedSecret, Vault
from tests.formats import (
    bitwarden_writer,
    cake_writer,
    eip_2335_writer,
    electrum_writer,
    lamden_writer,
    metamask_writer,
    polkadot_writer,
    web3_writer,
)
from tests.jobs.conftest import PASSWORD, Bench, Person

KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"


def everything(model: dict[str, Any], _: Any) -> dict[str, Any]:
    return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}


def imported(bench: Bench, path: Path, *passwords: str, preview: Any = everything) -> Result:
    """Import a file into a new wallet; each password is a try."""
    opened = bench.create()
    rows: list[str] = []

    def bring(password: str) -> Any:
        def step(_: dict[str, Any], queries: Any) -> dict[str, Any]:
            if not rows:
                rows.append(queries["pick_file"]({})["copy"]["id"])
            fields = {"kind": "file", "copy": rows[0], "password": password}
            return {"action": "import", **fields}

        return step

    bench.person = Person(
        **{"import": [bring(password) for password in passwords]},
        preview=preview,
        result={"action": "done"},
    )
    bench.person.files = [str(path)]
    return import_.run(bench.ports(), bench.request(opened))


def newest_backup(bench: Bench) -> Vault:
    """Open what was saved last."""
    newest = max(bench.data.rglob("*.keystow"), key=lambda path: path.stat().st_mtime_ns)
    data = newest.read_bytes()
    vault = registry.detect(data).open(data, Secret(PASSWORD)).vault
    assert vault is not None
    return vault


def test_a_metamask_vault_is_told_previewed_and_comes_in(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "vault.txt"
    path.write_bytes(metamask_writer.vault(*metamask_writer.ODD))

    result = imported(bench, path, "wrong", metamask_writer.PASSWORD)

    pages = [model for page, model in bench.person.seen if page == "import"]
    assert pages[1]["error"]["code"] == "WRONG_PASSWORD"
    assert pages[1]["copies"][0]["format"] == "metamask-vault"
    preview = bench.person.model("preview")
    assert (preview["format"], len(preview["rows"])) == ("metamask-vault", 6)
    assert {row["outcome"] for row in result.facts["results"]} == {"added"}
    assert len(result.facts["view"]["accounts"]) == 2 + 6
    assert len(newest_backup(bench).accounts) == 2 + 6


@pytest.mark.parametrize(
    ("data", "password", "kept"),
    [
        (eip_2335_writer.keystore(), eip_2335_writer.PASSWORD, eip_2335_writer.SECRET),
        (polkadot_writer.account_file(), polkadot_writer.PASSWORD, polkadot_writer.SECRET),
        (polkadot_writer.account_file(password=""), "", polkadot_writer.SECRET),
    ],
    ids=["eip-2335", "polkadot", "without a password"],
)
def test_an_account_that_is_only_kept_comes_in_though_nothing_is_ticked(
    bench: Bench, tmp_path: Path, data: bytes, password: str, kept: bytes
) -> None:
    path = tmp_path / "account.json"
    path.write_bytes(data)

    result = imported(bench, path, password)

    assert bench.person.model("preview")["rows"] == []
    [shown] = bench.person.model("preview")["kept"]
    assert (shown["here"], bool(shown["address"])) == (False, True)
    assert bench.person.model("result")["kept"] == [shown]
    assert "ACCOUNT_KEPT" in result.facts["warnings"]
    held = [json.loads(one.data) for one in newest_backup(bench).foreign]
    assert kept.hex() in [one.get("private_key") for one in held]
    assert len(result.facts["view"]["accounts"]) == 2


def test_an_electrum_wallet_comes_in_with_its_seed_labels_and_the_rest(
    bench: Bench, tmp_path: Path
) -> None:
    labels = {electrum_writer.SEGWIT_FIRSTS[0]: "Rent"}
    content = electrum_writer.wallet(
        electrum_writer.encrypted(electrum_writer.SEGWIT),
        electrum_writer.SEGWIT_FIRSTS,
        labels=labels,
        use_encryption=True,
    )
    path = tmp_path / "default_wallet"
    path.write_bytes(electrum_writer.sealed(electrum_writer.text(content)))

    result = imported(bench, path, "wrong", electrum_writer.PASSWORD)

    assert {row["outcome"] for row in result.facts["results"]} == {"added"}
    assert result.facts["view"]["accounts"][2]["name"] == "Rent"
    backup = newest_backup(bench)
    assert [label.label for label in backup.labels] == ["Rent"]
    assert backup.secrets[-1].language == "electrum"  # type: ignore[union-attr]  # what is tested
    assert electrum_writer.SEGWIT["seed"] in backup.foreign[-1].data


def test_a_cake_backup_of_a_phone_brings_what_is_in_clear_and_says_what_isn_t(
    bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "cake.zip"
    inside = {"wallets/bitcoin/A/A.keys": b"c2VhbGVk" * 20, "~_keychain_dump": b"x"}
    path.write_bytes(cake_writer.v3(cake_writer.archive(inside)))

    result = imported(bench, path, cake_writer.PASSWORD)

    assert {"APP_HOLDS_KEYS", "ENTRY_KEPT"} <= set(result.facts["warnings"])
    kept = [b64decode(one.data) for one in newest_backup(bench).foreign]
    assert cake_writer.archive(inside) in kept


def test_shares_come_one_file_after_the_other_and_a_false_one_is_told(
    bench: Bench, tmp_path: Path
) -> None:
    mine, others = (
        shamir_mnemonic.generate_mnemonics(1, [(2, 3)], bytes([n] * 16), iteration_exponent=0)[0]
        for n in (1, 2)
    )
    opened = bench.create()
    tries = []
    for number, share in enumerate((mine[0], others[0], mine[2])):
        path = tmp_path / f"share{number}.txt"
        path.write_text(share)

        def step(_: dict[str, Any], queries: Any, path: str = str(path)) -> dict[str, Any]:
            bench.person.files = [path]
            copy = queries["pick_file"]({})["copy"]["id"]
            return {"action": "import", "kind": "file", "copy": copy, "password": ""}

        tries.append(step)
    bench.person = Person(**{"import": tries}, preview=everything, result={"action": "done"})

    result = import_.run(bench.ports(), bench.request(opened))

    errors = [model["error"] for page, model in bench.person.seen if page == "import"]
    assert errors[0] is None
    assert [(one["code"], one["data"]) for one in errors[1:]] == [
        ("SHARES_MISSING", {"shares": 1, "groups": 1}),
        ("SHARES_DIFFER", {"share": 2}),
    ]
    seeds = [one for one in newest_backup(bench).secrets if isinstance(one, SeedSecret)]
    assert [bytes(one.seed.reveal()) for one in seeds] == [bytes([1] * 16)]
    assert {row["outcome"] for row in result.facts["results"]} == {"added"}


def test_a_file_at_fault_is_refused_when_it_is_picked(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(web3_writer.key_file(version=4))
    opened = bench.create()

    def look(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        return {"action": "x", "found": queries["pick_file"]({})}

    bench.person = Person(**{"import": look})
    bench.person.files = [str(path)]
    with pytest.raises(NotAKeystore):
        import_.run(bench.ports(), bench.request(opened))


def test_a_file_tells_what_a_guess_costs_before_its_password_is_asked_for(
    bench: Bench, tmp_path: Path
) -> None:
    files = {
        "vault": metamask_writer.vault(*metamask_writer.ODD),
        "web3": web3_writer.key_file(params=web3_writer.SCRYPT),
        "open": polkadot_writer.account_file(password=""),
        "lamden": lamden_writer.keystore(),
    }
    opened = bench.create()
    found = {}

    def look(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        for name in files:
            found[name] = queries["pick_file"]({})["copy"]
        return {"action": "x", "kind": "phrase", "phrase": "x"}

    bench.person = Person(**{"import": [look]})
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        bench.person.files.append(str(tmp_path / name))
    with pytest.raises(UserDenied):
        import_.run(bench.ports(), bench.request(opened))

    assert found["vault"]["kdf"] == {"name": "pbkdf2-hmac-sha256", "passes": 1, "mib": None}
    assert (found["web3"]["kdf"]["name"], found["web3"]["guard"]) == ("scrypt", None)
    assert (found["open"]["kdf"], found["open"]["guard"]) == (None, "none")
    assert found["lamden"]["kdf"]["name"] == "evp-bytestokey-md5"
    assert found["lamden"]["guard"] == "weak"


@pytest.mark.parametrize("keep_all", [False, True])
def test_other_passwords_of_an_export_stay_out_unless_somebody_wants_them(
    bench: Bench, tmp_path: Path, keep_all: bool
) -> None:
    path = tmp_path / "export.json"
    notes = f"0x{KEY}\nand another password"
    path.write_bytes(bitwarden_writer.export([{"name": "Old wallet", "notes": notes}]))

    def some(model: dict[str, Any], _: Any) -> dict[str, Any]:
        rows = [row["id"] for row in model["rows"]]
        return {"action": "restore", "rows": rows, "keep_all": keep_all}

    result = imported(bench, path, bitwarden_writer.PASSWORD, preview=some)

    assert bench.person.model("preview")["export"] is True
    assert len(result.facts["view"]["accounts"]) == 2 + 1
    assert len(newest_backup(bench).foreign) == int(keep_all)
    assert ("ENTRY_KEPT" in result.facts["warnings"]) is keep_all


def test_an_import_is_offered_again_and_asks_for_its_password_only(
    bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "vault.txt"
    path.write_bytes(metamask_writer.vault(*metamask_writer.ODD))
    first = imported(bench, path, metamask_writer.PASSWORD)
    assert bench.person.model("result")["elsewhere"] is True

    def known(model: dict[str, Any], _: Any) -> dict[str, Any]:
        [row] = model["copies"]
        assert (row["known"], model["selected"], row["name"]) == (True, row["id"], "vault.txt")
        password = metamask_writer.PASSWORD
        return {"action": "import", "kind": "file", "copy": row["id"], "password": password}

    bench.person = Person(
        **{"import": known}, preview={"action": "restore", "rows": []}, result={"action": "done"}
    )
    import_.run(bench.ports(), bench.request(first))
    path.unlink()
    bench.person = Person()
    with pytest.raises(UserDenied):
        import_.run(bench.ports(), bench.request(first))
    assert bench.person.model("import")["copies"] == [], "what is gone is not offered"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (KEY, "private_key"),
        (f"  0x{KEY}\n", "private_key"),
        (polkadot_writer.account_file().decode(), "file"),
        ("legal winner thank", None),
        ("hello", None),
    ],
)
def test_a_typed_text_is_told_for_what_it_is(bench: Bench, text: str, kind: str | None) -> None:
    opened = bench.create()
    found = {}

    def look(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        found.update(queries["look"]({"phrase": Secret(text)}))
        found.update(queries["look"]({"phrase": Secret(text)}))
        return {"action": "x", "kind": "phrase", "phrase": "x"}

    bench.person = Person(**{"import": [look]})
    with pytest.raises(UserDenied):
        import_.run(bench.ports(), bench.request(opened))

    assert found["kind"] == kind
    rows = bench.person.model("import")["copies"]
    assert len(rows) == (1 if kind == "file" else 0), "typed again it is the same row"
    if kind == "private_key":
        assert {"bitcoin", "ethereum"} <= set(found["chains"])
    if kind == "file":
        assert (rows[0]["typed"], rows[0]["format"]) == (True, "polkadot-js-json")


def test_a_typed_file_comes_in_like_any_other(bench: Bench) -> None:
    opened = bench.create()

    def typed(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        row = queries["look"]({"phrase": Secret(web3_writer.key_file().decode())})["copy"]["id"]
        password = web3_writer.PASSWORD
        return {"action": "import", "kind": "file", "copy": row, "password": password}

    bench.person = Person(**{"import": typed}, preview=everything, result={"action": "done"})
    result = import_.run(bench.ports(), bench.request(opened))
    assert [row["outcome"] for row in result.facts["results"]] == ["added"]
