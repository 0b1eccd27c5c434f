"""The page on which the user chooses the mark by which they know our windows."""

from keystow import errors
from keystow.jobs.ports import Ports
from keystow.jobs.surface import Surface
from keystow.wallet import marks
from keystow.wallet.marks import Mark


def new(ports: Ports, surface: Surface) -> Mark:
    """Offer words and a picture by which the user will know our window."""
    chosen = _chosen(ports, surface, _made(ports), change=False)
    surface.set_mark(chosen.words, chosen.picture)
    return chosen


def another(ports: Ports, surface: Surface, mark: Mark | None) -> Mark:
    """Let the user change the mark; the window goes on showing the one it has."""
    return _chosen(ports, surface, mark or _made(ports), change=True)


def _chosen(ports: Ports, surface: Surface, offered: Mark, *, change: bool) -> Mark:
    model = {
        "words": offered.words,
        "picture": offered.picture,
        "pictures": list(marks.PICTURES),
        "change": change,
    }
    fields = surface.ask("mark", model, {"another": lambda _: {"words": _made(ports).words}}).fields
    try:
        return marks.chosen(str(fields["words"]), str(fields["picture"]))
    except ValueError:
        raise errors.BadRequest(at="/mark") from None


def _made(ports: Ports) -> Mark:
    return marks.make(ports.random_bytes(marks.RANDOM_BYTES))
