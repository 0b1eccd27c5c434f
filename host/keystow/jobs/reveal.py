"""Show the recovery phrase in our own window, after the password, whatever is unlocked."""

from keystow import errors
from keystow.jobs import asking, commit, vaults
from keystow.jobs.ports import Ports, Request, Result
from keystow.wallet import accounts
from keystow.wallet.vault import PhraseSecret


def run(ports: Ports, request: Request) -> Result:
    """Show the first phrase; "I wrote them down" is remembered in the vault.

    Revealing asks for the password even in an unlocked session (CVE-2023-35866 is what happens
    where an open session is enough).
    """
    surface = asking.surface_of(ports, request, "reveal")
    opened = asking.unlocked(ports, request, surface, "reveal")
    phrase = next((s for s in opened.vault.secrets if isinstance(s, PhraseSecret)), None)
    if phrase is None:
        raise errors.NoPhrase
    words = phrase.words.reveal().decode().split(" ")
    answer = surface.ask("phrase", {"words": words, "position": "reveal"})
    surface.close()
    if answer.action != "written" or phrase.written_down:
        return commit.session(opened, bytes(request.blobs["vault"]), {})
    vault = accounts.phrases_written(opened.vault)
    return commit.commit(ports, request, vaults.with_vault(opened, vault))
