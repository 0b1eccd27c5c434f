"""Make tests/vectors/keystore: one scenario a file, in the manner of age's CCTV test kit.

    python tests/vectors/make_keystore_vectors.py [FOLDER]

Written from docs/keystore-format.md alone and sharing no code with the host, so that a vector
can find a fault in either. Every byte is fixed: running it again changes nothing.

A vector is a text header, an empty line, and the file's bytes as they are. The header's lines:

expect      success, or the code a reader answers
password    what is typed, as a JSON string; keyfile and code: bytes in hex, "6b*3" for "6b6b6b"
kdf         how many times a reader runs Argon2id before it answers
sum         right, wrong or absent, where the file parses
payload     the SHA-256 of the plaintext, padding included, where the container opens
file key, roots     in hex, where sealing the same again must give the same bytes
comment     what the scenario is
"""

import base64
import hashlib
import hmac
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION_LINE = b"age-encryption.org/v1\n"
WORDS = "Encrypted wallet backup. Opens with Keystow, or with age and its keystow plugin."
ABOUT_LINE = f"keystow/about 1 {WORDS}"
HINT = "the usual one, with the year"
PASSWORD = "correct horse battery staple"
WALLET = b'{"accounts":[{"chain":"lamden","name":"Savings"}],"sequence":7}'
CHUNK = 65536


# --- the format, from the specification --------------------------------------------------------


def fixed(label: str, size: int) -> bytes:
    """Return bytes that stand for random ones."""
    return hashlib.sha256(b"keystow vectors " + label.encode()).digest()[:size]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def stanza(line: str, body: bytes) -> bytes:
    text = b64(body)
    rows = [text[at : at + 64] for at in range(0, len(text), 64)]
    if not rows or len(rows[-1]) == 64:
        rows.append("")
    return f"-> {line}\n".encode() + "".join(f"{row}\n" for row in rows).encode()


def about_body(**changed: object) -> bytes:
    about = {"hint": HINT, "made_by": "keystow 0.1.0", "made_on": "2026-11-22T16:00:00Z"}
    return json.dumps(about | changed, ensure_ascii=False, separators=(",", ":")).encode()


def pad(text: bytes) -> bytes:
    """Pad what fits in 8 KiB to 8 KiB, and other vectors to the next power of two."""
    size = 8192
    while size < len(text) + 1:
        size *= 2
    return text + b"\n" + b" " * (size - len(text) - 1)


def stream(file_key: bytes, nonce: bytes, chunks: list[bytes]) -> bytes:
    cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
    sealed = [
        cipher.encrypt(at.to_bytes(11, "big") + bytes([at == len(chunks) - 1]), chunk, None)
        for at, chunk in enumerate(chunks)
    ]
    return nonce + b"".join(sealed)


@dataclass
class Slot:
    """One slot with its secret; `line` and `body` are made from it."""

    id: str = "abcd2345"
    password: str = PASSWORD
    cost: tuple[int, int, int] = (8, 1, 1)
    keyfile: bytes | None = None
    code: bytes | None = None
    kind: str = "recovery"

    @property
    def salt(self) -> bytes:
        return fixed(f"salt {self.id}", 16)

    @property
    def nonce(self) -> bytes:
        return fixed(f"nonce {self.id}", 16)

    @property
    def line(self) -> str:
        start = f"{self.id} {b64(self.salt)} {b64(self.nonce)}"
        if self.code:
            return f"keystow/code {start} {self.kind}"
        keyfile = " keyfile" if self.keyfile else ""
        return "keystow/argon2id {} {} {} {}{}".format(start, *self.cost, keyfile)

    @property
    def root(self) -> bytes:
        if self.code:
            info = f"keystow/v1/code/{self.kind.split()[0]}".encode()
            return hkdf(self.code, self.salt, info)
        memory, passes, lanes = self.cost
        password = unicodedata.normalize("NFKD", self.password).encode("utf-8", "surrogatepass")
        if self.keyfile is None:
            return hash_secret_raw(password, self.salt, passes, memory, lanes, 32, Type.ID)
        secret = hashlib.sha256(self.keyfile).digest()
        cost = {"iterations": passes, "lanes": lanes, "memory_cost": memory}
        return Argon2id(salt=self.salt, length=32, secret=secret, **cost).derive(password)

    def body(self, file_key: bytes) -> bytes:
        wrap = ChaCha20Poly1305(hkdf(self.root, self.nonce, b"keystow/v1/wrap"))
        wrapped = wrap.encrypt(bytes(12), file_key, self.line.encode())
        return hkdf(self.root, self.nonce, b"keystow/v1/commit") + wrapped


@dataclass
class File:
    """A keystore in parts, so that a scenario can spoil one of them."""

    slots: list[Slot] = field(default_factory=lambda: [Slot()])
    about: bytes = field(default_factory=about_body)
    about_line: str = ABOUT_LINE
    between: list[bytes] = field(default_factory=list)  # stanzas after the slots
    plaintext: bytes = field(default_factory=lambda: pad(WALLET))
    name: str = "file"

    @property
    def file_key(self) -> bytes:
        return fixed(f"file key {self.name}", 16)

    @property
    def payload(self) -> bytes:
        chunks = [self.plaintext[at : at + CHUNK] for at in range(0, len(self.plaintext), CHUNK)]
        return stream(self.file_key, fixed(f"payload nonce {self.name}", 16), chunks or [b""])

    @property
    def stanzas(self) -> list[bytes]:
        """All but the sum."""
        slots = [stanza(slot.line, slot.body(self.file_key)) for slot in self.slots]
        return [stanza(self.about_line, self.about), *slots, *self.between]

    def sealed(self) -> bytes:
        return self.assemble(self.stanzas, self.payload)

    def assemble(self, stanzas: list[bytes], payload: bytes, *, with_sum: bool = True) -> bytes:
        """Join stanzas and payload as someone who holds the file key does."""
        return self.seal_header(summed(stanzas, payload) if with_sum else stanzas) + payload

    def seal_header(self, stanzas: list[bytes]) -> bytes:
        head = VERSION_LINE + b"".join(stanzas) + b"---"
        mac = hmac.digest(hkdf(self.file_key, b"", b"header"), head, "sha256")
        return head + f" {b64(mac)}\n".encode()


def summed(stanzas: list[bytes], payload: bytes) -> list[bytes]:
    """Add the sum, which needs no key."""
    head = VERSION_LINE + b"".join(stanzas)
    sums = hashlib.sha256(head).digest() + hashlib.sha256(payload).digest()
    return [*stanzas, stanza("keystow/sum sha256", sums)]


def split(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return a file's stanzas, MAC line and payload."""
    mac_at = data.index(b"\n---") + 1
    end = data.index(b"\n", mac_at) + 1
    return data[:mac_at], data[mac_at:end], data[end:]


def with_sum_mended(data: bytes) -> bytes:
    """Make the sum right again after a change, as a forger without the file key does."""
    head, mac, payload = split(data)
    before = head[: head.index(b"-> keystow/sum")]
    stanzas = summed([before.removeprefix(VERSION_LINE)], payload)
    return VERSION_LINE + b"".join(stanzas) + mac + payload


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


# --- vectors -----------------------------------------------------------------------------------


@dataclass
class Vector:
    name: str
    expect: str
    data: bytes
    comment: str
    facts: dict[str, str]


def vector(name: str, expect: str, data: bytes, comment: str, **facts: object) -> Vector:
    """Describe one file; facts are header lines, `file_key` standing for "file key"."""
    words = {key.replace("_", " "): str(value) for key, value in facts.items()}
    return Vector(name, expect, data, comment, words)


def opens(name: str, file: File, comment: str, **facts: object) -> Vector:
    """Describe a file that opens and that sealing makes again byte for byte."""
    file = replace(file, name=name)
    again = {"file_key": file.file_key.hex(), "roots": " ".join(s.root.hex() for s in file.slots)}
    return opens_only(name, file, file.sealed(), comment, **again | facts)


def opens_only(name: str, file: File, data: bytes, comment: str, **facts: object) -> Vector:
    """Describe a file that opens but isn't what sealing writes."""
    usual = {"password": json.dumps(PASSWORD), "kdf": 1, "sum": "right"}
    payload = hashlib.sha256(file.plaintext).hexdigest()
    return vector(name, "success", data, comment, **usual | facts, payload=payload)


def small(name: str, **parts: object) -> File:
    """Return a file for a scenario that never comes to the plaintext."""
    return File(name=name, plaintext=b"", **parts)  # type: ignore[arg-type]


def refused(name: str, expect: str, data: bytes, comment: str, **facts: object) -> Vector:
    """Describe a file that is refused before any KDF."""
    return vector(
        name, expect, data, comment, **{"password": json.dumps(PASSWORD), "kdf": 0} | facts
    )


def that_open() -> Iterator[Vector]:
    two = [Slot("first234", "one"), Slot("second23", "two")]
    keyfile = Slot(keyfile=fixed("key file", 32))
    code = Slot("code2345", code=fixed("code", 20))

    yield opens("success_one_slot", File(), "the worked example of docs/keystore-format.md")
    for slot, runs in zip(two, (1, 2), strict=True):
        yield opens(
            f"success_two_slots_{slot.password}",
            File(two),
            "slots are tried in the order of their making",
            password=json.dumps(slot.password),
            kdf=runs,
        )
    yield opens(
        "success_keyfile",
        File([keyfile]),
        "the key file enters as Argon2's secret",
        keyfile=fixed("key file", 32).hex(),
    )
    yield opens(
        "success_keyfile_slot_passed_over",
        File([replace(keyfile, id="first234"), Slot()]),
        "a slot that names a key file is not tried without one",
    )
    yield opens(
        "success_code",
        File([Slot(), code]),
        "a recovery code opens its slot without Argon2id",
        password="null",
        code=code.code.hex() if code.code else "",
        kdf=0,
    )
    yield opens_only(
        "success_code_of_an_unknown_kind",
        file := File([replace(code, kind="fido2 AQIDBA"), Slot()], name="unknown_kind"),
        file.sealed(),
        "a kind that a reader doesn't know is a slot that it doesn't try",
    )
    yield opens(
        "success_lanes_and_passes",
        File([Slot(cost=(128, 64, 16))]),
        "the most passes and lanes that a reader grants, and the least memory for them",
    )
    yield opens(
        "success_sixteen_slots",
        File(
            [Slot(f"slot{at:02}", f"password {at}") for at in range(10)]
            + [replace(code, id=f"code{at:02}") for at in range(6)]
        ),
        "as many slots as a reader grants",
        password=json.dumps("password 9"),
        kdf=10,
    )


def passwords() -> Iterator[Vector]:
    cafe = File([Slot(password="caf\u00e9")])
    yield opens("password_nfc", cafe, "e acute as one code point", password='"caf\\u00e9"')
    yield opens("password_nfd", cafe, "e acute as two code points", password='"cafe\\u0301"')
    yield opens(
        "password_compatibility",
        File([Slot(password="file 1")]),
        "NFKD: the ligature fi and a full-width digit are what they stand for",
        password='"\\ufb01le \\uff11"',
    )
    yield opens("password_empty", File([Slot(password="")]), "no characters", password='""')
    yield opens(
        "password_longest",
        File([Slot(password="\ufdfa" * 1024)]),
        "1,024 code points before NFKD, eighteen times as many after",
        password=json.dumps("\ufdfa" * 1024),
    )
    for name, password, comment, runs in (
        ("wrong", "correct horse battery stapler", "one letter more", 1),
        ("case", PASSWORD.title(), "case counts", 1),
        ("trailing_space", PASSWORD + " ", "spaces count", 1),
        ("too_long", "x" * 1025, "no writer takes 1,025 code points", 0),
    ):
        yield vector(
            f"password_{name}",
            "WRONG_PASSWORD",
            small(f"password_{name}").sealed(),
            comment,
            password=json.dumps(password),
            kdf=runs,
            sum="right",
        )
    for name, password, comment in (
        ("lone_surrogate", "a\ud800", "has no UTF-8"),
        ("unassigned", "a\u0378", "a code point that no Unicode assigns so far"),
        ("noncharacter", "a\uffff", "a noncharacter is never assigned"),
        ("unicode_15", "a\U0001fae8", "assigned in Unicode 15.0: older tables normalise otherwise"),
    ):
        yield vector(
            f"password_{name}",
            "UNSUPPORTED_CHARACTER",
            small(f"password_{name}").sealed(),
            comment,
            password=json.dumps(password),
            kdf=0,
            sum="right",
        )
    file = small("keyfile_missing", slots=[Slot(keyfile=b"key")])
    yield vector(
        "keyfile_missing",
        "WRONG_PASSWORD",
        file.sealed(),
        "the only slot names a key file and none is given",
        password=json.dumps(PASSWORD),
        kdf=0,
        sum="right",
    )
    yield vector(
        "keyfile_wrong",
        "WRONG_PASSWORD",
        file.sealed(),
        "the password is right, the key file is another",
        password=json.dumps(PASSWORD),
        keyfile=b"another key".hex(),
        kdf=1,
        sum="right",
    )
    code = small("code_wrong", slots=[Slot("code2345", code=fixed("code", 20))])
    yield vector(
        "code_wrong",
        "WRONG_PASSWORD",
        code.sealed(),
        "another recovery code",
        password="null",
        code=fixed("another code", 20).hex(),
        kdf=0,
        sum="right",
    )
    yield vector(
        "code_slot_only",
        "WRONG_PASSWORD",
        code.sealed(),
        "a password is not tried on a code slot",
        password=json.dumps(PASSWORD),
        kdf=0,
        sum="right",
    )


def other_stanzas() -> Iterator[Vector]:
    def file(name: str, *between: bytes, **parts: object) -> tuple[str, File, bytes]:
        made = File(between=list(between), name=name, **parts)  # type: ignore[arg-type]
        return name, made, made.sealed()

    yield opens_only(
        *file("stanza_foreign", stanza("example.com/door ! ~", b"whatever")),
        "another program's stanza is passed over",
    )
    yield opens_only(
        *file("stanza_foreign_full_line", stanza("example.com/door", bytes(48))),
        "a body of 64 columns ends with an empty line",
    )
    yield opens_only(
        *file("stanza_unknown", stanza("keystow/later 1 2 3", b"whatever")),
        "an unknown stanza of ours is passed over where a known slot stands",
    )
    yield opens_only(
        *file("stanza_64", *[stanza("example.com/door", b"")] * 61),
        "64 stanzas in all",
    )
    made = File(name="header_64_kib")
    room = 65536 - len(made.sealed()) + len(made.payload)
    rows, rest = divmod(room - len(b"-> example.com/door\n\n"), 65)
    filler = stanza(f"example.com/door{'x' * rest}", bytes(48 * rows))
    yield opens_only(*file("header_64_kib", filler), "a header of 65,536 bytes")
    yield refused(
        "header_over_64_kib",
        "KDF_LIMIT",
        file("header_over_64_kib", filler.replace(b"door", b"doorx"))[2],
        "a header of 65,537 bytes",
    )
    yield refused(
        "header_without_end",
        "KDF_LIMIT",
        VERSION_LINE + b"-> keystow/" + b"x" * 65536,
        "no MAC line in the first 64 KiB, and no fault in them either",
    )
    yield refused(
        "header_without_end_in_a_body",
        "KDF_LIMIT",
        VERSION_LINE + stanza("keystow/argon2id", bytes(70000)),
        "nor where the 64 KiB end within a body",
    )
    yield opens_only(
        *file("about_words", about_line="keystow/about 1 Other words, in some later version."),
        "the words after the version are not read",
    )
    yield opens_only(*file("about_no_words", about_line="keystow/about 1"), "nor need there be any")
    yield opens("about_hint_empty", File(about=about_body(hint="")), "no hint")
    yield opens(
        "about_hint_longest",
        File(about=about_body(hint="\U0001f511" * 200)),
        "200 code points, each outside the basic plane",
    )
    escaped = json.dumps(json.loads(about_body(hint="caf\u00e9")), separators=(",", ":"))
    yield opens_only(
        *file("about_hint_escaped", about=escaped.encode()), "JSON may escape what it need not"
    )


def sums() -> Iterator[Vector]:
    absent = File(name="sum_absent")
    data = absent.assemble(absent.stanzas, absent.payload, with_sum=False)
    yield opens_only("sum_absent", absent, data, "opens with a warning", sum="absent")
    wrong = File(name="sum_wrong")
    stanzas = [*wrong.stanzas, stanza("keystow/sum sha256", bytes(64))]
    data = wrong.seal_header(stanzas) + wrong.payload
    yield opens_only("sum_wrong", wrong, data, "sum is advice: opens with a warning", sum="wrong")
    yield vector(
        "sum_wrong_and_password_wrong",
        "DAMAGED",
        wrong.seal_header(stanzas) + wrong.payload,
        "no one can tell a wrong password from a damaged slot here",
        password=json.dumps("wrong"),
        kdf=1,
        sum="wrong",
    )


def chunks() -> Iterator[Vector]:
    text = json.dumps({"padding": "x" * 70000}, separators=(",", ":")).encode()
    two = File(plaintext=pad(text), name="payload_two_chunks")
    yield opens("payload_two_chunks", two, "two full chunks")
    yield opens("payload_full_chunk", File(plaintext=pad(text[:40000] + b'"}')), "one full chunk")
    nonce, key = fixed("payload nonce", 16), two.file_key
    for name, parts, comment in (
        ("payload_empty_last_chunk", [two.plaintext[:CHUNK], b""], "no last chunk is empty"),
        ("payload_not_final", None, "the stream lacks its last chunk"),
    ):
        payload = stream(key, nonce, parts or [two.plaintext[:CHUNK]] * 2)
        if name == "payload_not_final":
            payload = payload[: 16 + CHUNK + 16]
        data = two.assemble(two.stanzas, payload)
        yield after_commit(name, "ALTERED", data, comment + "; the sum was mended")


def after_commit(name: str, expect: str, data: bytes, comment: str, **facts: object) -> Vector:
    """Describe a file whose fault shows once the password fits."""
    usual = {"password": json.dumps(PASSWORD), "kdf": 1, "sum": "right"}
    return vector(name, expect, data, comment, **usual | facts)


def changes() -> Iterator[Vector]:
    """Yield what accident and malice do to a good file: sum finds the one, the MAC the other."""
    good = small("changes").sealed()
    hint = good.replace(*(stanza("x", about_body(hint=h))[5:] for h in (HINT, "type it here")))
    slot, other = Slot(), Slot("other234", "other")
    two = small("changes_two", slots=[slot, other])
    about, first, second = two.stanzas
    sealed = two.assemble([about, first, second], two.payload)
    swapped = sealed.replace(first + second, second + first)
    crossed = stanza(slot.line, other.body(two.file_key)) + stanza(
        other.line, slot.body(two.file_key)
    )
    bodies = sealed.replace(first + second, crossed)
    line = b"-> keystow/argon2id "
    at_slot = good.index(line) + len(line)
    renamed = good.replace(line + b"abcd2345", line + b"abcd2346")
    body_at = good.index(b"\n", at_slot) + 1
    wrapped = flipped(good, body_at + 66)
    commit = flipped(good, body_at + 3)
    payload = flipped(good, len(good) - 1)
    mac = good[: good.index(b"---") + 4]
    other_mac = mac + b64(fixed("mac", 32)).encode() + b"\n" + split(good)[2]
    for name, data, comment, mended in (
        ("hint", hint, "the hint is another", "ALTERED"),
        ("slots_swapped", swapped, "two slots have changed places", "ALTERED"),
        ("bodies_swapped", bodies, "two slots have each other's body", "WRONG_PASSWORD"),
        ("slot_renamed", renamed, "the slot has another identifier", "ALTERED"),
        ("file_key", wrapped, "a bit of the wrapped file key is flipped", "ALTERED"),
        ("commit", commit, "a bit of the commit is flipped", "WRONG_PASSWORD"),
        ("payload", payload, "the payload's last bit is flipped", "ALTERED"),
        ("tail", good + b"\n", "a line feed stands after the end", "ALTERED"),
    ):
        runs = 2 if "swapped" in name else 1
        yield after_commit(f"damaged_{name}", "DAMAGED", data, comment, sum="wrong", kdf=runs)
        forged = with_sum_mended(data)
        yield after_commit(
            f"altered_{name}", mended, forged, comment + "; the sum was mended", kdf=runs
        )
    yield after_commit("altered_mac", "ALTERED", other_mac, "another MAC: no sum covers its line")
    without = hint[: hint.index(b"-> keystow/sum")] + b"".join(split(good)[1:])
    yield after_commit(
        "altered_hint_without_sum", "ALTERED", without, "the sum was taken away", sum="absent"
    )
    long = File(name="truncated_payload").sealed()
    yield after_commit(
        "truncated_payload", "DAMAGED", long[:-4000], "the file ends early", sum="wrong"
    )


def not_keystores() -> Iterator[Vector]:
    good = small("not_keystore").sealed()
    foreign = small("foreign")
    armor = b"-----BEGIN AGE ENCRYPTED FILE-----\n" + base64.b64encode(good)[:64] + b"\n"
    for name, data, comment in (
        ("empty", b"", "a placeholder of a cloud drive, perhaps"),
        ("other_file", b"<!DOCTYPE html>\n<title>Sign in</title>\n", "a sign-in page saved"),
        ("version_line_cut", VERSION_LINE[:-1], "the version line has no end"),
        ("version_2", good.replace(b"/v1\n", b"/v2\n", 1), "another version of age"),
        ("crlf", good.replace(b"\n", b"\r\n"), "line ends converted"),
        ("bom", b"\xef\xbb\xbf" + good, "a byte order mark in front"),
        ("leading_line", b"\n" + good, "an empty line in front"),
        ("armor", armor, "ASCII armour is for transport; a keystore is binary"),
        (
            "foreign_age_file",
            foreign.assemble(
                [stanza("X25519 " + b64(fixed("share", 32)), fixed("body", 32))],
                foreign.payload,
                with_sum=False,
            ),
            "an age file without any stanza of ours",
        ),
    ):
        yield refused(name, "NOT_A_KEYSTORE", data, comment)


def truncations() -> Iterator[Vector]:
    good = small("truncated").sealed()
    mac_at = good.index(b"\n---") + 1
    end = good.index(b"\n", mac_at) + 1
    bad = good.replace(b"-> keystow/sum", b">- keystow/sum")
    for name, data, comment in (
        ("version_line_only", VERSION_LINE, "nothing after the version line"),
        ("in_about", good[:100], "within the about stanza"),
        ("in_slot", good[: good.index(b"argon2id") + 20], "within a slot's line"),
        ("before_mac_line", good[:mac_at], "before the MAC line"),
        ("in_mac_line", good[: mac_at + 20], "within the MAC line"),
        ("before_line_feed", good[: end - 1], "before the MAC line's line feed"),
        ("no_payload", good[:end], "after the header"),
        ("payload_31_bytes", good[: end + 31], "payload shorter than a nonce and a tag"),
        ("and_bad_grammar", bad[: end + 31], "a missing end is told before bad grammar"),
    ):
        yield refused(f"truncated_{name}", "TRUNCATED", data, comment)


def stanza_grammar() -> Iterator[Vector]:
    """Yield faults in age's own grammar, each in a file that is right but for them."""
    base = small("grammar", between=[stanza("example.com/door", bytes(60))])
    good = base.sealed()
    door = stanza("example.com/door", bytes(60))
    for name, bad, comment in (
        ("no_arguments", b"->\n\n", "a stanza has a type"),
        ("empty_argument", b"-> a  b\n\n", "two spaces"),
        ("trailing_space", b"-> a \n\n", "a space at the end"),
        ("not_ascii", "-> caf\u00e9\n\n".encode(), "an argument outside ASCII"),
        ("control", b"-> a\x7f\n\n", "a control character"),
        ("bad_start", b"-- a\n\n", "a line that starts no stanza"),
        ("no_body", b"-> a\n", "no body line at all"),
        ("no_short_line", b"-> a\n" + b"A" * 64 + b"\n", "the last body line is a full one"),
        ("two_short_lines", b"-> a\nAAAA\nAAAA\n", "a short line ends a stanza"),
        ("long_line", b"-> a\n" + b"A" * 68 + b"\n\n", "a body line over 64 columns"),
        ("base64_padding", b"-> a\nAA==\n", "base64 is unpadded"),
        ("base64_spare_bits", b"-> a\nAB\n", "spare bits are zero"),
        ("base64_length", b"-> a\nAAAAA\n", "no bytes have five symbols"),
        ("base64_url", b"-> a\nAA-_\n", "the standard alphabet"),
        ("carriage_return", b"-> a\r\n\r\n", "line ends are LF"),
    ):
        yield refused(f"grammar_{name}", "DAMAGED", good.replace(door, bad), comment)
    mac_line, payload = split(good)[1], base.payload
    mac = mac_line[4:-1]
    for name, line, comment in (
        ("mac_no_space", b"---" + mac, "a space stands after the dashes"),
        ("mac_extra_space", b"---  " + mac, "one space"),
        ("mac_missing", b"--- ", "the MAC is missing"),
        ("mac_short", b"--- " + mac[:-3], "30 bytes"),
        ("mac_long", b"--- " + b"A" * 44, "33 bytes"),
        ("mac_spare_bits", b"--- " + b"A" * 42 + b"B", "spare bits are zero"),
    ):
        yield refused(
            f"grammar_{name}", "DAMAGED", split(good)[0] + line + b"\n" + payload, comment
        )
    yield refused(
        "grammar_no_stanza", "DAMAGED", VERSION_LINE + mac_line + payload, "one stanza at least"
    )
    crowd = small("crowd", between=[stanza("example.com/door", b"")] * 62)
    yield refused("grammar_65_stanzas", "DAMAGED", crowd.sealed(), "64 stanzas in all")
    yield refused(
        "grammar_in_a_long_header",
        "DAMAGED",
        VERSION_LINE + b"-- keystow\n" + b"x" * 65536,
        "a fault in the first 64 KiB of a header without end",
    )


def our_stanzas() -> Iterator[Vector]:
    """Yield faults in our stanzas' places, arguments and bodies."""
    file = small("ours")
    about, slot = file.stanzas
    total = summed(file.stanzas, file.payload)[-1]
    foreign = stanza("example.com/door", b"")
    like_about = stanza("example.com/about 1", about_body())
    extra = stanza(Slot("other234").line, Slot("other234").body(file.file_key))
    for name, stanzas, comment in (
        ("about_not_first", [like_about, about, slot, total], "about is the first stanza"),
        ("about_after_slot", [slot, about, total], "about is the first stanza"),
        ("about_twice", [about, about, slot, total], "one about"),
        ("about_missing", [slot, total], "no about"),
        ("slot_missing", [about, foreign, total], "no slot"),
        ("slot_twice", [about, slot, slot, total], "a slot's identifier is unique"),
        ("sum_not_last", [about, slot, total, extra], "sum is the last stanza"),
        ("sum_before_foreign", [about, slot, total, foreign], "even of foreign ones"),
        ("sum_twice", [about, slot, total, total], "one sum"),
        ("sum_short", [about, slot, stanza("keystow/sum sha256", bytes(63))], "64 bytes"),
        ("sum_other", [about, slot, stanza("keystow/sum sha512", bytes(64))], "sha256"),
        ("sum_argument", [about, slot, stanza("keystow/sum sha256 x", bytes(64))], "no more"),
    ):
        yield refused(name, "DAMAGED", file.seal_header(stanzas) + file.payload, comment)
    for name, line, comment in (
        ("about_no_version", "keystow/about", "a version"),
        ("about_version_0", "keystow/about 0 " + WORDS, "versions start at one"),
        ("about_version_01", "keystow/about 01 " + WORDS, "a number has one spelling"),
    ):
        yield refused(name, "DAMAGED", small(name, about_line=line).sealed(), comment)
    yield from about_bodies()
    yield from slot_lines()


def about_bodies() -> Iterator[Vector]:
    body = about_body()
    for name, changed, comment in (
        ("not_json", b"a hint", "JSON"),
        ("empty", b"", "JSON"),
        ("bom", b"\xef\xbb\xbf" + body, "no byte order mark"),
        ("not_utf8", body.replace(b"usual", b"us\xffal"), "UTF-8"),
        ("white_space", body.replace(b",", b", "), "compact"),
        ("unsorted", b'{"made_by":"k","hint":"","made_on":"2026-11-22T16:00:00Z"}', "sorted"),
        ("missing", b'{"hint":"","made_by":"k"}', "three members"),
        ("fourth", body[:-1] + b',"name":"x"}', "three members"),
        ("twice", b'{"hint":"a",' + body[1:], "no key twice"),
        ("number", body.replace(b'"' + HINT.encode() + b'"', b"1"), "strings"),
        ("surrogate", body.replace(b"usual", b"\\ud800"), "no lone surrogate"),
        ("bad_escape", body.replace(b"usual", b"\\x"), "JSON's escapes"),
        ("hint_too_long", about_body(hint="x" * 201), "200 code points"),
        ("hint_control", about_body(hint="a\nb"), "plain text"),
        ("hint_direction", about_body(hint="a\u202eb"), "plain text: no turned direction"),
        ("made_by_control", about_body(made_by="a\x1b[2J"), "plain text"),
        ("made_on_zone", about_body(made_on="2026-11-22T16:00:00+00:00"), "UTC as Z"),
        ("made_on_fraction", about_body(made_on="2026-11-22T16:00:00.5Z"), "to the second"),
        ("made_on_no_day", about_body(made_on="2026-02-30T16:00:00Z"), "a day of the calendar"),
    ):
        full_name = f"about_body_{name}"
        file = small(full_name, about=changed)
        yield refused(full_name, "DAMAGED", file.sealed(), comment)


def slot_lines() -> Iterator[Vector]:
    slot, file = Slot(), small("slot_lines")
    body = slot.body(file.file_key)
    salt, nonce = b64(slot.salt), b64(slot.nonce)
    code = f"keystow/code abcd2345 {salt} {nonce}"
    good = f"keystow/argon2id abcd2345 {salt} {nonce} 8 1 1"
    spare = salt[:-1] + "BRhx"["AQgw".index(salt[-1])]
    for name, line, of, comment in (
        ("id_short", good.replace("abcd2345", "abc"), body, "4 symbols at least"),
        ("id_long", good.replace("abcd2345", "a" * 17), body, "16 at most"),
        ("id_upper", good.replace("abcd2345", "ABCD2345"), body, "lower case"),
        ("salt_short", good.replace(salt, b64(bytes(15))), body, "16 bytes"),
        ("salt_long", good.replace(salt, b64(bytes(17))), body, "16 bytes"),
        ("salt_padded", good.replace(salt, salt + "=="), body, "unpadded"),
        ("salt_spare_bits", good.replace(salt, spare), body, "spare bits are zero"),
        ("nonce_short", good.replace(nonce, b64(bytes(12))), body, "16 bytes"),
        ("memory_zero", good.replace(" 8 1 1", " 0 1 1"), body, "numbers start at one"),
        ("memory_zero_led", good.replace(" 8 1 1", " 08 1 1"), body, "one spelling"),
        ("memory_sign", good.replace(" 8 1 1", " +8 1 1"), body, "one spelling"),
        ("memory_hex", good.replace(" 8 1 1", " 0x8 1 1"), body, "decimal"),
        ("memory_float", good.replace(" 8 1 1", " 8.0 1 1"), body, "whole"),
        ("passes_zero", good.replace(" 8 1 1", " 8 0 1"), body, "numbers start at one"),
        ("lanes_negative", good.replace(" 8 1 1", " 8 1 -1"), body, "numbers start at one"),
        ("argument_missing", good.removesuffix(" 1"), body, "seven arguments"),
        ("argument_extra", good + " keyfile x", body, "eight with a key file"),
        ("word_unknown", good + " keyfiles", body, "the one word is keyfile"),
        ("body_short", good, body[:-1], "64 bytes"),
        ("body_long", good, body + b"x", "64 bytes"),
        ("code_no_kind", code, body, "a kind"),
        ("code_kind_upper", code + " Recovery", body, "lower case"),
        ("code_kind_long", code + " " + "a" * 17, body, "16 at most"),
        ("code_data", code + " recovery x", body, "a recovery slot has no data"),
        ("code_data_extra", code + " fido2 x y", body, "one argument of data"),
        ("code_body_short", code + " recovery", body[:-1], "64 bytes"),
        ("code_salt_short", (code + " recovery").replace(salt, b64(bytes(15))), body, "16 bytes"),
    ):
        stanzas = summed([file.stanzas[0], stanza(line, of)], file.payload)
        data = file.seal_header(stanzas) + file.payload
        yield refused(f"slot_{name}", "DAMAGED", data, comment)


def newer() -> Iterator[Vector]:
    bomb = Slot(cost=(8, 1, 1))
    file = small("newer")
    about, slot = file.stanzas
    later = stanza("keystow/argon2id-2 whatever", bytes(64))
    second = stanza("keystow/about 2", b"some later form")
    huge = stanza(bomb.line.replace(" 8 1 1", " 999999999999 1 1"), bomb.body(file.file_key))
    cut = stanza(bomb.line, bytes(63))
    for name, expect, stanzas, comment in (
        ("about_2", "NEWER_FORMAT", [second, slot], "a later about, in whatever form"),
        (
            "about_10_digits",
            "NEWER_FORMAT",
            [stanza("keystow/about 9999999999", b""), slot],
            "later",
        ),
        ("slots_unknown", "NEWER_FORMAT", [about, later], "no known slot and an unknown stanza"),
        ("unknown_only", "NEWER_FORMAT", [later], "even without about"),
        ("before_bounds", "NEWER_FORMAT", [second, huge], "newer is told before bounds"),
        ("after_grammar", "DAMAGED", [second, cut], "bad grammar is told before newer"),
    ):
        data = file.assemble(stanzas, file.payload)
        yield refused(f"newer_{name}", expect, data, comment)


def over_bounds() -> Iterator[Vector]:
    """Yield files that ask for too much; their slots' bodies are never looked at."""
    file = small("bounds")
    plain = Slot().line
    gib = 1024 * 1024

    def bomb(name: str, costs: list[str], comment: str, **facts: object) -> Vector:
        slots = [
            stanza(plain.replace("abcd", f"ab{at:02}").replace(" 8 1 1", f" {cost}"), bytes(64))
            for at, cost in enumerate(costs)
        ]
        data = file.assemble([file.stanzas[0], *slots], file.payload)
        return refused(f"limit_{name}", "KDF_LIMIT", data, comment, **facts)

    yield bomb("memory", [f"{2 * gib + 1} 1 1"], "2 GiB of memory")
    yield bomb("memory_1_tib", [f"{1024 * gib} 1 1"], "2 GiB of memory")
    yield bomb("memory_5000_digits", ["9" * 5000 + " 1 1"], "a number longer than Python reads")
    yield bomb("memory_per_lane", ["31 1 4"], "8 KiB for each lane")
    yield bomb("passes", ["8 65 1"], "64 passes")
    yield bomb("lanes", ["136 1 17"], "16 lanes")
    yield bomb("slots", ["8 1 1"] * 17, "16 slots")
    yield bomb("second_slot", ["8 1 1", f"{4 * gib} 1 1"], "every slot is in bounds, tried or not")
    yield bomb("cost", [f"{2 * gib} 5 1"], "8 GiB-passes over all tried slots", sum="right")
    yield bomb(
        "cost_together", [f"{gib} 4 1", f"{gib} 4 1", "8 1 1"], "the sum counts", sum="right"
    )
    costly = replace(Slot("costly23"), keyfile=b"key")
    line = costly.line.replace(" 8 1 1", f" {2 * gib} 64 1")
    made = File(name="limit_cost_not_tried")
    stanzas = [*made.stanzas, stanza(line, bytes(64))]
    yield opens_only(
        "limit_cost_not_tried",
        made,
        made.assemble(stanzas, made.payload),
        "a slot that isn't tried costs nothing",
    )


def plaintexts() -> Iterator[Vector]:
    """Yield what only a holder of a slot can do: the container opens, the plaintext is refused."""
    spaces = pad(WALLET)
    deep = b'{"a":' + b"[" * 32 + b"]" * 32 + b"}"
    for name, plaintext, comment in (
        ("padding_missing", WALLET + b"\n", "the least size is 8,192"),
        ("padding_short", spaces[:-1], "the least size is 8,192"),
        ("padding_long", spaces + b" ", "no other size"),
        ("padding_double", spaces + b" " * 8192, "the least that fits"),
        ("padding_tab", spaces[:-1] + b"\t", "spaces"),
        ("padding_zero", WALLET + b"\n" + bytes(8191 - len(WALLET)), "spaces"),
        ("padding_no_line_feed", WALLET + b" " * (8192 - len(WALLET)), "LF ends the text"),
        ("json_empty", pad(b""), "an object"),
        ("json_array", pad(b"[]"), "an object"),
        ("json_cut", pad(WALLET[:-1]), "JSON"),
        ("json_two", pad(b"{}{}"), "one value"),
        ("json_bom", pad(b"\xef\xbb\xbf{}"), "no byte order mark"),
        ("json_not_utf8", pad(b'{"a":"\xff"}'), "UTF-8"),
        ("json_surrogate", pad(b'{"a":"\\ud800"}'), "no lone surrogate"),
        ("json_surrogate_key", pad(b'{"\\uDfff":1}'), "no lone surrogate"),
        ("json_key_twice", pad(b'{"a":1,"a":2}'), "no key twice"),
        ("json_key_twice_escaped", pad(b'{"a":1,"\\u0061":2}'), "no key twice"),
        ("json_float", pad(b'{"a":1.5}'), "no floats"),
        ("json_exponent", pad(b'{"a":1e3}'), "no floats"),
        ("json_nan", pad(b'{"a":NaN}'), "JSON has no NaN"),
        ("json_integer", pad(b'{"a":9007199254740992}'), "integers within 2^53-1"),
        ("json_integer_negative", pad(b'{"a":-9007199254740992}'), "integers within 2^53-1"),
        ("json_integer_5000_digits", pad(b'{"a":' + b"9" * 5000 + b"}"), "a number to choke on"),
        ("json_depth", pad(deep), "32 levels"),
        ("json_depth_4000", pad(b'{"a":' + b"[" * 4000 + b"]" * 4000 + b"}"), "32 levels"),
    ):
        full_name = f"plaintext_{name}"
        file = File(plaintext=plaintext, name=full_name)
        payload = hashlib.sha256(plaintext).hexdigest()
        yield after_commit(full_name, "DAMAGED", file.sealed(), comment, payload=payload)
    text = b'{"a":' + b"[" * 31 + b"]" * 31 + b',"b":9007199254740991,"c":[true,null,"\\u00e9"]}'
    yield opens("plaintext_json_bounds", File(plaintext=pad(text)), "just inside the bounds")


GROUPS: tuple[Callable[[], Iterator[Vector]], ...] = (
    that_open,
    passwords,
    other_stanzas,
    sums,
    chunks,
    changes,
    not_keystores,
    truncations,
    stanza_grammar,
    our_stanzas,
    newer,
    over_bounds,
    plaintexts,
)


def write(folder: Path, groups: Iterable[Callable[[], Iterator[Vector]]]) -> None:
    """Write every vector, under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for group in groups:
        for made in group():
            lines = {"expect": made.expect, **made.facts, "comment": made.comment}
            head = "".join(f"{key}: {value}\n" for key, value in lines.items())
            path = folder / made.name
            path.write_bytes(head.encode("ascii") + b"\n" + made.data)


if __name__ == "__main__":
    from keystore_edges import GROUPS as EDGES  # it builds on this module

    folder = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "keystore"
    write(folder, (*GROUPS, *EDGES))
