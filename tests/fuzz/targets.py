"""What is fuzzed: of each reader the files it opens, and what may lie inside them."""

import json
from collections.abc import Callable
from typing import NamedTuple

import shamir_mnemonic

from keystow.secret import Secret
from keystow.wallet import mnemonic
from keystow.wallet.chains import BITCOIN, SOLANA
from tests.formats import (
    bip_38_writer,
    bitwarden_writer,
    cake_writer,
    eip_2335_writer,
    electrum_writer,
    labels_sample,
    lamden_writer,
    metamask_writer,
    polkadot_writer,
    profile_writer,
    web3_writer,
)
from tests.fuzz import profile_reading
from tests.wallet.made import WORDS


class Target(NamedTuple):
    """`files` open by `password`; `sealed` makes one around any of `insides`.

    Where the format's files lie in other files, `opens` tells of one of those whether it opens.
    """

    files: tuple[bytes, ...]
    password: str
    insides: tuple[bytes, ...] = ()
    sealed: Callable[[bytes], bytes] | None = None
    opens: Callable[[bytes, str], bool] | None = None


def _metamask():
    odd = metamask_writer.ODD
    names = {"identities": {"0xa": {"name": "A"}}, "addressBook": {"0x1": {"0xa": {"name": "B"}}}}
    text = metamask_writer.vault(*odd).decode()
    return Target(
        (metamask_writer.vault(*odd), metamask_writer.state(text, Other=names)),
        metamask_writer.PASSWORD,
        (
            json.dumps(odd[1:]).encode(),
            json.dumps(
                [{"type": "Ledger Hardware", "data": {"accounts": ["0x" + "1" * 40]}}]
            ).encode(),
        ),
        lambda plain: json.dumps(metamask_writer.parts(plain)).encode(),
    )


def _web3():
    key = bytes.fromhex("1ab42cc412b618bdea3a599e3c9bae199ebf030895b039e9db1e30dafb12b727")
    return Target(
        (
            web3_writer.key_file(address=web3_writer.ADDRESS, name="Savings"),
            web3_writer.key_file(params=web3_writer.SCRYPT),
            web3_writer.key_file(key, **web3_writer.ethers(bytes(16))),
        ),
        web3_writer.PASSWORD,
        (key, web3_writer.KEY),
        lambda plain: web3_writer.key_file(plain[:1000]),
    )


def _eip_2335():
    writer = eip_2335_writer
    return Target(
        (writer.keystore(), writer.keystore(params=writer.SCRYPT, more={"deep": [None]})),
        writer.PASSWORD,
        (writer.SECRET,),
        lambda plain: writer.keystore(plain[:1000] or b"0"),
    )


def _lamden_extension():
    writer = lamden_writer
    accounts = [writer.entry(n, sk=writer.key_text(n), type="vault") for n in (1, 2)]
    content = {"data": accounts, "mnemonic": WORDS, "derivationIndex": 2}
    return Target(
        (writer.extension(accounts, mnemonic=WORDS, derivationIndex=2),),
        writer.PASSWORD,
        (json.dumps(content).encode(),),
        lambda plain: json.dumps({"vault": json.dumps(writer.inner(plain))}).encode(),
    )


def _polkadot():
    writer = polkadot_writer
    inner = [json.loads(writer.account_file(kind=kind)) for kind in ("sr25519", "ethereum")]
    batch = json.dumps([*inner, json.loads(writer.account_file(password=""))]).encode()
    return Target(
        (writer.account_file(), writer.account_file(kind="ecdsa"), writer.batch_file(batch)),
        writer.PASSWORD,
        (writer.pair("ed25519"), writer.pair("ethereum"), batch),
        lambda plain: writer.batch_file(plain) if plain[:1] == b"[" else writer.sealed(plain),
    )


def _bitwarden():
    writer = bitwarden_writer
    return Target(
        (writer.export(writer.ITEMS), writer.export(writer.ITEMS, writer.ARGON2ID)),
        writer.PASSWORD,
        (writer.content(writer.ITEMS),),
        writer.sealed,
    )


def _electrum():
    writer = electrum_writer
    whole = writer.text(writer.wallet(writer.SEGWIT, writer.SEGWIT_FIRSTS, labels={"a": "b"}))
    locked = writer.wallet(writer.encrypted(writer.STANDARD), writer.STANDARD_FIRSTS)
    literal = repr({"seed_version": 4, "accounts": {0: {0: [writer.WATCHED], 1: []}}}).encode()
    change = json.dumps({"op": "add", "path": "/labels/b", "value": "c"}).encode()
    shared = {"x1/": writer.COSIGNERS[0], "x2/": writer.COSIGNERS[1], "wallet_type": "2of2"}
    return Target(
        (
            writer.sealed(whole),
            whole + b",\n" + change,
            writer.text(locked | {"use_encryption": True}),
            literal,
        ),
        writer.PASSWORD,
        (whole, literal, writer.text(writer.wallet(None, writer.SHARED_FIRSTS) | shared)),
        writer.sealed,
    )


def _cake_folder():
    writer = cake_writer
    return writer.archive(
        {
            "wallets/ethereum/A/A.keys": writer.keys(mnemonic=WORDS),
            "wallets/bitcoin/B/B.keys": writer.keys(mnemonic=electrum_writer.SEGWIT["seed"]),
            "wallets/solana/C/C.keys": b"0" * 200,
        }
    )


def _cake_v2():
    folder = _cake_folder()
    content = json.dumps({"mnemonic": WORDS, "passphrase": "x", "privateKey": "0x1"}).encode()
    return Target(
        (cake_writer.blob(folder),),
        cake_writer.PASSWORD,
        (folder, content),
        lambda plain: cake_writer.blob(
            plain
            if plain[:2] == b"PK"
            else cake_writer.archive({"wallets/ethereum/A/A.keys": cake_writer.blob(plain)})
        ),
    )


def _cake_v3():
    folder = _cake_folder()
    return Target(
        (cake_writer.v3(folder), cake_writer.v3(folder, 300)),
        cake_writer.PASSWORD,
        (folder,),
        cake_writer.v3,
    )


def _solana():
    public = bytes.fromhex(SOLANA.account_from_private_key(Secret(bytes(32)))[0])
    data = json.dumps(list(bytes(32) + public)).encode()
    return Target((data, data.replace(b" ", b"\n")), "")


def _bip_38():
    writer = bip_38_writer
    codes = (writer.payload(), *writer.multiplied(lot=True)[1:], writer.intermediate())
    texts = [writer.text(code) for code in codes]
    return Target(
        (*texts, b"\n".join(texts)),
        writer.PASSWORD,
        codes,
        lambda payload: writer.text(payload[:90]),
    )


def _slip_39():
    one = shamir_mnemonic.generate_mnemonics(1, [(2, 3)], bytes(16), iteration_exponent=0)[0]
    two = shamir_mnemonic.generate_mnemonics(2, [(1, 1), (2, 2)], bytes(32), iteration_exponent=0)
    groups = [share for group in two for share in group]
    numbers = bytes((0x12, 0x34, 0, 0, 0, 0, 0, 0, 0))
    return Target(
        tuple("\n".join(given).encode() for given in (one, groups)),
        "",
        (numbers + bytes(16), numbers + bytes(range(32))),
        _share,
    )


def _share(plain):
    """One share that says what the bytes say, its check sum right."""
    high, low, extendable, exponent, at, wanted, count, index, members, *value = plain.ljust(25)
    share = shamir_mnemonic.Share(
        (high << 8 | low) & 0x7FFF,
        bool(extendable & 1),
        *(number & 15 for number in (exponent, at)),
        *((number & 15) + 1 for number in (wanted, count)),
        index & 15,
        (members & 15) + 1,
        bytes(value[: len(value) // 2 * 2])[:64],
    )
    return share.mnemonic().encode()


def _private_key():
    key = Secret(bytes(range(1, 33)))
    lines = (
        key.reveal().hex(),
        f"lamden: 0x{key.reveal().hex()}",
        BITCOIN.written_private_key(key).reveal().decode(),
        "5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF",
        SOLANA.written_private_key(key).reveal().decode(),
    )
    return Target(tuple(line.encode() for line in (*lines, "\n".join(lines))), "")


def _bip_39():
    japanese = mnemonic.generate(bytes(16), "japanese").reveal().decode()
    return Target((WORDS.encode(), japanese.encode(), f"{WORDS}\n{japanese}".encode()), "")


def _profile():
    """A browser's files; vaults in them open, and so does what lies around them."""
    text = metamask_writer.vault().decode()
    state = metamask_writer.state(text)
    lamden = lamden_writer.extension([lamden_writer.entry(1, sk=lamden_writer.key_text(1))])
    other = json.dumps(json.loads(lamden)["vault"]).encode()
    clone = profile_writer.clone({"KeyringController": {"vault": text}, "a": [1, {"b": 2.5}]})
    return Target(
        (
            profile_writer.written(state, b"{}", state),
            profile_writer.log(profile_writer.batch(1, (b"vault", other), (b"coins", b"[]"))),
            profile_writer.table((1, b"data", state), (2, b"vault", other)),
            profile_writer.table((1, b"data", state), packed=False),
            clone,
            profile_writer.framed(clone),
            *profile_writer.database_files(data={"KeyringController": {"vault": text}}),
        ),
        metamask_writer.PASSWORD,
        (state, other, clone),
        lambda plain: profile_writer.written(plain, state),
        profile_reading.opens,
    )


def _labels():
    return Target((labels_sample.FILE,), "")


TARGETS = {
    "bip-329": _labels,
    "bip-38": _bip_38,
    "slip-39": _slip_39,
    "private-key": _private_key,
    "bip-39": _bip_39,
    "profile": _profile,
    "lamden-extension-vault": _lamden_extension,
    "metamask-vault": _metamask,
    "web3-v3": _web3,
    "eip-2335": _eip_2335,
    "solana-keypair": _solana,
    "bitwarden-encrypted-export": _bitwarden,
    "polkadot-js-json": _polkadot,
    "electrum-wallet": _electrum,
    "cake-backup-v2": _cake_v2,
    "cake-backup-v3": _cake_v3,
}
