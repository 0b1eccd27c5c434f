"""Make a password of words: easy to write down, and no part of it fit for a recovery phrase.

The words are EFF's long list as the `xkcdpass` package brings it, without those which stand in
any BIP-39 list and those with a hyphen, which joins ours (ADR 0016).
"""

import math
import re
from collections.abc import Callable
from functools import lru_cache

from keystow.secret import Secret
from keystow.wallet import mnemonic
from keystow.wallet.text import without_accents

COUNT = 7
"""No BIP-39 count. 6,638 words give 12.6 bits each, so that seven have 88.8; six would have 76."""
BITS_MIN = 77
"""What a made password holds at least; it is judged by this alone, not by rules for typed ones."""
JOINT = "-"

_LIST = "static/eff-long"
_PLAIN = re.compile("[a-z]+")


def make(random_bytes: Callable[[int], bytes]) -> Secret:
    """Choose COUNT words, each as likely as any other, joined by hyphens."""
    return Secret(JOINT.join(words()[_below(len(words()), random_bytes)] for _ in range(COUNT)))


def bits() -> float:
    """Return the information in a made password: as if each word were a throw of a fair die."""
    return COUNT * math.log2(len(words()))


def is_like(typed: Secret) -> bool:
    """Tell whether a text is several words of ours and nothing else: a made password, or a part.

    It may have spaces for hyphens. No recovery phrase is like this: no word of ours is in it.
    """
    text = typed.reveal().decode("utf-8", "replace").lower()
    parts = text.replace(JOINT, " ").split()
    return len(parts) > 1 and set(words()).issuperset(parts)


@lru_cache
def words() -> tuple[str, ...]:
    """Return the words to choose from."""
    # Imported here: only the flows in which a password is made or a phrase typed need the list.
    from importlib.resources import files

    theirs = files("xkcdpass").joinpath(_LIST).read_text("ascii").split()
    taken = {
        form
        for language in mnemonic.LANGUAGES
        for word in mnemonic.known(language)
        for form in (word, without_accents(word))
    }
    return tuple(word for word in theirs if _PLAIN.fullmatch(word) and word not in taken)


def _below(limit: int, random_bytes: Callable[[int], bytes]) -> int:
    """Return a number from 0 to below `limit`, each as likely: what is too high is drawn anew."""
    bits = (limit - 1).bit_length()
    while True:
        drawn = int.from_bytes(random_bytes((bits + 7) // 8)) & ((1 << bits) - 1)
        if drawn < limit:
            return drawn
