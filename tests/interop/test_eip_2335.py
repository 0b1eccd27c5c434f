"""npm's @chainsafe/bls-keystore beside ours: every validator's keystore that it writes opens."""

import pytest
from py_ecc.bls import G2ProofOfPossession as Bls

from keystow.errors import WrongPassword
from keystow.formats import contents, registry
from keystow.secret import Secret
from tests.formats.eip_2335_writer import PASSWORD, PATH, PUBKEY, SECRET
from tests.interop import node

SALT = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"
SCRYPT = {"function": "scrypt", "params": {"dklen": 32, "n": 1024, "r": 8, "p": 1, "salt": SALT}}
PBKDF2 = {
    "function": "pbkdf2",
    "params": {"dklen": 32, "c": 1024, "prf": "hmac-sha256", "salt": SALT},
}
USUAL = {"password": PASSWORD, "secret": SECRET.hex(), "pubkey": PUBKEY, "path": PATH}
CASES = [
    USUAL | {"description": "as it comes"},
    *(
        USUAL | {"password": password, "kdf": kdf, "description": "ähm \u202e"}
        for kdf in (SCRYPT, PBKDF2)
        for password in ("", " ", "pässwörd", "pa\u0308ss", "ﬁ", "🔑", "a\0b\x7f\n", "p" * 3000)
    ),
    USUAL | {"path": "", "description": None, "kdf": SCRYPT},
]


@pytest.fixture(scope="module")
def theirs():
    """What the package makes of the cases, in one run of node."""
    return node.ask("eip_2335.mjs", "@chainsafe/bls-keystore", CASES)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_the_package_wrote_opens(number, theirs):
    case, data = CASES[number], theirs[number].encode()
    format_ = registry.detect(data)
    assert format_.name == "eip-2335"
    (account,) = contents.accounts(format_.open(data, Secret(case["password"])))
    assert account.private_key.reveal() == SECRET
    assert (account.address, account.path) == (PUBKEY, case["path"] or None)
    assert account.name == (case["description"] or "")
    with pytest.raises(WrongPassword):
        format_.open(data, Secret(case["password"] + "."))


def test_the_secret_is_the_key_of_the_address():
    assert Bls.SkToPk(int.from_bytes(SECRET, "big")).hex() == PUBKEY
