"""What is fuzzed: of each reader the files it opens, and what may lie inside them."""

import json
from collections.abc import Callable
from typing import NamedTuple

from keystow.secret import Secret
from keystow.wallet.chains import SOLANA
from tests.formats import (
    bitwarden_writer,
    eip_2335_writer,
    labels_sample,
    lamden_writer,
    metamask_writer,
    polkadot_writer,
    web3_writer,
)
from tests.wallet.made import WORDS


class Target(NamedTuple):
    """`files` open by `password`; `sealed` makes one around any of `insides`."""

    files: tuple[bytes, ...]
    password: str
    insides: tuple[bytes, ...] = ()
    sealed: Callable[[bytes], bytes] | None = None


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


def _solana():
    public = bytes.fromhex(SOLANA.account_from_private_key(Secret(bytes(32)))[0])
    data = json.dumps(list(bytes(32) + public)).encode()
    return Target((data, data.replace(b" ", b"\n")), "")


def _labels():
    return Target((labels_sample.FILE,), "")


TARGETS = {
    "bip-329": _labels,
    "lamden-extension-vault": _lamden_extension,
    "metamask-vault": _metamask,
    "web3-v3": _web3,
    "eip-2335": _eip_2335,
    "solana-keypair": _solana,
    "bitwarden-encrypted-export": _bitwarden,
    "polkadot-js-json": _polkadot,
}
