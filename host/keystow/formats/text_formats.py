"""The formats whose files are texts that people wrote; imported where a file looks like one.

Nothing marks them, so the one with the narrowest form comes first.
"""

from keystow.formats.bip_38 import Bip38
from keystow.formats.bip_39 import Bip39
from keystow.formats.interface import Format
from keystow.formats.private_key import PrivateKey
from keystow.formats.slip_39 import Slip39

FORMATS: tuple[Format, ...] = (Bip38(), PrivateKey(), Slip39(), Bip39())
