"""Opening a file: this process closed to others first, and Ctrl-C answered while the KDF runs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from keystow.cli import passwords
from keystow.cli.arguments import Arguments
from keystow.formats.interface import Format
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

T = TypeVar("T")


def harden() -> None:
    """Close this process's memory to others; for the lines before the first secret."""
    from keystow.children import sandbox

    sandbox.harden()


def open_file(arguments: Arguments, format_: Format, data: bytes, password: Secret) -> "Opened":
    """Open a file with its password, and with the key file where one was named."""
    key_file = None if arguments.key_file is None else passwords.key_file(arguments.key_file)
    return interruptible(
        lambda: format_.open(data, password, keyfile=key_file, more_cost=arguments.more_cost)
    )


def interruptible(work: Callable[[], T]) -> T:
    """Do the work in a thread that ends with the process, so that Ctrl-C is answered at once.

    The KDF is one call into C, during which Python looks at no signal.
    """
    from threading import Thread

    result: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:  # noqa: BLE001  # raised again below, in the caller
            failure.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]
