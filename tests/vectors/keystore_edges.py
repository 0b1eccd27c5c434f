"""The edges of each rule: what is just inside, just outside, and what an attacker would try.

More groups for make_keystore_vectors.py, in the same form, with these facts besides:

code text           what is typed as a recovery code, as a JSON string
root, tag           a cached root and its tag, in hex: the root opens the file, and the tag says
                    whether the slot's line is the one that it was made for
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from make_keystore_vectors import (
    CHUNK,
    PASSWORD,
    VERSION_LINE,
    WALLET,
    WORDS,
    File,
    Slot,
    Vector,
    about_body,
    after_commit,
    fixed,
    hkdf,
    opens,
    opens_only,
    pad,
    refused,
    small,
    split,
    stanza,
    stream,
    summed,
    vector,
    with_sum_mended,
)

KEY_FILE = fixed("key file", 32)
CODE = fixed("code", 20)
MIB = 1024 * 1024
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def wrong(name: str, file: File, comment: str, runs: int, **facts: object) -> Vector:
    """Describe a good file that what is given doesn't open."""
    usual = {"password": json.dumps(PASSWORD), "kdf": runs, "sum": "right"}
    return vector(name, "WRONG_PASSWORD", file.sealed(), comment, **usual | facts)


# --- key files ---------------------------------------------------------------------------------


def key_files() -> Iterator[Vector]:
    for name, key, shown, comment in (
        ("one_byte", b"k", b"k".hex(), "the smallest"),
        ("1_mib", b"k" * MIB, f"6b*{MIB}", "the largest"),
        ("line_end", b"key\r\n", b"key\r\n".hex(), "raw bytes: no line end is removed"),
    ):
        file = File([Slot(keyfile=key)])
        yield opens(f"keyfile_{name}", file, comment, keyfile=shown)
    slot = Slot(keyfile=KEY_FILE)
    hex_key = KEY_FILE.hex()
    yield opens(
        "keyfile_for_others",
        File([Slot()]),
        "a slot without the word is given no key file",
        keyfile=hex_key,
    )
    yield opens(
        "keyfile_after_password_slot",
        File([Slot("first234", "another"), slot]),
        "the password alone fits no slot, with the key file the second",
        keyfile=hex_key,
        kdf=2,
    )
    yield opens(
        "keyfile_before_password_slot",
        File([replace(slot, id="first234", password="another"), Slot()]),
        "the key file's slot is tried first, and has another password",
        keyfile=hex_key,
        kdf=2,
    )
    both = small("keyfile_and_password_wrong", slots=[slot])
    yield wrong(
        "keyfile_password_wrong",
        both,
        "the key file alone opens nothing",
        1,
        password=json.dumps("wrong"),
        keyfile=hex_key,
    )
    yield wrong("keyfile_empty", both, "no writer takes an empty one", 0, keyfile="")
    yield wrong("keyfile_too_large", both, "nor one above 1 MiB", 0, keyfile=f"6b*{MIB + 1}")
    yield wrong(
        "keyfile_trailing_line_end",
        both,
        "one byte more is another key file",
        1,
        keyfile=hex_key + "0a",
    )
    sealed, line = both.sealed(), slot.line.encode()
    without = with_sum_mended(sealed.replace(line, line.removesuffix(b" keyfile")))
    plain = small("keyfile_word", slots=[Slot()])
    added = with_sum_mended(plain.sealed().replace(Slot().line.encode(), line))
    for name, data, comment, runs, facts in (
        ("word_removed", without, "the line's word was taken away", 1, {}),
        ("word_added", added, "the line's word was added, and no key file is given", 0, {}),
        ("word_added_given", added, "nor does a key file help", 1, {"keyfile": hex_key}),
    ):
        usual = {"password": json.dumps(PASSWORD), "kdf": runs, "sum": "right"}
        yield vector(f"keyfile_{name}", "WRONG_PASSWORD", data, comment, **usual | facts)


# --- recovery codes ----------------------------------------------------------------------------


def spelled(code: bytes) -> str:
    """Spell a code as the specification says."""

    def symbols(bits: int, count: int) -> str:
        return "".join(ALPHABET[bits >> 5 * at & 31] for at in reversed(range(count)))

    check = hashlib.sha256(b"keystow/v1/code-check" + code).digest()
    text = symbols(int.from_bytes(code), 32) + symbols(int.from_bytes(check[:3]) >> 4, 4)
    return "-".join(text[at : at + 4] for at in range(0, 36, 4))


def codes() -> Iterator[Vector]:
    slot = Slot("code2345", code=CODE)
    ambiguous = bytes(range(20))  # spelled with zeros and ones
    given: dict[str, object] = {"password": "null", "kdf": 0}

    def typed(name: str, code: bytes, text: str, comment: str) -> Vector:
        file = File([replace(slot, code=code)])
        return opens(name, file, comment, **given, code_text=json.dumps(text))

    yield typed("code_text", CODE, spelled(CODE), "as it is shown")
    yield typed("code_text_lower_case", CODE, spelled(CODE).lower(), "case doesn't count")
    yield typed(
        "code_text_spaces",
        CODE,
        f" {spelled(CODE).replace('-', ' ')} ",
        "nor do spaces for hyphens",
    )
    yield typed("code_text_joined", CODE, spelled(CODE).replace("-", ""), "nor their lack")
    letters = spelled(ambiguous).replace("0", "O").replace("1", "l")
    yield typed("code_text_letters", ambiguous, letters, "O is read as 0, l as 1")
    letters = spelled(ambiguous).replace("0", "o").replace("1", "I")
    yield typed("code_text_other_letters", ambiguous, letters, "o is read as 0, I as 1")
    yield opens(
        "code_second_of_two",
        File([replace(slot, id="first234", code=fixed("another code", 20)), slot]),
        "code slots are tried in the order of their making",
        **given,
        code=CODE.hex(),
    )
    yield opens(
        "code_after_password_slot",
        File([Slot(), slot]),
        "a password opens its slot beside a code's",
    )
    long = replace(slot, code=fixed("long code", 32), kind="a" * 16)
    yield opens_only(
        "code_kind_longest",
        file := File([long, replace(slot, id="short234", kind="a"), Slot()], name="kinds"),
        file.sealed(),
        "kinds of 16 letters and of one",
    )
    yield opens_only(
        "code_data_printable",
        file := File([replace(slot, kind="slip39 !~\"'"), Slot()], name="data"),
        file.sealed(),
        "DATA is any printable argument",
    )
    bad = small("code", slots=[slot])
    only = small("passwords", slots=[Slot()])
    unknown = small("unknown kind", slots=[replace(slot, kind="slip39")])
    check = spelled(CODE)[:-1] + ("0" if spelled(CODE)[-1] != "0" else "1")
    assert spelled(CODE)[1] != spelled(CODE)[2]
    swapped = spelled(CODE)[0] + spelled(CODE)[2] + spelled(CODE)[1] + spelled(CODE)[3:]
    for name, file, facts, comment in (
        ("check_wrong", bad, {"code_text": json.dumps(check)}, "the check group finds a slip"),
        ("swapped", bad, {"code_text": json.dumps(swapped)}, "and two symbols swapped"),
        ("short", bad, {"code_text": json.dumps(spelled(CODE)[:-5])}, "eight groups"),
        ("long", bad, {"code_text": json.dumps(spelled(CODE) + "-0000")}, "ten groups"),
        ("letter_u", bad, {"code_text": json.dumps("U" + spelled(CODE)[1:])}, "there is no U"),
        ("empty", bad, {"code_text": '""'}, "nothing"),
        ("no_slot", only, {"code": CODE.hex()}, "a code is not tried on a password's slot"),
        ("unknown_kind", unknown, {"code": CODE.hex()}, "nor on a kind that is not recovery"),
    ):
        yield wrong(f"code_{name}", file, comment, 0, **{"password": "null"} | facts)
    yield wrong(
        "code_unknown_kind_password",
        unknown,
        "a kind that nobody knows is a known stanza: the file is not newer",
        0,
    )
    sealed, body = bad.sealed(), slot.body(bad.file_key)
    for name, expect, at, comment in (
        ("commit", "WRONG_PASSWORD", 3, "a bit of the commit is flipped"),
        ("file_key", "ALTERED", 40, "a bit of the wrapped file key is flipped"),
    ):
        spoilt = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        data = sealed.replace(stanza(slot.line, body), stanza(slot.line, spoilt))
        facts = {"password": "null", "code": CODE.hex(), "kdf": 0}
        yield vector(f"code_damaged_{name}", "DAMAGED", data, comment, **facts, sum="wrong")
        mended = with_sum_mended(data)
        yield vector(
            f"code_altered_{name}", expect, mended, comment + "; the sum was mended",
            **facts, sum="right",
        )  # fmt: skip
    renamed = sealed.replace(b" recovery\n", b" recoverx\n")
    yield vector(
        "code_altered_kind",
        "WRONG_PASSWORD",
        with_sum_mended(renamed),
        "the kind is another, so the slot is not tried",
        password="null",
        code=CODE.hex(),
        kdf=0,
        sum="right",
    )


# --- cached roots and tags ---------------------------------------------------------------------


@dataclass
class Mislabelled(Slot):
    """A slot sealed by the root of another line: what a fault or an attack on a cache makes."""

    true: Slot | None = None

    @property
    def root(self) -> bytes:
        return self.true.root if self.true else super().root


def tag(slot: Slot) -> bytes:
    """Return the tag of a slot's root over its own line."""
    _, _, salt, _, *rest = slot.line.split(" ")
    key = hkdf(slot.root, b"", b"keystow/v1/params")
    return hmac.digest(key, " ".join([salt, *rest]).encode(), "sha256")


def cached() -> Iterator[Vector]:
    def facts(slot: Slot) -> dict[str, object]:
        return {"root": slot.root.hex(), "tag": tag(slot).hex()}

    keyfile = Slot(keyfile=KEY_FILE)
    code = Slot("code2345", code=CODE)
    data = replace(code, kind="slip39 AQID")
    costly = Slot(cost=(64, 2, 2))
    yield opens("tag_argon2id", File([Slot()]), "the tag of a password's root", **facts(Slot()))
    yield opens("tag_cost", File([costly]), "the tag covers the cost", **facts(costly))
    yield opens(
        "tag_keyfile",
        File([keyfile]),
        "the tag covers the word keyfile",
        keyfile=KEY_FILE.hex(),
        **facts(keyfile),
    )
    given: dict[str, object] = {"password": "null", "code": CODE.hex(), "kdf": 0}
    yield opens("tag_code", File([code]), "the tag of a code's root", **given, **facts(code))
    yield opens_only(
        "tag_code_data",
        file := File([data, Slot()], name="tag_code_data"),
        file.sealed(),
        "the tag covers KIND and DATA",
        **facts(data),
    )
    # What a cached root can't see: it opens these, and nobody's password ever will.
    for name, changed, comment in (
        ("memory", Mislabelled(cost=(16, 1, 1), true=Slot()), "more memory"),
        ("passes", Mislabelled(cost=(8, 2, 1), true=Slot()), "more passes"),
        ("lanes", Mislabelled(cost=(16, 1, 2), true=Slot(cost=(16, 1, 1))), "more lanes"),
        ("salt", Mislabelled(id="efgh2345", true=Slot()), "another SALT"),
    ):
        true = changed.true or changed
        file = small(f"cached_{name}", slots=[changed])
        root = {"root": true.root.hex(), "tag": tag(true).hex()}
        yield wrong(f"cached_{name}", file, f"sealed by a cached root: {comment}", 1, **root)
    word = Mislabelled(keyfile=KEY_FILE, true=Slot())
    yield wrong(
        "cached_keyfile",
        small("cached_keyfile", slots=[word]),
        "sealed by a cached root: the word keyfile",
        1,
        keyfile=KEY_FILE.hex(),
        **facts(Slot()),
    )


# --- passwords ---------------------------------------------------------------------------------


def more_passwords() -> Iterator[Vector]:
    for name, sealed, typed, comment in (
        ("private_use", "\ue000", "\ue000", "private-use characters are assigned"),
        ("unicode_14", "\U0001fae7", "\U0001fae7", "new in Unicode 14.0"),
        ("hangul", "\u1112\u1161\u11ab", "\ud55c", "a syllable is its letters"),
        ("mark_order", "a\u0323\u0307", "a\u0307\u0323", "marks have one order"),
        ("angstrom", "A\u030a", "\u212b", "a sign that is a letter"),
        ("fraction", "1\u20442", "\u00bd", "a fraction is its digits"),
        (
            "emoji_joined",
            "\U0001f468\u200d\U0001f4bb",
            "\U0001f468\u200d\U0001f4bb",
            "joiners stay",
        ),
        ("astral", "\U0001f511" * 1024, "\U0001f511" * 1024, "1,024 outside the basic plane"),
        ("nul", "a\0b", "a\0b", "a NUL doesn't end it"),
        ("line_end", "a\n", "a\n", "a line end is a character"),
        ("bom", "\ufeffa", "\ufeffa", "so is a byte order mark"),
        ("leading_space", " a", " a", "nothing is stripped"),
        ("no_break_space", "a b", "a\u00a0b", "NFKD: a space is a space"),
        ("case_kept", "\u0130", "I\u0307", "a dotted I is an I and a dot"),
    ):
        file = File([Slot(password=sealed)])
        yield opens(f"password_{name}", file, comment, password=json.dumps(typed))
    for name, typed, comment in (
        ("low_surrogate", "\udc00a", "has no UTF-8"),
        ("noncharacter_fdd0", "\ufdd0", "a noncharacter is never assigned"),
        ("last_code_point", "\U0010ffff", "so is the last code point"),
        ("unassigned_astral", "\U000323b0", "no Unicode has assigned it so far"),
    ):
        yield vector(
            f"password_{name}",
            "UNSUPPORTED_CHARACTER",
            small(f"password_{name}").sealed(),
            comment,
            password=json.dumps(typed),
            kdf=0,
            sum="right",
        )
    file = small("password_1025")
    for name, typed in (("1025_astral", "\U0001f511" * 1025), ("1025_marks", "e\u0301" * 513)):
        yield wrong(
            f"password_{name}",
            file,
            "counted in code points, as typed",
            0,
            password=json.dumps(typed),
        )
    yield wrong(
        "password_not_folded",
        small("password_folded", slots=[Slot(password="stra\u00dfe")]),
        "NFKD folds no case",
        1,
        password=json.dumps("strasse"),
    )


# --- bounds, stanzas, precedence ---------------------------------------------------------------


def just_inside() -> Iterator[Vector]:
    gib = MIB
    plain, body = Slot().line, bytes(64)

    def others(costs: list[str]) -> list[bytes]:
        return [
            stanza(plain.replace("abcd", f"ab{at:02}").replace(" 8 1 1", f" {cost}"), body)
            for at, cost in enumerate(costs)
        ]

    def beside(name: str, costs: list[str], comment: str, **facts: object) -> Vector:
        made = File(name=name)
        data = made.assemble([*made.stanzas, *others(costs)], made.payload)
        return opens_only(name, made, data, comment, **facts)

    yield beside(
        "limit_cost_exact",
        [f"{2 * gib} 1 1"] * 3 + [f"{2 * gib - 8} 1 1"],
        "8 GiB-passes in all, to the byte",
    )
    made = small("limit_cost_one_over")
    over = [*made.stanzas, *others([f"{2 * gib} 1 1"] * 3 + [f"{2 * gib - 7} 1 1"])]
    yield refused(
        "limit_cost_one_over",
        "KDF_LIMIT",
        made.assemble(over, made.payload),
        "one KiB-pass more",
        sum="right",
    )
    yield beside(
        "limit_all_at_most",
        [f"{2 * gib} 64 16 keyfile"],
        "2 GiB, 64 passes, 16 lanes: in bounds, and not tried",
    )
    yield beside("limit_memory_least", ["128 1 16 keyfile"], "8 KiB for each of 16 lanes")
    sixteen = [Slot(f"slot{at:02}", f"password {at}") for at in range(16)]
    yield opens_only(
        "success_sixteen_password_slots",
        file := File(sixteen, name="sixteen"),
        file.sealed(),
        "a reader grants sixteen of any kind, a writer ten",
        password=json.dumps("password 15"),
        kdf=16,
    )
    yield opens(
        "slot_id_bounds",
        File([Slot("a000", "another"), Slot("z" * 16)]),
        "identifiers of 4 and of 16 symbols",
        kdf=2,
    )
    for name, cost, comment in (
        ("lanes_127", "127 1 16", "8 KiB for each of 16 lanes"),
        ("ten_digits", "8 9999999999 1", "a number of ten digits"),
        ("keyfile_slot", f"{2 * gib + 1} 1 1 keyfile", "a slot in bounds, tried or not"),
    ):
        held = small(f"limit_{name}")
        data = held.assemble([held.stanzas[0], *others([cost])], held.payload)
        yield refused(f"limit_{name}", "KDF_LIMIT", data, comment)
    held = small("limit_slots_of_both")
    crowd = [stanza(Slot(f"code{at:02}", code=CODE).line, body) for at in range(17)]
    yield refused(
        "limit_code_slots",
        "KDF_LIMIT",
        held.assemble([held.stanzas[0], *crowd], held.payload),
        "16 slots of any kind",
    )


def order_of_codes() -> Iterator[Vector]:
    """Yield files with two faults: the first of the specification's list is told."""
    file = small("order")
    about, slot = file.stanzas
    bomb = stanza(Slot().line.replace(" 8 1 1", " 8 65 1"), bytes(64))
    later = stanza("keystow/later", b"")
    total = stanza("keystow/sum sha256", bytes(64))
    second = stanza("keystow/about 2 " + WORDS, about_body())
    foreign = stanza("example.com/door", b"")
    for name, expect, stanzas, comment in (
        ("about_missing_bomb", "DAMAGED", [bomb, total], "no about, then bounds"),
        ("slot_missing_sum", "DAMAGED", [about, total], "about and sum alone"),
        ("about_only", "DAMAGED", [about], "about alone"),
        ("sum_only", "DAMAGED", [total], "sum alone"),
        ("slot_only", "DAMAGED", [slot], "a slot alone"),
        ("later_slot", "DAMAGED", [later, slot], "a known slot, so not newer; no about"),
        ("later_foreign", "NEWER_FORMAT", [foreign, later], "an unknown stanza of ours"),
        ("about_2_alone", "NEWER_FORMAT", [second], "newer before no slot"),
        ("about_2_sum_wrong", "NEWER_FORMAT", [second, slot, total], "sum is asked last"),
        ("about_2_not_first", "DAMAGED", [foreign, second, slot], "about stands first"),
        ("foreign_only", "NOT_A_KEYSTORE", [foreign, foreign], "no stanza of ours"),
        ("bomb_sum_wrong", "KDF_LIMIT", [about, bomb, total], "bounds before sum"),
    ):
        data = file.seal_header(stanzas) + file.payload
        yield refused(f"order_{name}", expect, data, comment)
    data = file.assemble([about, bomb], file.payload)
    unassigned = json.dumps("a\u0378")
    yield refused(
        "order_bomb_password", "KDF_LIMIT", data, "bounds before the password", password=unassigned
    )
    yield refused(
        "order_newer_password",
        "NEWER_FORMAT",
        file.assemble([second, slot], file.payload),
        "newer before the password",
        password=unassigned,
    )
    wrong_sum = file.seal_header([about, slot, total]) + file.payload
    yield refused(
        "order_password_sum_wrong",
        "UNSUPPORTED_CHARACTER",
        wrong_sum,
        "the password's characters before sum",
        password=unassigned,
        sum="wrong",
    )
    cut = file.assemble([about, bomb], file.payload)[:-20]
    yield refused("order_cut_bomb", "TRUNCATED", cut, "a missing end before bounds")


def more_stanzas() -> Iterator[Vector]:
    file = File(name="between")
    about, slot = file.stanzas
    foreign = stanza("example.com/door", bytes(100))
    unknown = stanza("keystow/argon2id2 a b c", b"")
    other = Slot("other234", "other")
    second = stanza(other.line, other.body(file.file_key))
    for name, stanzas, comment in (
        ("foreign_before_slot", [about, foreign, slot], "foreign ones stand where they like"),
        ("unknown_before_slot", [about, unknown, slot], "so do unknown ones of ours"),
        ("between_slots", [about, second, foreign, unknown, slot], "also between slots"),
        ("scrypt_beside", [about, stanza("scrypt AAAA 99", b""), slot], "even age's own"),
    ):
        runs = 2 if name == "between_slots" else 1
        data = file.assemble(stanzas, file.payload)
        yield opens_only(f"stanza_{name}", file, data, comment, kdf=runs)
    for name, stanzas, comment in (
        ("upper_case", [stanza("Keystow/about 1", about_body()), slot], "a type has one case"),
        ("prefix", [stanza("keystow/aboutx 1", about_body()), slot], "an unknown one isn't about"),
    ):
        data = file.assemble(stanzas, b"".join([file.payload[:32]]))
        yield refused(f"about_type_{name}", "DAMAGED", data, comment)
    for name, changed, comment in (
        ("made_by_too_long", about_body(made_by="x" * 201), "200 code points"),
        ("made_by_surrogate", about_body().replace(b"keystow 0", b"\\udfff 0"), "plain text"),
        ("hint_line_separator", about_body(hint="a\u2028b"), "plain text: one line"),
        ("hint_isolate", about_body(hint="a\u2066b"), "plain text: no turned direction"),
        ("hint_delete", about_body(hint="a\x7fb"), "plain text"),
        ("hint_null", about_body(hint=None), "three strings"),
        ("hint_escaped_control", about_body(hint="a").replace(b'"a"', b'"\\u0007"'), "plain text"),
        ("hint_escapes_too_long", about_body(hint="\\" * 201), "counted as read"),
        ("key_escaped", about_body().replace(b'"hint"', b'"\\u0068int"'), "one spelling of keys"),
        ("trailing", about_body() + b"\n", "nothing after it"),
        ("array", b'["","k","2026-11-22T16:00:00Z"]', "an object"),
        ("made_on_lower_case", about_body(made_on="2026-11-22t16:00:00z"), "T and Z"),
        ("made_on_24_h", about_body(made_on="2026-11-22T24:00:00Z"), "an hour of the day"),
        ("made_on_leap_second", about_body(made_on="2016-12-31T23:59:60Z"), "sixty seconds"),
        ("made_on_year_0", about_body(made_on="0000-01-01T00:00:00Z"), "a year that exists"),
        ("made_on_digits", about_body(made_on="\u0662026-11-22T16:00:00Z"), "ASCII digits"),
        ("made_on_empty", about_body(made_on=""), "a time"),
    ):
        full_name = f"about_body_{name}"
        yield refused(full_name, "DAMAGED", small(full_name, about=changed).sealed(), comment)
    for name, body, comment in (
        ("made_by_longest", about_body(made_by="\U0001f511" * 200), "200 code points"),
        ("made_by_empty", about_body(made_by=""), "none"),
        ("hint_markup", about_body(hint="<b>&amp;\\\"'"), "any plain text"),
    ):
        yield opens(f"about_{name}", File(about=body), comment)


# --- cuts, chunks, splices ---------------------------------------------------------------------


def cuts() -> Iterator[Vector]:
    """Yield a good file's beginning up to each boundary of its header, and into its payload."""
    file = small("cuts")
    good = file.sealed()
    head, mac_line, _ = split(good)
    at = len(VERSION_LINE)
    for name, part in zip(
        ("about", "slot", "sum"), summed(file.stanzas, file.payload), strict=True
    ):
        line_end = at + part.index(b"\n")
        for where, end, comment in (
            ("mark", at + 3, "after the arrow"),
            ("line", line_end, "before the line end of the arguments"),
            ("line_end", line_end + 1, "after the arguments"),
            ("body", at + len(part) - 10, "within the body"),
            ("body_end", at + len(part) - 1, "before the last line end"),
        ):
            yield refused(f"cut_{name}_{where}", "TRUNCATED", good[:end], comment)
        at += len(part)
    mac_at = len(head)
    for name, end, comment in (
        ("mac_one_dash", mac_at + 1, "within the dashes"),
        ("mac_dashes", mac_at + 3, "after the dashes"),
        ("mac_space", mac_at + 4, "after the space"),
        ("payload_1", mac_at + len(mac_line) + 1, "within the nonce"),
        ("payload_nonce", mac_at + len(mac_line) + 16, "after the nonce"),
        ("payload_17", mac_at + len(mac_line) + 17, "within the tag"),
    ):
        yield refused(f"cut_{name}", "TRUNCATED", good[:end], comment)
    for end, comment in ((1, "one byte"), (10, "within the version line"), (21, "before its /v1")):
        yield refused(f"cut_version_line_{end}", "NOT_A_KEYSTORE", good[:end], comment)
    long = File(name="cuts_payload", plaintext=pad(WALLET + b" " * 70000))
    data, start = long.sealed(), len(long.sealed()) - len(long.payload)
    for name, end, comment in (
        ("32", start + 32, "32 bytes: a nonce and a tag"),
        ("chunk", start + 16 + CHUNK + 16, "after the first chunk"),
        ("chunk_less_1", start + 16 + CHUNK + 15, "one byte before that"),
        ("chunk_more_1", start + 16 + CHUNK + 17, "one byte after that"),
        ("last_byte", len(data) - 1, "the last byte is missing"),
    ):
        yield after_commit(f"cut_payload_{name}", "DAMAGED", data[:end], comment, sum="wrong")
        mended = with_sum_mended(data[:end])
        yield after_commit(
            f"cut_payload_{name}_mended", "ALTERED", mended, comment + "; the sum was mended"
        )


def last_chunks() -> Iterator[Vector]:
    """Yield what only a holder of the file key can do to the STREAM."""
    full, rest = b"x" * CHUNK, b"y" * 100
    file = small("last_chunks")
    key, nonce = file.file_key, fixed("payload nonce last_chunks", 16)

    def chunk(at: int, text: bytes, *, last: bool) -> bytes:
        """Seal one chunk, whatever its place."""
        chunks = [b""] * at + [text] + ([] if last else [b""])
        sealed = stream(key, nonce, chunks)[16:]
        return sealed[16 * at : 16 * at + len(text) + 16]

    first, second = chunk(0, full, last=False), chunk(1, rest, last=True)
    for name, parts, comment in (
        ("two_final", [chunk(0, full, last=True), second], "the first says that it is the last"),
        ("none_final", [first, chunk(1, rest, last=False)], "the last says that it isn't"),
        ("alone_not_final", [chunk(0, rest, last=False)], "the only one says so"),
        ("final_then_more", [chunk(0, rest, last=True), second], "a short last one, then more"),
        ("short_middle", [chunk(0, rest, last=False), second], "only the last may be short"),
        ("swapped", [second.ljust(CHUNK + 16, b"\0"), first], "chunks in another order"),
        ("repeated", [first, first, second], "a chunk twice"),
        ("counter", [first, chunk(2, rest, last=True)], "a counter left out"),
        ("empty_after_full", [first, chunk(1, b"", last=True)], "an empty last chunk"),
        ("tag_short", [first, second[:-1]], "a tag of 15 bytes"),
        ("tag_only_more", [first, second, bytes(16)], "an empty chunk after the last"),
        ("trailing_byte", [first, second, b"\0"], "a byte after the last"),
        ("nonce", [chunk(0, rest, last=True)], "a nonce that the key wasn't made with"),
    ):
        used = bytes(16) if name == "nonce" else nonce
        data = file.assemble(file.stanzas, used + b"".join(parts))
        yield after_commit(f"chunk_{name}", "ALTERED", data, comment)
    empty = File(name="plaintext_empty", plaintext=b"")
    digest = hashlib.sha256(b"").hexdigest()
    yield after_commit(
        "plaintext_empty",
        "DAMAGED",
        empty.sealed(),
        "one empty chunk is age's empty file, and no wallet",
        payload=digest,
    )
    exact = File(plaintext=pad(json.dumps({"x": "x" * 100000}).replace(" ", "").encode()))
    yield opens("chunk_two_full", exact, "the last of two is a full one")


def splices() -> Iterator[Vector]:
    """Yield parts of one file put into another by somebody without its file key."""
    one, two = small("splice_one"), small("splice_two", about=about_body(hint="another"))
    slot = Slot()
    body_one, body_two = (stanza(slot.line, slot.body(f.file_key)) for f in (one, two))
    for name, data, comment in (
        (
            "slot",
            with_sum_mended(one.sealed().replace(body_one, body_two)),
            "a slot of another file of the same password: its file key is another",
        ),
        (
            "payload",
            with_sum_mended(b"".join(split(one.sealed())[:2]) + two.payload),
            "another file's payload",
        ),
        (
            "header",
            with_sum_mended(b"".join(split(two.sealed())[:2]) + one.payload),
            "another file's header",
        ),
        (
            "about",
            with_sum_mended(one.sealed().replace(one.stanzas[0], two.stanzas[0])),
            "another file's hint",
        ),
    ):
        yield after_commit(f"splice_{name}", "ALTERED", data, comment)
    twins = small("splice_twins", slots=[Slot("first234"), Slot("second23")])
    first = twins.slots[0].body(twins.file_key)
    spoilt = first[:40] + bytes([first[40] ^ 1]) + first[41:]
    old, new = (stanza(twins.slots[0].line, one) for one in (first, spoilt))
    yield after_commit(
        "splice_first_of_twins",
        "ALTERED",
        with_sum_mended(twins.sealed().replace(old, new)),
        "the commit fits and the rest not: the second slot, of the same password, is not tried",
    )
    dropped = stanza(twins.slots[1].line, twins.slots[1].body(twins.file_key))
    yield after_commit(
        "splice_slot_dropped",
        "ALTERED",
        with_sum_mended(twins.sealed().replace(dropped, b"")),
        "a slot was taken away",
    )
    added = stanza(Slot("third234", "third").line, Slot("third234", "third").body(bytes(16)))
    yield after_commit(
        "splice_slot_added",
        "ALTERED",
        with_sum_mended(twins.sealed().replace(b"-> keystow/sum", added + b"-> keystow/sum")),
        "a slot of somebody else's was added",
    )
    cheaper = small("splice_cost", slots=[Slot(cost=(64, 2, 2))])
    yield vector(
        "splice_cost",
        "WRONG_PASSWORD",
        with_sum_mended(cheaper.sealed().replace(b" 64 2 2\n", b" 8 1 1\n")),
        "a lower cost gives another root: nobody's guess becomes cheaper",
        password=json.dumps(PASSWORD),
        kdf=1,
        sum="right",
    )
    stripped = one.sealed()
    line = stripped[: stripped.index(b"-> keystow/sum")] + b"".join(split(stripped)[1:])
    yield after_commit(
        "splice_sum_removed", "ALTERED", line, "the sum was taken away", sum="absent"
    )
    good = File(name="sum_halves")
    header = VERSION_LINE + b"".join(good.stanzas)
    parts = [hashlib.sha256(header).digest(), hashlib.sha256(good.payload).digest()]
    for name, body in (
        ("header_wrong", bytes(32) + parts[1]),
        ("payload_wrong", parts[0] + bytes(32)),
        ("swapped", parts[1] + parts[0]),
    ):
        stanzas = [*good.stanzas, stanza("keystow/sum sha256", body)]
        data = good.seal_header(stanzas) + good.payload
        yield opens_only(f"sum_{name}", good, data, "one digest of two is wrong", sum="wrong")


# --- padding -----------------------------------------------------------------------------------


def sized(size: int) -> bytes:
    """Return a JSON text that takes `size` bytes with its LF."""
    return b'{"a":"' + b"x" * (size - 9) + b'"}\n'


def paddings() -> Iterator[Vector]:
    for name, size, padded, comment in (
        ("full", 8192, 8192, "the text fills the least size"),
        ("one_more", 8193, 16384, "one byte more doubles it"),
        ("doubled", 16385, 32768, "and again"),
        ("above_1_mib", MIB + 1, MIB + MIB // 8, "above 1 MiB it grows by an eighth"),
    ):
        plaintext = sized(size).ljust(padded)
        yield opens(f"padding_{name}", File(plaintext=plaintext), comment)
    plaintext = sized(8193).ljust(12288)
    file = File(plaintext=plaintext, name="plaintext_padding_half")
    yield after_commit(
        "plaintext_padding_half",
        "DAMAGED",
        file.sealed(),
        "below 1 MiB sizes double",
        payload=hashlib.sha256(plaintext).hexdigest(),
    )
    for name, plaintext, comment in (
        ("crlf", WALLET + b"\r\n" + b" " * (8190 - len(WALLET)), "it ends with CR and LF"),
        ("line_feeds", WALLET + b"\n\n" + b" " * (8190 - len(WALLET)), "two LF"),
        ("indented", b" " + pad(WALLET)[:-1], "it begins with a space"),
    ):
        comment_ = f"{comment}: white space around JSON is JSON"
        file = File(plaintext=plaintext, name=f"padding_{name}")
        yield opens_only(f"padding_{name}", file, file.sealed(), comment_)


GROUPS: tuple[Callable[[], Iterator[Vector]], ...] = (
    key_files,
    codes,
    cached,
    more_passwords,
    just_inside,
    order_of_codes,
    more_stanzas,
    cuts,
    last_chunks,
    splices,
    paddings,
)
