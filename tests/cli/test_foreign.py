"""Other wallets' files at the command line: inspect, open and convert, and their exit codes."""

import json

import pytest

from tests.cli import made
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

NEW = "a new password that is long enough"
LAMDEN = [lamden_writer.entry(1, sk=lamden_writer.key_text(1))]
CAKE = cake_writer.archive(
    {"wallets/ethereum/A/A.keys": cake_writer.keys(privateKey=bitwarden_writer.KEY)}
)
# The format, a file, its password, and how many accounts and phrases are in it.
FILES = {
    "metamask-vault": (
        metamask_writer.vault(*metamask_writer.ODD),
        metamask_writer.PASSWORD,
        (6, 2),
    ),
    "web3-v3": (web3_writer.key_file(), web3_writer.PASSWORD, (1, 0)),
    "eip-2335": (eip_2335_writer.keystore(), eip_2335_writer.PASSWORD, (1, 0)),
    "lamden-extension-vault": (lamden_writer.extension(LAMDEN), lamden_writer.PASSWORD, (1, 0)),
    "polkadot-js-json": (polkadot_writer.account_file(), polkadot_writer.PASSWORD, (1, 0)),
    "bitwarden-encrypted-export": (
        bitwarden_writer.export(bitwarden_writer.ITEMS),
        bitwarden_writer.PASSWORD,
        (11, 1),
    ),
    "electrum-wallet": (
        electrum_writer.sealed(
            electrum_writer.text(
                electrum_writer.wallet(electrum_writer.SEGWIT, electrum_writer.SEGWIT_FIRSTS)
            )
        ),
        electrum_writer.PASSWORD,
        (2, 1),
    ),
    "cake-backup-v3": (cake_writer.v3(CAKE), cake_writer.PASSWORD, (1, 0)),
}


@pytest.fixture(params=FILES)
def file(request, tmp_path):
    data, password, counts = FILES[request.param]
    made.write(tmp_path / "password", password)
    made.write(tmp_path / "other", password + "x")
    made.write(tmp_path / "new", NEW)
    made.write(tmp_path / "file", data)
    made.write(tmp_path / "cut", data[: len(data) * 9 // 10])
    return request.param, counts


def test_it_is_told_opened_and_converted(keystow, tmp_path, file):
    name, (accounts, phrases) = file
    inspected = keystow("inspect", "file")
    assert (inspected.code, f"Format:    {name}" in inspected.out) == (0, True)
    assert "Argon2id" not in inspected.out

    opened = keystow("open", "file", "--password-file", "password", "--json", "--show-secrets")
    assert (opened.code, opened.json["format"]) == (0, name)
    assert (len(opened.json["accounts"]), len(opened.json["phrases"])) == (accounts, phrases)
    assert all(account["private_key"] for account in opened.json["accounts"])
    plain = keystow("open", "file", "--password-file", "password")
    assert (plain.code, opened.json["accounts"][0]["address"] in plain.out) == (0, True)
    assert opened.json["accounts"][0]["private_key"] not in plain.out
    assert keystow("verify", "file", "--password-file", "password").code == 0

    converted = keystow(
        *("convert", "file", "out", "--to", "age-v1-scrypt"),
        *("--password-file", "password", "--new-password-file", "new", "--json"),
    )
    assert (converted.code, converted.json["from"]) == (0, name)
    assert (tmp_path / "out").exists()


def test_a_wrong_password_is_3_and_a_cut_file_4(keystow, file):
    name, _ = file
    assert keystow("open", "file", "--password-file", "other").code == 3, name
    refused = keystow("open", "cut", "--password-file", "password")
    assert refused.code == 4
    assert refused.out == ""


def test_nothing_of_a_secret_is_told_where_a_file_is_refused(keystow, tmp_path):
    secret = "0x" + metamask_writer.KEY
    bad = metamask_writer.vault(metamask_writer.simple(secret)).replace(b'"salt"', b'"salz"')
    made.write(tmp_path / "bad", bad + json.dumps(secret).encode())
    made.write(tmp_path / "password", metamask_writer.PASSWORD)
    ran = keystow("open", "bad", "--password-file", "password", "--json")
    assert ran.code == 4
    assert metamask_writer.KEY not in ran.out + ran.err
