"""Where this installation's `keystow-host` lies, which is what a manifest names."""

import os
from collections.abc import Callable

PROGRAM = "keystow-host"


def beside(executable: str) -> str:
    """Return where the host lies, or lay, beside this interpreter.

    The interpreter's own link is not resolved: in a virtual environment the host lies beside
    the link, and a path that survives an update of Python is the one to write down.
    """
    return os.path.join(os.path.dirname(os.path.abspath(executable)), PROGRAM)


def find_host(executable: str, argv0: str, is_program: Callable[[str], bool]) -> str | None:
    """Return the absolute path of the host beside the interpreter or the command, or None."""
    for path in (beside(executable), beside(os.path.realpath(argv0))):
        if is_program(path):
            return path
    return None
