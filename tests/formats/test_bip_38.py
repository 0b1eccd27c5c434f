"""bip-38: the published keys and codes, those that bip_utils makes, and hostile texts."""

import hashlib

import pytest
from bip_utils import Bip38Encrypter, Bip38PubKeyModes
from hypothesis import given, settings
from hypothesis import strategies as st

from keystow.errors import Damaged, NotAKeystore, TooMany, Truncated, WrongPassword
from keystow.formats import bip_38, contents, registry
from keystow.formats.bip_38 import Bip38
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from keystow.wallet.merge import State
from tests.formats import bip_38_writer as writer
from tests.formats.bip_38_writer import KEY, PASSWORD, text
from tests.wallet.made import NOW

GREEK = "\u039c\u039f\u039b\u03a9\u039d \u039b\u0391\u0392\u0395"
# BIP-38, "Test vectors": password, encrypted key, key, whether its public key is compressed.
PUBLISHED = [
    (
        "TestingOneTwoThree",
        "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg",
        "cbf4b9f70470856bb4f40f80b87edb90865997ffee6df315ab166d713af433a5",
        "1Jq6MksXQVWzrznvZzxkV6oY57oWXD9TXB",
    ),
    (
        "Satoshi",
        "6PRNFFkZc2NZ6dJqFfhRoFNMR9Lnyj7dYGrzdgXXVMXcxoKTePPX1dWByq",
        "09c2686880095b1a4c249ee3ac4eea8a014f11e6f986d0b5025ac1f39afbd9ae",
        "1AvKt49sui9zfzGeo8EyL8ypvAhtR2KwbL",
    ),
    (
        "\u03d2\u0301\u0000\U00010400\U0001f4a9",
        "6PRW5o9FLp4gJDDVqJQKJFTpMvdsSGJxMYHtHaQBF3ooa8mwD69bapcDQn",
        "64eeab5f9be2a01a8365a579511eb3373c87c40da6d2a25f05bda68fe077b66e",
        "16ktGzmfrurhbhi6JGqsMWf7TyqK9HNAeF",
    ),
    (
        "TestingOneTwoThree",
        "6PYNKZ1EAgYgmQfmNVamxyXVWHzK5s6DGhwP4J5o44cvXdoY7sRzhtpUeo",
        "cbf4b9f70470856bb4f40f80b87edb90865997ffee6df315ab166d713af433a5",
        "164MQi977u9GUteHr4EPH27VkkdxmfCvGW",
    ),
    (
        "Satoshi",
        "6PYLtMnXvfG3oJde97zRyLYFZCYizPU5T3LwgdYJz1fRhh16bU7u6PPmY7",
        "09c2686880095b1a4c249ee3ac4eea8a014f11e6f986d0b5025ac1f39afbd9ae",
        "1HmPbwsvG5qJ3KJfxzsZRZWhbm1xBMuS8B",
    ),
    (
        "TestingOneTwoThree",
        "6PfQu77ygVyJLZjfvMLyhLMQbYnu5uguoJJ4kMCLqWwPEdfpwANVS76gTX",
        "a43a940577f4e97f5c4d39eb14ff083a98187c64ea7c99ef7ce460833959a519",
        "1PE6TQi6HTVNz5DLwB1LcpMBALubfuN2z2",
    ),
    (
        "Satoshi",
        "6PfLGnQs6VZnrNpmVKfjotbnQuaJK4KZoPFrAjx1JMJUa1Ft8gnf5WxfKd",
        "c2c8036df268f498099350718c4a3ef3984d2be84618c2650f5171dcc5eb660a",
        "1CqzrtZC6mXSAhoxtFwVjz8LtwLJjDYU3V",
    ),
    (
        "MOLON LABE",
        "6PgNBNNzDkKdhkT6uJntUXwwzQV8Rr2tZcbkDcuC9DZRsS6AtHts4Ypo1j",
        "44ea95afbf138356a05ea32110dfd627232d0f2991ad221187be356f19fa8190",
        "1Jscj8ALrYu2y9TD8NrpvDBugPedmbj4Yh",
    ),
    (
        GREEK,
        "6PgGWtx25kUg8QWvwuJAgorN6k9FbE25rv5dMRwu5SKMnfpfVe5mar2ngH",
        "ca2759aa4adb0f96c414f36abeb8db59342985be9fa50faac228c8e7d90e3006",
        "1Lurmih3KruL4xDB5FmHof38yawNtP9oGf",
    ),
]
# The codes beside them: password, code, address where the code tells one.
CODES = [
    (
        "TestingOneTwoThree",
        "passphrasepxFy57B9v8HtUsszJYKReoNDV6VHjUSGt8EVJmux9n1J3Ltf1gRxyDGXqnf9qm",
        None,
    ),
    (
        GREEK,
        "passphrased3z9rQJHSyBkNBwTRPkUGNVEVrUAcfAXDyRU1V28ie6hNFbqDwbFBvsTK7yWVK",
        None,
    ),
    (
        "MOLON LABE",
        "cfrm38V8aXBn7JWA1ESmFMUn6erxeBGZGAxJPY4e36S9QWkzZKtaVqLNMgnifETYw7BPwWC9aPD",
        "1Jscj8ALrYu2y9TD8NrpvDBugPedmbj4Yh",
    ),
    (
        GREEK,
        "cfrm38V8G4qq2ywYEFfWLD5Cc6msj9UwsG2Mj4Z6QdGJAFQpdatZLavkgRd1i4iBMdRngDqDs51",
        "1Lurmih3KruL4xDB5FmHof38yawNtP9oGf",
    ),
]


@pytest.fixture
def fast(monkeypatch):
    monkeypatch.setattr(bip_38, "COST", writer.FAST)


def opened(data, password=PASSWORD):
    return registry.detect(data).open(data, Secret(password))


def only(file):
    (account,) = contents.accounts(file)
    return account


def states(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault, [row.state for row in merge.compare(None, vault).rows]


@pytest.mark.parametrize(("password", "code", "key", "address"), PUBLISHED)
def test_a_published_key_opens_to_the_address_that_it_was_made_for(password, code, key, address):
    file = opened(f" {code}\r\n".encode(), password)
    account = only(file)
    assert (file.format, account.chain, account.address) == ("bip-38", "bitcoin", address)
    assert (account.private_key.reveal().hex(), file.warnings) == (key, ())
    assert file.payload_sha256 == hashlib.sha256(bytes.fromhex(key)).hexdigest()
    assert states(file)[1] == [State.NEW]
    (slot,) = Bip38().inspect(code.encode()).slots
    assert (slot["kdf"], slot["memory_kib"], slot["passes"]) == ("scrypt", 16_384, 8)


@pytest.mark.parametrize(("password", "code", "address"), CODES)
def test_a_published_code_is_said_to_hold_no_key(password, code, address):
    file = opened(code.encode(), password)
    assert file.warnings == (Warn.CODE_HOLDS_NO_KEY,) == Bip38().inspect(code.encode()).warnings
    assert [(one.address, one.watch_only, one.private_key) for one in file.accounts] == [
        (address, True, None) for _ in range(1 if address else 0)
    ]
    vault, rows = states(file)
    assert rows == [State.NEW] * len(file.accounts)
    assert [one.data for one in vault.foreign] == [code]


def test_keys_that_bip_utils_makes_open():
    whole = Bip38Encrypter.EncryptNoEc(KEY, "pa\u0308ss🔑", Bip38PubKeyModes.UNCOMPRESSED)
    assert only(opened(whole.encode(), "päss🔑")).address == writer.address(KEY, False)
    lot = Bip38Encrypter.GeneratePrivateKeyEc(
        "pässw", Bip38PubKeyModes.COMPRESSED, lot_num=100_001, sequence_num=1
    )
    account = only(opened(lot.encode(), "pa\u0308ssw"))
    assert account.address == writer.address(bytes(account.private_key.reveal()), True)


@settings(max_examples=30)
@given(
    key=st.integers(1, 2**255).map(lambda n: n.to_bytes(32, "big")),
    password=st.text(max_size=20),
    compressed=st.booleans(),
    lot=st.booleans(),
)
def test_what_was_put_in_comes_out(key, password, compressed, lot):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bip_38, "COST", writer.FAST)
        data = text(writer.payload(key, password, compressed=compressed))
        account = only(opened(data, password))
        assert account.private_key.reveal() == key
        assert account.address == writer.address(key, compressed)

        seed = hashlib.sha256(key).digest()[:24]
        made, sealed, confirmed = writer.multiplied(password, seed, compressed=compressed, lot=lot)
        assert only(opened(text(sealed), password)).private_key.reveal() == made
        assert only(opened(text(confirmed), password)).address == writer.address(made, compressed)
        assert opened(text(writer.intermediate(password, lot=lot)), password).accounts == ()


# --- passwords -------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [writer.normal, lambda text: text.encode()])
@pytest.mark.parametrize("password", ["e\u0301", "\u212b", "ᄀ\u1161"])
def test_a_password_opens_in_nfc_and_as_it_was_typed(fast, made, password):
    data = text(writer.payload(password=password, spelled=made))
    assert only(opened(data, password)).private_key.reveal() == KEY


def test_any_other_password_is_wrong(fast):
    _, sealed, confirmed = writer.multiplied()
    for data in (writer.payload(), sealed, confirmed, writer.intermediate()):
        for password in ("", PASSWORD + "\n", PASSWORD.upper(), "\ud800"):
            with pytest.raises(WrongPassword):
                opened(text(data), password)


# --- several -----------------------------------------------------------------------------------


def test_of_several_keys_those_that_open_come_back_and_the_others_are_kept(fast):
    other = text(writer.payload(bytes(31) + b"\1", "another"))
    data = b"\n\n".join([text(writer.payload()), other, text(writer.multiplied()[1])])
    file = opened(data)
    assert (len(file.accounts), file.warnings) == (2, (Warn.KEY_UNREADABLE,))
    vault, rows = states(file)
    assert ([one.data.encode() for one in vault.foreign], rows) == ([other], [State.NEW] * 2)
    with pytest.raises(WrongPassword):
        opened(data, "neither")
    with pytest.raises(TooMany):
        opened(other + b"\n" + b"\n".join([other] * bip_38.CODES_MAX))


# --- telling one fault from another ------------------------------------------------------------

CODE = PUBLISHED[0][1]


def odd(change):
    return text(change(writer.payload()))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (CODE[:-1].encode(), Truncated),
        (CODE[:45].encode(), Truncated),
        (CODE.replace("V", "W", 1).encode(), Damaged),
        (CODE.replace("V", "0", 1).encode(), Damaged),
        ((CODE + "1").encode(), Damaged),
        (CODE.encode() + b"\n6P" + b"1" * 50, Truncated),
        (text(b"\x01\x42\xe0" + bytes(36))[:-1] + b"1", Damaged),
        (text(b"\x01\x42\x80" + bytes(36)), Damaged),
        (text(bytes.fromhex("2ce9b3e1ff39e252") + bytes(41)), Damaged),
        (CODES[0][1].replace("x", "y", 1).encode(), Damaged),
    ],
)
def test_a_damaged_text_is_refused_before_any_kdf(data, error, monkeypatch):
    monkeypatch.setattr(bip_38, "_opened", None)
    assert Bip38().detect(data)
    with pytest.raises(error):
        opened(data)
    with pytest.raises(error):
        Bip38().inspect(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"6P",
        CODE.encode() + b" " + CODE.encode(),
        b"my key: " + CODE.encode(),
        b'"' + CODE.encode() + b'"',
        CODE.encode() + b"\0",
        b"\xff" + CODE.encode(),
        (CODE + "\n").encode() * 1_200,
    ],
)
def test_what_has_not_the_form_is_none(data):
    assert not Bip38().detect(data)
    with pytest.raises(NotAKeystore):
        opened(data)


def test_utf_16_as_an_editor_saves_it_is_read():
    data = CODE.encode("utf-16")
    assert registry.detect(data).name == "bip-38"
    assert registry.read_limit(data[:100]) == 64 * 1024
