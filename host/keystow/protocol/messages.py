"""Messages in and out of the host: requests parsed once, replies and events built.

Ref: docs/protocol.md. Imported before the host's first reply, so it imports next to nothing.
"""

from keystow.errors import (
    BadFrame,
    BadRequest,
    FrameTooLarge,
    Internal,
    KeystowError,
    ProtocolUnsupported,
    UnknownMethod,
)
from keystow.protocol import request_checks, strict_json
from keystow.protocol.framing import FRAME_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Frame = dict[str, Any]

PROTOCOL_MIN = 1
PROTOCOL_MAX = 1
PAGE_MAX = 200  # entries of one page: so many of the longest stay well below a frame
HOST_ID = "host"  # what is no answer to a request, or to one whose id can't be read


class Request:
    """A request whose params fit the schema of its method."""

    __slots__ = ("id", "method", "params")

    def __init__(self, id_: str, method: str, params: "Frame") -> None:
        self.id = id_
        self.method = method
        self.params = params


class Cancel:
    """The wish to end the request that has this id."""

    __slots__ = ("id",)

    def __init__(self, id_: str) -> None:
        self.id = id_


class Refused(Exception):
    """A frame that is no request: `error` says why, to be answered on `id`."""

    def __init__(self, id_: str, error: KeystowError) -> None:
        super().__init__(error.code)
        self.id = id_
        self.error = error


def read(body: bytes) -> Request | Cancel:
    """Return what the frame asks for. Raises Refused; reading may go on after it."""
    try:
        frame = strict_json.parse(body)
    except BadFrame as error:
        raise Refused(HOST_ID, error) from None
    if isinstance(frame, dict) and frame.get("t") == "can":
        _refuse_fault(frame, request_checks.cancel_frame(frame))
        return Cancel(frame["id"])
    _refuse_fault(frame, request_checks.request_frame(frame))
    if frame["id"] == HOST_ID:
        _refuse_fault(frame, "/id")
    check = request_checks.PARAMS.get(frame["m"])
    if check is None:
        raise Refused(frame["id"], UnknownMethod())
    fault = check(frame["p"])
    _refuse_fault(frame, None if fault is None else "/p" + fault)
    return Request(frame["id"], frame["m"], frame["p"])


def negotiate(lowest: int, highest: int) -> int:
    """Return the highest protocol version that the extension's range and ours share.

    Raises ProtocolUnsupported; its `update` names the side that is behind.
    """
    if lowest > highest:
        raise BadRequest(at="/p/proto")
    if lowest > PROTOCOL_MAX:
        raise ProtocolUnsupported(update="host")
    if highest < PROTOCOL_MIN:
        raise ProtocolUnsupported(update="extension")
    return min(highest, PROTOCOL_MAX)


def success(id_: str, result: "Frame") -> "Frame":
    """Build the reply that ends a request well."""
    return {"v": 1, "t": "res", "id": id_, "ok": True, "r": result}


def failure(id_: str, error: KeystowError, ref: str | None = None) -> "Frame":
    """Build the reply that ends a request with an error; `ref` is a log line's 8 hex digits."""
    return {
        "v": 1,
        "t": "res",
        "id": id_,
        "ok": False,
        "e": {
            "code": error.code,
            "kind": error.kind,
            "retry": error.retry,
            "data": error.data,
            "ref": ref,
        },
    }


def progress(
    id_: str, phase: str, done: int, total: int, destination: str | None = None
) -> "Frame":
    """Build the event that tells how far a request is: `done` of `total` steps of its phase."""
    data: Frame = {"phase": phase, "done": done, "total": total}
    if destination is not None:
        data["destination"] = destination
    return {"v": 1, "t": "evt", "id": id_, "ev": "progress", "d": data}


def changed() -> "Frame":
    """Build the event that says: ask wallet.state again."""
    return {"v": 1, "t": "evt", "id": HOST_ID, "ev": "changed", "d": {}}


def encode(frame: "Frame") -> bytes:
    """Return the frame's body, 1 MiB at most.

    Every id must get its reply: one that is too large becomes the error FRAME_TOO_LARGE, one that
    JSON can't hold, a bug of ours, INTERNAL. An event raises FrameTooLarge, TypeError or
    ValueError instead.
    """
    try:
        return _bounded(strict_json.dump(frame))
    except (FrameTooLarge, TypeError, ValueError) as error:
        if frame["t"] != "res":
            raise
        stated = error if isinstance(error, FrameTooLarge) else Internal()
        return strict_json.dump(failure(frame["id"], stated))


def fault_in_reply(frame: "Frame", method: str) -> str | None:
    """Return where a reply to `method` breaks its schema, as a JSON pointer; None: nowhere.

    For tests and debugging: the host doesn't pay for loading the checks of what it builds itself.
    """
    from keystow.protocol import reply_checks

    if frame.get("ok") is False:
        return reply_checks.failure_frame(frame)
    fault = reply_checks.success_frame(frame)
    if fault is not None:
        return fault
    fault = reply_checks.RESULTS[method](frame["r"])
    return None if fault is None else "/r" + fault


def fault_in_event(frame: "Frame") -> str | None:
    """Return where an event breaks its schema, as `fault_in_reply` does."""
    from keystow.protocol import reply_checks

    fault = reply_checks.event_frame(frame)
    if fault is not None:
        return fault
    check = reply_checks.EVENTS.get(frame["ev"])
    if check is None:
        return "/ev"
    if (frame["ev"] == "changed") != (frame["id"] == HOST_ID):
        return "/id"
    fault = check(frame["d"])
    return None if fault is None else "/d" + fault


def _bounded(body: bytes) -> bytes:
    if len(body) > FRAME_MAX:
        raise FrameTooLarge(limit=FRAME_MAX)
    return body


def _refuse_fault(frame: "Any", fault: str | None) -> None:  # JSON enters here
    if fault is not None:
        raise Refused(_readable_id(frame), BadRequest(at=fault))


def _readable_id(frame: "Any") -> str:  # JSON enters here
    id_ = frame.get("id") if isinstance(frame, dict) else None
    return HOST_ID if request_checks.bad_request_id(id_) else str(id_)
