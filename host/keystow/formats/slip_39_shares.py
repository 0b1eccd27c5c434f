"""The shares of a master secret: each one read, all of one set, so many of so many groups."""

from collections import defaultdict
from functools import lru_cache

from shamir_mnemonic import (  # type: ignore[import-untyped]  # it has no stubs
    EncryptedMasterSecret,
    MnemonicError,
    Share,
    recover_ems,
)
from shamir_mnemonic.constants import BASE_ITERATION_COUNT  # type: ignore[import-untyped]
from shamir_mnemonic.shamir import ShareGroup  # type: ignore[import-untyped]
from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped]

from keystow.errors import KdfLimit, ShareInvalid, SharesDiffer, SharesMissing, TooMany
from keystow.formats import foreign_kdf
from keystow.secret import Secret

SHARES_MAX = 256
"""Sixteen groups of sixteen."""
SECRET_BYTES = range(16, 65, 2)
"""Of a master secret: what a seed may have."""

_LETTERS = 4


def unknown(words: list[str]) -> int:
    """Count the words that stand in no share."""
    return sum(_word(word) is None for word in words)


def read(texts: list[list[str]]) -> list[Share]:
    """Read shares by their check sums and hold them against each other; one may stand twice.

    Raises ShareInvalid with the share's number and, where one is unknown, the word's; SharesDiffer
    with the number of the first that isn't of the first one's set; KdfLimit, TooMany.
    """
    if len(texts) > SHARES_MAX:
        raise TooMany(limit=SHARES_MAX)
    shares = [_share(words, number) for number, words in enumerate(texts, 1)]
    first = shares[0]
    if rounds(shares) > foreign_kdf.ROUNDS_MAX:
        raise KdfLimit(what="passes", limit=foreign_kdf.ROUNDS_MAX)
    seen: dict[tuple[int, int], Share] = {}
    thresholds: dict[int, int] = {}
    for number, share in enumerate(shares, 1):
        same = (
            share.common_parameters() == first.common_parameters()
            and len(share.value) == len(first.value)
            and thresholds.setdefault(share.group_index, share.member_threshold)
            == share.member_threshold
            and seen.setdefault((share.group_index, share.index), share) == share
        )
        if not same:
            raise SharesDiffer(share=number)
    return list(seen.values())


def rounds(shares: list[Share]) -> int:
    """Return how many rounds of PBKDF2 a passphrase costs."""
    return int(BASE_ITERATION_COUNT << shares[0].iteration_exponent)


def missing(shares: list[Share]) -> dict[str, int]:
    """Return how many shares are still wanted, at least, and to complete how many groups.

    Empty where there are enough. Of a group of which there is no share nobody knows how many it
    takes, so each counts as one.
    """
    groups = _groups(shares)
    lacks = sorted(group[0].member_threshold - len(group) for group in groups.values())
    wanted = shares[0].group_threshold
    nearest = [max(0, lack) for lack in lacks[:wanted]]
    unseen = wanted - len(nearest)
    open_groups = sum(lack > 0 for lack in nearest) + unseen
    if not open_groups:
        return {}
    return {"shares": sum(nearest) + unseen, "groups": open_groups}


def combine(shares: list[Share], passphrase: Secret) -> Secret:
    """Return the master secret; SharesMissing, or SharesDiffer where together they don't fit."""
    lack = missing(shares)
    if lack:
        raise SharesMissing(**lack)
    enough: dict[int, ShareGroup] = {}
    for index, group in _groups(shares).items():
        threshold = group[0].member_threshold
        if len(group) >= threshold and len(enough) < shares[0].group_threshold:
            enough[index] = _as_group(group[:threshold])
    try:
        sealed: EncryptedMasterSecret = recover_ems(enough)
        return Secret(sealed.decrypt(bytes(passphrase.reveal())))
    except (MnemonicError, ValueError):
        raise SharesDiffer from None


def _share(words: list[str], number: int) -> Share:
    spelled = [_word(word) for word in words]
    if None in spelled:
        raise ShareInvalid(share=number, word=spelled.index(None) + 1)
    try:
        share: Share = Share.from_mnemonic(" ".join(word for word in spelled if word))
    except MnemonicError:
        raise ShareInvalid(share=number) from None
    if len(share.value) not in SECRET_BYTES:
        raise ShareInvalid(share=number)
    return share


def _groups(shares: list[Share]) -> dict[int, list[Share]]:
    groups: dict[int, list[Share]] = defaultdict(list)
    for share in shares:
        groups[share.group_index].append(share)
    return groups


def _as_group(shares: list[Share]) -> ShareGroup:
    group = ShareGroup()
    for share in shares:
        group.add(share)
    return group


def _word(text: str) -> str | None:
    """Return the word of the list, of which four letters are enough."""
    return _spellings().get(text)


@lru_cache(1)
def _spellings() -> dict[str, str]:
    beginnings = {
        word[:length]: word for word in WORDLIST for length in range(_LETTERS, len(word) + 1)
    }
    return beginnings | {word: word for word in WORDLIST}
