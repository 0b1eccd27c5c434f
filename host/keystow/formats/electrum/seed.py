"""A seed of Electrum's that stands for itself: typed, in a text, or in another wallet's backup."""

import hashlib
from collections.abc import Iterator

from keystow.errors import PhraseInvalid, UnsupportedCharacter
from keystow.formats import bitcoin_scripts
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened, OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import electrum, mnemonic
from keystow.wallet.chains import BITCOIN, secp256k1
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import Tree
from keystow.wallet.electrum import Kind

_SCRIPTS = {Kind.STANDARD: "p2pkh", Kind.SEGWIT: "p2wpkh", Kind.OLD: "p2pkh"}


def read(words: Secret, passphrase: Secret) -> OpenedPhrase | None:
    """Return the words as a phrase of a file, None where they are no seed of Electrum's.

    The oldest seeds know no extension: there `passphrase` is left out.
    """
    kind = electrum.kind_of(words)
    if kind is None:
        return None
    extension = Secret("") if kind is Kind.OLD else passphrase
    return OpenedPhrase(mnemonic.normalise(words), extension, mnemonic.ELECTRUM)


def is_seed(words: Secret) -> bool:
    """Tell whether a text is a seed that gives accounts by itself."""
    return electrum.kind_of(words) in _SCRIPTS


def is_told(words: Secret) -> bool:
    """Tell whether a text is such a seed, and no BIP-39 phrase."""
    if not is_seed(words):
        return False
    try:
        mnemonic.check(words)
    except (PhraseInvalid, UnsupportedCharacter):
        return True
    return False


def firsts(
    phrase: OpenedPhrase, place: int, name: str = "", count: int = 1
) -> Iterator[OpenedAccount]:
    """Give the seed's first receiving accounts; none of one that signs together with others.

    `place` says which of the file's phrases it is; the first one of several has `name` alone.
    """
    kind = electrum.kind_of(phrase.words)
    if kind is None or kind not in _SCRIPTS:
        return
    for index, (key, path) in enumerate(_keys(kind, phrase, count)):
        public = secp256k1.public_key(key).format(compressed=kind is not Kind.OLD)
        address = bitcoin_scripts.of_key(_SCRIPTS[kind], public, bitcoin_scripts.MAIN)
        title = name if index == 0 else f"{name} {index + 1}".strip()
        source = None if path is None else place
        yield OpenedAccount(title, BITCOIN.id, address, public.hex(), path, False, key, source)


def opened(name: str, text: bytes, phrase: OpenedPhrase, count: int) -> Opened:
    """Return the seed and its first accounts as what a file of it holds."""
    return Opened(
        format=name,
        hint="",
        made_by="",
        created=None,
        payload_sha256=hashlib.sha256(text).hexdigest(),
        warnings=(Warn.NOT_ENCRYPTED,),
        phrases=(phrase,),
        accounts=tuple(firsts(phrase, 0, "Electrum", count)),
    )


def _keys(kind: Kind, phrase: OpenedPhrase, count: int) -> Iterator[tuple[Secret, str | None]]:
    if kind is Kind.OLD:
        old = electrum.OldSeed(electrum.old_digits(phrase.words))
        yield from ((old.key(0, index), None) for index in range(count))
        return
    tree = Tree(electrum.seed(phrase.words, phrase.passphrase), Curve.SECP256K1)
    for index in range(count):
        path = f"{electrum.ROOTS[kind]}/0/{index}"
        yield tree.key(path), path
