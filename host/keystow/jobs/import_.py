"""Import a private key, a phrase or another wallet's file into an existing wallet."""

from contextlib import suppress

from keystow import errors
from keystow.jobs import asking, incoming, restore
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.sources import Sources
from keystow.storage.files import Files
from keystow.storage.imported_files import ImportedFiles

KINDS = ("phrase", "private_key", "file")
OFFERED = 3
"""Files of earlier imports that are offered again."""


def run(ports: Ports, request: Request) -> Result:
    """Ask for one of the three, then show and apply it like a restore.

    A file that was imported is remembered by its path: Keystow doesn't watch other wallets, so the
    next import of the same one is offered first.
    """
    surface = asking.surface_of(ports, request, "import")
    current = asking.wallet_of(ports, request, surface, "change")
    sources = Sources()
    known = ImportedFiles(Files(), request.params["data"], request.params["client"])
    handle = request.params["handle"]
    model = {
        "kinds": list(KINDS),
        "chains": incoming.chains_offered(),
        "selected": _offer(sources, known, handle),
        "error": None,
    }
    brought = incoming.ask(ports, request, surface, sources, "import", model)
    result = restore.take(ports, request, surface, current, brought)
    if brought.source is not None and brought.source.path:
        with suppress(errors.KeystowError):  # a convenience: the import stands without it
            known.remember(handle, brought.source.path)
    return result


def _offer(sources: Sources, known: ImportedFiles, handle: str) -> str | None:
    """List the files of earlier imports that are still there; return the last one's row."""
    rows: list[str] = []
    with suppress(errors.KeystowError):
        for path in known.paths(handle)[:OFFERED]:
            with suppress(errors.KeystowError):
                rows.append(sources.add_known(path))
    return rows[0] if rows else None
