"""cake-backup-v2 and -v3: what the password reaches, what it doesn't, the containers, bounds."""

import contextlib
import hashlib
import io
import json
import sqlite3
import struct
import zipfile
from base64 import b64decode, b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystow.errors import (
    Altered,
    Damaged,
    KeystowError,
    NewerFormat,
    NotAKeystore,
    TooLarge,
    TooMany,
    Truncated,
    WrongPassword,
)
from keystow.formats import bounded_zip, contents, registry
from keystow.formats.cake import backup_v3 as cake_backup_v3
from keystow.formats.cake import blob as cake_blob
from keystow.formats.cake import contents as cake_contents
from keystow.formats.cake import database as cake_database
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from keystow.wallet.chains import SOLANA
from keystow.wallet.merge import State
from tests.formats import cake_writer, electrum_writer
from tests.formats.cake_writer import PASSWORD, archive, blob, keys, v3, v3_around
from tests.wallet.made import NOW, WORDS

FIRST = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"  # of WORDS
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
OF_KEY = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"
MONERO = " ".join(["abbey"] * 25)


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch):
    """The rounds are the format's; one test takes them as they are."""
    monkeypatch.setattr(cake_blob, "ROUNDS", 4)


def opened(data, password=PASSWORD):
    format_ = registry.detect(data)
    assert registry.read_limit(data[:100]) == 256 * 1024 * 1024
    format_.inspect(data)
    return format_.open(data, Secret(password))


def to_vault(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault


def database(*rows):
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE TABLE WalletInfo (name TEXT, "type" INTEGER, address TEXT)')
    connection.executemany("INSERT INTO WalletInfo VALUES (?, ?, ?)", rows)
    connection.commit()
    return connection.serialize()


def folder():
    """A backup of a desktop, with one wallet of a phone's among them."""
    return {
        "wallets/ethereum/Main/Main.keys": keys(mnemonic=WORDS),
        "wallets/ethereum/Main/Main.keys.backup": keys(mnemonic=WORDS),
        "wallets/polygon/Loose/Loose.keys": keys(privateKey="0x" + KEY),
        "wallets/bitcoin/Élan/Élan.keys": keys(mnemonic=electrum_writer.SEGWIT["seed"]),
        "wallets/monero/XMR/XMR.keys": keys(mnemonic=MONERO),
        "wallets/solana/Phone/Phone.keys": b64encode(bytes(range(250))),
        "~_keychain_dump": blob(b"{}", "salt of the app" + PASSWORD),
        "~_preferences_dump": b"{}",
        "cake.db": database(
            ("Phone", 10, "11111111111111111111111111111111"),
            ("XMR", 0, "4" + "A" * 94),
            ("Main", 5, FIRST.lower()),
            ("Bad", 2, "no address"),
            ("Odd", 99, "x"),
            (None, None, None),
        ),
    }


with pytest.MonkeyPatch.context() as patch:
    patch.setattr(cake_blob, "ROUNDS", 4)
    WHOLE = archive(folder())


@pytest.mark.parametrize("make", [blob, v3, lambda plain: v3(plain, 1_000)])
def test_the_wallets_come_out_and_the_rest_is_kept(make):
    plain = archive(folder())
    file = opened(make(plain))
    named = {account.address: account.name for account in file.accounts if account.private_key}
    assert (named[FIRST], named[OF_KEY]) == ("Main", "Loose")
    assert named[electrum_writer.SEGWIT_FIRSTS[0]] == "Élan"
    watched = {(a.chain, a.name) for a in file.accounts if a.watch_only}
    assert watched == {("solana", "Phone"), ("monero", "XMR")}
    words = [phrase.words.reveal().decode() for phrase in file.phrases]
    assert words == [WORDS, electrum_writer.SEGWIT["seed"]]
    assert set(file.warnings) == {Warn.APP_HOLDS_KEYS, Warn.ACCOUNT_KEPT, Warn.ENTRY_KEPT}
    assert file.payload_sha256 == hashlib.sha256(plain).hexdigest()
    vault = to_vault(file)
    assert all(row.state is State.NEW for row in merge.compare(None, vault).rows)
    kept = [one.data for one in vault.foreign]
    assert any(MONERO in data for data in kept)  # its words lie open in the vault
    assert b64encode(plain).decode() in kept


def test_the_numbers_are_the_format_s_own(monkeypatch):
    monkeypatch.undo()
    plain = b"anything"
    key = hashlib.pbkdf2_hmac("sha512", b"e\xcc\x81", bytes(16), 120_000, 32)
    cipher = cake_writer.ChaCha20_Poly1305.new(key=key, nonce=bytes(24))
    cipher.update(b"Cake Wallet backup v2")
    sealed, tag = cipher.encrypt_and_digest(plain)
    head = b"\x02" + bytes(16) + bytes(24) + tag
    data = cake_writer.with_sum(head, sealed)
    assert cake_blob.decrypt(cake_blob.parse(data), Secret("e\u0301")) == plain
    with pytest.raises(WrongPassword):
        cake_blob.decrypt(cake_blob.parse(data), Secret("é"))
    inspection = registry.detect(blob(plain)).inspect(blob(plain))
    assert (inspection.slots[0]["kdf"], inspection.sum_state) == ("pbkdf2-hmac-sha512", "right")
    assert inspection.slots[0]["passes"] == 120_000
    data = v3(plain)
    assert registry.detect(data).inspect(data).made_by == "Cake Wallet 5.6.0"


@pytest.mark.parametrize("make", [blob, v3])
@pytest.mark.parametrize("plain", [b"", b"text", b"PK\x03\x04", archive({}), archive({"a": b"b"})])
def test_anything_else_opens_and_is_kept(make, plain):
    file = opened(make(plain))
    assert (file.accounts, file.phrases) == ((), ())
    assert file.warnings == (Warn.CONTENT_UNKNOWN,)
    assert file.payload_sha256 == hashlib.sha256(plain).hexdigest()
    assert b64decode(file.foreign[0].data) == plain == bytes(file.plaintext.reveal())
    to_vault(file)


def test_what_is_too_large_to_keep_is_said_and_the_keys_are_kept(monkeypatch):
    monkeypatch.setattr(cake_contents, "FOREIGN_CHARS_MAX", 1_000)
    file = opened(blob(archive(folder() | {"big": bytes(range(256)) * 40})))
    assert Warn.CONTENT_LEFT_OUT in file.warnings
    kept = [json.loads(one.data) for one in file.foreign]
    entries = {one["entry"]: b64decode(one["data"]) for one in kept if "entry" in one}
    assert entries["wallets/solana/Phone/Phone.keys"] == b64encode(bytes(range(250)))
    assert entries["~_keychain_dump"] == folder()["~_keychain_dump"]
    assert "big" not in entries


def test_a_wallet_under_another_password_is_named_and_its_backup_serves():
    words = {"mnemonic": WORDS}
    damaged = keys(**words)[:-1] + b"x"
    entries = {
        "wallets/ethereum/A/A.keys": damaged,
        "wallets/ethereum/A/A.keys.backup": keys(**words),
        "wallets/bitcoin/B/B.keys": blob(json.dumps(words).encode(), "another"),
    }
    file = opened(blob(archive(entries)))
    assert [account.address for account in file.accounts] == [FIRST]
    assert set(file.warnings) == {Warn.KEY_UNREADABLE, Warn.ENTRY_KEPT}


def test_a_passphrase_is_read_as_cake_writes_it():
    entries = {"wallets/ethereum/A/A.keys": keys(mnemonic=WORDS, passphrase="é")}
    file = opened(blob(archive(entries)))
    assert file.phrases[0].passphrase.reveal().decode() == "é"
    assert all(row.state is State.NEW for row in merge.compare(None, to_vault(file)).rows)


def test_a_solana_key_is_read():
    secret = SOLANA.written_private_key(Secret(bytes(range(32)))).reveal().decode()
    entries = {"wallets/solana/S/S.keys": keys(privateKey=secret)}
    (account,) = opened(blob(archive(entries))).accounts
    assert (account.chain, account.private_key.reveal()) == ("solana", bytes(range(32)))


# --- telling one fault from another ----------------------------------------------------------


@pytest.mark.parametrize("make", [blob, v3])
@pytest.mark.parametrize("password", ["", "é", "e\u0301", "🔑", "a\0b", "x" * 5000])
def test_a_password_is_taken_as_typed(make, password):
    data = make(b"text", password=password)
    assert opened(data, password).plaintext.reveal() == b"text"
    for other in ("e\u0301" if password == "é" else "é", password + "\n"):
        with pytest.raises(WrongPassword):
            opened(data, other)


def test_damage_is_told_without_a_password(monkeypatch):
    monkeypatch.setattr(cake_blob, "decrypt", None)
    data = blob(b"text" * 10)
    for at in range(1, len(data), 7):
        broken = bytearray(data)
        broken[at] ^= 1
        with pytest.raises(Damaged):
            opened(bytes(broken))
    for size in range(20, len(data), 7):
        with pytest.raises((Truncated, Damaged)):
            opened(data[:size])
    with pytest.raises(Damaged):
        opened(data + b"x")
    data = v3(b"text" * 10)
    for size in range(60, len(data), 50):
        with pytest.raises((Truncated, Damaged)):
            opened(data[:size])
    broken = bytearray(data)
    broken[100] ^= 1
    with pytest.raises(Damaged):
        opened(bytes(broken))


@pytest.mark.parametrize("data", [b"", b"\x02", b"\x02" * 200, b"\x02 text " * 50, b"PK\x03\x04"])
def test_what_only_begins_alike_is_none(data):
    with pytest.raises(NotAKeystore):
        registry.detect(data)


def test_a_zip_of_others_is_none():
    for names in (["README.txt"], ["data.bin", "x"], ["metadata.json"]):
        with pytest.raises(NotAKeystore):
            opened(archive(dict.fromkeys(names, b"{}")))


def metadata_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("data.bin"), json.loads(file.read("metadata.json"))


def test_a_forger_who_leaves_chunks_out_gives_nothing_but_the_rest():
    sealed, metadata = metadata_of(v3(archive(folder()), 1_000))
    chunk = metadata["chunks"][1]
    first = metadata["chunks"][0]["length"]["encrypted"]
    part = sealed[first : first + chunk["length"]["encrypted"]]
    forged = metadata | {"chunks": [chunk], "sha512sum": chunk["sha512sum"]["plain"]}
    file = opened(v3_around(part, forged))
    assert (file.accounts, file.warnings) == ((), (Warn.CONTENT_UNKNOWN,))


def test_chunks_that_don_t_fit_together_are_told():
    sealed, metadata = metadata_of(v3(b"0123456789", 5))
    chunks = metadata["chunks"]
    other = blob(b"56789", "another")
    with pytest.raises(Altered):  # a later chunk is of another password
        opened(
            v3_around(
                sealed[: chunks[0]["length"]["encrypted"]] + other,
                metadata
                | {
                    "chunks": [
                        chunks[0],
                        chunks[1]
                        | {
                            "sha512sum": {
                                "encrypted": cake_writer.digest(other),
                                "plain": chunks[1]["sha512sum"]["plain"],
                            }
                        },
                    ]
                },
            )
        )
    for broken in (
        {"sha512sum": "0"},
        {"chunks": [chunks[0], chunks[1] | {"sha512sum": chunks[1]["sha512sum"] | {"plain": "0"}}]},
    ):
        with pytest.raises(Altered):
            opened(v3_around(sealed, metadata | broken))


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"version": 4}, NewerFormat),
        ({"version": 2}, NotAKeystore),
        ({"version": None}, Damaged),
        ({"sha512sum": None}, Damaged),
        ({"chunks": None}, Damaged),
        ({"chunks": []}, Damaged),
        ({"chunks": [5]}, Damaged),
        ({"chunks": [{}] * 65}, TooMany),
        ({"chunks": [{"sha512sum": {}, "length": {}}]}, Damaged),
        ({"chunks": [{"sha512sum": {}, "length": {"encrypted": 10**15}}]}, Damaged),
        ({"chunks": [{"sha512sum": {}, "length": {"encrypted": -1}}]}, Damaged),
        ({"chunks": [{"sha512sum": {"encrypted": "0"}, "length": {"encrypted": 5}}]}, Damaged),
    ],
)
def test_hostile_metadata_is_refused_before_any_kdf(fields, error, monkeypatch):
    monkeypatch.setattr(cake_backup_v3.cake_blob, "decrypt", None)
    with pytest.raises(error):
        opened(v3(b"text", **fields))


def test_bytes_behind_the_last_chunk_are_damage():
    sealed, metadata = metadata_of(v3(b"text"))
    with pytest.raises(Damaged):
        opened(v3_around(sealed + b"x", metadata))


# --- archives --------------------------------------------------------------------------------


def test_an_entry_s_size_is_what_comes_out_of_it():
    bomb = archive({"data.bin": bytes(1_000_000), "metadata.json": b"{}"})
    made = bounded_zip.Archive(bomb)
    with pytest.raises(TooLarge):
        made.read("data.bin", 10**9, 2)
    with pytest.raises(TooLarge):
        made.read("data.bin", 999_999, 2_000)
    assert len(made.read("data.bin", 10**6, 2_000)) == 10**6
    # A size that is a lie serves nothing.
    lie = bomb.replace(struct.pack("<L", 1_000_000), struct.pack("<L", 10))
    with pytest.raises((Damaged, TooLarge)):
        bounded_zip.Archive(lie).read("data.bin", 10**9, 2)


def test_the_list_of_entries_is_bounded(monkeypatch):
    whole = archive({str(n): b"" for n in range(50)})
    monkeypatch.setattr(bounded_zip, "DIRECTORY_MAX", 1_000)
    with pytest.raises(TooMany):
        bounded_zip.Archive(whole)
    with pytest.raises(TooMany):  # nor does a second end within the one that counts hide it
        bounded_zip.Archive(whole[:-18] + b"PK\5\6" + whole[-14:])
    locator = b"PK\x06\x07" + bytes(16)
    with pytest.raises(TooLarge):
        bounded_zip.Archive(whole[:-22] + locator + whole[-22:])


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method):
    with pytest.raises(Damaged):
        bounded_zip.Archive(archive({"a": b"b" * 99}, method)).read("a", 10**6, 2_000)


def test_a_database_that_never_ends_is_cut_off(monkeypatch):
    connection = sqlite3.connect(":memory:")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    select = "SELECT 'x' AS name, 2 AS \"type\", 'y' AS address FROM n WHERE i < 0"
    connection.execute(f"CREATE VIEW WalletInfo AS {endless} {select}")
    connection.commit()
    assert list(cake_database.accounts(connection.serialize())) == []
    for data in (b"", b"SQLite format 3\0" + bytes(500), database()[:900], database()):
        assert list(cake_database.accounts(data)) == []


@settings(max_examples=40)
@given(st.binary(max_size=300), st.integers(0, 10**6))
def test_any_archive_opens_or_is_refused_by_code(noise, at):
    data = bytearray(WHOLE)
    at %= len(data)
    data[at : at + len(noise)] = noise
    file = cake_contents.opened("cake-backup-v2", "", bytes(data), Secret(PASSWORD))
    with contextlib.suppress(KeystowError):
        to_vault(file)
