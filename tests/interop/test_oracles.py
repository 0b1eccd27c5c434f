"""bip_utils derives the accounts of the first two chains from the phrase on, as ours does."""

import pytest
from bip_utils import Bip32Slip10Ed25519, Bip39SeedGenerator, Bip44, Bip44Changes, Bip44Coins

from keystow.secret import Secret
from keystow.wallet import accounts
from keystow.wallet.chains import LAMDEN
from keystow.wallet.keys import Keys
from tests.wallet.made import NOW, OTHER_WORDS, WORDS, empty, ids


@pytest.mark.parametrize("words", [WORDS, OTHER_WORDS])
@pytest.mark.parametrize("passphrase", ["", "TREZOR", "pässwörd"])
def test_twenty_accounts_of_each_chain_agree(words, passphrase):
    vault, made = accounts.import_phrase(
        empty(), Secret(words), Secret(passphrase), {"lamden": 20, "ethereum": 20}, ids(), NOW
    )
    seed = Bip39SeedGenerator(words).Generate(passphrase)
    chain = Bip44.FromSeed(seed, Bip44Coins.ETHEREUM).Purpose().Coin().Account(0)
    external = chain.Change(Bip44Changes.CHAIN_EXT)
    keys = Keys(vault)
    for index in range(20):
        lamden = Bip32Slip10Ed25519.FromSeedAndPath(seed, LAMDEN.path(index))
        assert made[index].address == lamden.PublicKey().RawCompressed().ToBytes()[1:].hex()
        ethereum = external.AddressIndex(index)
        account = made[20 + index]
        assert account.address == ethereum.PublicKey().ToAddress()
        assert account.public_key == ethereum.PublicKey().RawCompressed().ToHex()
        assert keys.private_key(account).reveal() == ethereum.PrivateKey().Raw().ToBytes()
