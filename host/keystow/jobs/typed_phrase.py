"""A phrase that a person types: help with each word, and what its passphrase would open."""

from collections.abc import Mapping
from typing import Any

from keystow import errors
from keystow.jobs import vaults
from keystow.jobs.ports import Ports
from keystow.jobs.surface import Surface
from keystow.secret import Secret
from keystow.wallet import accounts, mnemonic, word_help, word_password
from keystow.wallet.chains import CHAINS
from keystow.wallet.vault import Account, Vault


def queries() -> dict[str, Any]:
    """Return what the page may ask while a phrase is typed."""
    return {"check_phrase": check, "suggest": suggest}


def check(args: Mapping[str, Any]) -> dict[str, Any]:
    """Say how many words a phrase has, its languages, or what is wrong with it.

    With an unknown word go its position and the words most like it.
    """
    typed = args["phrase"]
    said: dict[str, Any] = {"languages": [], "problem": None, "word": None, "near": []}
    try:
        said["count"] = len(mnemonic.split(typed))
        said["languages"] = list(_read(typed))
    except errors.PhraseInvalid as refusal:
        said |= {"count": 0, **said, "problem": refusal.code}
        said["word"] = refusal.data.get("word") or _unknown_so_far(typed, refusal)
    if said["word"]:
        said |= {"problem": errors.PhraseWord.code, "near": word_help.near(typed, said["word"])}
    return said


def suggest(args: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the last word of a text, that up to the cursor, may become."""
    return {"words": word_help.suggest(args["phrase"])}


def take(
    ports: Ports, surface: Surface, words: Secret, passphrase: Secret, count: int
) -> Vault | None:
    """Return a vault with the phrase's first accounts, `count` of each network and address type.

    None where the passphrase was withdrawn. Which accounts were ever used stands nowhere but on
    the networks, and we don't ask those: the person says how many, and takes some away again.
    Another passphrase is another wallet, and a slip of the finger says nothing: so the first
    addresses that it opens are shown, to be compared with what the person knows of theirs.
    Words that are both a phrase and a seed of Electrum's bring the accounts of both.
    """
    languages = _read(words)
    vault = vaults.blank(ports, vaults.FIRST_NAME)
    if mnemonic.ELECTRUM in languages:
        vault = _of_electrum(ports, words, passphrase, count)
    shown = [{"title": one.name, "address": one.address} for one in vault.accounts[:1]]
    if languages != (mnemonic.ELECTRUM,):
        now = ports.now().strftime(vaults.TIME)
        counts = accounts.of_every_type(count)
        ids = vaults.ids(ports)
        vault, brought = accounts.import_phrase(vault, words, passphrase, counts, ids, now)
        shown += _firsts(brought)
    if passphrase and surface.ask("passphrase", {"accounts": shown}).action == "back":
        return None
    for secret in vault.secrets:
        vault = accounts.phrase_written(vault, secret.id)  # it was typed from somewhere
    return vault


def _of_electrum(ports: Ports, words: Secret, passphrase: Secret, count: int) -> Vault:
    """Return a vault with a seed of Electrum's and its first receiving accounts."""
    from keystow.formats import contents
    from keystow.formats.electrum import seed as electrum_seed

    phrase = electrum_seed.read(words, passphrase)
    if phrase is None:
        raise errors.PhraseInvalid
    return contents.to_vault(
        electrum_seed.opened(mnemonic.ELECTRUM, bytes(words.reveal()), phrase, count),
        wallet_id=ports.random_bytes(16).hex(),
        name=vaults.FIRST_NAME,
        now=ports.now().strftime(vaults.TIME),
    )


def _firsts(brought: tuple[Account, ...]) -> list[dict[str, str]]:
    """Return the first address of each network and address type."""
    kinds = [(CHAINS[one.chain].type_at(one.address, one.path), one) for one in brought]
    return [
        {"title": kind.title, "address": one.address}
        for kind, one in kinds
        if one.path == kind.path(0)
    ]


def _unknown_so_far(typed: Secret, refusal: errors.PhraseInvalid) -> int | None:
    """Return the position of an unknown word in a phrase that isn't whole yet.

    What stands last without a space behind it may be unfinished.
    """
    if not isinstance(refusal, errors.PhraseCount):
        return None
    text = typed.reveal().decode("utf-8", "replace")
    parts = mnemonic.split(typed)
    finished = parts if text[-1:].isspace() else parts[:-1]
    return mnemonic.unknown_at(finished) if finished else None


def _read(words: Secret) -> tuple[str, ...]:
    """Return the languages of a phrase, Electrum's among them where it may be a seed of that."""
    if word_password.is_like(words):
        raise errors.PhraseIsPassword
    try:
        languages = mnemonic.check(words).languages
    except errors.PhraseInvalid:
        if not _is_seed(words):
            raise
        return (mnemonic.ELECTRUM,)
    return (*languages, mnemonic.ELECTRUM) if _is_seed(words) else languages


def _is_seed(words: Secret) -> bool:
    """Tell whether they are a seed of Electrum's that gives accounts by itself."""
    if len(mnemonic.split(words)) < mnemonic.COUNTS[0]:
        return False  # what is being typed; no seed is shorter
    from keystow.formats.electrum import seed as electrum_seed

    return electrum_seed.is_seed(words)
