"""One execution on a browser's file: whatever it is, it is read as each kind that it may be."""

import json

from keystow import errors
from keystow.formats import registry
from keystow.formats.profiles import leveldb_table, readers, sqlite_image, vaults
from keystow.formats.profiles.stored import Allowance
from keystow.formats.profiles.vaults import Part
from keystow.secret import Secret

ALLOWANCE = 16 * 1024 * 1024


def opens(data, password):
    """Tell whether a vault in the file opens; whatever comes but a code of ours is a failure."""
    opened = False
    for vault in vaults.of_storage([Part("1", 1.0, stored) for stored in _read(data)]):
        format_ = registry.detect(vault.data)
        assert format_.name == vault.format
        json.loads(vault.data)
        try:
            format_.open(vault.data, Secret(password))
        except errors.KeystowError:
            continue
        opened = True
    return opened


def _read(data):
    allowance = Allowance(ALLOWANCE)
    if data.startswith(sqlite_image.MAGIC):
        pages = int.from_bytes(data[28:32], "big") * int.from_bytes(data[16:18], "big")
        reads = [lambda: readers.sqlite(data[:pages] or data, data[pages:], allowance)]
    elif data.endswith(leveldb_table.MAGIC):
        reads = [lambda: readers.leveldb("1.ldb", data, allowance)]
    else:
        reads = [
            lambda: readers.leveldb("1.log", data, allowance),
            lambda: readers.value("1", data, allowance),
            lambda: readers.script(data),
        ]
    for read in reads:
        try:
            yield read()
        except errors.KeystowError:
            continue
