"""Save a changed vault: first a backup copy in the safety folder, then the vault itself.

Safety first: if the second step fails, the wallet is as it was and one more copy exists.
"""

from dataclasses import replace
from typing import Any

from keystow import errors
from keystow.jobs import vaults
from keystow.jobs.ports import Order, Ports, Request, Result, Saved, Target
from keystow.jobs.vaults import OpenVault

_BY_CODE = {error.code: error for error in errors.ALL}


def targets(request: Request, name: str) -> tuple[Target, ...]:
    """Read a list of targets from a request's parameters."""
    return tuple(Target(*row) for row in request.params.get(name, ()))  # type: ignore[attr-defined]


def commit(
    ports: Ports, request: Request, opened: OpenVault, extra: tuple[Target, ...] = ()
) -> tuple[Result, list[Saved]]:
    """Seal and save `opened` as the wallet's next version; `extra` targets get the backup too.

    Raises the failure of the safety folder or of the vault's own folder; a failure of an extra
    target is in the list that is returned.
    """
    ports.check_cancelled()
    ports.progress("seal")
    vault = replace(
        opened.vault,
        sequence=opened.vault.sequence + 1,
        saved=ports.now().strftime(vaults.TIME),
    )
    opened = replace(opened, vault=vault)
    sealed, backup = vaults.seal_vault(opened, ports), vaults.seal_backup(opened, ports)
    key = opened.key
    safety, own = targets(request, "safety"), targets(request, "vault")
    saved = ports.save([Order(backup, key.slot.id, key.root, safety + extra)])
    _require(saved[: len(safety)])
    _require(ports.save([Order(sealed, key.slot.id, key.root, own)]))
    return session(opened, sealed, {"saved": rows(saved), "size": len(backup)}), saved


def session(opened: OpenVault, sealed: bytes, facts: dict[str, Any]) -> Result:
    """Return what the host keeps of an unlocked wallet: sealed bytes, root, public view."""
    view = opened.vault.public_view()
    mark = opened.vault.settings.get("mark")
    return Result(
        {"view": view, "mark": mark, "slot": opened.key.slot.id, "hint": opened.hint, **facts},
        {"vault": sealed, "root": opened.key.root.reveal()},
    )


def rows(saved: list[Saved]) -> list[list[Any]]:
    """Put results into a result's facts."""
    return [[s.token, s.name, s.size, s.code] for s in saved]


def _require(saved: list[Saved]) -> None:
    for one in saved:
        if one.code is not None:
            raise _BY_CODE.get(one.code, errors.StorageFailed)
