"""Addresses of 1,000 accounts from one seed, beside the least that must be computed for them.

The references use the bare C libraries on plain bytes and integers; where an address is bech32 or
base58, which no library of ours computes in C, they write it with our own encoders.
"""

import hashlib
import hmac
from collections.abc import Callable

from tests.bench.clock import Measure, interleaved, timed
from tests.bench.row import Row, ms, needs

WHAT = "addresses of 1,000 accounts from one seed"
ACCOUNTS = 1_000
ROUNDS = 9
AT_MOST = 1.2
SEED = bytes(range(64))
HARDENED = 0x8000_0000
ORDER = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141


def measure() -> list[Row]:
    needs("keystow.wallet.chains", "keystow.wallet.derivation")
    rows = []
    for chain, kind, reference in references():
        if ours(chain, kind) != reference():
            raise RuntimeError(f"{kind.title}: the two disagree, so their times mean nothing")
        seen = interleaved({"reference": timed(reference), "ours": _measure(chain, kind)}, ROUNDS)
        detail = f"{ms(seen['ours'])}; the bare libraries {ms(seen['reference'])}"
        title = f"addresses of 1,000 {kind.title} accounts from one seed"
        rows.append(Row(title, seen["ours"] / seen["reference"], AT_MOST, detail))
    return rows


def references() -> list[tuple]:
    """Return each chain with an address type of it and the bare way to its addresses."""
    from keystow.wallet import chains

    segwit, taproot, *_ = chains.BITCOIN.types
    return [
        (chains.ETHEREUM, chains.ETHEREUM, lambda: on_secp256k1((44, 60, 0), ethereum)),
        (chains.LAMDEN, chains.LAMDEN, lambda: on_ed25519((44, 789), 2, bytes.hex)),
        (chains.BITCOIN, segwit, lambda: on_secp256k1((84, 0, 0), native_segwit)),
        (chains.BITCOIN, taproot, lambda: on_secp256k1((86, 0, 0), single_key_taproot)),
        (chains.SOLANA, chains.SOLANA, lambda: on_ed25519((44, 501), 1, solana)),
        (chains.COSMOS, chains.COSMOS, lambda: on_secp256k1((44, 118, 0), cosmos)),
    ]


def _measure(chain, kind) -> Measure:
    return timed(lambda: ours(chain, kind))


def ours(chain, kind) -> list[str]:
    from keystow.secret import Secret
    from keystow.wallet.derivation import Tree

    tree = Tree(Secret(SEED), chain.curve)
    return [
        kind.account_from_private_key(tree.key(kind.path(index)))[1] for index in range(ACCOUNTS)
    ]


def on_secp256k1(steps: tuple[int, ...], address: Callable) -> list[str]:
    """m/a'/b'/c'/0/i by coincurve; `address` gets coincurve's public key."""
    from coincurve import PublicKey

    def child(key: int, code: bytes, index: int) -> tuple[int, bytes]:
        secret = key.to_bytes(32, "big")
        data = b"\0" + secret if index >= HARDENED else PublicKey.from_valid_secret(secret).format()
        return spawn(key, code, data, index)

    def spawn(key: int, code: bytes, data: bytes, index: int) -> tuple[int, bytes]:
        digest = hmac.digest(code, data + index.to_bytes(4, "big"), "sha512")
        return (key + int.from_bytes(digest[:32], "big")) % ORDER, digest[32:]

    digest = hmac.digest(b"Bitcoin seed", SEED, "sha512")
    key, code = int.from_bytes(digest[:32], "big"), digest[32:]
    for index in (*(step + HARDENED for step in steps), 0):
        key, code = child(key, code, index)
    parent = PublicKey.from_valid_secret(key.to_bytes(32, "big")).format()
    addresses = []
    for index in range(ACCOUNTS):
        secret, _ = spawn(key, code, parent, index)
        addresses.append(address(PublicKey.from_valid_secret(secret.to_bytes(32, "big"))))
    return addresses


def on_ed25519(steps: tuple[int, ...], zeros: int, address: Callable) -> list[str]:
    """m/a'/b'/i' and so many 0' by cryptography's ed25519; `address` gets the public bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    def child(key: bytes, code: bytes, index: int) -> tuple[bytes, bytes]:
        data = b"\0" + key + (index + HARDENED).to_bytes(4, "big")
        digest = hmac.digest(code, data, "sha512")
        return digest[:32], digest[32:]

    digest = hmac.digest(b"ed25519 seed", SEED, "sha512")
    parent = digest[:32], digest[32:]
    for step in steps:
        parent = child(*parent, step)
    addresses = []
    for index in range(ACCOUNTS):
        node = child(*parent, index)
        for _ in range(zeros):
            node = child(*node, 0)
        public = Ed25519PrivateKey.from_private_bytes(node[0]).public_key()
        addresses.append(address(public.public_bytes_raw()))
    return addresses


def ethereum(public) -> str:
    """The end of a Keccak in C, with the checksum of EIP-55."""
    from Crypto.Hash import keccak

    address = keccak.new(digest_bits=256, data=public.format(compressed=False)[1:]).digest()[-20:]
    digits = address.hex()
    marks = keccak.new(digest_bits=256, data=digits.encode()).hexdigest()
    return "0x" + "".join(
        [c.upper() if m > "7" else c for c, m in zip(digits, marks, strict=False)]
    )


def native_segwit(public) -> str:
    from keystow.wallet import bech32

    words = (0, *bech32.words_of(_hash160(public.format())))
    return bech32.encode("bc", words, bech32.Encoding.BECH32)


def single_key_taproot(public) -> str:
    from coincurve import PublicKeyXOnly

    from keystow.wallet import bech32

    internal = public.format()[1:]
    mark = hashlib.sha256(b"TapTweak").digest()
    output = PublicKeyXOnly(internal)
    output.tweak_add(hashlib.sha256(mark + mark + internal).digest())
    words = (1, *bech32.words_of(output.format()))
    return bech32.encode("bc", words, bech32.Encoding.BECH32M)


def cosmos(public) -> str:
    from keystow.wallet import bech32

    words = bech32.words_of(_hash160(public.format()))
    return bech32.encode("cosmos", words, bech32.Encoding.BECH32)


def solana(public: bytes) -> str:
    from keystow.wallet import base58

    return base58.encode(public)


def _hash160(data: bytes) -> bytes:
    from Crypto.Hash import RIPEMD160

    return RIPEMD160.new(hashlib.sha256(data).digest()).digest()
