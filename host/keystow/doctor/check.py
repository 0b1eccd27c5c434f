"""The result of one check, and what mends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

OK = "OK"

_REGISTER = "keystow register"

MENDS = {
    "HOST_MISSING": "install Keystow again",
    "HOST_NOT_EXECUTABLE": "install Keystow again",
    "HOST_UNSAFE": "chmod go-w on the host and its folder, or install Keystow elsewhere",
    "HOST_START_FAILED": "install Keystow again",
    "HOST_EXITED": "install Keystow again",
    "HOST_SILENT": "keystow doctor, once the machine is less busy; else install Keystow again",
    "HOST_ANSWER": "install Keystow again",
    "HOST_VERSION": _REGISTER,
    "NO_BROWSER": f"start your browser once, then {_REGISTER}",
    "MANIFEST_MISSING": _REGISTER,
    "MANIFEST_INVALID": _REGISTER,
    "MANIFEST_NAME": _REGISTER,
    "MANIFEST_CALLERS": _REGISTER,
    "MANIFEST_PATH": _REGISTER,
    "MANIFEST_HOST": _REGISTER,
    "MANIFEST_MODE": _REGISTER,
    "MANIFEST_OTHER_HOST": f"{_REGISTER}, if this installation is the one to use",
    "MANIFEST_DUPLICATE": "remove the other file as its owner, unless an administrator wants it",
    "REGISTRATION_UNSAFE": f"put that right by hand, then {_REGISTER}",
    "REGISTRATION_FAILED": f"give yourself access to that folder, then {_REGISTER}",
    "PACKAGE_MISSING": "install Keystow again",
    "FOLDER_MODE": "chmod 700 on that folder",
    "FOLDER_UNSAFE": "make that folder and those above it writable for nobody but you",
    "FOLDER_FAILED": "give yourself access to that folder",
    "NO_DISPLAY": "start Keystow from a graphical session",
    "RUNS_AS_ROOT": "start the browser as an ordinary user",
    "NO_ENGINE": "install Keystow with its window: pip install 'keystow[window]'",
}
"""What a person does about a code; a code that is not here needs nothing."""


class State(StrEnum):
    """How bad it is: `fail` means that something a person needs won't work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One result. `name` and `code` are fixed words; `detail` may name a path, never a secret."""

    name: str
    state: State
    code: str
    detail: str


def ok(name: str, detail: str, code: str = OK) -> Check:
    """Return a check that found nothing wrong."""
    return Check(name, State.OK, code, detail)


def warn(name: str, code: str, detail: str) -> Check:
    """Return a check that found something which doesn't stop the work."""
    return Check(name, State.WARN, code, detail)


def fail(name: str, code: str, detail: str) -> Check:
    """Return a check that found what stops the work."""
    return Check(name, State.FAIL, code, detail)


def worst(checks: Iterable[Check]) -> State:
    """Return the worst state of all."""
    order = list(State)
    return max((check.state for check in checks), key=order.index, default=State.OK)
