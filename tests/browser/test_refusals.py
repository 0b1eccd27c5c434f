"""Files that are at fault, through the real host: each its own words, and nothing changed."""

import base64
import hashlib
import json

import pytest

from tests.browser.conftest import PASSWORD, World
from tests.browser.driver import Page, ask, running
from tests.browser.test_hostile import files_of
from tests.browser.test_story import PICK, first_run
from tests.support.browsers import ROOT

WORDS = ROOT / "host" / "keystow" / "children" / "pages" / "messages" / "en.json"
SUM = b"-> keystow/sum sha256\n"


def _truncated(data: bytes) -> bytes:
    return data[:200]


def _newer(data: bytes) -> bytes:
    return data.replace(b"-> keystow/about 1 ", b"-> keystow/about 2 ", 1)


def _bomb(data: bytes) -> bytes:
    return data.replace(b" 262144 3 4\n", b" 999999999 3 4\n", 1)


def _foreign(_: bytes) -> bytes:
    return b"%PDF-1.7 holiday pictures"


def _damaged(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 4]) + data[-8:]


def _altered(data: bytes) -> bytes:
    """Swap the hint and put the sum right, as someone without the password can."""
    head, slot, rest = data.partition(b"\n-> keystow/argon2id")
    version, about, *body = head.split(b"\n")
    encoded = b"".join(body)
    facts = json.loads(base64.b64decode(encoded + b"=" * (-len(encoded) % 4)))
    text = json.dumps(facts | {"hint": "call me"}, separators=(",", ":"), sort_keys=True)
    data = b"\n".join([version, about, _body(text.encode())]) + slot + rest
    before, _, after = data.partition(SUM)
    payload = after.partition(b"\n--- ")[2].partition(b"\n")[2]
    sums = hashlib.sha256(before).digest() + hashlib.sha256(payload).digest()
    return before + SUM + _body(sums) + after[after.index(b"\n--- ") :]


def _body(data: bytes) -> bytes:
    """Write a stanza's body as age does: unpadded base64 in lines of 64, the last one shorter."""
    encoded = base64.b64encode(data).rstrip(b"=")
    lines = [encoded[at : at + 64] for at in range(0, len(encoded) + 1, 64)]
    return b"\n".join(lines)


REFUSED_WHEN_PICKED = {
    "TRUNCATED": _truncated,
    "NEWER_FORMAT": _newer,
    "KDF_LIMIT": _bomb,
    "NOT_A_KEYSTORE": _foreign,
}
REFUSED_WHEN_OPENED = {"DAMAGED": _damaged, "ALTERED": _altered, "WRONG_PASSWORD": bytes}


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_each_fault_has_its_own_words_and_changes_nothing(kind: str, world: World) -> None:
    with running(kind, world.home, world.root / "profile", world.host) as browser:
        page = first_run(browser)
        [copy] = world.home.downloads.glob("*.keystow")
        before = files_of(world)
        for code, spoil in (REFUSED_WHEN_PICKED | REFUSED_WHEN_OPENED).items():
            password = "Not this one, 3 guesses" if code == "WRONG_PASSWORD" else PASSWORD
            said = _refusal(world, page, spoil(copy.read_bytes()), password)
            assert said == code
            assert files_of(world) == before
    words = json.loads(WORDS.read_text())
    told = [_words(words, code) for code in REFUSED_WHEN_PICKED | REFUSED_WHEN_OPENED]
    assert len(set(told)) == len(told), "each says what it is"


def _refusal(world: World, page: Page, data: bytes, password: str) -> str:
    """Pick a file in the restore window and give a password; return the code that it shows."""
    file = world.root / "spoilt.keystow"
    file.write_bytes(data)
    seen = len(world.asked())
    step = {"action": "open", "password": password, "queries": PICK}
    world.answers(pick_file=[str(file)], restore=[step])
    failure = _failure(page)
    assert failure == "USER_DENIED", "the person read it and closed the window"
    for one in world.asked()[seen:]:
        error = one["model"].get("error")
        if error:
            return str(error["code"])
    raise AssertionError("the window showed no error")


def _failure(page: Page) -> str:
    with pytest.raises(AssertionError) as refused:
        ask(page, "restore.start")
    return str(refused.value).split("'code': '")[1].split("'")[0]


def _words(words: dict[str, str], code: str) -> str:
    return next(text for name, text in sorted(words.items()) if name.endswith(code))
