"""All formats, in the order in which a file is asked what it is."""

from collections.abc import Iterator

from keystow.errors import NotAKeystore, TooLarge
from keystow.formats import lamden_keystore, plain_text
from keystow.formats.age_v1_scrypt import AgeV1Scrypt
from keystow.formats.interface import Format
from keystow.formats.keystow_1 import Keystow1
from keystow.formats.lamden_keystore import LamdenKeystore
from keystow.keystore import bounds

READ_LIMIT = bounds.FILE_BYTES
"""Bytes: no format's file is larger."""

# Every age file is a keystore until its header says otherwise, so passphrase files come first.
_FIRST: tuple[Format, ...] = (AgeV1Scrypt(), Keystow1(), LamdenKeystore())
_JSON_STARTS = (b"{", b"[", b'"')
_ELECTRUM_STARTS = (b"QklFM",)  # base64 of BIE1 and BIE2
_CAKE_STARTS = (b"\x02", b"PK\x03\x04")
_SEED_BYTES = 1_024  # of a text of Electrum's words
_LEADING_BYTES = 4096


def detect(data: bytes) -> Format:
    """Return the format of a file; NotAKeystore, or TooLarge beyond the format's bound."""
    for format_ in _formats(data):
        if format_.detect(data):
            limit = format_.read_limit(data)
            if len(data) > limit:
                raise TooLarge(limit=limit)
            return format_
    raise NotAKeystore


def read_limit(head: bytes) -> int:
    """Return how many bytes may be read of a file that begins so, whatever it turns out to be."""
    limits = (format_.read_limit(head) for format_ in _formats(head) if format_.detect(head))
    return next(limits, lamden_keystore.READ_LIMIT)  # its mark may stand further on


def _formats(data: bytes) -> Iterator[Format]:
    """Give the formats that the file may be of; what it can't be isn't even imported."""
    yield from _FIRST
    start = data[:_LEADING_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_JSON_STARTS):
        from keystow.formats import json_formats

        yield from json_formats.FORMATS
    elif data.startswith(_CAKE_STARTS):
        from keystow.formats.cake.backup_v2 import CakeBackupV2
        from keystow.formats.cake.backup_v3 import CakeBackupV3

        yield from (CakeBackupV2(), CakeBackupV3())
    else:
        if start.startswith(_ELECTRUM_STARTS) or len(data) <= _SEED_BYTES:
            from keystow.formats.electrum.wallet import ElectrumWallet

            yield ElectrumWallet()
        if plain_text.is_likely(data):
            from keystow.formats import text_formats

            yield from text_formats.FORMATS
