"""Keys of the chains on ed25519."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from keystow.errors import KeyInvalid
from keystow.secret import Secret


def public_key(key: Secret) -> bytes:
    """Return the 32 bytes of a key's point; KeyInvalid where the key isn't 32 bytes."""
    try:
        private = Ed25519PrivateKey.from_private_bytes(key.reveal())
    except ValueError:
        raise KeyInvalid from None
    return private.public_key().public_bytes_raw()
