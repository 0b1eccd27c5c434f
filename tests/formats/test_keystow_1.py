"""keystow-1 through the interface: what inspect tells, what open gives, what restore gets."""

import hashlib
from dataclasses import replace

import pytest

from keystow.errors import Damaged, NewerFormat, Truncated, WrongPassword
from keystow.formats import contents, registry
from keystow.formats.interface import Warn
from keystow.keystore import container, kdf, payload
from keystow.keystore.about import About
from keystow.keystore.slots import Argon2idSlot, CodeSlot, SlotId
from keystow.secret import Secret
from keystow.wallet import encoder, merge
from tests.wallet.made import LATER, NOW, WORDS, secrets_of, with_key, with_phrase

PASSWORD = Secret("Winter-Kettle 48 paints slowly")
SLOT = Argon2idSlot(SlotId("slot"), b"s" * 16, b"n" * 16, 8, 1, 1)
CODE = CodeSlot(SlotId("code"), b"c" * 16, b"d" * 16)
VAULT = with_key(with_phrase(passphrase="rosebud"), 7)


def sealed(value=None):
    plaintext = payload.encode(encoder.to_payload(VAULT) if value is None else value)
    roots = [(SLOT, kdf.derive_root(PASSWORD, SLOT)), (CODE, Secret(b"r" * 32))]
    about = About("the hall", "keystow 0.1.0", LATER)
    return container.seal(plaintext, about, roots, Secret(b"k" * 16), b"p" * 16), plaintext


def opened(data):
    return registry.detect(data).open(data, PASSWORD)


def test_inspecting_tells_the_header():
    inspection = registry.detect(sealed()[0]).inspect(sealed()[0])
    assert inspection.format == "keystow-1"
    assert (inspection.hint, inspection.made_by) == ("the hall", "keystow 0.1.0")
    assert (inspection.created, inspection.sum_state) == (LATER, "right")
    assert inspection.warnings == ()
    assert inspection.slots == (
        {
            "id": "slot",
            "kind": "argon2id",
            "memory_kib": 8,
            "passes": 1,
            "lanes": 1,
            "keyfile": False,
        },
        {"id": "code", "kind": "recovery"},
    )


def test_opening_gives_the_vault_the_slot_and_its_root():
    file = opened(sealed()[0])
    assert file.vault == VAULT
    assert file.slot == SLOT
    assert file.root == kdf.derive_root(PASSWORD, SLOT)
    assert contents.to_vault(file, wallet_id="1" * 32, name="x", now=NOW) is file.vault


def test_the_report_shows_secrets_only_when_asked():
    data, plaintext = sealed()
    file = opened(data)
    shown = contents.report(file, show_secrets=True)
    hidden = contents.report(file, show_secrets=False)
    assert shown["phrases"] == [
        {"words": WORDS, "passphrase": "rosebud", "language": "english"},
    ]
    assert hidden["phrases"] == [{"passphrase": None, "language": "english"}]
    assert shown["payload_sha256"] == hashlib.sha256(plaintext).hexdigest()
    assert shown["created"] == LATER
    assert [account["private_key"] for account in shown["accounts"]][-1] == f"{7:064x}"
    assert all(len(account["private_key"]) == 64 for account in shown["accounts"])
    for account in hidden["accounts"]:
        assert set(account) == {
            *("name", "chain", "address", "public_key", "path", "watch_only"),
        }
    assert "abandon" not in str(hidden)
    assert "rosebud" not in str(hidden)


def test_a_watch_only_account_has_no_key_to_show():
    watched = VAULT.accounts[0]._replace(secret=None, path=None)
    vault = replace(VAULT, accounts=(watched, *VAULT.accounts[1:]))
    report = contents.report(opened(sealed(encoder.to_payload(vault))[0]), show_secrets=True)
    assert report["accounts"][0]["watch_only"]
    assert report["accounts"][0]["private_key"] is None
    assert report["warnings"] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "ab" * 32},
        {"path": "m/44'/789'/0'/0'/0", "address": "ab" * 32},
        {"chain": "bitcoin"},
        {"chain": "dogecoin"},
    ],
)
def test_a_false_address_is_named_and_never_restored(fields):
    false = VAULT.accounts[0]._replace(**fields)
    vault = replace(VAULT, accounts=(false, *VAULT.accounts[1:]))
    file = opened(sealed(encoder.to_payload(vault))[0])
    assert contents.report(file, show_secrets=True)["warnings"] == ["ADDRESS_MISMATCH"]
    assert contents.report(file, show_secrets=False)["warnings"] == ["ADDRESS_MISMATCH"]
    comparison = merge.compare(None, file.vault)
    result, _ = merge.apply(comparison, comparison.everything())
    assert len(result.accounts) == len(vault.accounts) - 1


def test_a_restore_brings_every_secret_back():
    comparison = merge.compare(None, opened(sealed()[0]).vault)
    result, _ = merge.apply(comparison, comparison.everything())
    assert secrets_of(result) == secrets_of(VAULT)


def test_a_wrong_sum_is_a_warning_where_the_file_still_opens():
    data = sealed()[0]
    at = data.index(b"-> keystow/sum sha256\n") + len(b"-> keystow/sum sha256\n")
    keystore = container.parse(data[:at] + b"A" + data[at + 1 :])
    assert keystore.sum_state is container.SumState.WRONG
    inspection = registry.detect(data).inspect(data[:at] + b"A" + data[at + 1 :])
    assert inspection.warnings == (Warn.SUM_WRONG,)


def test_faults_keep_their_own_codes():
    data = sealed()[0]
    with pytest.raises(WrongPassword):
        registry.detect(data).open(data, Secret("another"))
    with pytest.raises(Truncated):
        opened(data[:100])
    with pytest.raises(Damaged):
        opened(sealed({"format": "keystow-vault"})[0])
    with pytest.raises(NewerFormat):
        opened(sealed({"format": "keystow-vault", "version": 2})[0])
