"""Save sealed files and prove each in place; the one job that a windowed flow saves through.

It runs confined: it can make new files in the folders it was given, and neither remove nor
replace one there.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
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
        request.params["name"],
        bytes(request.blobs["sealed"]),
        request.params["payload_sha256"],
        request.params["slot"],
        Secret(request.blobs["root"]),
    )
    if "vault" in request.params:
        place = VaultPlace(*request.params["vault"])
        return Result({"version": ports.save_vault(sealed, place)})
    saved = ports.save_copies(sealed, targets(request))
    return Result({"saved": rows(saved)})


def vault_folders(request: Request) -> list[str]:
    """Return the vault's folder where the job saves in it."""
    if "vault" not in request.params:
        return []
    place = VaultPlace(*request.params["vault"])
    return [Wallets(Files(), place.data, place.client).folder(place.handle)]


def targets(request: Request) -> tuple[Target, ...]:
    """Read the copies that a request asks for."""
    return tuple(Target(*row) for row in request.params.get("targets", ()))


def rows(saved: list[Saved]) -> list[list[Any]]:
    """Write results as a job's facts; `from_rows` reads them."""
    return [[s.token, s.name, s.size, s.sha256, s.code] for s in saved]


def from_rows(facts: Any) -> list[Saved]:
    """Read results out of a job's facts."""
    return [Saved(*row) for row in facts]


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """A target whose folder was opened before the process was confined; or why it wasn't."""

    target: Target
    place: publish.Place | None
    code: str | None


def open_targets(stack: ExitStack, targets: tuple[Target, ...]) -> list[OpenTarget]:
    """Open each target's folder until `stack` ends."""
    opened = []
    for target in targets:
        try:
            place = stack.enter_context(publish.open_place(Files(), target.folder))
        except errors.KeystowError as failure:
            opened.append(OpenTarget(target, None, failure.code))
        else:
            opened.append(OpenTarget(target, place, None))
    return opened


def save_copies(
    sealed: Sealed,
    opened: list[OpenTarget],
    progress: Callable[..., None],
    check_cancelled: Callable[[], None],
) -> list[Saved]:
    """Save the same bytes at each target in turn; one target's failure spares the others.

    A cancel spares what is saved: raises Cancelled where nothing is yet, and else the targets
    left over have its code.
    """
    verify = proof(sealed)
    results: list[Saved] = []
    for done, one in enumerate(opened):
        try:
            check_cancelled()
        except errors.Cancelled as cancelled:
            if all(result.code is not None for result in results):
                raise
            left = (rest.target.token for rest in opened[done:])
            return [*results, *(Saved(token, sealed.name, 0, "", cancelled.code) for token in left)]
        progress("write", done, len(opened), one.target.token)
        results.append(_save_copy(sealed, one, verify))
        progress("place", done + 1, len(opened), one.target.token)
    return results


def save_vault(sealed: Sealed, place: VaultPlace) -> int:
    """Save a vault's next version and return its number; raises Busy where another was faster."""
    wallets = Wallets(Files(), place.data, place.client)
    saved = wallets.save_version(place.handle, place.version, sealed.data, proof(sealed))
    return saved.number


def proof(sealed: Sealed) -> Verify:
    """Return a check that some bytes are `sealed`'s and open to what was to be sealed.

    Raises ReadBackFailed where `sealed` itself fails its sum.
    """
    if container.parse(sealed.data).sum_state is not container.SumState.RIGHT:
        raise errors.ReadBackFailed

    def verify(data: bytes) -> None:
        if data != sealed.data:
            raise errors.ReadBackFailed
        opened = container.open_with_root(container.parse(data), sealed.slot, sealed.root)
        if opened.payload_sha256 != sealed.payload_sha256:
            raise errors.ReadBackFailed

    return verify


def _save_copy(sealed: Sealed, one: OpenTarget, verify: Verify) -> Saved:
    token, name = one.target.token, sealed.name
    if one.place is None:
        return Saved(token, name, 0, "", one.code)
    try:
        published = publish.save_in(Files(), one.place, name, sealed.data, verify)
    except (errors.KeystowError, MemoryError) as failure:
        return Saved(token, name, 0, "", errors.known(failure).code)
    return Saved(token, name, published.size, published.sha256, None)
