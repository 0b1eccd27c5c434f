"""What a process of ours gives up: being read by others, and most of the file system.

Landlock is called by its three system calls through ctypes, since no package that binds it is
kept well (docs/adr/0020). Its ABI grows with the kernel: what this kernel lacks isn't asked for,
and what is in force is reported, never assumed.

Ref: the kernel's userspace-api/landlock; prctl(2), PR_SET_DUMPABLE.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Iterable
from dataclasses import dataclass

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38

# The same on every architecture, being newer than the common table.
_CREATE_RULESET = 444
_ADD_RULE = 445
_RESTRICT_SELF = 446
_CREATE_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1

_READ_FILE = 1 << 2
_READ_DIR = 1 << 3
_WRITE_FILE = 1 << 1
_REMOVE_FILE = 1 << 5
_MAKE_REG = 1 << 8
_FS_ABI_1 = (1 << 13) - 1
_FS_REFER = 1 << 13
_FS_TRUNCATE = 1 << 14
_FS_IOCTL_DEV = 1 << 15
_NET_TCP = 0b11
_SCOPE_UNIX_AND_SIGNAL = 0b11

_READ = _READ_FILE | _READ_DIR
_PUBLISH = _READ | _MAKE_REG
_REPLACE = _READ | _MAKE_REG | _WRITE_FILE | _REMOVE_FILE

_ABI_REFER = 2
_ABI_TRUNCATE = 3
_ABI_NET = 4
_ABI_IOCTL = 5
_ABI_SCOPE = 6


@dataclass(frozen=True, slots=True)
class Hardening:
    """Whether this process is closed to other processes of the user, and writes no core file."""

    unreadable: bool
    no_core: bool


@dataclass(frozen=True, slots=True)
class Confinement:
    """What the kernel refuses this process from now on, its children too.

    `files`: all outside the folders it was given, and there removing, replacing and, by a new
    opening, writing; `truncate` the same for cutting short; `network` TCP; `signals` signals and
    abstract sockets to processes outside. `abi` is 0 where the kernel has no Landlock.
    """

    abi: int
    files: bool
    truncate: bool
    network: bool
    signals: bool


def harden() -> Hardening:
    """Close this process's memory to other processes of the same user, and forbid core files.

    For the first lines of every executable. Root still reads. Raises nothing.
    """
    unreadable = _prctl(_PR_SET_DUMPABLE, 0)
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return Hardening(unreadable, no_core=False)
    return Hardening(unreadable, no_core=True)


def confine(
    write_dirs: Iterable[str], read_dirs: Iterable[str], replace_dirs: Iterable[str] = ()
) -> Confinement:
    """Give up, as far as this kernel goes, all but reading and the making of new files.

    In `write_dirs` a file that was opened before (`publish.open_place`) can be written and given
    a new name; no file can be opened for writing, cut, removed or replaced. `replace_dirs`, for
    folders without unnamed files, keep writing, remove and rename. `read_dirs` are read only;
    nothing can be executed. A folder that can't be opened gets no rights.

    It binds the calling thread and what that starts, so call it before there are threads.
    Raises nothing: what isn't in force is False in what it returns.
    """
    abi = max(_syscall(_CREATE_RULESET, None, 0, _CREATE_RULESET_VERSION), 0)
    grants = [
        *((path, _PUBLISH) for path in write_dirs),
        *((path, _REPLACE) for path in replace_dirs),
        *((path, _READ) for path in read_dirs),
    ]
    in_force = abi > 0 and _restrict(abi, grants)
    return Confinement(
        abi=abi,
        files=in_force,
        truncate=in_force and abi >= _ABI_TRUNCATE,
        network=in_force and abi >= _ABI_NET,
        signals=in_force and abi >= _ABI_SCOPE,
    )


def python_dirs() -> tuple[str, ...]:
    """Return the folders from which this interpreter may still import, for `read_dirs`."""
    some = {sys.prefix, sys.base_prefix, *sys.path, "/usr/lib", "/usr/local/lib", "/lib", "/lib64"}
    return tuple(sorted(path for path in some if os.path.isdir(path)))


class _RulesetAttr(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneathAttr(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def _restrict(abi: int, grants: Iterable[tuple[str, int]]) -> bool:
    attr, size = _ruleset(abi)
    ruleset = _syscall(_CREATE_RULESET, ctypes.byref(attr), size, 0)
    if ruleset < 0:
        return False
    try:
        for path, rights in grants:
            _allow(ruleset, path, rights)
        # Without it only an administrator may restrict; with it no child gains rights by setuid.
        return _prctl(_PR_SET_NO_NEW_PRIVS, 1) and _syscall(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _ruleset(abi: int) -> tuple[_RulesetAttr, int]:
    handled = _FS_ABI_1
    if abi >= _ABI_REFER:
        handled |= _FS_REFER
    if abi >= _ABI_TRUNCATE:
        handled |= _FS_TRUNCATE
    if abi >= _ABI_IOCTL:
        handled |= _FS_IOCTL_DEV
    # An older kernel takes only the fields that it knows.
    fields = 3 if abi >= _ABI_SCOPE else 2 if abi >= _ABI_NET else 1
    net = _NET_TCP if abi >= _ABI_NET else 0
    scoped = _SCOPE_UNIX_AND_SIGNAL if abi >= _ABI_SCOPE else 0
    return _RulesetAttr(handled, net, scoped), fields * 8


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = _PathBeneathAttr(rights, fd)
        _syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(fd)


def _prctl(option: int, value: int) -> bool:
    try:
        unsigned = ctypes.c_ulong
        return bool(
            ctypes.CDLL(None).prctl(option, unsigned(value), unsigned(0), unsigned(0), unsigned(0))
            == 0
        )
    except (OSError, AttributeError):  # not Linux
        return False


def _syscall(number: int, *arguments: object) -> int:
    """Call the kernel; -1 for any failure, also where there is no such kernel."""
    try:
        call = ctypes.CDLL(None, use_errno=True).syscall
    except (OSError, AttributeError):
        return -1
    call.restype = ctypes.c_long
    plain = (ctypes.c_long(one) if isinstance(one, int) else one for one in arguments)
    return int(call(ctypes.c_long(number), *plain))
