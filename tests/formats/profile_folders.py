"""A browser's folders made of a test's own files."""

from tests.formats import profile_writer
from tests.formats.profile_writer import CHROMIUM_ID, FIREFOX_UUID


def chromium(root, *states, profile="Default"):
    """Make a user-data folder with a profile in which these states were stored; its storage."""
    storage = root / profile / "Local Extension Settings" / CHROMIUM_ID
    storage.mkdir(parents=True)
    (storage / "000003.log").write_bytes(profile_writer.written(*states))
    (storage / "CURRENT").write_bytes(b"MANIFEST-000001\n")
    (storage / "LOCK").write_bytes(b"")
    return storage


def firefox(root, profile="abcd1234.default-release", **members):
    """Make a folder of profiles with one whose browser was killed; its storage."""
    name = f"moz-extension+++{FIREFOX_UUID}^userContextId=4294967295"
    storage = root / profile / "storage" / "default" / name / "idb"
    storage.mkdir(parents=True)
    made = profile_writer.database(storage / "0storage-local.sqlite", **members)
    kept = {one.name: one.read_bytes() for one in storage.iterdir()}
    made.close()
    for name, data in kept.items():
        (storage / name).write_bytes(data)
    return storage
