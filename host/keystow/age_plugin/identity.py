"""What names this plugin to age, and the key file which such a name may lead to.

An identity holds no secret: either nothing, as `age -j keystow` makes one, or where a key file
lies. Its bytes are none, or 0x01 and the file's absolute path.

Ref: C2SP age-plugin.md, "Mapping recipients and identities to plugin binaries".
"""

import os

from keystow.errors import NotAKeystore
from keystow.keystore.kdf import KEYFILE_BYTES
from keystow.secret import Secret
from keystow.storage import reading
from keystow.storage.files import Files
from keystow.wallet import bech32

_PREFIX = "age-plugin-keystow-"
_KEY_FILE = b"\x01"


def write(key_file: str) -> str:
    """Return the identity of a key file, given its absolute path."""
    return bech32.encode_bytes(_PREFIX, _KEY_FILE + os.fsencode(key_file)).upper()


def read(text: str) -> str | None:
    """Return the path of an identity's key file, None for none; ValueError for no identity."""
    prefix, data = bech32.decode_bytes(text)
    if prefix != _PREFIX:
        raise ValueError("another plugin's identity")
    if not data:
        return None
    path = os.fsdecode(data[len(_KEY_FILE) :])
    if not data.startswith(_KEY_FILE) or not os.path.isabs(path) or "\0" in path:
        raise ValueError("an identity that a later version may know")
    return path


def key_file(path: str) -> Secret:
    """Read a key file; NotAKeystore, TooLarge or a failure of storage where it can't be one."""
    data = reading.read(Files(), path, KEYFILE_BYTES)
    if not data:
        raise NotAKeystore
    return Secret(data)
