"""The KDFs of other people's files, each bounded before it allocates or computes anything."""

import hashlib
from typing import Any, NamedTuple

from keystow.errors import Damaged, KdfLimit
from keystow.keystore import bounds

ROUNDS_MAX = 10_000_000
"""Ten times what any wallet writes."""
SCRYPT_MEMORY_BYTES = 2 * 1024**3
"""As much as any slot of a keystore may ask for."""
SCRYPT_WORK_BYTES = 8 * 1024**3
"""Memory times `p`, which runs one after the other."""
SALT_BYTES = 1024


class Pbkdf2(NamedTuple):
    """PBKDF2 with HMAC. Ref: RFC 8018, section 5.2."""

    hash: str
    salt: bytes
    rounds: int

    def derive(self, password: bytes | bytearray, size: int) -> bytes:
        """Return `size` bytes."""
        return hashlib.pbkdf2_hmac(self.hash, password, self.salt, self.rounds, size)

    def slot(self) -> dict[str, Any]:
        """Return what an inspection says of it."""
        return {"kind": "password", "kdf": f"pbkdf2-hmac-{self.hash}", "passes": self.rounds}


class Scrypt(NamedTuple):
    """Scrypt, also with parameters that OpenSSL refuses. Ref: RFC 7914."""

    salt: bytes
    n: int
    r: int
    p: int

    def derive(self, password: bytes | bytearray, size: int) -> bytes:
        """Return `size` bytes; imported here: a file at fault is refused without it."""
        if self.n.bit_length() <= 16 * self.r:
            from cryptography.hazmat.primitives.kdf.scrypt import Scrypt as OpenSsl

            kdf = OpenSsl(salt=self.salt, length=size, n=self.n, r=self.r, p=self.p)
            return kdf.derive(password)
        # RFC 7914 wants N below 2^(16·r), and OpenSSL holds to it; Ethereum's test data doesn't.
        from Crypto.Protocol.KDF import scrypt

        key = scrypt(bytes(password), self.salt, size, N=self.n, r=self.r, p=self.p)  # type: ignore[arg-type]  # the stubs ask for text, the function takes bytes
        return bytes(key)  # type: ignore[arg-type]  # one key was asked for, not a list

    def slot(self) -> dict[str, Any]:
        """Return what an inspection says of it."""
        memory_kib = 128 * self.n * self.r // 1024
        return {"kind": "password", "kdf": "scrypt", "memory_kib": memory_kib, "passes": self.p}


class Argon2id(NamedTuple):
    """Argon2id, version 1.3. Ref: RFC 9106."""

    salt: bytes
    memory_kib: int
    passes: int
    lanes: int

    def derive(self, password: bytes | bytearray, size: int) -> bytes:
        """Return `size` bytes; imported here: a file at fault is refused without it."""
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(
            bytes(password),
            self.salt,
            time_cost=self.passes,
            memory_cost=self.memory_kib,
            parallelism=self.lanes,
            hash_len=size,
            type=Type.ID,
        )

    def slot(self) -> dict[str, Any]:
        """Return what an inspection says of it."""
        return {
            "kind": "password",
            "kdf": "argon2id",
            "memory_kib": self.memory_kib,
            "passes": self.passes,
            "lanes": self.lanes,
        }


Kdf = Pbkdf2 | Scrypt


def pbkdf2(hash_: str, salt: bytes, rounds: int) -> Pbkdf2:
    """Return the KDF where its numbers are in bounds; Damaged or KdfLimit."""
    if rounds < 1 or len(salt) > SALT_BYTES:
        raise Damaged
    if rounds > ROUNDS_MAX:
        raise KdfLimit(what="passes", limit=ROUNDS_MAX)
    return Pbkdf2(hash_, salt, rounds)


def argon2id(salt: bytes, memory_kib: int, passes: int, lanes: int) -> Argon2id:
    """Return the KDF within the bounds of a keystore's slot; Damaged or KdfLimit."""
    if min(memory_kib, passes, lanes) < 1 or not 8 <= len(salt) <= SALT_BYTES:
        raise Damaged
    if memory_kib > bounds.MEMORY_KIB:
        raise KdfLimit(what="memory_kib", limit=bounds.MEMORY_KIB)
    if lanes > bounds.LANES or memory_kib < lanes * bounds.MEMORY_KIB_PER_LANE:
        raise KdfLimit(what="lanes", limit=bounds.LANES)
    if passes > bounds.PASSES or memory_kib * passes > bounds.COST_KIB_PASSES:
        raise KdfLimit(what="passes", limit=bounds.PASSES)
    return Argon2id(salt, memory_kib, passes, lanes)


def scrypt(salt: bytes, n: int, r: int, p: int) -> Scrypt:
    """Return the KDF where its numbers are in bounds; Damaged or KdfLimit."""
    if min(r, p) < 1 or n < 2 or len(salt) > SALT_BYTES:
        raise Damaged
    if 128 * n * r > SCRYPT_MEMORY_BYTES:
        raise KdfLimit(what="memory_kib", limit=SCRYPT_MEMORY_BYTES // 1024)
    if 128 * n * r * p > SCRYPT_WORK_BYTES or 128 * r * p > SCRYPT_MEMORY_BYTES:
        raise KdfLimit(what="passes", limit=SCRYPT_WORK_BYTES // (128 * n * r))
    if n & (n - 1):
        raise Damaged
    return Scrypt(salt, n, r, p)
