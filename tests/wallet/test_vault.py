"""The payload: its object and back, its schema, its bounds; and what of it the extension sees."""

import copy
import json
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from keystow.errors import Damaged, KeystowError, NewerFormat, TooMany
from keystow.keystore import payload
from keystow.secret import Secret
from keystow.wallet import accounts, decoder, encoder
from keystow.wallet import vault as vaults
from keystow.wallet.curves import Curve
from keystow.wallet.keys import Keys
from keystow.wallet.marks import Mark
from keystow.wallet.vault import (
    Account,
    Contact,
    Foreign,
    KeySecret,
    Label,
    Network,
    SeedSecret,
    Settings,
    Site,
    SlotRoot,
    Token,
    Vault,
)
from tests.wallet.made import LATER, NOW, OTHER_WORDS, ROOT, ids, with_key, with_phrase

SCHEMA_TEXT = (ROOT / "host" / "keystow" / "wallet" / "schema" / "vault.schema.json").read_text()
# In JSON Schema's dialect "$" is the very end; Python's lets one line feed follow.
SCHEMA = json.loads(SCHEMA_TEXT.replace('$"', '\\\\Z"'))
VALIDATOR = Draft202012Validator(SCHEMA)


def full() -> Vault:
    """A vault with something in every part."""
    vault = with_key(with_phrase(passphrase="pässwörd\n\0"), 7, "ethereum", "Röste 🦊")
    vault, _ = accounts.add_watch_only(
        vault, "lamden", "ab" * 32, "Grandma's", f"{0x2000:016x}", NOW
    )
    first = vault.accounts[0]
    return replace(
        vault,
        saved=LATER,
        previous="cd" * 32,
        secrets=(*vault.secrets, SeedSecret("f" * 16, Secret(bytes(32)), True, NOW)),
        contacts=(Contact("a" * 16, "Zoë", "lamden", "ef" * 32, "met at the fair"),),
        labels=(Label("addr", first.address, "rent"),),
        networks=(Network("b" * 16, "ethereum", "Sepolia", ("https://rpc.example",)),),
        tokens=(Token("lamden", "con_rocketswap", "Rocket", "RSWP", 8),),
        sites=(Site("https://shop.example", (first.id,), ("sign",), NOW),),
        settings=Settings(30, Mark("kettle heron kelp", "lighthouse")),
        foreign=(Foreign("c" * 16, "lamden-keystore-1.0", '{"x":"\\ud800\n"}'),),
        slot_roots=(SlotRoot("abcd2345", Secret(bytes(32)), b"\1" * 32),),
    )


FULL = encoder.to_payload(full())


def test_accounts_of_every_chain_and_of_a_later_one_survive_the_file():
    counts = accounts.of_every_type(2)
    vault, made = accounts.import_phrase(
        with_phrase(), Secret(OTHER_WORDS), Secret(""), counts, ids(500), NOW
    )
    later = made[0]._replace(id="e" * 16, chain="dogecoin", address="D" + "1" * 33)
    vault = replace(vault, accounts=(*vault.accounts, later))
    written = encoder.to_payload(vault)
    VALIDATOR.validate(written)
    read = decoder.from_payload(payload.decode(payload.encode(written)))
    assert read.accounts == vault.accounts
    keys = Keys(read)
    assert [keys.problem(account) for account in read.accounts] == [
        *[None] * (4 + len(made)),
        "chain",
    ]


def test_a_vault_with_everything_in_it_survives_the_file():
    vault = full()
    plaintext = payload.encode(encoder.to_payload(vault))
    assert decoder.from_payload(payload.decode(plaintext)) == vault
    assert payload.encode(encoder.to_payload(decoder.from_payload(payload.decode(plaintext)))) == (
        plaintext
    )


def test_the_schema_is_one_and_takes_what_is_written():
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(FULL)
    VALIDATOR.validate(encoder.to_payload(Vault("0" * 32, "x", NOW)))


def places(value, at=()):
    """Every place in a payload, itself included."""
    yield at
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, child in children:
        yield from places(child, (*at, key))


PLACES = list(places(FULL))
ODD = st.sampled_from(
    [
        *(None, True, False, 0, 1, -1, 61, 2**53, 2**53 - 1, 1.5, "", " ", "x", "é", "\u202e"),
        *("\ud800", "a\n", "0" * 16, "0" * 64, "m/0", "m/0/", NOW, NOW[:-1], "x" * 201),
        *("2026-13-01T00:00:00Z", "9" * 64, "phrase", "ed25519", "lamden", "EN", "https://x"),
        *([], [[]], {}, {"id": 1}),
    ]
)


def changed(at, how, odd):
    """The full payload with one place changed; None where that changes nothing."""
    value = copy.deepcopy(FULL)
    if not at:
        return odd
    parent = value
    for step in at[:-1]:
        parent = parent[step]
    if how == "replace":
        parent[at[-1]] = odd
    elif how == "remove":
        del parent[at[-1]]
    elif isinstance(parent, dict):
        parent["extra"] = odd
    else:
        parent.append(odd)
    return value


@settings(max_examples=300)
@given(st.sampled_from(PLACES), st.sampled_from(["replace", "remove", "add"]), ODD)
def test_the_decoder_takes_nothing_that_the_schema_refuses(at, how, odd):
    value = changed(at, how, odd)
    fits = VALIDATOR.is_valid(value)
    try:
        vault = decoder.from_payload(value)
    except KeystowError:
        # What fits the schema is refused only for what a schema can't say.
        assert not fits or repeats_or_points_nowhere(value)
        return
    assert fits
    assert encoder.to_payload(vault) == value


def repeats_or_points_nowhere(value):
    def repeated(name, *keys):
        seen = [tuple(item[key] for key in keys) for item in value[name]]
        return len(set(seen)) != len(seen)

    kinds = {secret["id"]: secret["kind"] for secret in value["secrets"]}
    return (
        repeated("secrets", "id")
        or repeated("accounts", "id")
        or repeated("accounts", "chain", "address")
        or repeated("contacts", "id")
        or any(
            account["since"] > value["sequence"]
            or account["watch_only"] != (account["secret"] is None)
            or (
                account["secret"] is not None
                and (kinds.get(account["secret"], "key") == "key") != (account["path"] is None)
            )
            or account["secret"] not in {*kinds, None}
            for account in value["accounts"]
        )
    )


def test_each_kind_of_repetition_and_loose_end_is_refused():
    def twice(name, **fields):
        value = copy.deepcopy(FULL)
        value[name].append(value[name][0] | fields)
        return value

    def with_account(**fields):
        value = copy.deepcopy(FULL)
        value["accounts"][0] |= fields
        return value

    bad = [
        twice("secrets"),
        twice("accounts", address="other"),
        twice("accounts", id="9" * 16),
        twice("contacts"),
        twice("labels"),
        twice("networks"),
        twice("tokens"),
        twice("sites"),
        twice("foreign"),
        twice("slot_roots"),
        with_account(secret="9" * 16),
        with_account(path=None),
        with_account(watch_only=True),
        with_account(secret=None, path=None),
        with_account(since=FULL["sequence"] + 1),
    ]
    for value in bad:
        with pytest.raises(Damaged):
            decoder.from_payload(value)


def test_a_later_version_is_told_from_damage():
    assert_refused(FULL | {"version": 2, "something": "new"}, NewerFormat)
    assert_refused(FULL | {"version": 0}, Damaged)
    assert_refused(FULL | {"version": True}, Damaged)
    assert_refused(FULL | {"format": "keystow-vault2", "version": 2}, Damaged)
    assert_refused({}, Damaged)
    assert_refused([], Damaged)


def assert_refused(value, error):
    with pytest.raises(error):
        decoder.from_payload(value)


@pytest.mark.parametrize(
    ("name", "bound"),
    [("contacts", "OTHERS_MAX"), ("foreign", "FOREIGN_MAX"), ("slot_roots", None)],
)
def test_counts_have_bounds(name, bound):
    most = getattr(vaults, bound) if bound else 16
    assert_refused(FULL | {name: [None] * (most + 1)}, TooMany)


def test_accounts_secrets_and_phrases_have_bounds():
    assert_refused(FULL | {"accounts": [None] * (vaults.ACCOUNTS_MAX + 1)}, TooMany)
    assert_refused(FULL | {"secrets": [None] * (vaults.SECRETS_MAX + 1)}, TooMany)
    seed = {"kind": "seed", "seed": "00" * 16, "written_down": True, "created": NOW}
    seeds = [seed | {"id": f"{n:016x}"} for n in range(vaults.PHRASES_MAX + 1)]
    assert_refused(FULL | {"secrets": seeds, "accounts": []}, TooMany)


def test_the_public_view_holds_no_secret():
    vault = full()
    view = json.dumps(vault.public_view())
    for secret in FULL["secrets"]:
        for field in ("words", "passphrase", "key", "seed", "id"):
            assert field not in secret or json.dumps(secret[field])[1:-1] not in view
    assert "root" not in view
    assert "mark" not in view
    assert "kettle" not in view


def test_the_public_view_tells_where_each_account_s_key_comes_from():
    view = full().public_view()
    assert [account["source"] for account in view["accounts"]] == ["phrase"] * 4 + ["key", "none"]
    assert [account["watch_only"] for account in view["accounts"]] == [False] * 5 + [True]
    assert view["phrases_unwritten"] == 1
    assert view["auto_lock_minutes"] == 30


def test_a_backup_carries_everything_but_the_cached_roots():
    vault = full()
    assert vault.for_backup() == replace(vault, slot_roots=())
    assert bytes(32).hex() not in json.dumps(encoder.to_payload(vault.for_backup())["slot_roots"])


def test_stamping_keeps_the_number_and_changing_raises_it():
    vault = full()
    stamped = vault.stamped(LATER, "ab" * 32)
    assert (stamped.sequence, stamped.saved, stamped.previous) == (vault.sequence, LATER, "ab" * 32)
    assert vault.changed(name="x").sequence == vault.sequence + 1


def test_the_first_address_names_its_chain():
    vault = full()
    assert vault.first_address() == f"lamden:{vault.accounts[0].address}"
    assert Vault("0" * 32, "x", NOW).first_address() is None


def many(count: int) -> Vault:
    key = KeySecret("0" * 16, Curve.ED25519, Secret(bytes(32)), False, NOW)
    made = tuple(
        Account(
            id=f"{n:016x}",
            name=f"Account {n}",
            chain="lamden",
            address=f"{n:064x}",
            public_key=f"{n:064x}",
            secret=key.id,
            path=None,
            since=1,
            created=NOW,
        )
        for n in range(count)
    )
    return Vault("0" * 32, "x", NOW, sequence=1, secrets=(key,), accounts=made)


def test_reading_takes_memory_of_four_payloads_at_most():
    vault = many(10_000)
    size = len(json.dumps(encoder.to_payload(vault)))
    value = json.loads(json.dumps(encoder.to_payload(vault)))
    tracemalloc.start()
    try:
        assert decoder.from_payload(value) == vault
        assert tracemalloc.get_traced_memory()[1] < 4 * size
    finally:
        tracemalloc.stop()
