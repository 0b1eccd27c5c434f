"""Make tests/vectors/age: passphrase files of age, one scenario a file.

    python tests/vectors/make_age_vectors.py [FOLDER]

Written from C2SP age.md alone, with Python's own scrypt, and sharing no code with the host. Their
form is that of the keystore vectors, whose generator this one builds on; `kdf` counts scrypt runs.
"""

import base64
import hashlib
import hmac
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from make_keystore_vectors import (
    VERSION_LINE,
    Slot,
    Vector,
    b64,
    fixed,
    flipped,
    hkdf,
    pad,
    small,
    split,
    stanza,
    stream,
    vector,
    write,
)

PASSWORD = "correct horse battery staple"
TEXT = b"age keeps anything\n"
CHUNK = 65536
BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
# An empty wallet, as docs/vault-payload.md has it.
WALLET = {
    "format": "keystow-vault",
    "version": 1,
    "wallet": {"id": "0" * 32, "name": "Savings", "created": "2026-11-22T16:00:00Z"},
    "sequence": 0,
    "saved": None,
    "previous": None,
    **{
        name: []
        for name in (
            *("secrets", "accounts", "contacts", "labels", "networks", "tokens"),
            *("sites", "foreign", "slot_roots"),
        )
    },
    "settings": {"auto_lock_minutes": 15, "mark": None},
}


class File:
    """A passphrase file in parts, so that a scenario can spoil one of them."""

    def __init__(self, plaintext: bytes = TEXT, password: str = PASSWORD, log_n: int = 10) -> None:
        self.plaintext, self.password, self.log_n = plaintext, password, log_n
        self.salt, self.file_key = fixed("age salt", 16), fixed("age file key", 16)

    @property
    def line(self) -> str:
        return f"scrypt {b64(self.salt)} {self.log_n}"

    @property
    def wrap_key(self) -> bytes:
        salt = b"age-encryption.org/v1/scrypt" + self.salt
        password, n = self.password.encode(), 1 << self.log_n
        return hashlib.scrypt(password, salt=salt, n=n, r=8, p=1, dklen=32, maxmem=2**28)

    @property
    def body(self) -> bytes:
        return ChaCha20Poly1305(self.wrap_key).encrypt(bytes(12), self.file_key, None)

    @property
    def payload(self) -> bytes:
        chunks = [self.plaintext[at : at + CHUNK] for at in range(0, len(self.plaintext), CHUNK)]
        return stream(self.file_key, fixed("age payload nonce", 16), chunks or [b""])

    def sealed(self, *stanzas: bytes, payload: bytes | None = None) -> bytes:
        """Join stanzas, the usual one where none is given, and payload under a right MAC."""
        held = stanzas or (stanza(self.line, self.body),)
        head = VERSION_LINE + b"".join(held) + b"---"
        mac = hmac.digest(hkdf(self.file_key, b"", b"header"), head, "sha256")
        tail = self.payload if payload is None else payload
        return head + f" {b64(mac)}\n".encode() + tail


GOOD = File()
DATA = GOOD.sealed()


def armored(data: bytes, columns: int = 64, eol: bytes = b"\n") -> bytes:
    text = base64.b64encode(data)
    rows = [text[at : at + columns] for at in range(0, len(text), columns)]
    return eol.join((BEGIN, *rows, END, b""))


def opens(name: str, data: bytes, comment: str, **facts: object) -> Vector:
    usual = {"password": json.dumps(PASSWORD), "kdf": 1}
    payload = hashlib.sha256(TEXT).hexdigest()
    return vector(name, "success", data, comment, **usual | {"payload": payload} | facts)


def refused(name: str, expect: str, data: bytes, comment: str, runs: int = 0) -> Vector:
    return vector(name, expect, data, comment, password=json.dumps(PASSWORD), kdf=runs)


def that_open() -> Iterator[Vector]:
    two = b"x" * (CHUNK + 1)
    payload = pad(json.dumps(WALLET, sort_keys=True, separators=(",", ":")).encode())
    pretty = json.dumps(WALLET, indent=1).encode()
    for name, file, comment in (
        ("success", GOOD, "a passphrase file as age writes it, at a small cost"),
        ("success_empty", File(b""), "nothing in it"),
        ("success_two_chunks", File(two), "65,537 bytes"),
        ("success_full_chunk", File(two[:CHUNK]), "65,536 bytes: one chunk, not two"),
        ("success_log_n_1", File(log_n=1), "the least work there is"),
        ("success_wallet", File(payload), "a keystore's payload"),
        ("success_wallet_indented", File(pretty), "a keystore's payload, laid out by somebody"),
        ("success_json", File(b'{"format":"keystow-vault"}'), "JSON that only claims to be one"),
        ("success_not_text", File(bytes(range(256))), "bytes that are no text"),
    ):
        digest = hashlib.sha256(file.plaintext).hexdigest()
        yield opens(name, file.sealed(), comment, payload=digest)


def passwords() -> Iterator[Vector]:
    for name, password, typed, expect, comment in (
        ("password_empty", "", "", "success", "no characters"),
        ("password_nfc", "caf\u00e9", "caf\u00e9", "success", "e acute as one code point"),
        ("password_nfd", "caf\u00e9", "cafe\u0301", "WRONG_PASSWORD", "age normalises nothing"),
        ("password_space", PASSWORD, PASSWORD + " ", "WRONG_PASSWORD", "spaces count"),
        ("password_wrong", PASSWORD, "wrong", "WRONG_PASSWORD", "another password"),
        ("password_long", "x" * 2000, "x" * 2000, "success", "age has no limit of 1,024"),
        ("password_new", "\U0001fae8", "\U0001fae8", "success", "nor a table of code points"),
    ):
        file = File(password=password)
        facts = {"password": json.dumps(typed), "kdf": 1}
        if expect == "success":
            facts["payload"] = hashlib.sha256(TEXT).hexdigest()
        yield vector(name, expect, file.sealed(), comment, **facts)


def stanzas_at_fault() -> Iterator[Vector]:
    salt, good = b64(GOOD.salt), GOOD.line
    spare = salt[:-1] + "BRhx"["AQgw".index(salt[-1])]
    body = GOOD.body
    for name, line, of, comment in (
        ("salt_missing", "scrypt 10", body, "three arguments"),
        ("salt_short", good.replace(salt, b64(bytes(15))), body, "16 bytes"),
        ("salt_long", good.replace(salt, b64(bytes(17))), body, "16 bytes"),
        ("salt_padded", good.replace(salt, salt + "=="), body, "unpadded"),
        ("salt_spare_bits", good.replace(salt, spare), body, "spare bits are zero"),
        ("argument_missing", f"scrypt {salt}", body, "three arguments"),
        ("argument_extra", good + " 10", body, "three arguments"),
        ("log_n_zero", good.replace(" 10", " 0"), body, "starts at one"),
        ("log_n_zero_led", good.replace(" 10", " 010"), body, "one spelling"),
        ("log_n_sign", good.replace(" 10", " +10"), body, "digits only"),
        ("log_n_negative", good.replace(" 10", " -10"), body, "digits only"),
        ("log_n_hex", good.replace(" 10", " 0xa"), body, "digits only"),
        ("log_n_garbage", good.replace(" 10", " 10x"), body, "digits only"),
        ("body_short", good, body[:-1], "32 bytes, or a slip could fit two passwords"),
        ("body_long", good, body + b"x", "32 bytes, or a slip could fit two passwords"),
        ("body_empty", good, b"", "32 bytes"),
    ):
        yield refused(f"stanza_{name}", "DAMAGED", GOOD.sealed(stanza(line, of)), comment)
    usual, other = stanza(good, body), stanza("X25519 " + b64(bytes(32)), bytes(32))
    for name, held, comment in (
        ("double", (usual, usual), "a passphrase stanza stands alone"),
        ("before_another", (usual, other), "a passphrase stanza stands alone"),
        ("after_another", (other, usual), "a passphrase stanza stands alone"),
    ):
        yield refused(f"stanza_{name}", "DAMAGED", GOOD.sealed(*held), comment)
    upper = stanza(good.replace("scrypt", "Scrypt"), body)
    yield refused("stanza_upper_case", "NOT_A_KEYSTORE", GOOD.sealed(upper), "a foreign stanza")
    yield refused("stanza_none_ours", "NOT_A_KEYSTORE", GOOD.sealed(other), "a foreign stanza")
    for name, work in (
        ("22", "22"),
        ("64", "64"),
        ("overflow", "18446744073709551617"),
        ("5000_digits", "9" * 5000),
    ):
        bomb = stanza(good.replace(" 10", f" {work}"), body)
        yield refused(f"limit_log_n_{name}", "KDF_LIMIT", GOOD.sealed(bomb), "at most 2 GiB")
    wrong = stanza(good.replace(" 10", " 11"), body)
    yield refused(
        "log_n_changed", "WRONG_PASSWORD", GOOD.sealed(wrong), "another key, and nothing tells", 1
    )


def changes() -> Iterator[Vector]:
    head, mac_line, payload = split(DATA)
    body_at = head.index(b"10\n") + 3
    end = len(head) + len(mac_line)
    other_mac = b"--- " + b64(fixed("mac", 32)).encode() + b"\n"
    for name, expect, data, comment, runs in (
        ("changed_body", "WRONG_PASSWORD", flipped(DATA, body_at + 4), "looks like a slip", 1),
        ("changed_mac", "ALTERED", head + other_mac + payload, "the header's MAC is another", 1),
        ("changed_payload", "ALTERED", flipped(DATA, len(DATA) - 1), "a bit is flipped", 1),
        ("changed_nonce", "ALTERED", flipped(DATA, end), "a bit is flipped", 1),
        ("changed_tail", "ALTERED", DATA + b"\n", "something stands after the end", 1),
        ("cut_payload", "ALTERED", DATA[:-1], "the payload's last byte is missing", 1),
        ("cut_payload_31", "TRUNCATED", DATA[: end + 31], "no room for nonce and tag", 0),
        ("cut_no_payload", "TRUNCATED", DATA[:end], "after the header", 0),
        ("cut_mac_line", "TRUNCATED", DATA[: len(head) + 20], "within the MAC line", 0),
        ("cut_body", "TRUNCATED", DATA[: body_at + 10], "within the stanza", 0),
        ("grammar", "DAMAGED", DATA.replace(b"-> scrypt", b"->  scrypt", 1), "two spaces", 0),
        ("crlf", "NOT_A_KEYSTORE", DATA.replace(b"\n", b"\r\n"), "line ends converted", 0),
        ("version_2", "NOT_A_KEYSTORE", DATA.replace(b"/v1\n", b"/v2\n", 1), "age v2", 0),
    ):
        yield refused(name, expect, data, comment, runs)
    two = File(b"x" * (CHUNK + 1))
    chunks = stream(two.file_key, fixed("age payload nonce", 16), [two.plaintext[:CHUNK], b""])
    yield refused(
        "payload_empty_last_chunk", "ALTERED", two.sealed(payload=chunks), "no empty last chunk", 1
    )
    yield refused(
        "payload_not_final",
        "ALTERED",
        two.sealed(payload=two.payload[: 16 + CHUNK + 16]),
        "the stream lacks its last chunk",
        1,
    )
    final = stream(two.file_key, fixed("age payload nonce", 16), [b"x" * 10])
    yield refused(
        "payload_two_final",
        "ALTERED",
        two.sealed(payload=final + final[16:]),
        "the stream goes on after its last chunk",
        1,
    )


def armor() -> Iterator[Vector]:
    good = armored(DATA)
    lines = good.split(b"\n")
    full = File(TEXT + b"x" * ((48 - (len(DATA) % 48)) % 48))
    padded = next(
        file.sealed()
        for file in (File(TEXT + b"x" * more) for more in range(48))
        if len(base64.b64encode(file.sealed())) % 64 == 0 and b"=" in armored(file.sealed())[-40:]
    )
    for name, data, comment in (
        ("armor", good, "armour"),
        ("armor_crlf", armored(DATA, eol=b"\r\n"), "line ends of another system"),
        ("armor_no_end_of_line", good[:-1], "no line end after the end"),
        ("armor_white_space", b" \t\r\n\n" + good + b"\n \n", "white space around it"),
    ):
        yield opens(name, data, comment)
    digest = hashlib.sha256(full.plaintext).hexdigest()
    yield opens(
        "armor_full_last_line",
        armored(full.sealed()),
        "the last line is a full one",
        payload=digest,
    )
    filled = TEXT + b"x" * (len(padded) - len(DATA))
    yield opens(
        "armor_padding_in_a_full_line",
        armored(padded),
        "the last line is a full one and ends with padding",
        payload=hashlib.sha256(filled).hexdigest(),
    )
    odd = next(
        text for more in range(3) if b"==" in (text := armored(File(TEXT + b"x" * more).sealed()))
    )
    last = odd.split(b"\n")[-3]
    spare = last.rstrip(b"=")
    mixed = spare[:-1] + {b"A": b"B", b"Q": b"R", b"g": b"h", b"w": b"x"}[spare[-1:]] + b"=="
    keystore = small("armored", slots=[Slot()]).sealed()
    for name, expect, data, comment in (
        ("begin_lower_case", "NOT_A_KEYSTORE", good.replace(BEGIN, BEGIN.lower()), "exactly so"),
        ("begin_other", "NOT_A_KEYSTORE", good.replace(b"AGE", b"PGP"), "another program's"),
        ("garbage_before", "NOT_A_KEYSTORE", b"x\n" + good, "nothing but white space before"),
        ("keystore", "NOT_A_KEYSTORE", armored(keystore), "a keystore is binary"),
        ("empty", "NOT_A_KEYSTORE", BEGIN + b"\n" + END + b"\n", "nothing within"),
        ("begin_indented", "DAMAGED", b" " + good, "exactly so"),
        ("garbage_after", "DAMAGED", good + b"x", "nothing but white space after"),
        ("end_space", "DAMAGED", good[:-1] + b" \n", "exactly so"),
        ("end_lower_case", "TRUNCATED", good.replace(END, END.lower()), "no end is there"),
        ("end_missing", "TRUNCATED", good.replace(END, b""), "no end is there"),
        ("cut", "TRUNCATED", good[: len(good) // 2], "the file ends early"),
        ("short_line", "DAMAGED", armored(DATA, 63), "64 columns"),
        ("long_line", "DAMAGED", armored(DATA, 65), "64 columns"),
        ("empty_line", "DAMAGED", good.replace(b"\n", b"\n\n", 1), "no empty line"),
        ("empty_last_line", "DAMAGED", good.replace(END, b"\n" + END), "no empty line"),
        ("space", "DAMAGED", good.replace(lines[1], lines[1][:-1] + b" "), "base64 only"),
        ("headers", "DAMAGED", good.replace(BEGIN, BEGIN + b"\nComment: x\n"), "no headers"),
        ("no_padding", "DAMAGED", odd.replace(last, spare), "padded"),
        ("spare_bits", "DAMAGED", odd.replace(last, mixed), "spare bits are zero"),
        ("twice", "DAMAGED", good + good, "one file"),
        ("carriage_return", "DAMAGED", good.replace(b"\n", b"\r\r\n", 1), "one line end"),
    ):
        yield refused(f"armor_{name}", expect, data, comment)


GROUPS: tuple[Callable[[], Iterator[Vector]], ...] = (
    that_open,
    passwords,
    stanzas_at_fault,
    changes,
    armor,
)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "age", GROUPS)
