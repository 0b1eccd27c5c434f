"""Show a phrase to be written on paper, and ask for some of its words back."""

from keystow.jobs import kept
from keystow.jobs.kept import Paper
from keystow.jobs.ports import Ports
from keystow.jobs.surface import Surface
from keystow.secret import Secret
from keystow.wallet.text import as_printed, without_accents

ASKED = 3
"""How many words are asked for: a lucky guess of three is one in thousands of millions."""


def keep(ports: Ports, surface: Surface, words: Secret, passphrase: Secret, position: str) -> str:
    """Show a phrase with its passphrase until some words came back; kept.KEPT, "later" or "done".

    `position` is first_run, where it may be put off, or reveal.
    """
    parts = as_printed(words.reveal().decode()).split(" ")
    paper = Paper(
        page="phrase",
        model={
            "words": parts,
            "passphrase": passphrase.reveal().decode() or None,
            "position": position,
        },
        check="phrase_check",
        field="phrase",
        parts=tuple(parts),
        asked=ASKED,
        read=_words_of,
    )
    return kept.keep(ports, surface, paper)


def _words_of(typed: Secret) -> str:
    return " ".join(without_accents(typed.reveal().decode("utf-8", "replace")).split())
