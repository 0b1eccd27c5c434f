"""Show something that belongs on paper, and ask for some of it back: then it counts as kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from keystow.jobs.ports import Ports
from keystow.jobs.surface import Surface
from keystow.secret import Secret

KEPT = "kept"
"""What `keep` returns once some of it came back right; else the action that ended it."""


@dataclass(frozen=True, slots=True, repr=False)  # its parts are a secret
class Paper:
    """What a person writes down, in parts: groups of a code, or words.

    `page` shows it and `check` asks for `asked` parts at random, which come back as `field`,
    separated by spaces. `read` brings what was typed into the form in which parts are compared.
    """

    page: str
    model: Mapping[str, Any]
    check: str
    field: str
    parts: tuple[str, ...]
    asked: int
    read: Callable[[Secret], str]


def keep(ports: Ports, surface: Surface, paper: Paper) -> str:
    """Show the paper and ask some of it back until it is right, or the person leaves otherwise."""
    while True:
        left = surface.ask(paper.page, paper.model).action
        if left != "written":
            return left
        left = _asked_back(ports, surface, paper)
        if left != "back":
            return left


def _asked_back(ports: Ports, surface: Surface, paper: Paper) -> str:
    chosen = _some(ports, len(paper.parts), paper.asked)
    wanted = paper.read(Secret(" ".join(paper.parts[at] for at in chosen)))
    model: dict[str, Any] = {"asked": [at + 1 for at in chosen], "error": None}

    def is_right(typed: Mapping[str, Any]) -> dict[str, Any]:
        return {"right": paper.read(typed[paper.field]) == wanted}

    while True:
        answer = surface.ask(paper.check, model, {"is_right": is_right})
        if answer.action != "check":
            return answer.action
        if is_right(answer.fields)["right"]:
            return KEPT
        model["error"] = {"field": paper.field, "code": "DIFFERS"}


def _some(ports: Ports, count: int, wanted: int) -> list[int]:
    """Choose different parts at random, in their order."""
    ranked = sorted(range(count), key=lambda _: ports.random_bytes(8))
    return sorted(ranked[:wanted])
