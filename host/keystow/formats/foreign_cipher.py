"""The ciphers that several foreign formats share; imported where a file is opened."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK_BYTES = 16


def aes_ctr(key: bytes, iv: bytes, ciphertext: bytes) -> bytes:
    """Decrypt by AES in counter mode; an IV whose leading zeros were dropped gets them back."""
    counter = iv.rjust(BLOCK_BYTES, b"\0")
    decryptor = Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor()
    return decryptor.update(ciphertext) + decryptor.finalize()
