"""The ids in identity.py are those of the extension that lies in the repository."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from keystow.browsers import family, identity
from keystow.browsers.family import Family

MANIFEST = Path(__file__).parents[2] / "extension" / "manifest.json"


def chromium_id(key: str) -> str:
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()
    return digest[:32].translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))


@pytest.mark.skipif(not MANIFEST.exists(), reason="the extension is not here")
def test_the_ids_are_those_of_the_extension():
    manifest = json.loads(MANIFEST.read_text())

    assert chromium_id(manifest["key"]) == identity.CHROMIUM_IDS[0]
    assert manifest["browser_specific_settings"]["gecko"]["id"] == identity.GECKO_IDS[0]


def test_the_derivation_maps_hex_digits_to_letters():
    # The SHA-256 of nothing begins with e3b0c44298fc1c14.
    assert chromium_id("") == "odlameecjipmbmbejkplpemijjgpljce"


def test_the_host_name_fits_both_families():
    assert re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", identity.HOST_NAME)


def test_a_family_starts_the_host_with_its_own_arguments():
    path = "/home/a/.mozilla/native-messaging-hosts/app.keystow.host.json"

    chromium = family.host_arguments(Family.CHROMIUM, path)
    firefox = family.host_arguments(Family.FIREFOX, path)

    assert chromium == [f"chrome-extension://{identity.CHROMIUM_IDS[0]}/"]
    assert firefox == [path, identity.GECKO_IDS[0]]
