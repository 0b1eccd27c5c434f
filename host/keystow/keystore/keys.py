"""The keys under a root and a file key: every HKDF label of the format stands here.

Ref: docs/keystore-format.md, "Keys"; C2SP age.md, "Header MAC" and "Payload"; RFC 5869.
"""

import hmac

from keystow.keystore.slots import COMMIT_BYTES, Slot
from keystow.secret import Secret

KEY_BYTES = 32
FILE_KEY_BYTES = 16
WRAPPED_BYTES = FILE_KEY_BYTES + 16

_WRAP = b"keystow/v1/wrap"
_COMMIT = b"keystow/v1/commit"
_PARAMETERS = b"keystow/v1/params"
_HEADER = b"header"
_PAYLOAD = b"payload"
_ZERO_NONCE = bytes(12)  # age wraps under a key used once, so its nonce is fixed


class NotAuthentic(Exception):
    """An AEAD, MAC or STREAM check failed; the container knows what that says of the file."""


def hkdf(key: bytes | bytearray, salt: bytes, info: bytes) -> bytes:
    """Return 32 bytes of HKDF-SHA256."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt, info).derive(key)


def commit(root: Secret, slot: Slot) -> bytes:
    """Return what binds a slot's body to its one root."""
    return hkdf(root.reveal(), slot.nonce, _COMMIT)


def seal_body(root: Secret, slot: Slot, file_key: Secret) -> bytes:
    """Return a slot's body: the commit, then the file key wrapped for the root."""
    key = hkdf(root.reveal(), slot.nonce, _WRAP)
    return commit(root, slot) + wrap_file_key(key, file_key, slot.line.encode("ascii"))


def is_committed(root: Secret, slot: Slot, body: bytes) -> bool:
    """Compare in constant time whether this root made this body."""
    return hmac.compare_digest(commit(root, slot), body[:COMMIT_BYTES])


def unwrap(root: Secret, slot: Slot, body: bytes) -> Secret:
    """Return the file key; raise NotAuthentic where body or line were changed."""
    key = hkdf(root.reveal(), slot.nonce, _WRAP)
    return unwrap_file_key(key, body[COMMIT_BYTES:], slot.line.encode("ascii"))


def wrap_file_key(key: bytes, file_key: Secret, aad: bytes | None) -> bytes:
    """Return a file key sealed by a key that is used once."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key).encrypt(_ZERO_NONCE, file_key.reveal(), aad)


def unwrap_file_key(key: bytes, wrapped: bytes, aad: bytes | None) -> Secret:
    """Return the file key; raise NotAuthentic where another key, `aad` or body was used."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return Secret(ChaCha20Poly1305(key).decrypt(_ZERO_NONCE, wrapped, aad))
    except InvalidTag:
        raise NotAuthentic from None


def header_mac(file_key: Secret, header: bytes) -> bytes:
    """Return the MAC of a header given up to and including its three dashes."""
    return hmac.digest(hkdf(file_key.reveal(), b"", _HEADER), header, "sha256")


def payload_key(file_key: Secret, nonce: bytes) -> bytes:
    """Return the key of a payload's chunks."""
    return hkdf(file_key.reveal(), nonce, _PAYLOAD)


def tag(root: Secret, slot: Slot) -> bytes:
    """Return what binds a cached root to the parameters in its slot's line."""
    key = hkdf(root.reveal(), b"", _PARAMETERS)
    return hmac.digest(key, slot.parameters.encode("ascii"), "sha256")
