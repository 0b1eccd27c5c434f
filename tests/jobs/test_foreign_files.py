"""Other wallets' files by way of the window's import page: what comes into the wallet and stays."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
import shamir_mnemonic

from keystow.errors import NotAKeystore
from keystow.formats import registry
from keystow.jobs import import_
from keystow.jobs.ports import Result
from keystow.secret import Secret
from keystow.wallet.vault import SeedSecret, Vault
from tests.formats import (
    cake_writer,
    eip_2335_writer,
    electrum_writer,
    metamask_writer,
    polkadot_writer,
    web3_writer,
)
from tests.jobs.conftest import PASSWORD, Bench, Person


def everything(model: dict[str, Any], _: Any) -> dict[str, Any]:
    return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}


def imported(bench: Bench, path: Path, *passwords: str) -> Result:
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
        preview=everything,
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
