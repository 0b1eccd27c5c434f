"""Addresses of 1,000 accounts from one seed, beside the least that must be computed for them."""

import hmac

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
    from keystow.wallet import chains

    references = {chains.ETHEREUM: ethereum_reference, chains.LAMDEN: lamden_reference}
    rows = []
    for chain, reference in references.items():
        if ours(chain) != reference():
            raise RuntimeError(f"{chain.title}: the two disagree, so their times mean nothing")
        seen = interleaved({"reference": timed(reference), "ours": _measure(chain)}, ROUNDS)
        detail = f"{ms(seen['ours'])}; the bare libraries {ms(seen['reference'])}"
        title = f"addresses of 1,000 {chain.title} accounts from one seed"
        rows.append(Row(title, seen["ours"] / seen["reference"], AT_MOST, detail))
    return rows


def _measure(chain) -> Measure:
    return timed(lambda: ours(chain))


def ours(chain) -> list[str]:
    from keystow.secret import Secret
    from keystow.wallet.derivation import Tree

    tree = Tree(Secret(SEED), chain.curve)
    return [
        chain.account_from_private_key(tree.key(chain.path(index)))[1] for index in range(ACCOUNTS)
    ]


def ethereum_reference() -> list[str]:
    """m/44'/60'/0'/0/i by coincurve and a Keccak in C, on plain bytes and integers."""
    from coincurve import PublicKey
    from Crypto.Hash import keccak

    def child(key: int, code: bytes, index: int) -> tuple[int, bytes]:
        secret = key.to_bytes(32, "big")
        data = b"\0" + secret if index >= HARDENED else PublicKey.from_valid_secret(secret).format()
        return spawn(key, code, data, index)

    def spawn(key: int, code: bytes, data: bytes, index: int) -> tuple[int, bytes]:
        digest = hmac.digest(code, data + index.to_bytes(4, "big"), "sha512")
        return (key + int.from_bytes(digest[:32], "big")) % ORDER, digest[32:]

    def checksum(address: str) -> str:
        marks = keccak.new(digest_bits=256, data=address.encode()).hexdigest()
        return "".join([c.upper() if m > "7" else c for c, m in zip(address, marks, strict=False)])

    digest = hmac.digest(b"Bitcoin seed", SEED, "sha512")
    key, code = int.from_bytes(digest[:32], "big"), digest[32:]
    for index in (44 + HARDENED, 60 + HARDENED, HARDENED, 0):
        key, code = child(key, code, index)
    parent = PublicKey.from_valid_secret(key.to_bytes(32, "big")).format()
    addresses = []
    for index in range(ACCOUNTS):
        secret, _ = spawn(key, code, parent, index)
        public = PublicKey.from_valid_secret(secret.to_bytes(32, "big")).format(compressed=False)
        digest = keccak.new(digest_bits=256, data=public[1:]).digest()
        addresses.append("0x" + checksum(digest[-20:].hex()))
    return addresses


def lamden_reference() -> list[str]:
    """m/44'/789'/i'/0'/0' by cryptography's ed25519 alone."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    def child(key: bytes, code: bytes, index: int) -> tuple[bytes, bytes]:
        data = b"\0" + key + (index + HARDENED).to_bytes(4, "big")
        digest = hmac.digest(code, data, "sha512")
        return digest[:32], digest[32:]

    digest = hmac.digest(b"ed25519 seed", SEED, "sha512")
    parent = child(*child(digest[:32], digest[32:], 44), 789)
    addresses = []
    for index in range(ACCOUNTS):
        key, _ = child(*child(*child(*parent, index), 0), 0)
        public = Ed25519PrivateKey.from_private_bytes(key).public_key()
        addresses.append(public.public_bytes_raw().hex())
    return addresses
