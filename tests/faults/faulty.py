"""`Files` that fail, lie or kill at a given call: the whole campaign works through them."""

import errno
import os
from collections.abc import Callable, Mapping
from typing import Any

from keystow.storage.files import Files
from tests.faults.child import KILLED

ERRNOS = (
    errno.ENOSPC,
    errno.EIO,
    errno.EDQUOT,
    errno.EROFS,
    errno.EACCES,
    errno.EINTR,
    errno.EMFILE,
    errno.ENOMEM,
)
Call = Callable[..., Any]
Fault = Callable[[Call, tuple[Any, ...]], Any]
_NO_CALL = {"owner", "group", "device"}


class FaultyFiles(Files):
    """Passes every call on to `inner`, except those whose index has a fault."""

    def __init__(self, inner: Files, faults: Mapping[int, Fault] | None = None) -> None:
        self.inner = inner
        self.faults = faults or {}
        self.calls: list[str] = []


def _watched(name: str) -> Call:
    def call(self: FaultyFiles, *arguments: Any) -> Any:
        index = len(self.calls)
        self.calls.append(name)
        real = getattr(self.inner, name)
        fault = self.faults.get(index)
        return real(*arguments) if fault is None else fault(real, arguments)

    return call


CALLS = [name for name in vars(Files) if not name.startswith("_") and name not in _NO_CALL]
for _name in CALLS:
    setattr(FaultyFiles, _name, _watched(_name))


class QuickFiles(Files):
    """Doesn't wait for the disk: a death loses nothing that the kernel has (see test_power)."""

    def sync(self, fd: int) -> None:
        os.fstat(fd)


class NoUnnamed(QuickFiles):
    """A file system such as FAT: no O_TMPFILE."""

    def create_unnamed(self, folder: int) -> int:
        raise OSError(errno.EOPNOTSUPP, "no unnamed files")


class PlainRename(NoUnnamed):
    """A file system such as ntfs-3g: no flags for rename either."""

    def rename_new(self, folder: int, old: str, new: str) -> None:
        raise OSError(errno.EINVAL, "no flags")


class NoLink(QuickFiles):
    """Unnamed files, but no /proc to give them a name by."""

    def link(self, fd: int, folder: int, name: str) -> None:
        raise OSError(errno.ENOENT, "no /proc")


SYSTEMS: dict[str, type[Files]] = {
    "unnamed": QuickFiles,
    "named": NoUnnamed,
    "plain": PlainRename,
    "nolink": NoLink,
}


def fail(code: int) -> Fault:
    """The call does nothing and reports an error; a close always closes (close(2), Linux)."""

    def fault(real: Call, arguments: tuple[Any, ...]) -> Any:
        if real.__name__ == "close":
            real(*arguments)
        raise OSError(code, os.strerror(code))

    return fault


def fail_late(code: int) -> Fault:
    """The call does its work and reports an error all the same."""

    def fault(real: Call, arguments: tuple[Any, ...]) -> Any:
        done = real(*arguments)
        if real.__name__.startswith(("open", "create")):
            os.close(done)
        raise OSError(code, os.strerror(code))

    return fault


def kill(real: Call, arguments: tuple[Any, ...]) -> Any:
    """The process dies before the call."""
    os._exit(KILLED)


def kill_late(real: Call, arguments: tuple[Any, ...]) -> Any:
    """The process dies after the call."""
    try:
        real(*arguments)
    finally:
        os._exit(KILLED)


def write_short(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Take a third of what was given, and say so."""
    fd, data = arguments
    return real(fd, data[: max(1, len(data) // 3)])


def write_none(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Take nothing, and say so."""
    return 0


def write_lie(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Take nothing, and claim all."""
    return len(arguments[1])


def write_half_lie(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Take half, and claim all."""
    fd, data = arguments
    real(fd, data[: len(data) // 2])
    return len(data)


def write_flipped(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Take all, with one bit turned over."""
    fd, data = arguments
    return real(fd, memoryview(flipped(bytes(data))))


def write_torn(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Die in the middle of a write."""
    fd, data = arguments
    real(fd, data[: len(data) // 2])
    os._exit(KILLED)


def read_flipped(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Give all, with one bit turned over."""
    return flipped(real(*arguments))


def read_short(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Give a third of what was asked for."""
    fd, size, offset = arguments
    return real(fd, max(1, size // 3), offset)


def read_nothing(real: Call, arguments: tuple[Any, ...]) -> Any:
    """Claim the file's end."""
    return b""


def flipped(data: bytes) -> bytes:
    """Return the bytes with one bit in the middle turned over."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :]


WRITE_FAULTS = (write_short, write_none, write_lie, write_half_lie, write_flipped)
READ_FAULTS = (read_flipped, read_short, read_nothing)


def faults_for(call: str) -> dict[str, Fault]:
    """Return every fault that doesn't kill, by a name for the report."""
    some: dict[str, Fault] = {f"errno {errno.errorcode[code]}": fail(code) for code in ERRNOS}
    some["late EIO"] = fail_late(errno.EIO)
    own = {"write": WRITE_FAULTS, "read": READ_FAULTS}.get(call, ())
    return some | {one.__name__: one for one in own}


def deaths_for(call: str) -> dict[str, Fault]:
    """Return every way to die at a call."""
    some: dict[str, Fault] = {"kill": kill, "kill late": kill_late}
    return some | ({"write torn": write_torn} if call == "write" else {})
