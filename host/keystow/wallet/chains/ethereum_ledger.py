"""Ethereum accounts where Ledger's programs, and some others, keep them: their paths differ.

Ref: Ledger's documentation of derivation paths (Ledger Live counts accounts, its older Chrome
application and MyEtherWallet counted below the account).
"""

import re
from typing import TYPE_CHECKING

from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.wallet.chains.chain import AddressType


class LedgerLive:
    """See chain.AddressType. Its first account is the first of the common path, too."""

    type = "ledgerlive"
    title = "Ethereum Ledger Live"

    def __init__(self, common: "AddressType") -> None:
        self._common = common

    def path(self, index: int) -> str:
        return f"m/44'/60'/{index}'/0/0"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/44'/60'/([0-9]+)'/0/0", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        return self._common.account_from_private_key(key)


class LedgerLegacy:
    """See chain.AddressType."""

    type = "ledgerlegacy"
    title = "Ethereum Ledger Legacy"

    def __init__(self, common: "AddressType") -> None:
        self._common = common

    def path(self, index: int) -> str:
        return f"m/44'/60'/0'/{index}"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/44'/60'/0'/([0-9]+)", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        return self._common.account_from_private_key(key)
