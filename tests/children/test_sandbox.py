"""What a confined process is refused, tried out in a real one for each refusal."""

import errno
import os
import resource
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from keystow.children import sandbox
from keystow.children.sandbox import Confinement, Hardening, confine, harden
from keystow.storage import publish
from keystow.storage.files import Files
from tests.faults.child import as_nobody, in_child
from tests.faults.faulty import NoUnnamed

OLD = "keystow-20260101T000000Z-00000000.keystow"
NEW = "keystow-20261122T100000Z-0a0b0c0d.keystow"
DATA = b"a copy" * 1000


@pytest.fixture
def place() -> Iterator[str]:
    """A folder of the user "nobody", or of whoever runs the tests, with an older copy."""
    path = Path(tempfile.mkdtemp())
    (path / OLD).write_bytes(b"old")
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
        os.chown(path / OLD, 65534, 65534)
    yield str(path)
    shutil.rmtree(path)


def _requires(abi: int) -> None:
    found = in_child(lambda tell: tell(confine([], []).abi)).told[0]
    if found < abi:
        pytest.skip(f"this kernel's Landlock has ABI {found}")


def _tried(name: str, act: Callable[[], Any]) -> tuple[str, str]:
    try:
        act()
    except OSError as error:
        return name, errno.errorcode[error.errno or 0]
    return name, "allowed"


def _destroyers(place: str) -> dict[str, Callable[[], Any]]:
    old = os.path.join(place, OLD)
    return {
        "remove": lambda: os.unlink(old),
        "replace": lambda: os.rename(os.path.join(place, NEW), old),
        "move away": lambda: os.rename(old, os.path.join(place, "elsewhere")),
        "truncate": lambda: os.truncate(old, 0),
        "open to truncate": lambda: os.open(old, os.O_WRONLY | os.O_TRUNC),
        "open to write": lambda: os.open(old, os.O_WRONLY),
        "open to append": lambda: os.open(old, os.O_WRONLY | os.O_APPEND),
        "open to read and write": lambda: os.open(old, os.O_RDWR),
        "new file": lambda: os.open(os.path.join(place, "file"), os.O_WRONLY | os.O_CREAT),
        "new folder": lambda: os.mkdir(os.path.join(place, "folder")),
        "new link": lambda: os.symlink(old, os.path.join(place, "link")),
        "new FIFO": lambda: os.mkfifo(os.path.join(place, "FIFO")),
    }


def test_a_confined_process_saves_and_can_destroy_nothing(place: str):
    _requires(3)

    def work(tell: Callable[[Any], None]) -> None:
        harden()
        with publish.open_place(Files(), place) as opened:
            confine([place], [])
            tell(publish.save_in(Files(), opened, NEW, DATA, lambda _: None).name)
        tell(dict(_tried(name, act) for name, act in _destroyers(place).items()))

    ended = as_nobody(work)
    assert ended.told[0] == NEW
    assert set(ended.told[1].values()) == {"EACCES"}
    # The kernel makes the empty file before it asks who may write in it.
    assert sorted(os.listdir(place)) == ["file", OLD, NEW]
    assert Path(place, "file").read_bytes() == b""
    assert Path(place, OLD).read_bytes() == b"old"
    assert Path(place, NEW).read_bytes() == DATA


def test_the_same_deeds_succeed_outside_the_sandbox(place: str):
    """The positive control: the refusals above are the sandbox's and no one else's."""
    Path(place, NEW).write_bytes(DATA)
    for name, act in _destroyers(place).items():
        Path(place, OLD).write_bytes(b"old")
        assert in_child(lambda tell, n=name, a=act: tell(_tried(n, a))).told == [(name, "allowed")]
        for made in set(os.listdir(place)) - {OLD, NEW}:
            path = Path(place, made)
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        Path(place, NEW).write_bytes(DATA)


def test_a_folder_without_unnamed_files_keeps_remove_and_rename(place: str):
    _requires(1)

    def work(tell: Callable[[Any], None]) -> None:
        confine([], [], [place])
        tell(publish.save(NoUnnamed(), place, NEW, DATA, lambda _: None).name)
        tell(_tried("remove", lambda: os.unlink(os.path.join(place, OLD))))
        tell(_tried("outside", lambda: os.listdir("/tmp")))

    assert as_nobody(work).told == [NEW, ("remove", "allowed"), ("outside", "EACCES")]


def test_a_confined_process_reads_where_it_may_and_nowhere_else(place: str, tmp_path: Path):
    _requires(1)
    (tmp_path / "file").write_bytes(b"bytes")

    def work(tell: Callable[[Any], None]) -> None:
        confine([], [str(tmp_path), str(tmp_path / "nowhere")])
        tell((tmp_path / "file").read_bytes())
        tell(_tried("write", lambda: (tmp_path / "file").write_bytes(b"")))
        tell(_tried("elsewhere", lambda: Path("/etc/passwd").read_bytes()))
        tell(_tried("run", lambda: os.execv("/bin/true", ["true"])))

    assert in_child(work).told == [
        b"bytes",
        ("write", "EACCES"),
        ("elsewhere", "EACCES"),
        ("run", "EACCES"),
    ]


def test_a_confined_process_opens_no_tcp_connection():
    _requires(4)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()

        def work(tell: Callable[[Any], None]) -> None:
            tell(_tried("connect", lambda: socket.create_connection(address).close()))
            confine([], [])
            tell(_tried("connect", lambda: socket.socket().connect(address)))
            tell(_tried("bind", lambda: socket.socket().bind(("127.0.0.1", 0))))

        assert in_child(work).told == [
            ("connect", "allowed"),
            ("connect", "EACCES"),
            ("bind", "EACCES"),
        ]


def test_a_confined_process_signals_nobody_outside():
    _requires(6)
    parent = os.getpid()

    def work(tell: Callable[[Any], None]) -> None:
        tell(_tried("signal", lambda: os.kill(parent, 0)))
        confine([], [])
        tell(_tried("signal", lambda: os.kill(parent, 0)))

    assert in_child(work).told == [("signal", "allowed"), ("signal", "EPERM")]


def test_what_a_confined_process_starts_is_confined(place: str):
    _requires(1)

    def work(tell: Callable[[Any], None]) -> None:
        confine([place], [])
        tell(in_child(lambda inner: inner(_tried("read", lambda: os.listdir("/")))).told)

    assert in_child(work).told == [[("read", "EACCES")]]


def test_a_confined_python_still_imports():
    _requires(1)

    def work(tell: Callable[[Any], None]) -> None:
        confine([], sandbox.python_dirs())
        import wave

        tell(wave.__name__)

    assert in_child(work).told == ["wave"]


@pytest.mark.parametrize(
    ("abi", "expected"),
    [
        (1, Confinement(1, files=True, truncate=False, network=False, signals=False)),
        (3, Confinement(3, files=True, truncate=True, network=False, signals=False)),
        (4, Confinement(4, files=True, truncate=True, network=True, signals=False)),
        (5, Confinement(5, files=True, truncate=True, network=True, signals=False)),
        (6, Confinement(6, files=True, truncate=True, network=True, signals=True)),
    ],
)
def test_an_older_kernel_is_asked_only_for_what_it_has(
    abi: int, expected: Confinement, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """This kernel takes an older ABI's structures; it can't show that an older one would."""
    _requires(6)
    real = sandbox._syscall

    def older(number: int, *arguments: object) -> int:
        return abi if arguments[-1] == 1 and arguments[0] is None else real(number, *arguments)

    monkeypatch.setattr(sandbox, "_syscall", older)

    def work(tell: Callable[[Any], None]) -> None:
        tell(confine([str(tmp_path)], []))
        tell(_tried("read", lambda: os.listdir("/")))

    assert in_child(work).told == [expected, ("read", "EACCES")]


NOTHING = Confinement(0, files=False, truncate=False, network=False, signals=False)


def test_a_kernel_without_landlock_is_reported_and_no_failure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sandbox, "_syscall", lambda *_: -1)
    assert confine(["/"], []) == NOTHING


def test_a_kernel_that_refuses_the_rules_is_reported(monkeypatch: pytest.MonkeyPatch):
    real = sandbox._syscall
    for refused in (444, 446):

        def refusing(number: int, *arguments: object, refused: int = refused) -> int:
            asks = arguments[0] is None
            return -1 if number == refused and not asks else real(number, *arguments)

        monkeypatch.setattr(sandbox, "_syscall", refusing)
        found = in_child(lambda tell: tell(confine([], []))).told[0]
        assert found == Confinement(found.abi, *[False] * 4)


def test_a_system_without_these_calls_is_reported(monkeypatch: pytest.MonkeyPatch):
    class Missing:
        def __init__(self, *_: object, **__: object) -> None:
            raise OSError

    monkeypatch.setattr(sandbox.ctypes, "CDLL", Missing)
    assert confine(["/"], []) == NOTHING
    assert not harden_in_child().unreadable


def test_hardening_closes_memory_to_the_same_user_and_forbids_core_files():
    def work(tell: Callable[[Any], None]) -> None:
        sandbox._prctl(4, 1)  # changing the user has closed it already
        tell(_peek(os.getpid()))
        tell(harden())
        tell(resource.getrlimit(resource.RLIMIT_CORE))
        tell(_peek(os.getpid()))

    before, hardened, core, after = as_nobody(work).told
    assert before == ("peek", "allowed")
    assert hardened == Hardening(unreadable=True, no_core=True)
    assert core == (0, 0)
    assert after == ("peek", "EACCES")


def test_a_limit_that_cannot_be_set_is_reported(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(sandbox.resource, "setrlimit", refuse)
    assert harden_in_child() == Hardening(unreadable=True, no_core=False)


def harden_in_child() -> Hardening:
    (found,) = in_child(lambda tell: tell(harden())).told
    assert isinstance(found, Hardening)
    return found


def _peek(pid: int) -> tuple[str, str]:
    """Try, from another process of the same user, to read this one's memory."""
    return in_child(
        lambda tell: tell(_tried("peek", lambda: os.open(f"/proc/{pid}/environ", os.O_RDONLY)))
    ).told[0]
