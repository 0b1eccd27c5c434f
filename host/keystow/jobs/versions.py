"""A vault whose newest file somebody changed: the version before it opens instead."""

from collections.abc import Callable
from dataclasses import replace

from keystow import errors
from keystow.jobs.history import Origin
from keystow.jobs.ports import Request
from keystow.jobs.vaults import OpenVault
from keystow.storage.files import Files
from keystow.storage.wallets import Wallets

_NO_DOOR = (errors.Altered, errors.Damaged, errors.WrongPassword)


def unaltered(request: Request, open_: Callable[[Request], OpenVault]) -> OpenVault:
    """Open a request's vault, or the newest version before it that is as it was written.

    Such a one is told of as older. Whoever can write in the wallet's folder could else lock its
    owner out by one byte and a mended sum. Raises Altered where no version opens.
    """
    try:
        return open_(request)
    except errors.Altered:
        wallets = Wallets(Files(), request.params["data"], request.params["client"])
        for version in wallets.before(request.params["handle"], request.params["version"]):
            try:
                opened = open_(Request(request.params, {**request.blobs, "vault": version.data}))
            except _NO_DOOR:
                continue
            return replace(opened, origin=Origin.OLDER)
        raise
