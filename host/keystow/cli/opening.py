"""Opening a file: this process closed to others first, and Ctrl-C answered while the KDF runs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from keystow.cli import passwords
from keystow.cli.arguments import Arguments
from keystow.errors import WrongPassword
from keystow.formats.interface import Format
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

T = TypeVar("T")


def harden() -> None:
    """Close this process's memory to others; for the lines before the first secret."""
    from keystow.children import sandbox

    sandbox.harden()


def is_named(arguments: Arguments) -> bool:
    """Tell whether a file was named that has the password or the recovery code."""
    return arguments.password_file is not None or arguments.recovery_code_file is not None


def secret(arguments: Arguments) -> Secret:
    """Read what opens the file: a recovery code's text where one was named, else the password."""
    if arguments.recovery_code_file is not None:
        return passwords.from_file(arguments.recovery_code_file)
    return passwords.given(arguments.password_file)


def open_file(arguments: Arguments, format_: Format, data: bytes, secret: Secret) -> "Opened":
    """Open a file with what `secret` gave, and with the key file where one was named."""
    if arguments.recovery_code_file is not None:
        return _by_code(format_, data, secret)
    key_file = None if arguments.key_file is None else passwords.key_file(arguments.key_file)
    return interruptible(
        lambda: format_.open(data, secret, keyfile=key_file, more_cost=arguments.more_cost)
    )


def _by_code(format_: Format, data: bytes, text: Secret) -> "Opened":
    from keystow.formats import keystow_1
    from keystow.keystore import recovery_code

    try:
        if format_.name != keystow_1.NAME:
            raise WrongPassword
        return keystow_1.open_with_code(data, recovery_code.read(text))
    except WrongPassword:
        raise WrongPassword(what="code") from None


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
