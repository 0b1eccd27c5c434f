"""What somebody types or pastes that is no phrase: a private key, or the text of a file."""

from collections.abc import Mapping
from typing import Any

from keystow import errors
from keystow.jobs.sources import Sources
from keystow.secret import Secret
from keystow.wallet.chains import Chain


def queries(sources: Sources, chains: Mapping[str, Chain]) -> dict[str, Any]:
    """Return what the page may ask of a text; `chains` are the rows that a key can be for."""

    def look(args: Mapping[str, Any]) -> dict[str, Any]:
        return _look(args["phrase"], sources, chains)

    return {"look": look}


def _look(text: Secret, sources: Sources, chains: Mapping[str, Chain]) -> dict[str, Any]:
    """Tell what a text is: a key, and for which chains; a file, as a row; or nothing known.

    Raises what a file at fault does.
    """
    fitting = [row_id for row_id, chain in chains.items() if _is_key(chain, text)]
    if fitting:
        return {"kind": "private_key", "chains": fitting}
    try:
        return {"kind": "file", "copy": sources.add_text(text)}
    except (errors.NotAKeystore, errors.PhraseInvalid):
        return {"kind": None}  # a phrase that isn't whole yet has its own help


def _is_key(chain: Chain, text: Secret) -> bool:
    try:
        chain.account_from_private_key(chain.parse_private_key(text))
    except errors.KeyInvalid:
        return False
    return True
