"""Add a watch-only account that was typed in the browser, once the window has confirmed it."""

from keystow import errors
from keystow.jobs import asking, commit, vaults
from keystow.jobs.ports import Ports, Request, Result
from keystow.wallet import accounts
from keystow.wallet.chains import CHAINS
from keystow.wallet.text import clean_name


def run(ports: Ports, request: Request) -> Result:
    """Show the address in our own window; save after a yes."""
    chain = CHAINS.get(request.params["chain"])
    if chain is None:
        raise errors.BadRequest(at="/p/chain")
    address = chain.normalise_address(request.params["address"])
    name = clean_name(request.params["name"])
    surface = asking.surface_of(ports, request, "watch")
    opened = asking.wallet_of(ports, request, surface, "change")
    vault, account = accounts.add_watch_only(
        opened.vault,
        chain.id,
        address,
        name,
        ports.random_bytes(8).hex(),
        ports.now().strftime(vaults.TIME),
    )
    surface.ask(
        "confirm",
        {"what": "watch", "name": name, "chain_title": chain.title, "address": address},
    )
    result = commit.commit(ports, request, vaults.with_vault(opened, vault))
    surface.close()
    return Result({**result.facts, "account": account.id}, result.blobs)
