"""Show an account's address whole, as text and as a QR code, where the browser can't change it."""

from typing import Any

from keystow import errors
from keystow.jobs import asking, saving, vaults
from keystow.jobs.ports import Ports, Request, Result
from keystow.wallet.chains import CHAINS
from keystow.wallet.keys import Keys
from keystow.wallet.vault import Account, Vault

_FITS = ("key", "watch")


def run(ports: Ports, request: Request) -> Result:
    """Derive the address again from its key, show it; nothing changes.

    Without a public view in its result the host keeps what it holds, so that what happens to the
    wallet while the window stands open isn't undone.
    """
    surface = asking.surface_of(ports, request, "address")
    vault = vaults.open_unlocked(request).vault
    account = next((a for a in vault.accounts if a.id == request.params["account"]), None)
    if account is None:
        raise errors.AccountUnknown
    saving.farewell(surface, "address", _model(vault, account))
    return Result({})


def code(address: str) -> list[str]:
    """Return a QR code's rows, "1" for a dark module, without the quiet zone (ISO/IEC 18004).

    The address alone, without a URI around it: every wallet reads that.
    """
    import segno

    modules = segno.make_qr(address, error="m").matrix
    return ["".join(map(str, row)) for row in modules]


def _model(vault: Vault, account: Account) -> dict[str, Any]:
    check = _check(vault, account)
    chain = CHAINS.get(account.chain)
    return {
        "name": account.name,
        "chain_title": chain.type_of(account.address).title if chain else account.chain,
        "path": account.path,
        "address": account.address,
        "check": check,
        "code": code(account.address) if check in _FITS else None,
    }


def _check(vault: Vault, account: Account) -> str:
    """Return "key" where the address follows from its key, "watch" where there is none.

    Else "unknown" for a chain that this version doesn't know, and "wrong".
    """
    problem = Keys(vault).problem(account)
    if problem is None:
        return "watch" if account.watch_only else "key"
    return "unknown" if problem == "chain" else "wrong"
