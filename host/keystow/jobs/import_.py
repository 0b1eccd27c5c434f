"""Import a private key, a phrase or another wallet's file into an existing wallet."""

from keystow.jobs import asking, incoming, restore
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.sources import Sources

KINDS = ("phrase", "private_key", "file")


def run(ports: Ports, request: Request) -> Result:
    """Ask for one of the three, then show and apply it like a restore."""
    surface = asking.surface_of(ports, request, "import")
    current = asking.wallet_of(ports, request, surface, "change")
    model = {"kinds": list(KINDS), "chains": incoming.chains_offered(), "error": None}
    brought = incoming.ask(ports, request, surface, Sources(), "import", model)
    return restore.take(ports, request, surface, current, brought)
