"""What this machine gives: the host's file, private folders, confinement, a window."""

import importlib
import importlib.util
import os
import stat
from collections.abc import Iterator, Mapping
from threading import Thread

from keystow.children import sandbox
from keystow.children.sandbox import Confinement
from keystow.doctor.check import Check, fail, ok, warn
from keystow.doctor.manifests import is_program
from keystow.errors import DestinationUnsafe, KeystowError
from keystow.storage import folders
from keystow.storage.files import Files

PACKAGES = (
    "Crypto",
    "argon2",
    "coincurve",
    "cryptography",
    "mnemonic",
    "platformdirs",
    "zxcvbn_rs_py",
)
"""What jobs import only once they need it (docs/adr/0065): here a missing one shows before."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def host(files: Files, host_path: str | None) -> Iterator[Check]:
    """Yield whether the host is installed, and whether another user could replace it."""
    if host_path is None:
        yield fail("host", "HOST_MISSING", "keystow-host is not beside this command")
        return
    if not is_program(files, host_path):
        yield fail("host", "HOST_NOT_EXECUTABLE", f"{host_path} can't be started")
        return
    real = files.real_path(host_path)
    if any(_replaceable(files, path) for path in (real, os.path.dirname(real))):
        yield fail("host", "HOST_UNSAFE", f"other users may replace {real}")
        return
    yield ok("host", host_path)


def packages() -> Check:
    """Return whether every package that a job may need can be imported."""
    missing = [name for name in PACKAGES if not _imports(name)]
    if missing:
        return fail("packages", "PACKAGE_MISSING", f"can't be imported: {', '.join(missing)}")
    return ok("packages", "all can be imported")


def own_folders(files: Files) -> Iterator[Check]:
    """Yield whether Keystow's own folders are closed to other users."""
    try:
        data = folders.user_data(files)
    except DestinationUnsafe:
        yield fail("folders", "FOLDER_UNSAFE", "other users may replace Keystow's own folder")
        return
    except KeystowError:
        yield fail("folders", "FOLDER_FAILED", "the system refuses Keystow's own folder")
        return
    for path in (data, os.path.join(data, folders.WALLETS), folders.safety(data)):
        if _open_to_others(files, path):
            yield warn("folders", "FOLDER_MODE", f"other users may look into {path}")
            return
    yield ok("folders", data)


def confinement() -> Iterator[Check]:
    """Yield what the kernel refuses a process that publishes copies."""
    in_force: list[Confinement] = []
    # Landlock binds the thread that asks for it: this one ends at once and takes it along.
    trial = Thread(target=lambda: in_force.append(sandbox.confine((), ())))
    trial.start()
    trial.join()
    given = in_force[0] if in_force else Confinement(0, *(False,) * 4)
    if not given.files:
        yield warn("landlock", "LANDLOCK_ABSENT", "this kernel doesn't confine file access")
        return
    parts = {"cutting short": given.truncate, "network": given.network, "signals": given.signals}
    missing = ", ".join(part for part, is_refused in parts.items() if not is_refused)
    if missing:
        detail = f"ABI {given.abi}: file access is confined, these are not: {missing}"
        yield warn("landlock", "LANDLOCK_PARTIAL", detail)
        return
    yield ok("landlock", f"ABI {given.abi}: file access, network and signals are confined")


def window(environ: Mapping[str, str], owner: int) -> Check:
    """Return whether Keystow's own window could open; none is opened."""
    if not _has_engine():
        return fail("window", "NO_ENGINE", "no web engine for Keystow's window is installed")
    if not environ.get("DISPLAY") and not environ.get("WAYLAND_DISPLAY"):
        return warn("window", "NO_DISPLAY", "there is no display for Keystow's window here")
    if owner == 0:
        return warn("window", "RUNS_AS_ROOT", "no window opens for root: its sandbox would be off")
    return ok("window", "a display and a web engine are there")


def _imports(name: str) -> bool:
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001  # a broken native library may raise anything
        return False
    return True


def _has_engine() -> bool:
    def has(module: str) -> bool:
        try:
            return importlib.util.find_spec(module) is not None
        except (ImportError, ValueError):  # a parent package that is missing or broken
            return False

    engines = ("PyQt6.QtWebEngineWidgets", "PySide6.QtWebEngineWidgets", "gi")
    return has("webview") and any(map(has, engines))


def _replaceable(files: Files, path: str) -> bool:
    try:
        status = files.status_of(path)
    except OSError:
        return False
    sticky = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX
    is_open = status.st_mode & stat.S_IWOTH and not sticky
    return bool(is_open) or status.st_uid not in (files.owner(), 0)


def _open_to_others(files: Files, path: str) -> bool:
    try:
        return bool(files.status_of(path).st_mode & _OTHERS)
    except OSError:
        return False  # not made yet
