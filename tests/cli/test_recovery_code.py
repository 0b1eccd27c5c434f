"""A recovery code on the command line, in place of a password: open, verify, convert."""

import pytest

from keystow.keystore import container, kdf, recovery_code
from keystow.keystore.slots import CodeSlot, SlotId
from keystow.secret import Secret
from tests.cli import made

CODE = Secret(bytes(range(40, 60)))
SPELT = recovery_code.show(CODE).reveal().decode()


@pytest.fixture
def files(tmp_path):
    """Return a folder with a keystore that opens by a password with a key file, or by a code."""
    door = made.slot(keyfile=True)
    code_slot = CodeSlot(SlotId("cccc2345"), b"t" * 16, b"m" * 16)
    slots = [
        (door, kdf.derive_root(Secret(made.PASSWORD), door, Secret(b"a key file"))),
        (code_slot, kdf.derive_code_root(CODE, code_slot)),
    ]
    data = container.seal(made.plaintext(), made.ABOUT, slots, Secret(b"k" * 16), b"p" * 16)
    (tmp_path / "backup").write_bytes(data)
    (tmp_path / "code").write_text(SPELT)
    (tmp_path / "new").write_text("Nine herons 2 rusty boats, ashore\n")
    return tmp_path


@pytest.mark.parametrize(
    "spelt", [SPELT + "\n", SPELT.lower(), SPELT.replace("-", " "), SPELT.replace("0", "o")]
)
def test_a_code_opens_without_password_or_key_file(keystow, files, spelt):
    (files / "code").write_text(spelt)

    ran = keystow("open", "backup", "--recovery-code-file", "code", "--json")

    assert (ran.code, ran.err) == (0, "")
    assert len(ran.json["accounts"]) == 4


def test_a_code_may_come_by_a_pipe(keystow, files):
    ran = keystow("verify", "backup", "--recovery-code-file", "-", "--json", stdin=SPELT.encode())

    [result] = ran.json["results"]
    assert (ran.code, result["how"], result["accounts"]) == (0, "password", 4)


def test_a_file_is_converted_by_its_code(keystow, files):
    options = ["--to", "keystow-1", "--recovery-code-file", "code", "--new-password-file", "new"]

    assert keystow("convert", "backup", "out", *options).code == 0
    assert keystow("open", "out", "--password-file", "new").code == 0
    assert keystow("open", "out", "--recovery-code-file", "code").code == 3, "it stays behind"


@pytest.mark.parametrize(
    "spelt",
    [
        recovery_code.show(Secret(bytes(20))).reveal().decode(),
        SPELT[:-1] + ("0" if SPELT[-1] != "0" else "1"),
        SPELT[:-5],
        made.PASSWORD,
        "",
    ],
)
def test_another_text_is_a_wrong_code_and_called_one(keystow, files, spelt):
    (files / "code").write_text(spelt)

    ran = keystow("open", "backup", "--recovery-code-file", "code")

    assert (ran.code, ran.out) == (3, "")
    assert "recovery code" in ran.err
    assert "WRONG_PASSWORD" in ran.err
    assert spelt == "" or spelt not in ran.err


def test_a_format_without_codes_opens_by_none(keystow, files):
    (files / "lamden").write_bytes(made.lamden())

    assert keystow("open", "lamden", "--recovery-code-file", "code").code == 3


def test_a_code_and_a_password_exclude_each_other(keystow, files):
    both = ["--recovery-code-file", "code", "--password-file", "new"]

    assert keystow("open", "backup", *both).code == 2


def test_one_standard_input_gives_one_secret(keystow, files):
    options = ["--to", "keystow-1", "--recovery-code-file", "-", "--new-password-file", "-"]

    ran = keystow("convert", "backup", "out", *options)

    assert (ran.code, "STDIN_TWICE" in ran.err) == (2, True)
