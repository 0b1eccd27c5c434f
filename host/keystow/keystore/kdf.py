"""From what a person holds to a slot's root: a password by Argon2id, a code by HKDF.

Ref: docs/keystore-format.md, "Roots" and "Passwords"; RFC 9106.
"""

import hashlib
from typing import Any

from keystow.errors import NoMemory, TooLarge, UnsupportedCharacter
from keystow.keystore import bounds, keys, unicode_14
from keystow.keystore.slots import Argon2idSlot, CodeSlot
from keystow.secret import Secret

ROOT_BYTES = 32
CODE_BYTES = 20
PASSWORD_CODE_POINTS = 1024
KEYFILE_BYTES = 1024 * 1024

tag = keys.tag

_CODE = "keystow/v1/code/"
_CLEAR_PASSWORD, _CLEAR_SECRET = 1, 2  # argon2.h, ARGON2_FLAG_CLEAR_…
_OK = 0  # argon2.h, Argon2_ErrorCodes
_NO_MEMORY, _NO_THREAD = -22, -33  # a thread needs memory for its stack


def normalise(password: Secret) -> Secret:
    """Return the password's NFKD form in UTF-8, the same on every system.

    Raises TooLarge over 1,024 code points and UnsupportedCharacter for bytes that are not UTF-8,
    lone surrogates and code points that Unicode 14.0 doesn't assign.
    """
    try:
        text = password.reveal().decode("utf-8")  # a lone surrogate has no strict UTF-8
    except UnicodeDecodeError:
        raise UnsupportedCharacter from None
    if len(text) > PASSWORD_CODE_POINTS:
        raise TooLarge(what="password", limit=PASSWORD_CODE_POINTS)
    if text.isascii():
        return Secret(text)
    if not all(map(unicode_14.is_assigned, text)):
        raise UnsupportedCharacter
    import unicodedata  # a large table, and most passwords are ASCII

    return Secret(unicodedata.normalize("NFKD", text))


def derive_root(password: Secret, slot: Argon2idSlot, keyfile: Secret | None = None) -> Secret:
    """Return the 32-byte root which this password, as typed, gives in this slot.

    A slot that names a key file needs one, any other takes none (ValueError). Raises what
    `normalise` raises, TooLarge for a key file outside 1 byte to 1 MiB, KdfLimit, NoMemory.
    """
    bounds.check_slot(slot)
    if slot.keyfile != (keyfile is not None):
        raise ValueError("a key file is given exactly where the slot names one")
    normalised = normalise(password)
    pepper = Secret(b"") if keyfile is None else _digest(keyfile)
    try:
        return _argon2id(normalised, pepper, slot)
    finally:
        normalised.wipe()
        pepper.wipe()


def derive_code_root(code: Secret, slot: CodeSlot) -> Secret:
    """Return the 32-byte root which these at least 20 random bytes give in this slot."""
    if len(code.reveal()) < CODE_BYTES:
        raise ValueError("a code has 160 bits at least: nothing slows a guess down here")
    info = (_CODE + slot.kind).encode("ascii")
    return Secret(keys.hkdf(code.reveal(), slot.salt, info))


def _digest(keyfile: Secret) -> Secret:
    if not 1 <= len(keyfile.reveal()) <= KEYFILE_BYTES:
        raise TooLarge(what="keyfile", limit=KEYFILE_BYTES)
    return Secret(hashlib.sha256(keyfile.reveal()).digest())


def _argon2id(password: Secret, pepper: Secret, slot: Argon2idSlot) -> Secret:
    """Run Argon2id on our own buffers, so that no copy of the password stays behind.

    The library overwrites `password` and `pepper` once hashed, and its memory at the end.
    """
    from argon2.low_level import ARGON2_VERSION, Type, core, ffi

    root = Secret(bytes(ROOT_BYTES))
    out, pwd, salt, secret = (
        ffi.from_buffer("uint8_t[]", buffer)
        for buffer in (root.reveal(), password.reveal(), slot.salt, pepper.reveal())
    )
    context: Any = ffi.new(
        "argon2_context *",
        {
            "out": out,
            "outlen": len(out),
            "pwd": pwd,
            "pwdlen": len(pwd),
            "salt": salt,
            "saltlen": len(salt),
            "secret": secret,
            "secretlen": len(secret),
            "t_cost": slot.passes,
            "m_cost": slot.memory_kib,
            "lanes": slot.lanes,
            "threads": slot.lanes,
            "version": ARGON2_VERSION,
            "flags": _CLEAR_PASSWORD | _CLEAR_SECRET,
        },
    )
    outcome = core(context, Type.ID.value)
    if outcome in (_NO_MEMORY, _NO_THREAD):
        raise NoMemory
    if outcome != _OK:
        raise RuntimeError("Argon2id did not run")
    return root
