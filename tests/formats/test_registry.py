"""Which format a file is of, and what it costs to say so."""

import subprocess
import sys

import pytest

from keystow.errors import NotAKeystore
from keystow.formats import registry
from tests.formats.lamden_writer import keystore


def test_each_format_knows_its_own_files():
    assert registry.detect(b"age-encryption.org/v1\n-> x").name == "keystow-1"
    assert registry.detect(keystore()).name == "lamden-keystore-1.0"


def test_another_age_file_is_no_keystore_of_ours():
    data = b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\nAAAA\n--- " + b"A" * 43
    format_ = registry.detect(data + b"\n" + bytes(64))
    with pytest.raises(NotAKeystore):
        format_.inspect(data + b"\n" + bytes(64))


def test_the_read_limit_lets_every_format_s_largest_file_in():
    assert all(format_.read_limit <= registry.READ_LIMIT for format_ in registry.FORMATS)


def test_naming_a_format_imports_no_cipher_no_curve_and_no_word_list():
    script = """
import sys
from keystow.formats import registry
heavy = {"coincurve", "cryptography", "argon2", "mnemonic", "Crypto", "zxcvbn_rs_py"}
print(*sorted(heavy & set(sys.modules)), end="")
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (run.stdout, run.stderr) == (b"", b"")
