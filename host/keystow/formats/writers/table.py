"""All formats of other wallets that can be written."""

from keystow.formats.writers.eip_2335 import Eip2335Writer
from keystow.formats.writers.interface import Writer
from keystow.formats.writers.lamden_keystore import LamdenKeystoreWriter
from keystow.formats.writers.polkadot_js_json import PolkadotJsJsonWriter
from keystow.formats.writers.web3_v3 import Web3V3Writer

WRITERS: tuple[Writer, ...] = (
    Web3V3Writer(),
    Eip2335Writer(),
    PolkadotJsJsonWriter(),
    LamdenKeystoreWriter(),
)


def find(name: str) -> Writer | None:
    """Return the writer of a format; None where there is none."""
    return next((writer for writer in WRITERS if writer.name == name), None)
