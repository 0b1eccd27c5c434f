"""The payload: a nonce, then 64 KiB chunks of ChaCha20-Poly1305 (age's STREAM).

Ref: C2SP age.md, "Payload".
"""

from collections.abc import Iterator

from keystow.keystore import keys
from keystow.keystore.bounds import PAYLOAD_CHUNK_BYTES as CHUNK_BYTES
from keystow.keystore.keys import NotAuthentic
from keystow.secret import Secret

NONCE_BYTES = 16
TAG_BYTES = 16

_COUNTER_BYTES = 11
_SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES


def encrypt(file_key: Secret, nonce: bytes, plaintext: bytes | bytearray) -> bytearray:
    """Return the payload, nonce first; one buffer of its final size, each chunk written once."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher = ChaCha20Poly1305(keys.payload_key(file_key, nonce))
    count = max(1, -(-len(plaintext) // CHUNK_BYTES))
    payload = bytearray(NONCE_BYTES + len(plaintext) + count * TAG_BYTES)
    payload[:NONCE_BYTES] = nonce
    with memoryview(plaintext) as source, memoryview(payload)[NONCE_BYTES:] as target:
        for at, chunk_nonce in _chunks(count):
            clear = source[at * CHUNK_BYTES : (at + 1) * CHUNK_BYTES]
            sealed = target[at * _SEALED_CHUNK_BYTES : (at + 1) * _SEALED_CHUNK_BYTES]
            cipher.encrypt_into(chunk_nonce, clear, None, sealed)
    return payload


def decrypt(file_key: Secret, payload: bytes | bytearray | memoryview) -> bytearray:
    """Return the whole plaintext; raise NotAuthentic where any chunk is changed or missing.

    Nothing of a payload at fault is returned: what was decrypted so far is overwritten.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    with memoryview(payload) as view:
        cipher = ChaCha20Poly1305(keys.payload_key(file_key, bytes(view[:NONCE_BYTES])))
        count, size = _shape(len(view) - NONCE_BYTES)
        plaintext = bytearray(size)
        try:
            with memoryview(plaintext) as target, view[NONCE_BYTES:] as source:
                for at, chunk_nonce in _chunks(count):
                    sealed = source[at * _SEALED_CHUNK_BYTES : (at + 1) * _SEALED_CHUNK_BYTES]
                    clear = target[at * CHUNK_BYTES : (at + 1) * CHUNK_BYTES]
                    cipher.decrypt_into(chunk_nonce, sealed, None, clear)
        except InvalidTag:
            plaintext[:] = bytes(size)
            raise NotAuthentic from None
    return plaintext


def _shape(sealed_bytes: int) -> tuple[int, int]:
    """Return the number of chunks and the plaintext's size; the last chunk is never empty."""
    count = max(1, -(-sealed_bytes // _SEALED_CHUNK_BYTES))
    last = sealed_bytes - (count - 1) * _SEALED_CHUNK_BYTES
    if last < TAG_BYTES or (last == TAG_BYTES and count > 1):
        raise NotAuthentic
    return count, sealed_bytes - count * TAG_BYTES


def _chunks(count: int) -> Iterator[tuple[int, bytes]]:
    """Yield each chunk's number and nonce: a counter, then whether it is the last."""
    for at in range(count):
        yield at, at.to_bytes(_COUNTER_BYTES) + bytes([at == count - 1])
