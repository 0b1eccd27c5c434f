#!/usr/bin/env python3
"""Open a Keystow backup without Keystow, and print what is in it: PHRASES AND KEYS, IN CLEAR.

    pip install "cryptography>=44"
    python3 recover.py FILE.keystow [--keyfile K] [--password-file P] > wallet.json

Type the password or a recovery code. Read this before you run it, on a machine that you trust.
It follows docs/keystore-format.md, shares no code with Keystow, needs no network, writes no file.
It doesn't check the layout of about and code slots, a code's check group, padding, JSON's rules.
"""

import argparse
import base64
import getpass
import hashlib
import hmac
import re
import sys
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION_LINE, HEADER_LIMIT, CHUNK, GIB = b"age-encryption.org/v1\n", 65536, 65536, 1024 * 1024
STANZA = re.compile(rb"-> ([!-~]+(?: [!-~]+)*)\n((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)")
MAC_LINE = re.compile(rb"--- ([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048])\n")  # 32 bytes
IDS = "([a-z0-9]{4,16}) ([A-Za-z0-9+/]{21}[AQgw]) ([A-Za-z0-9+/]{21}[AQgw])"  # twice 16 bytes
SLOT = re.compile(f"keystow/argon2id {IDS} {' '.join(['([1-9][0-9]*)'] * 3)}( keyfile)?")
CODE_SLOT = re.compile(f"keystow/code {IDS} recovery")
SIGNS = str.maketrans("JKMNPQRSTVWXYZOIL", "IJKLMNOPQRSTUV011", " -")  # a code's, as int() has them
LETTER = {"about": "a", "argon2id": "s", "code": "s", "sum": "x"}  # n: unknown, f: foreign


def need(condition, code):
    if not condition:
        sys.exit(f"{code} (docs/keystore-format.md says what that means)")


def unbase64(text):
    data = base64.b64decode(text + "=" * (-len(text) % 4)) if len(text) % 4 != 1 else b""
    need(base64.b64encode(data).decode().rstrip("=") == text, "DAMAGED")  # spare bits are zero
    return data


def hkdf(key, salt, info):
    return HKDF(SHA256(), 32, salt, info).derive(key)


def read_header(data):
    """Return the stanzas as (offset, line, body), the MAC, its line's offset, the payload's."""
    window = data[:HEADER_LIMIT]
    need(window.startswith(VERSION_LINE), "NOT_A_KEYSTORE")
    mac_at = window.find(b"\n---") + 1
    payload_at = window.find(b"\n", mac_at) + 1 if mac_at else 0
    need(payload_at or len(data) <= HEADER_LIMIT, "KDF_LIMIT")
    need(payload_at and len(data) - payload_at >= 32, "TRUNCATED")
    mac = MAC_LINE.fullmatch(window, mac_at, payload_at)
    stanzas, at = [], len(VERSION_LINE)
    while at < mac_at or not stanzas:
        match = STANZA.match(window, at, mac_at)
        need(mac and match and len(stanzas) < 64, "DAMAGED")
        stanzas.append((at, match[1].decode(), unbase64(match[2].decode().replace("\n", ""))))
        at = match.end()
    return stanzas, unbase64(mac[1].decode()), mac_at, payload_at


def read_slots(stanzas):
    """Check our stanzas, in the order of the codes; return slots as (match, body, cost)."""
    types = [line.partition(" ")[0] for _, line, _ in stanzas]
    shape = "".join(LETTER.get(t[8:], "n") if t.startswith("keystow/") else "f" for t in types)
    ours = [one[1:] for one in stanzas if one[1].startswith("keystow/argon2id ")]
    slots = [(SLOT.fullmatch(line), body) for line, body in ours]
    need(all(slot and len(body) == 64 for slot, body in slots), "DAMAGED")
    need(len({slot[1] for slot, _ in slots}) == len(slots), "DAMAGED")
    slots = [(s, body, [int(number[:12]) for number in s.group(4, 5, 6)]) for s, body in slots]
    version = re.match("keystow/about ([1-9][0-9]*)(?: |$)", stanzas[0][1])
    need(re.fullmatch("a?[snf]*x?", shape) and (version or "a" not in shape), "DAMAGED")
    is_sum = stanzas[-1][1] == "keystow/sum sha256" and len(stanzas[-1][2]) == 64
    need(is_sum or "x" not in shape, "DAMAGED")
    is_newer = version and version[1] != "1"
    need(not is_newer and ("s" in shape or "n" not in shape), "NEWER_FORMAT")
    need(shape.strip("f"), "NOT_A_KEYSTORE")
    need(version and "s" in shape, "DAMAGED")
    need(shape.count("s") <= 16, "KDF_LIMIT")
    for _, _, (m, t, p) in slots:
        need(8 * p <= m <= 2 * GIB and t <= 64 and p <= 16, "KDF_LIMIT")
    return slots


def derive(password, code, slot, cost, keyfile):
    if not cost:
        return hkdf(code, unbase64(slot[2]), b"keystow/v1/code/recovery")
    (m, t, p), salt = cost, unbase64(slot[2])
    pepper = hashlib.sha256(keyfile).digest() if slot[7] else None
    kdf = Argon2id(salt=salt, length=32, iterations=t, lanes=p, memory_cost=m, secret=pepper)
    return kdf.derive(password)


def decrypt(payload, file_key):
    cipher = ChaCha20Poly1305(hkdf(file_key, payload[:16], b"payload"))
    chunks = [payload[at : at + CHUNK + 16] for at in range(16, len(payload), CHUNK + 16)]
    if len(chunks) > 1 and len(chunks[-1]) == 16:
        raise InvalidTag  # the last chunk is empty only where it is the first
    nonces = [i.to_bytes(11, "big") + bytes([i == len(chunks) - 1]) for i in range(len(chunks))]
    return b"".join(cipher.decrypt(n, chunk, None) for n, chunk in zip(nonces, chunks))


def recover(data, ask_password, keyfile):
    """Return the JSON text with its LF."""
    stanzas, mac, mac_at, payload_at = read_header(data)
    slots = [slot for slot in read_slots(stanzas) if keyfile or not slot[0][7]]
    need(sum(m * t for _, _, (m, t, _) in slots) <= 8 * GIB, "KDF_LIMIT")
    sums = [hashlib.sha256(part).digest() for part in (data[: stanzas[-1][0]], data[payload_at:])]
    is_wrong = stanzas[-1][1] == "keystow/sum sha256" and stanzas[-1][2] != b"".join(sums)
    print("Its maker says:", ascii(stanzas[0][2].decode(errors="replace")), file=sys.stderr)
    typed = ask_password()
    password, signs = unicodedata.normalize("NFKD", typed), typed.upper().translate(SIGNS)
    code = re.fullmatch("[0-9A-V]{36}", signs) and int(signs[:32], 32).to_bytes(20, "big")
    codes = [(CODE_SLOT.fullmatch(line), body, None) for _, line, body in stanzas if code]
    need(not {"Cn", "Cs"} & {*map(unicodedata.category, password)}, "UNSUPPORTED_CHARACTER")
    for slot, body, cost in [one for one in codes if one[0]] + slots:
        nonce, root = unbase64(slot[3]), derive(password.encode(), code, slot, cost, keyfile)
        if hmac.compare_digest(hkdf(root, nonce, b"keystow/v1/commit"), body[:32]):
            break
    else:
        need(False, "DAMAGED" if is_wrong else "WRONG_PASSWORD")
    try:
        wrap = ChaCha20Poly1305(hkdf(root, nonce, b"keystow/v1/wrap"))
        file_key = wrap.decrypt(bytes(12), body[32:], slot.string.encode())
        right = hmac.digest(hkdf(file_key, b"", b"header"), data[: mac_at + 3], "sha256")
        if not hmac.compare_digest(right, mac):
            raise InvalidTag
        return decrypt(data[payload_at:], file_key).rstrip(b" ")
    except InvalidTag:
        need(False, "DAMAGED" if is_wrong else "ALTERED")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("file", "--keyfile", "--password-file"):
        parser.add_argument(name, type=lambda path: open(path, "rb").read())
    given = parser.parse_args()
    said = given.password_file
    text = said is not None and re.sub(r"\r?\n\Z", "", said.decode(errors="surrogateescape"))
    ask = getpass.getpass if said is None else lambda: text
    sys.stdout.buffer.write(recover(given.file, ask, given.keyfile))
