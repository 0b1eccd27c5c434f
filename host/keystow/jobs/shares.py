"""Shares of SLIP-39 that come in one file after the other, until they are enough."""

from dataclasses import dataclass, field

from keystow.errors import SharesMissing
from keystow.formats import slip_39
from keystow.formats.interface import Format
from keystow.formats.opened import Opened
from keystow.secret import Secret


@dataclass(slots=True, repr=False)
class Shares:
    """Those that fit each other so far; a false one counts for its own try only."""

    _held: list[bytes] = field(default_factory=list)

    def open(
        self, format_: Format, data: bytes, password: Secret, keyfile: Secret | None
    ) -> Opened:
        """Open a file: one of shares together with those before it, any other by itself."""
        if format_.name != slip_39.NAME:
            return format_.open(data, password, keyfile=keyfile)
        try:
            return format_.open(slip_39.joined([*self._held, data]), password)
        except SharesMissing:
            if data not in self._held:
                self._held.append(data)
            raise
