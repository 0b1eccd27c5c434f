"""The formats whose files are JSON; imported where a file looks like it."""

from keystow.formats.bip_329 import Bip329
from keystow.formats.bitwarden_encrypted_export import BitwardenEncryptedExport
from keystow.formats.eip_2335 import Eip2335
from keystow.formats.electrum.wallet import ElectrumWallet
from keystow.formats.interface import Format
from keystow.formats.lamden_extension_vault import LamdenExtensionVault
from keystow.formats.metamask_vault import MetaMaskVault
from keystow.formats.polkadot_js_json import PolkadotJsJson
from keystow.formats.solana_keypair import SolanaKeypair
from keystow.formats.web3_v3 import Web3V3

FORMATS: tuple[Format, ...] = (
    LamdenExtensionVault(),
    Web3V3(),
    Eip2335(),
    PolkadotJsJson(),
    BitwardenEncryptedExport(),
    SolanaKeypair(),
    ElectrumWallet(),
    MetaMaskVault(),
    Bip329(),
)
