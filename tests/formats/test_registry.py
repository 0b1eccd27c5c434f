"""Which format a file is of, and what it costs to say so."""

import subprocess
import sys

import pytest

from keystow.errors import NotAKeystore
from keystow.formats import registry
from keystow.keystore import bounds
from tests.formats.lamden_writer import keystore

AGE = b"age-encryption.org/v1\n"


def test_each_format_knows_its_own_files():
    assert registry.detect(AGE + b"-> x").name == "keystow-1"
    assert registry.detect(keystore()).name == "lamden-keystore-1.0"
    assert registry.detect(AGE + b"-> scrypt AAAA 18\n").name == "age-v1-scrypt"
    assert registry.detect(AGE + b"-> x\n\n-> scrypt\n").name == "age-v1-scrypt"
    assert registry.detect(b"\r\n -----BEGIN AGE ENCRYPTED FILE-----").name == "age-v1-scrypt"


def test_a_keystore_stays_one_whatever_stands_beside_our_stanzas():
    for header in (b"-> scrypt a\n\n-> keystow/about 1\n", b"-> keystow/about 1\n\n-> scrypt a\n"):
        assert registry.detect(AGE + header).name == "keystow-1"
    payload = b"-> x\n\n--- mac\n" + b"\n-> scrypt in a payload"
    assert registry.detect(AGE + payload).name == "keystow-1"


def test_another_age_file_is_no_keystore_of_ours():
    data = b"age-encryption.org/v1\n-> X25519 AAAAAAAAAAAAAAAAAAAAAA\nAAAA\n--- " + b"A" * 43
    format_ = registry.detect(data + b"\n" + bytes(64))
    with pytest.raises(NotAKeystore):
        format_.inspect(data + b"\n" + bytes(64))


@pytest.mark.parametrize(
    ("head", "limit"),
    [
        (AGE, bounds.FILE_BYTES),
        (AGE + b"-> scrypt AAAA 18\n", bounds.FILE_BYTES),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n", 64 * 1024 * 1024),
        (keystore(), 64 * 1024 * 1024),
        (b"whatever", 64 * 1024 * 1024),
    ],
)
def test_a_files_beginning_tells_how_much_of_it_may_be_read(head, limit):
    assert registry.read_limit(head) == limit <= registry.READ_LIMIT


def test_what_is_no_json_imports_none_of_the_formats_that_are():
    script = """
import sys
from keystow.errors import NotAKeystore
from keystow.formats import registry
try:
    registry.detect(b"\\x89PNG" + bytes(1000))
except NotAKeystore:
    print(*[name for name in sys.modules if name.endswith((".json_formats", "_vault"))], end="")
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (run.stdout, run.stderr) == (b"", b"")


def test_naming_a_json_format_imports_nothing_heavy_either():
    script = """
import sys
from keystow.formats import json_formats
heavy = {"coincurve", "cryptography", "argon2", "mnemonic", "Crypto", "nacl", "hypothesis"}
print(*sorted(heavy & set(sys.modules)), end="")
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (run.stdout, run.stderr) == (b"", b"")


def test_naming_a_format_imports_no_cipher_no_curve_and_no_word_list():
    script = """
import sys
from keystow.formats import registry
heavy = {"coincurve", "cryptography", "argon2", "mnemonic", "Crypto", "zxcvbn_rs_py"}
print(*sorted(heavy & set(sys.modules)), end="")
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (run.stdout, run.stderr) == (b"", b"")
