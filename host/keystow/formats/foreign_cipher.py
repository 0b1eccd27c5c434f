"""The ciphers that several foreign formats share; imported where a file is opened."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK_BYTES = 16


def aes_ctr(key: bytes, iv: bytes, ciphertext: bytes) -> bytes:
    """Decrypt by AES in counter mode; an IV whose leading zeros were dropped gets them back."""
    counter = iv.rjust(BLOCK_BYTES, b"\0")
    decryptor = Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor()
    return decryptor.update(ciphertext) + decryptor.finalize()


def aes_blocks(key: bytes, ciphertext: bytes) -> bytes:
    """Decrypt whole blocks by AES, each for itself."""
    decryptor = Cipher(algorithms.AES(key), modes.ECB()).decryptor()  # noqa: S305 - BIP-38's own
    return decryptor.update(ciphertext) + decryptor.finalize()
