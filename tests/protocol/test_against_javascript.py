"""Ask JavaScript about the same bytes and frames: neither side takes what the other can't read."""

import json
import random
import subprocess
from pathlib import Path

from keystow import errors
from keystow.protocol import strict_json
from tests.protocol import frame_vectors, mutants
from tests.protocol.test_generated import GOOD, fault_in

MUTANTS = 4000
TOKENS = [
    b"NaN", b"-Infinity", b"1e5", b"-0", b"01", b"\\ud800", b"\\u0000", b"\\x", b'"', b"\\",
    b"[", b"]", b"{", b"}", b",", b":", b"null", b"tru", b"\xff", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", b"\x00", b"\n", b"\xc2\xa0", b"9007199254740993", b"/**/", b"'", b"1.",
    b".5", b"+1", "é".encode(), b"__proto__",
]  # fmt: skip


def ask(questions):
    """Return what node answers to each question."""
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    run = subprocess.run(
        ["node", Path(__file__).with_name("judge.mjs")],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_nothing_is_parsed_that_json_parse_refuses_and_nothing_differently():
    seeded = random.Random(20261122)
    bodies = [
        json.dumps(vector["frame"], ensure_ascii=seeded.random() < 0.5).encode()
        for vector in frame_vectors.load().values()
        if "frame" in vector
    ]
    tried = [mutant(seeded, seeded.choice(bodies)) for _ in range(MUTANTS)]

    answers = ask({"ask": "parse", "hex": body.hex()} for body in tried)

    verdicts = {"both": 0, "neither": 0, "json.parse alone": 0}
    for body, answer in zip(tried, answers, strict=True):
        ours = parsed(body)
        if ours is None:
            verdicts["neither" if answer == "refused" else "json.parse alone"] += 1
        else:
            assert answer == ours, body
            verdicts["both"] += 1
    # The mutants must have gone every way, or they have shown nothing.
    assert min(verdicts.values()) > MUTANTS // 100, verdicts


def test_both_sides_point_at_the_same_fault():
    cases = [
        (vector, frame)
        for vector in GOOD.values()
        if vector["frame"]["t"] != "can"
        for _, frame in mutants.of(vector["frame"])
        if unambiguous(vector, frame)
    ]

    answers = ask(
        {"ask": vector["frame"]["t"], "method": vector.get("method"), "frame": frame}
        for vector, frame in cases
    )

    assert len(cases) > MUTANTS
    for (vector, frame), answer in zip(cases, answers, strict=True):
        assert answer == fault_in(vector, frame), frame


def unambiguous(vector, frame):
    """Tell whether both sides check the frame as what it was; another m or ok asks otherwise."""
    good = vector["frame"]
    return isinstance(frame, dict) and all(
        # Compared as JSON: to Python, 0 equals False.
        json.dumps(frame.get(key)) == json.dumps(good.get(key))
        for key in ("id", "m", "ev", "ok")
    )


def parsed(body):
    try:
        return {"value": strict_json.parse(body)}
    except errors.BadFrame:
        return None


def mutant(seeded, body):
    """Change a body in one to three places."""
    data = bytearray(body)
    for _ in range(seeded.randint(1, 3)):
        at = seeded.randrange(len(data))
        change = seeded.randrange(5)
        if change == 0:
            data[at] ^= 1 << seeded.randrange(8)
        elif change == 1:
            del data[at : at + seeded.randint(1, 4)]
            data = data or bytearray(b" ")
        elif change == 2:
            data[at:at] = seeded.choice(TOKENS)
        elif change == 3:
            data[at : at + 1] = seeded.choice(TOKENS)
        else:
            other = seeded.randrange(len(data))
            data[at:at] = data[min(at, other) : max(at, other)][:40]
    return bytes(data)
