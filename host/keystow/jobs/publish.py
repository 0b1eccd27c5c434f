"""Save sealed files in folders and prove each in place (docs/keystore-format.md, design "Saving")."""

from collections.abc import Callable, Mapping
from typing import Any

from keystow import errors
from keystow.jobs.ports import Order, Ports, Request, Result, Saved, Target
from keystow.keystore import container
from keystow.secret import Secret
from keystow.storage.files import Files
from keystow.storage.publish import save as publish_file

Progress = Callable[..., None]


def run(ports: Ports, request: Request) -> Result:
    """Save what the parent job ordered."""
    saved = ports.save(_orders(request))
    return Result({"saved": [[s.token, s.name, s.size, s.code] for s in saved]})


def folders(request: Request) -> list[str]:
    """Return the folders that the job must be able to write in."""
    return [t[1] for order in _listed(request) for t in order["targets"]]


def save(orders: list[Order], progress: Progress, check_cancelled: Progress) -> list[Saved]:
    """Save each order to each of its targets in turn; one target's failure spares the others."""
    results: list[Saved] = []
    for order in orders:
        verify = _proof(order)
        for target in order.targets:
            check_cancelled()
            results.append(_save_one(order, target, verify, progress))
    return results


def request(orders: list[Order]) -> tuple[dict[str, object], dict[str, bytes | bytearray]]:
    """Put orders into the parameters and blobs of a `publish` job."""
    params: list[dict[str, object]] = []
    blobs: dict[str, bytes | bytearray] = {}
    for number, order in enumerate(orders):
        targets = [[t.token, t.folder, t.name] for t in order.targets]
        params.append({"slot": order.slot, "targets": targets})
        blobs[f"sealed{number}"] = order.sealed
        blobs[f"root{number}"] = order.root.reveal()
    return {"orders": params}, blobs


def saved(facts: Mapping[str, Any]) -> list[Saved]:
    """Read a `publish` job's facts."""
    return [Saved(*row) for row in facts["saved"]]


def _listed(request: Request) -> list[dict[str, Any]]:
    return request.params["orders"]  # type: ignore[return-value]  # made by `request` above


def _orders(request: Request) -> list[Order]:
    return [
        Order(
            bytes(request.blobs[f"sealed{number}"]),
            listed["slot"],
            Secret(request.blobs[f"root{number}"]),
            tuple(Target(*target) for target in listed["targets"]),
        )
        for number, listed in enumerate(_listed(request))
    ]


def _proof(order: Order) -> Callable[[bytes], None]:
    """Return a check that some bytes are the order's and open with its root to its payload."""
    keystore = container.parse(order.sealed)
    expected = container.open_with_root(keystore, order.slot, order.root).payload_sha256

    def verify(data: bytes) -> None:
        if data != order.sealed:
            raise errors.ReadBackFailed
        try:
            opened = container.open_with_root(container.parse(data), order.slot, order.root)
        except errors.KeystowError as failure:
            raise errors.ReadBackFailed from failure
        if opened.payload_sha256 != expected:
            raise errors.ReadBackFailed

    return verify


def _save_one(
    order: Order, target: Target, verify: Callable[[bytes], None], progress: Progress
) -> Saved:
    progress("write", destination=target.token)
    try:
        published = publish_file(Files(), target.folder, target.name, order.sealed, verify)
    except errors.KeystowError as failure:
        return Saved(target.token, target.name, 0, failure.code)
    progress("place", destination=target.token)
    return Saved(target.token, target.name, published.size, None)
