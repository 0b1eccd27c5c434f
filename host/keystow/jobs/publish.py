"""Save sealed files and prove each in place; the one job that a windowed flow saves through.

It runs confined: it can make new files in the folders it was given, and neither remove nor
replace one there.
"""

from collections.abc import Callable
from typing import Any

from keystow import errors
from keystow.jobs.ports import Ports, Request, Result, Saved, Sealed, Target, VaultPlace
from keystow.keystore import container
from keystow.secret import Secret
from keystow.storage import publish
from keystow.storage.files import Files
from keystow.storage.wallets import Wallets

Verify = Callable[[bytes], None]


def run(ports: Ports, request: Request) -> Result:
    """Save copies, or a vault's next version, as a windowed job ordered."""
    sealed = Sealed(
        bytes(request.blobs["sealed"]), request.params["slot"], Secret(request.blobs["root"])
    )
    if "vault" in request.params:
        place = VaultPlace(*request.params["vault"])
        return Result({"version": ports.save_vault(sealed, place)})
    saved = ports.save_copies(sealed, targets(request))
    return Result({"saved": rows(saved)})


def folders(request: Request) -> list[str]:
    """Return the folders in which the job makes files."""
    if "vault" in request.params:
        place = VaultPlace(*request.params["vault"])
        return [Wallets(Files(), place.data, place.client).folder(place.handle)]
    return [target.folder for target in targets(request)]


def targets(request: Request) -> tuple[Target, ...]:
    """Read the copies that a request asks for."""
    return tuple(Target(*row) for row in request.params.get("targets", ()))


def rows(saved: list[Saved]) -> list[list[Any]]:
    """Write results as a job's facts; `from_rows` reads them."""
    return [[s.token, s.name, s.size, s.sha256, s.code] for s in saved]


def from_rows(facts: Any) -> list[Saved]:
    """Read results out of a job's facts."""
    return [Saved(*row) for row in facts]


def save_copies(
    sealed: Sealed,
    targets: tuple[Target, ...],
    progress: Callable[..., None],
    check_cancelled: Callable[[], None],
) -> list[Saved]:
    """Save the same bytes at each target in turn; one target's failure spares the others."""
    verify = proof(sealed)
    results = []
    for done, target in enumerate(targets):
        check_cancelled()
        progress("write", done, len(targets), target.token)
        results.append(_save_copy(sealed, target, verify))
        progress("place", done + 1, len(targets), target.token)
    return results


def save_vault(sealed: Sealed, place: VaultPlace) -> int:
    """Save a vault's next version and return its number; raises Busy where another was faster."""
    wallets = Wallets(Files(), place.data, place.client)
    saved = wallets.save_version(place.handle, place.version, sealed.data, proof(sealed))
    return saved.number


def proof(sealed: Sealed) -> Verify:
    """Return a check that some bytes are `sealed`'s and open to the same payload."""
    keystore = container.parse(sealed.data)
    expected = container.open_with_root(keystore, sealed.slot, sealed.root).payload_sha256

    def verify(data: bytes) -> None:
        opened = container.open_with_root(container.parse(data), sealed.slot, sealed.root)
        if data != sealed.data or opened.payload_sha256 != expected:
            raise errors.ReadBackFailed

    return verify


def _save_copy(sealed: Sealed, target: Target, verify: Verify) -> Saved:
    try:
        published = publish.save(Files(), target.folder, target.name, sealed.data, verify)
    except errors.KeystowError as failure:
        return Saved(target.token, target.name, 0, "", failure.code)
    return Saved(target.token, target.name, published.size, published.sha256, None)
