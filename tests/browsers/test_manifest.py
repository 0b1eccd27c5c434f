"""What a manifest says, and what a browser would refuse in one."""

import json

import pytest

from keystow.browsers import manifest
from keystow.browsers.family import Family
from keystow.browsers.identity import CHROMIUM_IDS, GECKO_IDS, HOST_NAME
from keystow.browsers.manifest import Fault

HOST = "/opt/keystow/keystow-host"


def changed(family: Family, **fields: object) -> bytes:
    body = json.loads(manifest.encode(family, HOST)) | fields
    return json.dumps({k: v for k, v in body.items() if v is not None}).encode()


def test_chromium_gets_origins_with_their_last_slash():
    body = json.loads(manifest.encode(Family.CHROMIUM, HOST))

    assert body == {
        "name": HOST_NAME,
        "description": body["description"],
        "path": HOST,
        "type": "stdio",
        "allowed_origins": [f"chrome-extension://{CHROMIUM_IDS[0]}/"],
    }
    assert body["description"]


def test_firefox_gets_extension_ids():
    body = json.loads(manifest.encode(Family.FIREFOX, HOST))

    assert body["allowed_extensions"] == list(GECKO_IDS)
    assert "allowed_origins" not in body


@pytest.mark.parametrize("family", Family)
def test_what_is_written_reads_back_without_a_fault(family):
    found = manifest.judge(manifest.encode(family, HOST), family)

    assert not isinstance(found, Fault)
    assert found.path == HOST


def test_a_path_outside_ascii_survives():
    path = "/home/jürgen/ключ/keystow-host"

    found = manifest.parse(manifest.encode(Family.CHROMIUM, path), Family.CHROMIUM)

    assert found is not None
    assert found.path == path


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Fault.INVALID),
        (b"\xff", Fault.INVALID),
        (b"\xef\xbb\xbf{}", Fault.INVALID),
        (b"[]", Fault.INVALID),
        (b"[" * 100_000, Fault.INVALID),
        (changed(Family.CHROMIUM, description=""), Fault.INVALID),
        (changed(Family.CHROMIUM, description=None), Fault.INVALID),
        (changed(Family.CHROMIUM, type="pipe"), Fault.INVALID),
        (changed(Family.CHROMIUM, path=7), Fault.INVALID),
        (changed(Family.CHROMIUM, allowed_origins="all"), Fault.INVALID),
        (changed(Family.CHROMIUM, allowed_origins=[1]), Fault.INVALID),
        (changed(Family.CHROMIUM, allowed_extensions=["a@b"]), Fault.INVALID),
        (manifest.encode(Family.FIREFOX, HOST), Fault.INVALID),
        (changed(Family.CHROMIUM, name="app.other.host"), Fault.NAME),
        (changed(Family.CHROMIUM, allowed_origins=[]), Fault.CALLERS),
        (
            changed(Family.CHROMIUM, allowed_origins=[f"chrome-extension://{CHROMIUM_IDS[0]}"]),
            Fault.CALLERS,
        ),
        (changed(Family.CHROMIUM, path="keystow-host"), Fault.PATH),
    ],
)
def test_each_fault_is_named(data, expected):
    assert manifest.judge(data, Family.CHROMIUM) is expected


def test_a_foreign_extension_beside_ours_is_no_fault():
    origins = [f"chrome-extension://{CHROMIUM_IDS[0]}/", f"chrome-extension://{'b' * 32}/"]
    data = changed(Family.CHROMIUM, allowed_origins=origins)

    assert not isinstance(manifest.judge(data, Family.CHROMIUM), Fault)
