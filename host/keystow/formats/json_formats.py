"""The formats whose files are JSON; imported where a file looks like it."""

from keystow.formats.interface import Format
from keystow.formats.metamask_vault import MetaMaskVault

FORMATS: tuple[Format, ...] = (MetaMaskVault(),)
