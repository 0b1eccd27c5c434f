"""What a job shows a person, and what it gets back: the port behind window, terminal and tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

Model = Mapping[str, Any]  # Any: a page's model is JSON, its shape is in docs/window.md
Query = Callable[[dict[str, Any]], Mapping[str, Any]]
Queries = Mapping[str, Query]

NO_QUERIES: Queries = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person chose on a page.

    In `fields`, what is named password, confirmation, phrase, passphrase, private_key or
    recovery_code is a Secret.
    """

    action: str
    fields: Mapping[str, Any]


class Surface(Protocol):
    """One person in front of one flow.

    Every method may raise UserDenied (closed or refused), AskingStopped (refused, and no window
    wanted for a while), Cancelled (`close` was called), WindowUnavailable (it never opened) and
    JobDied (it ended by itself).
    """

    def ask(self, page: str, model: Model, queries: Queries = NO_QUERIES) -> Answer:
        """Show a page and wait for its answer.

        Meanwhile `queries` answer the page's questions by name, on the calling thread. A
        KeystowError which one raises reaches the page as {"error": {"code", "data"}}.
        """

    def tell(self, page: str, model: Model) -> None:
        """Show a page and go on."""

    def set_mark(self, words: str, picture: str) -> None:
        """Show this mark at the head of the next pages: the user's own, known only now."""

    def pick_folder(self) -> str | None:
        """Let the person choose a folder in the system's dialog; None where they chose none."""

    def pick_file(self) -> str | None:
        """Let the person choose a file in the system's dialog; None where they chose none."""

    def raise_window(self) -> None:
        """Bring the surface to the front. Safe from any thread."""

    def close(self) -> None:
        """End the surface; an `ask` that waits raises Cancelled. Safe from any thread."""
