"""A value that must not leak: it has no text form, no hash, no pickle, and one door, `reveal()`."""

import hmac
from typing import NoReturn


class Secret:
    """Hold a password, phrase, key or root in one buffer that can be overwritten.

    Overwriting is best effort: Python may have copied the bytes before they came here.
    Short-lived processes do the rest (threat model, "what we assume").
    """

    __slots__ = ("_buffer",)

    def __init__(self, value: bytes | bytearray | memoryview | str) -> None:
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        self._buffer = bytearray(data)

    def reveal(self) -> bytearray:
        """Return the buffer itself; use it in the call that needs it and keep no name for it."""
        return self._buffer

    def wipe(self) -> None:
        """Overwrite the buffer with zeros."""
        self._buffer[:] = bytes(len(self._buffer))

    def __bool__(self) -> bool:
        return bool(self._buffer)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._buffer, other._buffer)

    __hash__ = None  # type: ignore[assignment]  # a hash of a secret is a leak

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never serialised")
