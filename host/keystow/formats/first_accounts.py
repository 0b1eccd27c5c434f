"""The first accounts of a phrase or seed that names none, as accounts of the file it came from."""

from collections.abc import Callable, Iterator
from functools import partial

from keystow.formats.opened import OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import firsts, keys
from keystow.wallet.curves import Curve
from keystow.wallet.keys import AnyTree


def of_phrase(phrase: OpenedPhrase, place: int, name: str = "") -> Iterator[OpenedAccount]:
    """Give those of the file's phrase number `place`; `name` is what the file calls it."""
    tree_of = partial(keys.tree_of_phrase, phrase.words, phrase.passphrase, phrase.language)
    return _accounts(tree_of, name, place, None)


def of_seed(seed: Secret, place: int) -> Iterator[OpenedAccount]:
    """Give those of the file's seed number `place`."""
    return _accounts(partial(keys.tree_of_seed, seed), "", None, place)


def _accounts(
    tree_of: Callable[[Curve], AnyTree], name: str, phrase: int | None, seed: int | None
) -> Iterator[OpenedAccount]:
    for one in firsts.accounts(tree_of):
        title = f"{name} ({one.kind.title})" if name else one.kind.title
        yield OpenedAccount(
            title,
            one.chain.id,
            one.address,
            one.public_key,
            one.path,
            False,
            one.key,
            phrase,
            seed,
        )
