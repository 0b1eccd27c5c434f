"""The curves that chains use."""

from enum import StrEnum


class Curve(StrEnum):
    """A curve by the name that vaults store."""

    ED25519 = "ed25519"
    SECP256K1 = "secp256k1"
    SR25519 = "sr25519"
