"""A seed of Electrum's that stands for itself: what it is, and the first account it gives."""

from collections.abc import Iterator

from keystow.errors import PhraseInvalid
from keystow.formats import bitcoin_scripts
from keystow.formats.opened import OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import electrum, mnemonic
from keystow.wallet.chains import BITCOIN, secp256k1
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import Tree
from keystow.wallet.electrum import Kind

_SCRIPTS = {Kind.STANDARD: "p2pkh", Kind.SEGWIT: "p2wpkh", Kind.OLD: "p2pkh"}


def read(words: Secret, passphrase: Secret) -> OpenedPhrase | None:
    """Return the words as a phrase of a file, None where they are no seed of Electrum's."""
    if electrum.kind_of(words) is None:
        return None
    return OpenedPhrase(mnemonic.normalise(words), passphrase, mnemonic.ELECTRUM)


def firsts(phrase: OpenedPhrase, place: int | None, name: str) -> Iterator[OpenedAccount]:
    """Give the seed's first receiving account; none of one that signs together with others.

    `place` says which of the file's phrases it is.
    """
    kind = electrum.kind_of(phrase.words)
    if kind not in _SCRIPTS:
        return
    try:
        key, path = _first(kind, phrase)
    except PhraseInvalid:
        return
    public = secp256k1.public_key(key).format(compressed=kind is not Kind.OLD)
    address = bitcoin_scripts.of_key(_SCRIPTS[kind], public, bitcoin_scripts.MAIN)
    source = None if path is None else place
    yield OpenedAccount(name, BITCOIN.id, address, public.hex(), path, False, key, source)


def _first(kind: Kind, phrase: OpenedPhrase) -> tuple[Secret, str | None]:
    if kind is Kind.OLD:
        return electrum.OldSeed(electrum.old_digits(phrase.words)).key(0, 0), None
    path = f"{electrum.ROOTS[kind]}/0/0"
    tree = Tree(electrum.seed(phrase.words, phrase.passphrase), Curve.SECP256K1)
    return tree.key(path), path
