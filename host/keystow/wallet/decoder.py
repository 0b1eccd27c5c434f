"""The payload's JSON object as a vault, strictly (docs/vault-payload.md).

The schema is schema/vault.schema.json; a test holds it and this module together. What a schema
can't say is checked here: ids are unique, references point at something, counts have bounds.
"""

import re

from keystow.errors import Damaged, NewerFormat, TooMany
from keystow.secret import Secret
from keystow.wallet import fields
from keystow.wallet.curves import Curve
from keystow.wallet.encoder import FORMAT, VERSION
from keystow.wallet.marks import Mark
from keystow.wallet.mnemonic import ELECTRUM, LANGUAGES
from keystow.wallet.vault import (
    ACCOUNTS_MAX,
    AUTO_LOCK_MINUTES,
    DELETED_MAX,
    FOREIGN_CHARS_MAX,
    FOREIGN_MAX,
    OTHERS_MAX,
    PHRASES_MAX,
    SECRETS_MAX,
    Account,
    Contact,
    Deleted,
    DeletedAccount,
    Foreign,
    KeySecret,
    Label,
    Network,
    PhraseSecret,
    SecretItem,
    SeedSecret,
    Settings,
    Site,
    SlotRoot,
    Token,
    Vault,
)

_ID = re.compile(r"[0-9a-f]{16}")
_WALLET_ID = re.compile(r"[0-9a-f]{32}")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"(?:[0-9a-f]{64}){1,2}")
_SEED = re.compile(r"(?:[0-9a-f]{2}){16,64}")
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64,130}")  # and whole bytes: a group here costs double
_TIME = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
)
_CHAIN = re.compile(r"[a-z][a-z0-9-]{0,31}")
_ADDRESS = re.compile(r"[!-~]{1,200}")
_PATH = re.compile(r"m(?:/(?:0|[1-9][0-9]{0,9})'?){0,10}|(?://[A-Za-z0-9]{1,31}){1,10}")
_SLOT = re.compile(r"[a-z0-9]{4,16}")
_FORMAT_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
_LABEL_TYPE = re.compile(r"tx|addr|pubkey|input|output|xpub")

_TOP = (
    *("format", "version", "wallet", "sequence", "saved", "previous", "secrets", "accounts"),
    *("contacts", "labels", "networks", "tokens", "sites", "settings", "foreign", "slot_roots"),
)
_ACCOUNT_NAMES = (
    *("id", "name", "chain", "address", "public_key", "secret", "path"),
    *("watch_only", "since", "created"),
)


def from_payload(payload: object) -> Vault:
    """Read a payload object.

    Raises Damaged where it doesn't fit the schema, NewerFormat for a later version, TooMany
    beyond a bound on counts. Whether keys fit their addresses is for `merge.compare`.
    """
    record = fields.record(payload)
    fields.require(record.get("format") == FORMAT)
    version = fields.integer(record.get("version"), 1)
    if version > VERSION:
        raise NewerFormat
    fields.exactly(record, *_TOP, *(["deleted"] if "deleted" in record else []))
    wallet = fields.exactly(record["wallet"], "id", "name", "created")
    sequence = fields.integer(record["sequence"])
    secrets = _secrets(record["secrets"])
    kinds = {secret.id: type(secret) for secret in secrets}
    return Vault(
        id=fields.match(_WALLET_ID, wallet["id"]),
        name=fields.name(wallet["name"]),
        created=fields.match(_TIME, wallet["created"]),
        sequence=sequence,
        saved=fields.optional(_TIME, record["saved"]),
        previous=fields.optional(_HEX64, record["previous"]),
        secrets=secrets,
        accounts=_accounts(record["accounts"], kinds, sequence),
        contacts=fields.unique(fields.items(record["contacts"], _contact), lambda c: c.id),
        labels=fields.unique(
            fields.items(record["labels"], _label), lambda label: (label.type, label.ref)
        ),
        networks=fields.unique(fields.items(record["networks"], _network), lambda n: n.id),
        tokens=fields.unique(
            fields.items(record["tokens"], _token), lambda t: (t.chain, t.contract)
        ),
        sites=fields.unique(fields.items(record["sites"], _site), lambda s: s.origin),
        settings=_settings(record["settings"]),
        foreign=fields.unique(
            fields.items(record["foreign"], _foreign, FOREIGN_MAX), lambda f: f.id
        ),
        slot_roots=fields.unique(
            fields.items(record["slot_roots"], _slot_root, 16), lambda r: r.slot
        ),
        deleted=_deleted(record["deleted"], kinds, sequence) if "deleted" in record else Deleted(),
    )


def _secrets(value: object) -> tuple[SecretItem, ...]:
    secrets = fields.items(value, _secret, SECRETS_MAX)
    if sum(not isinstance(secret, KeySecret) for secret in secrets) > PHRASES_MAX:
        raise TooMany(limit=PHRASES_MAX)
    return fields.unique(secrets, lambda secret: secret.id)


def _secret(value: object) -> SecretItem:
    record = fields.record(value)
    match record.get("kind"):
        case "key":
            fields.exactly(record, "id", "kind", "curve", "key", "written_down", "created")
            curve = _curve(record["curve"])
            shape = _KEY if curve is Curve.SR25519 else _HEX64
            return KeySecret(
                id=fields.match(_ID, record["id"]),
                curve=curve,
                key=Secret(bytes.fromhex(fields.match(shape, record["key"]))),
                written_down=fields.boolean(record["written_down"]),
                created=fields.match(_TIME, record["created"]),
            )
        case "phrase":
            fields.exactly(
                record,
                *("id", "kind", "words", "passphrase", "language", "written_down", "created"),
            )
            fields.require(record["language"] in (*LANGUAGES, ELECTRUM))
            return PhraseSecret(
                id=fields.match(_ID, record["id"]),
                words=Secret(fields.plain(record["words"], 1, 2_048)),
                passphrase=Secret(fields.encodable(record["passphrase"], 4_096)),
                language=record["language"],
                written_down=fields.boolean(record["written_down"]),
                created=fields.match(_TIME, record["created"]),
            )
        case "seed":
            fields.exactly(record, "id", "kind", "seed", "written_down", "created")
            return SeedSecret(
                id=fields.match(_ID, record["id"]),
                seed=Secret(bytes.fromhex(fields.match(_SEED, record["seed"]))),
                written_down=fields.boolean(record["written_down"]),
                created=fields.match(_TIME, record["created"]),
            )
    raise Damaged


def _accounts(value: object, kinds: dict[str, type], sequence: int) -> tuple[Account, ...]:
    """Read the accounts a column at a time, each in a few passes of C.

    There may be a hundred thousand: a call for each of a million values would cost more than the
    JSON itself.
    """
    columns = fields.columns(value, _ACCOUNT_NAMES, ACCOUNTS_MAX)
    ids, names, chains, addresses, public_keys, secrets, paths, watch_only, since, created = columns
    fields.column(_ID, ids)
    fields.names(names)
    fields.column(_CHAIN, chains)
    fields.column(_ADDRESS, addresses)
    fields.column(_PUBLIC_KEY, keys := fields.present(public_keys))
    fields.require(not any(length % 2 for length in set(map(len, keys))))
    fields.column(_ID, fields.present(secrets))
    fields.column(_PATH, fields.present(paths))
    fields.column(_TIME, created)
    fields.integers(since, sequence)
    fields.require(all(w is (s is None) for w, s in zip(watch_only, secrets, strict=True)))
    fields.require(len(set(ids)) == len(set(zip(chains, addresses, strict=True))) == len(ids))
    for secret, path in zip(secrets, paths, strict=True):
        if secret is not None:
            kind = kinds.get(secret)
            fields.require(kind is not None and (path is None) == (kind is KeySecret))
    return tuple(map(Account, *columns[:7], since, created))


def _deleted(value: object, kinds: dict[str, type], sequence: int) -> Deleted:
    record = fields.exactly(value, "accounts", "secrets")
    secrets = _secrets(record["secrets"])
    # Its own secrets come first: one of the wallet's may have got the same id since.
    all_kinds = {**kinds, **{secret.id: type(secret) for secret in secrets}}

    def account(item: object) -> DeletedAccount:
        entry = fields.exactly(item, "account", "deleted", "sites")
        (one,) = _accounts([entry["account"]], all_kinds, sequence)
        return DeletedAccount(
            one, fields.match(_TIME, entry["deleted"]), fields.texts(entry["sites"], OTHERS_MAX)
        )

    accounts = fields.items(record["accounts"], account, DELETED_MAX)
    fields.require(accounts)
    return Deleted(fields.unique(accounts, lambda one: one.account.id), secrets)


def _contact(value: object) -> Contact:
    record = fields.exactly(value, "id", "name", "chain", "address", "note")
    return Contact(
        id=fields.match(_ID, record["id"]),
        name=fields.name(record["name"]),
        chain=fields.match(_CHAIN, record["chain"]),
        address=fields.match(_ADDRESS, record["address"]),
        note=fields.plain(record["note"], 0, 1_000),
    )


def _label(value: object) -> Label:
    record = fields.exactly(value, "type", "ref", "label")
    return Label(
        type=fields.match(_LABEL_TYPE, record["type"]),
        ref=fields.match(_ADDRESS, record["ref"]),
        label=fields.plain(record["label"], 0, 1_000),
    )


def _network(value: object) -> Network:
    record = fields.exactly(value, "id", "chain", "name", "urls")
    return Network(
        id=fields.match(_ID, record["id"]),
        chain=fields.match(_CHAIN, record["chain"]),
        name=fields.name(record["name"]),
        urls=fields.texts(record["urls"], 16),
    )


def _token(value: object) -> Token:
    record = fields.exactly(value, "chain", "contract", "name", "symbol", "decimals")
    return Token(
        chain=fields.match(_CHAIN, record["chain"]),
        contract=fields.match(_ADDRESS, record["contract"]),
        name=fields.name(record["name"]),
        symbol=fields.plain(record["symbol"], 0, 32),
        decimals=fields.integer(record["decimals"], 0, 255),
    )


def _site(value: object) -> Site:
    record = fields.exactly(value, "origin", "accounts", "permissions", "connected")
    accounts = fields.items(record["accounts"], lambda item: fields.match(_ID, item))
    return Site(
        origin=fields.plain(record["origin"], 1, 2_000),
        accounts=accounts,
        permissions=fields.texts(record["permissions"], 100),
        connected=fields.match(_TIME, record["connected"]),
    )


def _settings(value: object) -> Settings:
    record = fields.exactly(value, "auto_lock_minutes", "mark")
    minutes = fields.integer(
        record["auto_lock_minutes"], AUTO_LOCK_MINUTES[0], AUTO_LOCK_MINUTES[-1]
    )
    return Settings(minutes, None if record["mark"] is None else _mark(record["mark"]))


def _mark(value: object) -> Mark:
    record = fields.exactly(value, "words", "picture")
    try:
        return Mark(fields.plain(record["words"], 1, 100), fields.plain(record["picture"], 1, 100))
    except ValueError:
        raise Damaged from None


def _foreign(value: object) -> Foreign:
    record = fields.exactly(value, "id", "format", "data")
    return Foreign(
        id=fields.match(_ID, record["id"]),
        format=fields.match(_FORMAT_NAME, record["format"]),
        data=fields.encodable(record["data"], FOREIGN_CHARS_MAX),
    )


def _slot_root(value: object) -> SlotRoot:
    record = fields.exactly(value, "slot", "root", "tag")
    return SlotRoot(
        slot=fields.match(_SLOT, record["slot"]),
        root=Secret(bytes.fromhex(fields.match(_HEX64, record["root"]))),
        tag=bytes.fromhex(fields.match(_HEX64, record["tag"])),
    )


def _curve(value: object) -> Curve:
    for curve in Curve:
        if value == curve.value:
            return curve
    raise Damaged
