"""Who we are to the browsers: the host's name and the ids of our own extensions.

The Chromium id is not chosen: it follows from the public key in `extension/manifest.json`
(tests/browsers/test_identity.py derives it again). All ids here are one client (design 8).
Read before the host's first reply, so it imports nothing.
"""

HOST_NAME = "app.keystow.host"
"""Fits both rules: Chromium's [a-z0-9._] without an edge dot, Firefox's \\w+(\\.\\w+)*."""

CHROMIUM_IDS = ("dblnhmafalbpdafeolmndcepmgkigpok",)
"""32 letters a-p: the first half of the SHA-256 of the public key in DER, 0-f as a-p."""

GECKO_IDS = ("keystow@keystow.app",)
"""`browser_specific_settings.gecko.id` of the extension's manifest."""


def origin(chromium_id: str) -> str:
    """Return the origin of an extension; without its last slash Chromium finds no host at all."""
    return f"chrome-extension://{chromium_id}/"
