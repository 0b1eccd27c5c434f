"""Replay the frames that both sides must judge alike, and see that none is missing."""

import io
import json

import pytest

from keystow import errors
from keystow.protocol import messages, reply_checks, request_checks, strict_json
from keystow.protocol.framing import FrameReader
from tests.protocol import frame_vectors

VECTORS = frame_vectors.load()


def named(*, direction, streams=False):
    return [
        pytest.param(vector, id=name)
        for name, vector in VECTORS.items()
        if vector["direction"] == direction and ("stream" in vector) == streams
    ]


@pytest.mark.parametrize("vector", named(direction="to_host"))
def test_a_frame_to_the_host_is_taken_or_refused_as_its_vector_says(vector):
    body = json.dumps(vector["frame"], ensure_ascii=False).encode()

    assert outcome(body) == vector["expect"]


@pytest.mark.parametrize("vector", named(direction="to_host", streams=True))
def test_a_stream_gives_the_outcomes_that_its_vector_says(vector):
    read = io.BytesIO(frame_vectors.stream_bytes(vector)).read

    assert list(outcomes(FrameReader(read))) == vector["expect"]


@pytest.mark.parametrize("vector", named(direction="to_extension"))
def test_a_frame_to_the_extension_fits_its_schema_or_not_as_its_vector_says(vector):
    frame = vector["frame"]

    is_event = frame["t"] == "evt"
    fault = (
        messages.fault_in_event(frame)
        if is_event
        else messages.fault_in_reply(frame, vector["method"])
    )

    assert fault == (None if vector["expect"] == "ok" else vector["expect"]["at"])


@pytest.mark.parametrize("vector", named(direction="to_extension"))
def test_a_frame_to_the_extension_is_written_so_that_it_reads_back(vector):
    if vector["expect"] == "ok":
        assert strict_json.parse(messages.encode(vector["frame"])) == vector["frame"]


def test_every_request_has_a_vector_that_is_taken():
    taken = {v["frame"]["m"] for v in ok("to_host") if v.get("frame", {}).get("t") == "req"}

    assert taken == set(request_checks.PARAMS)


def test_every_request_has_a_vector_that_is_refused_for_its_params():
    refused = {
        v["frame"]["m"]
        for v in VECTORS.values()
        if v["expect"] != "ok" and v["direction"] == "to_host" and "frame" in v
        if v["expect"].get("at", "").startswith("/p/") or v["expect"].get("at") == "/p"
    }

    assert refused == set(request_checks.PARAMS)


def test_every_result_has_a_vector():
    results = {v["method"] for v in ok("to_extension") if v["frame"].get("ok") is True}

    assert results == set(reply_checks.RESULTS)


def test_every_event_has_a_vector():
    events = {v["frame"]["ev"] for v in ok("to_extension") if v["frame"]["t"] == "evt"}

    assert events == set(reply_checks.EVENTS)


def test_every_code_has_a_vector_with_its_kind_and_retry():
    stated = {
        (v["frame"]["e"]["code"], v["frame"]["e"]["kind"], v["frame"]["e"]["retry"])
        for v in ok("to_extension")
        if v["frame"].get("ok") is False
    }

    assert stated >= {(error.code, error.kind, error.retry) for error in errors.ALL}


def test_the_twenty_framing_cases_of_the_catalogue_are_there():
    numbers = {name.split("-")[1] for name, vector in VECTORS.items() if "stream" in vector}

    assert numbers >= {f"{number:02}" for number in range(1, 21)}


def ok(direction):
    return [
        vector
        for vector in VECTORS.values()
        if vector["direction"] == direction and vector["expect"] == "ok"
    ]


def outcomes(reader):
    while True:
        try:
            body = reader.read_frame()
        except (errors.BadFrame, errors.FrameTooLarge) as error:
            reason = {"reason": error.data["reason"]} if "reason" in error.data else {}
            yield {"code": error.code, **reason, "fatal": True}
            return
        if body is None:
            yield "end"
            return
        yield outcome(body)


def outcome(body):
    try:
        messages.read(body)
    except messages.Refused as refused:
        # A limit is no part of the verdict.
        facts = {key: value for key, value in refused.error.data.items() if key != "limit"}
        return {"code": refused.error.code, **facts, "id": refused.id}
    return "ok"
