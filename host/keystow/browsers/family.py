"""The two families of browsers, and how each starts a host."""

from enum import StrEnum

from keystow.browsers.identity import CHROMIUM_IDS, GECKO_IDS, origin


class Family(StrEnum):
    """Browsers that share a manifest's shape and a way of starting the host."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"


def host_arguments(family: Family, manifest_path: str) -> list[str]:
    """Return the arguments with which a browser of the family starts the host for us."""
    if family is Family.CHROMIUM:
        return [origin(CHROMIUM_IDS[0])]
    return [manifest_path, GECKO_IDS[0]]
