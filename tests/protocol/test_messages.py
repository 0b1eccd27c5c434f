"""Messages: what comes in is parsed once, what goes out fits its schema and its frame."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow import errors
from keystow.protocol import messages, request_checks, strict_json
from keystow.protocol.framing import FRAME_MAX
from tests.protocol.test_strict_json import VALUES

HOST = str(Path(messages.__file__).parents[2])
WALLET = "0123456789abcdef" * 2
TOKEN = "00112233445566aa"


def body(**changes):
    frame = {"v": 1, "t": "req", "id": "c-1", "m": "wallet.lock", "p": {"wallet": WALLET}}
    return strict_json.dump({**frame, **changes})


def refused(data):
    with pytest.raises(messages.Refused) as caught:
        messages.read(data)
    return caught.value


def test_a_request_is_read_into_its_parts():
    request = messages.read(body())

    assert isinstance(request, messages.Request)
    assert (request.id, request.method, request.params) == (
        "c-1",
        "wallet.lock",
        {"wallet": WALLET},
    )


def test_a_cancel_names_the_request():
    cancel = messages.read(b'{"v":1,"t":"can","id":"c-1"}')

    assert isinstance(cancel, messages.Cancel)
    assert cancel.id == "c-1"


def test_a_refusal_points_at_the_fault_and_echoes_nothing_that_was_sent():
    secret = "abandon abandon about"

    for changes in (
        {"p": {"wallet": secret}},
        {"p": {"wallet": WALLET, secret: 1}},
        {"p": {secret: WALLET}},
        {secret: 1},
        {"m": secret},
    ):
        refusal = refused(body(**changes))
        reply = messages.encode(messages.failure(refusal.id, refusal.error, "0a1b2c3d"))

        assert refusal.error.code == "BAD_REQUEST"
        assert refusal.error.data["at"] in ("", "/m", "/p", "/p/wallet")
        assert b"abandon" not in reply
        assert b"abandon" not in repr(refusal).encode()


@given(st.binary(max_size=200) | VALUES.map(strict_json.dump))
def test_no_frame_crashes_the_reader(data):
    refusal = refused(data)

    assert refusal.error.code in ("BAD_FRAME", "BAD_REQUEST")
    assert messages.fault_in_reply(messages.failure(refusal.id, refusal.error), "ping") is None


@given(st.sampled_from(sorted(request_checks.PARAMS)), st.dictionaries(st.text(), VALUES))
def test_no_params_crash_a_check(method, params):
    fault = request_checks.PARAMS[method](params)

    assert fault is None or fault == "" or fault.startswith("/")


@pytest.mark.parametrize("id_", ["", "x" * 65, "c 1", "c-1\n", "é", 1, None, ["c-1"]])
def test_a_request_without_a_readable_id_is_answered_on_the_hosts_own(id_):
    refusal = refused(body(id=id_))

    assert refusal.id == messages.HOST_ID
    assert refusal.error.data == {"at": "/id"}


@pytest.mark.parametrize("error", errors.ALL, ids=lambda error: error.code)
def test_every_error_makes_a_reply_that_fits_the_schema(error):
    reply = messages.failure("c-1", error(destination=TOKEN, limit=3), "0a1b2c3d")

    assert messages.fault_in_reply(reply, "ping") is None


def test_progress_names_a_destination_only_where_there_is_one():
    plain = messages.progress("c-1", "kdf", 1, 2)
    placed = messages.progress("c-1", "prove", 1, 2, TOKEN)

    assert "destination" not in plain["d"]
    assert placed["d"]["destination"] == TOKEN
    assert messages.fault_in_event(plain) is None
    assert messages.fault_in_event(placed) is None


def test_changed_is_an_event_of_the_hosts_own():
    assert messages.fault_in_event(messages.changed()) is None


def test_a_reply_that_outgrows_its_frame_becomes_an_error_on_the_same_id():
    fits = messages.success("c-1", {"x": "é" * (FRAME_MAX // 2 - 30)})
    large = messages.success("c-1", {"x": "é" * (FRAME_MAX // 2)})

    assert strict_json.parse(messages.encode(fits)) == fits
    reply = strict_json.parse(messages.encode(large))
    assert (reply["id"], reply["ok"]) == ("c-1", False)
    assert reply["e"]["code"] == "FRAME_TOO_LARGE"
    assert reply["e"]["data"] == {"limit": FRAME_MAX}


def test_the_largest_body_is_exactly_the_bound():
    empty = len(messages.encode(messages.success("c-1", {"x": ""})))

    at_bound = messages.encode(messages.success("c-1", {"x": "x" * (FRAME_MAX - empty)}))
    beyond = messages.encode(messages.success("c-1", {"x": "x" * (FRAME_MAX - empty + 1)}))

    assert len(at_bound) == FRAME_MAX
    assert b"FRAME_TOO_LARGE" in beyond


@pytest.mark.parametrize("value", ["\ud800", 1.5, 2**53, object()])
def test_a_reply_that_json_cannot_hold_becomes_an_internal_error(value):
    reply = strict_json.parse(messages.encode(messages.success("c-1", {"x": value})))

    assert (reply["id"], reply["e"]["code"]) == ("c-1", "INTERNAL")


def test_an_event_out_of_bounds_is_an_error_of_the_caller():
    event = {**messages.changed(), "d": {"x": "x" * FRAME_MAX}}

    with pytest.raises(errors.FrameTooLarge):
        messages.encode(event)
    with pytest.raises(TypeError):
        messages.encode({**messages.changed(), "d": {"x": 0.5}})


@pytest.mark.parametrize(("lowest", "highest"), [(1, 1), (1, 9)])
def test_the_highest_shared_version_is_taken(lowest, highest):
    assert messages.negotiate(lowest, highest) == 1


def test_the_side_that_is_behind_is_named():
    with pytest.raises(errors.ProtocolUnsupported) as caught:
        messages.negotiate(2, 3)
    assert caught.value.data == {"update": "host"}
    with pytest.raises(errors.ProtocolUnsupported) as caught:
        messages.negotiate(0, 0)
    assert caught.value.data == {"update": "extension"}


def test_a_range_that_is_upside_down_is_a_bad_request():
    with pytest.raises(errors.BadRequest) as caught:
        messages.negotiate(2, 1)
    assert caught.value.data == {"at": "/p/proto"}


def test_nothing_dear_is_imported_before_the_first_reply():
    # The start budget of design 11; what each of these costs stands in ADR 0030.
    program = (
        "import os, sys\n"
        f"sys.path.append({HOST!r})\n"
        "before = set(sys.modules)\n"
        "from keystow.protocol import framing, messages\n"
        'request = messages.read(b\'{"v":1,"t":"req","id":"a","m":"ping","p":{}}\')\n'
        "messages.encode(messages.success(request.id, {}))\n"
        "print(*sorted(set(sys.modules) - before))\n"
    )

    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.split() == [
        "_json",
        "keystow",
        "keystow.errors",
        "keystow.protocol",
        "keystow.protocol.framing",
        "keystow.protocol.messages",
        "keystow.protocol.request_checks",
        "keystow.protocol.strict_json",
    ]
