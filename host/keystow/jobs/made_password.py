"""Make a password of words for a person: shown, written down, and proven kept."""

import math

from keystow.jobs import kept
from keystow.jobs.kept import Paper
from keystow.jobs.ports import Ports
from keystow.jobs.surface import Surface
from keystow.secret import Secret
from keystow.wallet import word_password

ASKED = 2
"""How many of its words are asked for after it was written down."""


def make(ports: Ports, surface: Surface, purpose: str) -> Secret | None:
    """Show made passwords, each anew on "another", until one was kept; None for "my own".

    It is judged by its bits. The rules for typed passwords don't bind it, and nothing that comes
    from the page does as well: only what was made here, in this call, is returned.
    """
    while True:
        made = word_password.make(ports.random_bytes)
        words = made.reveal().decode().split(word_password.JOINT)
        paper = Paper(
            page="made_password",
            model={
                "purpose": purpose,
                "words": words,
                "joint": word_password.JOINT,
                "guesses_log10": word_password.bits() * math.log10(2),
            },
            check="made_password_check",
            field="password",
            parts=tuple(words),
            asked=ASKED,
            read=_words_of,
        )
        left = kept.keep(ports, surface, paper)
        if left == kept.KEPT:
            return made
        if left != "another":
            return None


def _words_of(typed: Secret) -> str:
    return " ".join(typed.reveal().decode("utf-8", "replace").lower().split())
