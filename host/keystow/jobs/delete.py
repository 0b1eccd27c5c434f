"""Delete an account or a whole wallet: say what goes and what stays, offer a backup first."""

from dataclasses import dataclass
from typing import Any

from keystow import errors
from keystow.jobs import asking, commit, publish, vaults
from keystow.jobs.ports import Ports, Request, Result, Target
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import OpenVault
from keystow.wallet import deletions
from keystow.wallet.chains import CHAINS
from keystow.wallet.vault import KeySecret, PhraseSecret, Vault


@dataclass(frozen=True, slots=True)
class _Decision:
    """What the person said; `copied` is the receipt of a backup that they made before."""

    delete: bool
    phrase_too: bool
    loss_told: bool
    copied: dict[str, Any] | None


def run(ports: Ports, request: Request) -> Result:
    """Delete what the request names, once the person has said so in the window.

    An unlocked wallet's account needs no password, the wallet itself always does. A window that
    is closed after a backup leaves that backup, and its result says that nothing was deleted.
    """
    surface = asking.surface_of(ports, request, "delete")
    if request.params["what"] == "wallet":
        return _wallet(ports, request, surface)
    return _account(ports, request, surface)


def _account(ports: Ports, request: Request, surface: Surface) -> Result:
    opened = asking.wallet_of(ports, request, surface, "delete")
    account_id = request.params["account"]
    model = _account_model(opened.vault, account_id)
    said = _ask(ports, request, surface, opened, model)
    if not said.delete:
        return Result({"deleted": False, "copied": said.copied})
    now = ports.now().strftime(vaults.TIME)
    delete = deletions.delete_with_phrase if said.phrase_too else deletions.delete
    vault = delete(opened.vault, account_id, now)
    result = commit.commit(ports, request, vaults.with_vault(opened, vault))
    surface.close()
    return Result({**result.facts, "deleted": True, "copied": said.copied}, result.blobs)


def _wallet(ports: Ports, request: Request, surface: Surface) -> Result:
    """Answer what was said; moving the wallet aside is the host's, which then forgets its root."""
    opened = asking.unlocked(ports, request, surface, "delete")
    said = _ask(ports, request, surface, opened, _wallet_model(opened.vault))
    surface.close()
    return Result({"deleted": said.delete, "copied": said.copied, "loss_told": said.loss_told})


def _ask(
    ports: Ports, request: Request, surface: Surface, opened: OpenVault, model: dict[str, Any]
) -> _Decision:
    """Ask until it is deleted or kept; a backup comes back here with what it changed."""
    params = request.params
    model = {**model, "uncovered": params["uncovered"], "places": params["places"], "error": None}
    copied = None
    while True:
        try:
            answer = surface.ask("delete", model)
        except (errors.UserDenied, errors.Cancelled):
            if copied is None:
                raise
            return _Decision(delete=False, phrase_too=False, loss_told=False, copied=copied)
        if answer.action != "backup":
            break
        surface.tell("progress", {"title_code": "saving", "steps": []})
        made, failure = _back_up(ports, request, opened)
        copied = made or copied
        if failure is None:
            model |= {"uncovered": 0, "places": _places(made), "error": None}
        else:
            model["error"] = {"field": None, "code": failure}
    phrase_too = model.get("phrase") is not None and answer.fields.get("phrase") is True
    return _Decision(True, phrase_too, model["uncovered"] > 0, copied)


def _back_up(
    ports: Ports, request: Request, opened: OpenVault
) -> tuple[dict[str, Any] | None, str | None]:
    """Save a copy in every place; return its receipt, and the code where no place has it.

    The safety folder is no such place: it lies beside what is being deleted.
    """
    targets = tuple(Target(*row) for row in request.params["backup_targets"])
    made_on = ports.now().strftime(vaults.TIME)
    sealed = vaults.seal_backup(opened, ports)
    saved = ports.save_copies(sealed, targets)
    receipt = commit.receipt(opened.vault, saved, len(sealed.data), made_on)
    elsewhere = [one.code for one in saved if one.token != request.params["safety"]]
    made = receipt if any(one.code is None for one in saved) else None
    if None in elsewhere:
        return made, None
    return made, next(iter(elsewhere), errors.NoCopySaved.code)


def _places(receipt: dict[str, Any] | None) -> int:
    rows = publish.from_rows(receipt["saved"]) if receipt else []
    return sum(one.code is None for one in rows)


def _account_model(vault: Vault, account_id: str) -> dict[str, Any]:
    phrase = deletions.last_of_phrase(vault, account_id)
    account = next(one for one in vault.accounts if one.id == account_id)
    kinds = {secret.id: type(secret) for secret in vault.secrets}
    kept_key = account.secret is not None and kinds[account.secret] is not KeySecret
    return {
        "what": "account",
        "name": account.name,
        "chain_title": CHAINS[account.chain].title if account.chain in CHAINS else account.chain,
        "address": account.address,
        "source": "none" if account.watch_only else "phrase" if kept_key else "key",
        "phrase": None if phrase is None else {"written_down": phrase.written_down},
        "accounts": 1,
    }


def _wallet_model(vault: Vault) -> dict[str, Any]:
    return {
        "what": "wallet",
        "name": vault.name,
        "accounts": len(vault.accounts),
        "phrases": sum(isinstance(secret, PhraseSecret) for secret in vault.secrets),
        "phrase": None,
    }
