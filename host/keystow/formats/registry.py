"""All formats, in the order in which a file is asked what it is."""

from keystow.errors import NotAKeystore, TooLarge
from keystow.formats.interface import Format
from keystow.formats.keystow_1 import Keystow1
from keystow.formats.lamden_keystore import LamdenKeystore

FORMATS: tuple[Format, ...] = (Keystow1(), LamdenKeystore())

READ_LIMIT = max(format_.read_limit for format_ in FORMATS)
"""Bytes: read one more than this and `detect` says TooLarge."""


def detect(data: bytes) -> Format:
    """Return the format of a file; NotAKeystore, or TooLarge beyond the format's bound."""
    for format_ in FORMATS:
        if format_.detect(data):
            if len(data) > format_.read_limit:
                raise TooLarge(limit=format_.read_limit)
            return format_
    raise NotAKeystore
