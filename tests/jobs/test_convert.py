"""Converting: the same content in each format that can be written, and what is refused."""

from dataclasses import replace

import pyrage
import pytest

from keystow.cli import arguments
from keystow.errors import (
    Altered,
    Damaged,
    PasswordWeak,
    ReadBackFailed,
    TooLarge,
    UnsupportedCharacter,
    WrongPassword,
)
from keystow.formats import age_scrypt, registry
from keystow.formats.opened import Opened
from keystow.jobs import convert
from keystow.jobs.convert import Source
from keystow.keystore import payload
from keystow.keystore.slots import Cost
from keystow.secret import Secret
from keystow.wallet import encoder
from keystow.wallet.vault import FOREIGN_CHARS_MAX, SlotRoot
from tests.formats.lamden_writer import keystore as lamden
from tests.wallet.made import NOW, with_key, with_phrase

NEW = Secret("Winter-Kettle 48 paints slowly")
VAULT = with_key(with_phrase(passphrase="rosebud"), 7)
PAYLOAD = payload.encode(encoder.to_payload(VAULT))


class Counter:
    """Random bytes that differ from call to call."""

    def __init__(self, calls: int) -> None:
        self.calls = calls

    def __call__(self, size: int) -> bytes:
        self.calls += 1
        return bytes([self.calls]) * size


@pytest.fixture(autouse=True)
def small_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    encrypt = age_scrypt.encrypt
    monkeypatch.setattr(age_scrypt, "encrypt", lambda *parts: encrypt(*parts, 4))


def source(calls: int = 0) -> Source:
    return Source(Counter(calls), NOW, Cost(8, 1, 1))


def reopened(made: convert.Converted, password: Secret = NEW) -> Opened:
    return registry.detect(made.data).open(made.data, password)


def age(plaintext: bytes) -> Opened:
    data = age_scrypt.encrypt(plaintext, Secret("old"), b"s" * 16, Secret(b"k" * 16), b"p" * 16)
    return registry.detect(data).open(data, Secret("old"))


def ours(vault=VAULT) -> Opened:
    made = convert.convert(
        Opened("x", "hint", "x", NOW, "", (), vault=vault), "keystow-1", NEW, source()
    )
    return reopened(made)


@pytest.mark.parametrize("to", convert.WHOLE)
@pytest.mark.parametrize("start", [ours, lambda: age(PAYLOAD)], ids=["keystow", "age"])
def test_a_wallet_keeps_its_payload_byte_for_byte(start, to: str) -> None:
    opened = start()

    made = convert.convert(opened, to, NEW, source())

    again = reopened(made)
    assert again.format == to
    assert again.vault == opened.vault == made.vault
    assert again.payload_sha256 == opened.payload_sha256 == made.payload_sha256


def test_a_foreign_file_becomes_a_wallet_of_its_own() -> None:
    data = lamden()
    opened = registry.detect(data).open(data, Secret("Testing0!234567"))

    vault = reopened(convert.convert(opened, "keystow-1", NEW, source())).vault

    assert vault is not None
    assert (vault.id, vault.name, vault.created, vault.sequence) == ("01" * 16, "Everyday", NOW, 0)
    assert [a.address for a in vault.accounts] == [a.address for a in opened.accounts]
    assert len(vault.secrets) == len(opened.accounts)


def test_the_header_tells_neither_the_old_hint_nor_the_wallet() -> None:
    opened = replace(ours(), hint="the old one")

    made = convert.convert(opened, "keystow-1", NEW, source())

    about = registry.detect(made.data).inspect(made.data)
    assert (about.hint, about.created) == ("", NOW)
    assert b"the old one" not in made.data


def test_the_stock_reader_of_age_opens_what_is_written_for_it() -> None:
    made = convert.convert(ours(), "age-v1-scrypt", NEW, source())

    assert pyrage.passphrase.decrypt(made.data, NEW.reveal().decode()) == PAYLOAD


@pytest.mark.parametrize("plaintext", [b"", b"a diary", bytes(range(256)) * 300])
def test_whatever_an_age_file_holds_stays_as_it_is_in_another(plaintext: bytes) -> None:
    made = convert.convert(age(plaintext), "age-v1-scrypt", NEW, source())

    assert pyrage.passphrase.decrypt(made.data, NEW.reveal().decode()) == plaintext


def test_whatever_an_age_file_holds_is_kept_in_a_keystore() -> None:
    opened = age(b"a diary")

    vault = reopened(convert.convert(opened, "keystow-1", NEW, source())).vault

    assert vault is not None
    assert vault.foreign == opened.foreign
    assert vault.accounts == ()


def test_what_has_no_room_in_a_keystore_is_not_dropped() -> None:
    opened = age(bytes(FOREIGN_CHARS_MAX))

    with pytest.raises(TooLarge):
        convert.convert(opened, "keystow-1", NEW, source())
    assert convert.convert(opened, "age-v1-scrypt", NEW, source()).payload_sha256 == (
        opened.payload_sha256
    )


def test_cached_roots_go_into_no_converted_file() -> None:
    cached = replace(VAULT, slot_roots=(SlotRoot("abcd", Secret(b"r" * 32), b"t" * 32),))

    for to in convert.WHOLE:
        again = reopened(convert.convert(ours(cached), to, NEW, source()))
        assert again.vault == VAULT
        plain = age(payload.encode(encoder.to_payload(cached)))
        assert reopened(convert.convert(plain, to, NEW, source())).vault == VAULT


@pytest.mark.parametrize("to", convert.WHOLE)
def test_the_proof_takes_only_the_very_file_under_the_new_password(to: str) -> None:
    made, other = (convert.convert(ours(), to, NEW, source(calls)) for calls in (0, 100))
    verify = convert.proof(made, NEW)

    verify(made.data)
    with pytest.raises(ReadBackFailed):
        verify(other.data)
    with pytest.raises((Damaged, Altered)):
        verify(made.data[:-1] + bytes([made.data[-1] ^ 1]))
    with pytest.raises(WrongPassword):
        convert.proof(made, Secret("another"))(made.data)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", PasswordWeak),
        ("x" * 1025, TooLarge),
        ("a\ud800", UnsupportedCharacter),
        ("a\U0001fae8", UnsupportedCharacter),
    ],
)
def test_a_password_that_some_reader_could_not_take_is_refused(password, refusal) -> None:
    with pytest.raises(refusal):
        convert.require_new(Secret(password))


def test_the_command_line_offers_what_can_be_written() -> None:
    assert arguments.WRITTEN == convert.WRITTEN
