"""Read the file a person named, and of a file at fault as little as it takes to refuse it."""

import stat
from os.path import basename, dirname

from keystow.cli.exits import FileMissing, FileUnreadable
from keystow.errors import DestinationMissing, DestinationUnwritable, ShareInvalid
from keystow.formats import registry
from keystow.formats.interface import Format
from keystow.keystore import header
from keystow.storage import reading
from keystow.storage.files import Files, naming_failures, opened, read_all

_HEAD_BYTES = 64 * 1024 + 4096
"""More than the longest header that a reader grants, so that its end and a payload show."""


def read(path: str) -> tuple[Format, bytes]:
    """Return the file's format and all its bytes; symbolic links are the user's own.

    Raises FileMissing, FileUnreadable, NotAKeystore for what is no plain file or in no format
    that Keystow reads, TooLarge, and for a large file what its header is at fault with.
    """
    try:
        data = _read(Files(), path)
    except DestinationMissing:
        raise FileMissing(file=path) from None
    except DestinationUnwritable:
        raise FileUnreadable(file=path) from None
    return registry.detect(data), data


def read_together(path: str, shares: list[str]) -> tuple[Format, bytes]:
    """Read a file as `read` does, and one of shares together with further ones; ShareInvalid."""
    format_, data = read(path)
    if not shares:
        return format_, data
    from keystow.formats import slip_39

    texts = [(path, format_, data), *((one, *read(one)) for one in shares)]
    for number, (name, of, _) in enumerate(texts, 1):
        if of.name != slip_39.NAME:
            raise ShareInvalid(share=number, file=name)
    return format_, slip_39.joined(text for _, _, text in texts)


def _read(files: Files, path: str) -> bytes:
    real = files.real_path(path)
    with naming_failures(), opened(files, files.open_folder(dirname(real))) as folder:  # noqa: SIM117
        with opened(files, files.open_file(folder, basename(real) or ".")) as fd:
            status = files.status(fd)
            limit = registry.READ_LIMIT
            if stat.S_ISREG(status.st_mode) and status.st_size > _HEAD_BYTES:
                head = read_all(files, fd, _HEAD_BYTES)
                limit = registry.read_limit(head)
                if head.startswith(header.VERSION_LINE):
                    # A header at fault is refused before half a gigabyte is allocated.
                    registry.detect(head).inspect(head)
            return reading.read_open(files, fd, limit)
