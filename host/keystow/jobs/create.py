"""First run: password, mark, phrase, safe storage, first copies."""

from keystow.jobs import asking, saving, vaults
from keystow.jobs.ports import Ports, Request, Result
from keystow.secret import Secret
from keystow.wallet import accounts, mnemonic
from keystow.wallet.vault import Vault

FIRST_CHAINS = ("lamden", "ethereum")
ENTROPY_BYTES = 16  # 12 words
FIRST_NAME = "Everyday"


def run(ports: Ports, request: Request) -> Result:
    """Create a wallet; until the user has said "save", nothing is written anywhere."""
    surface = asking.surface_of(ports, request, "create")
    key, hint, name = asking.new_password(ports, surface, FIRST_NAME, "create")
    mark = asking.new_mark(ports, surface)
    words = mnemonic.generate(ports.random_bytes(ENTROPY_BYTES), "english")
    shown = {"words": words.reveal().decode().split(" "), "position": "first_run"}
    written = surface.ask("phrase", shown).action == "written"
    surface.ask("storage", {"destinations": request.params["destinations"]})
    vault = _new_vault(ports, name, mark, words, written)
    opened = asking.with_slot(vault, key, hint)
    return saving.save_and_show(ports, request, surface, opened)


def _new_vault(
    ports: Ports, name: str, mark: dict[str, str], words: Secret, written: bool
) -> Vault:
    now = ports.now().strftime(vaults.TIME)
    vault = Vault.new(ports.random_bytes(16).hex(), name, now)
    vault = accounts.set_mark(vault, mark)
    vault = accounts.add_phrase(
        vault, ports.random_bytes(8).hex(), words, Secret(""), now, written_down=written
    )
    for chain in FIRST_CHAINS:
        vault, _ = accounts.add_next(vault, chain, ports.random_bytes(8).hex(), now)
    return vault
