"""First run: password, mark, phrase, some of it asked back, safe storage, first copies."""

from dataclasses import replace

from keystow.jobs import (
    asking,
    kept,
    key_file,
    mark_page,
    new_password,
    phrase_paper,
    recovery,
    saving,
    vaults,
)
from keystow.jobs.key_file import Choice
from keystow.jobs.new_password import Wanted
from keystow.jobs.ports import Ports, Request, Result
from keystow.secret import Secret
from keystow.wallet import accounts, mnemonic
from keystow.wallet.marks import Mark
from keystow.wallet.vault import Settings, Vault

FIRST_ACCOUNTS = {"lamden": 1, "ethereum": 1}
ENTROPY_BYTES = 16  # 12 words


def run(ports: Ports, request: Request) -> Result:
    """Create a wallet; until the user has said "save", nothing is written anywhere."""
    surface = asking.surface_of(ports, request, "create")
    wanted = Wanted("create", vaults.FIRST_NAME, key_file=Choice())
    chosen = new_password.ask(ports, surface, wanted)
    code = None
    if chosen.key_file is not None:  # without one, a lost file is a lost wallet
        code = recovery.make(ports, surface, {"replaces": False, "old_ends": False})
    mark = mark_page.new(ports, surface)
    words = mnemonic.generate(ports.random_bytes(ENTROPY_BYTES))
    written = phrase_paper.keep(ports, surface, words, Secret(""), "first_run") == kept.KEPT
    surface.ask("storage", {"destinations": request.params["destinations"]})
    vault = _new_vault(ports, chosen.wallet_name, mark, words)
    if written:
        vault = accounts.phrase_written(vault, vault.secrets[0].id)
    opened = vaults.with_keys(new_password.with_key(vault, chosen), code)
    result = saving.save_and_show(ports, request, surface, opened)
    key_file.remember(request, opened.slot, chosen.key_file)
    return result


def _new_vault(ports: Ports, name: str, mark: Mark, words: Secret) -> Vault:
    now = ports.now().strftime(vaults.TIME)
    vault = vaults.blank(ports, name)
    vault = replace(vault, settings=Settings(mark=mark))
    ids = vaults.ids(ports)
    return accounts.import_phrase(vault, words, Secret(""), FIRST_ACCOUNTS, ids, now)[0]
