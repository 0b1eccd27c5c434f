"""Electrum's seed words: their kinds, what they stretch to, and that BIP-39's are others."""

import pytest
from bip_utils import ElectrumV1, ElectrumV1SeedGenerator, ElectrumV2SeedGenerator

from keystow.errors import KeyInvalid, PhraseInvalid
from keystow.secret import Secret
from keystow.wallet import electrum, mnemonic
from keystow.wallet.electrum import Kind, OldSeed
from keystow.wallet.keys import Keys
from keystow.wallet.vault import Account, PhraseSecret
from tests.wallet.made import NOW, OTHER_WORDS, WORDS, empty

LONG_2FA = (
    "bind clever room kidney crucial sausage spy edit canvas soul liquid ribbon slam open alpha "
    "suffer gate relax voice carpet law hill woman tonight abstract"
)

# Electrum's own tests have these.
KINDS = [
    ("cell dumb heartbeat north boom tease ship baby bright kingdom rare squeeze", Kind.OLD),
    ("cell dumb heartbeat north boom tease " * 4, Kind.OLD),
    ("cell dumb heartbeat north boom tease ship baby bright kingdom rare badword", None),
    ("  cElL  DuMb hEaRtBeAt nOrTh bOoM TeAsE ShIp bAbY BrIgHt kInGdOm rArE SqUeEzE ", Kind.OLD),
    ("acb740e454c3134901d7c8f16497cc1c", Kind.OLD),
    (
        "cram swing cover prefer miss modify ritual silly deliver chunk behind inform able",
        "standard",
    ),
    ("cram swing cover prefer miss modify ritual silly deliver chunk behind inform", None),
    ("OSTRICH SECURITY DEER AUNT CLIMB INNER ALPHA ARM MUTUAL MARBLE SOLID TASK", "standard"),
    ("science dawn member doll dutch real can brick knife deny drive list", Kind.TWO_FACTOR),
    ("science dawn member doll dutch real ca brick knife deny drive list", None),
    (LONG_2FA, Kind.TWO_FACTOR),
    ("  fRoSt pig brisk excIte novel rePort CamEra enlist axis nation nOVeL dEsert ", "segwit"),
    (
        "universe topic remind silver february ranch shine worth innocent cattle enhance wise",
        Kind.TWO_FACTOR_SEGWIT,
    ),
    (WORDS, None),
    (OTHER_WORDS, None),
    ("", None),
    ("\ud800", None),
]

JAPANESE = (
    "なのか ひろい しなん まなぶ つぶす さがす おしゃれ かわく おいかける けさき かいとう さたん"
)

# And these: words, extension, the seed's first bytes.
SEEDS = [
    ("wild father tree among universe such mobile favorite target dynamic credit identify", "",
     "aac2a6302e48577ab4b46f23dbae0774e2e62c796f797d0a1b5faeb528301e30"),
    ("wild father tree among universe such mobile favorite target dynamic credit identify",
     "Did you ever hear the tragedy of Darth Plagueis the Wise?",
     "4aa29f2aeb0127efb55138ab9e7be83b36750358751906f86c662b21a1ea1370"),
    (JAPANESE, "",
     "d3eaf0e44ddae3a5769cb08a26918e8b308258bcb057bb704c6f69713245c0b3"),
    ("眼 悲 叛 改 节 跃 衡 响 疆 股 遂 冬", "给我一些测试向量谷歌",
     "6c03dd0615cf59963620c0af6840b52e867468cc64f20a1f4c8155705738e87b"),
    ("almíbar tibio superar vencer hacha peatón príncipe matar consejo polen vehículo odisea",
     "araña difícil solución término cárcel",
     "363dec0e575b887cfccebee4c84fca5a3a6bed9d0e099c061fa6b85020b031f8"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_each_kind_of_seed_is_told_from_the_others_and_from_bip_39(words, kind):
    assert electrum.kind_of(Secret(words)) == kind


@pytest.mark.parametrize(("words", "extension", "seed"), SEEDS)
def test_a_seed_stretches_in_every_script(words, extension, seed):
    made = electrum.seed(Secret(words), Secret(extension)).reveal()
    assert (made.hex()[:64], len(made)) == (seed, 64)
    if words.isascii() and not extension:
        assert ElectrumV2SeedGenerator(words).Generate(extension) == bytes(made)
    assert mnemonic.seed(Secret(words), Secret(extension)).reveal() != made


def test_a_seed_of_before_2_0_gives_the_keys_that_another_implementation_finds():
    words = "powerful random nobody notice nothing important anyway look away hidden message over"
    digits = electrum.old_digits(Secret(words))
    assert digits == electrum.old_digits(Secret("ACB740E454C3134901D7C8F16497CC1C"))
    assert electrum.old_words(digits).reveal().decode() == words
    peer = ElectrumV1.FromSeed(ElectrumV1SeedGenerator(words).Generate())
    ours = OldSeed(digits)
    assert ours.public_key.hex() == peer.MasterPublicKey().RawUncompressed().ToHex()[2:]
    for change, index in ((0, 0), (1, 0), (0, 7)):
        key = peer.GetPrivateKey(change, index).Raw().ToBytes()
        assert ours.key(change, index).reveal() == key


@pytest.mark.parametrize("words", [WORDS, "", "a0", "\ud800"])
def test_what_is_no_seed_is_refused_by_code(words):
    for read in (electrum.old_digits, lambda text: electrum.seed(text, Secret(""))):
        with pytest.raises(PhraseInvalid):
            read(Secret(words))
    with pytest.raises(PhraseInvalid):
        electrum.old_words("x" * 32)
    assert electrum.kind_of(Secret("a " * 2_000)) is None


def test_words_that_derive_nothing_are_no_key():
    words = Secret("cell dumb heartbeat north boom tease ship baby bright kingdom rare squeeze")
    secret = PhraseSecret("1" * 16, words, Secret(""), mnemonic.ELECTRUM, False, NOW)
    account = Account("2" * 16, "A", "bitcoin", "bc1q", None, secret.id, "m/0/0", 0, NOW)
    vault = empty().changed(secrets=(secret,), accounts=(account,))
    with pytest.raises(KeyInvalid):
        Keys(vault).private_key(account)
