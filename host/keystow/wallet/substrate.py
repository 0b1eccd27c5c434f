"""Keys of Substrate's chains: sr25519, from a seed of 32 bytes along hard junctions.

A key is a seed ("mini-secret"), or the 64 bytes that polkadot-js keeps of a derived one. Curve
arithmetic is schnorrkel's, by py-sr25519-bindings (ADR 0018).

Ref: Substrate's documentation, "Derivation paths"; substrate-bip39 (the seed of a phrase).
"""

import hashlib
import re
import unicodedata

from keystow.errors import KeyInvalid
from keystow.secret import Secret

_PATH = re.compile(r"m|(?://[A-Za-z0-9]{1,31}){1,10}")
_SEED_BYTES = 32
_SECRET_BYTES = 64
_COFACTOR_BITS = 7
_ROUNDS = 2048


class Tree:
    """Derive keys of one seed."""

    def __init__(self, seed: Secret) -> None:
        """Take a seed of 32 bytes; ValueError otherwise."""
        if len(seed.reveal()) != _SEED_BYTES:
            raise ValueError("a seed has 32 bytes")
        self._seed = seed

    def key(self, path: str) -> Secret:
        """Return the seed itself for "m", else 64 bytes; ValueError for a path that isn't one."""
        codes = [_chain_code(name) for name in junctions(path)]
        if not codes:
            return self._seed
        # Imported here: whoever has no such account does without it.
        import sr25519  # type: ignore[import-untyped]  # it has no stubs

        public, secret = sr25519.pair_from_seed(bytes(self._seed.reveal()))
        for code in codes:
            _, public, secret = sr25519.hard_derive_keypair((code, public, secret), b"")
        return Secret(sr25519.convert_secret_key_to_ed25519(secret))


def junctions(path: str) -> tuple[str, ...]:
    """Return the names of a path's hard junctions; ValueError for anything else, soft ones too."""
    if not _PATH.fullmatch(path):
        raise ValueError("not a derivation path")
    return () if path == "m" else tuple(path[2:].split("//"))


def public_key(key: Secret) -> bytes:
    """Return the 32 bytes of a key's point; KeyInvalid."""
    import sr25519

    data = bytes(key.reveal())
    if len(data) not in (_SEED_BYTES, _SECRET_BYTES):
        raise KeyInvalid
    whole = len(data) == _SECRET_BYTES
    if whole and data[0] & _COFACTOR_BITS:
        raise KeyInvalid  # those bits would be dropped: no program writes such a key
    pair = sr25519.pair_from_ed25519_secret_key if whole else sr25519.pair_from_seed
    try:
        public = bytes(pair(data)[0])
    except ValueError:
        raise KeyInvalid from None
    if not any(public):
        raise KeyInvalid  # a multiple of the curve's order
    return public


def seed_of_entropy(entropy: bytes, passphrase: Secret) -> Secret:
    """Stretch a phrase's entropy, not its words, as Substrate's wallets do.

    The passphrase enters in NFC, as polkadot-js has it; BIP-39 would take NFKD. KeyInvalid where it
    isn't UTF-8.
    """
    try:
        normal = unicodedata.normalize("NFC", passphrase.reveal().decode("utf-8"))
    except UnicodeDecodeError:
        raise KeyInvalid from None
    salt = b"mnemonic" + normal.encode()
    return Secret(hashlib.pbkdf2_hmac("sha512", entropy, salt, _ROUNDS)[:_SEED_BYTES])


def _chain_code(name: str) -> bytes:
    """A number is little-endian, a name has its length before it; both fill up 32 bytes."""
    if name.isdecimal():
        return int(name).to_bytes(32, "little")
    return bytes([len(name) << 2]) + name.encode().ljust(31, b"\0")
