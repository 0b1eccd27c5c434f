"""Who we are to the browsers: the host's name and the ids of our own extensions.

The Chromium id is not chosen: it follows from the public key in `extension/manifest.json`
(tests/browsers/test_identity.py derives it again). All ids here are one client (design 8).
"""

from enum import StrEnum

HOST_NAME = "app.keystow.host"
"""Fits both rules: Chromium's [a-z0-9._] without an edge dot, Firefox's \\w+(\\.\\w+)*."""

CHROMIUM_IDS = ("dblnhmafalbpdafeolmndcepmgkigpok",)
"""32 letters a-p: the first half of the SHA-256 of the public key in DER, 0-f as a-p."""

GECKO_IDS = ("keystow@keystow.app",)
"""`browser_specific_settings.gecko.id` of the extension's manifest."""


class Family(StrEnum):
    """Browsers that share a manifest's shape and a way of starting the host."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"


def origin(chromium_id: str) -> str:
    """Return the origin of an extension; without its last slash Chromium finds no host at all."""
    return f"chrome-extension://{chromium_id}/"


def host_arguments(family: Family, manifest_path: str) -> list[str]:
    """Return the arguments with which a browser of the family starts the host for us."""
    if family is Family.CHROMIUM:
        return [origin(CHROMIUM_IDS[0])]
    return [manifest_path, GECKO_IDS[0]]
