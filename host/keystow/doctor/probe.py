"""Start the host as a browser does, greet it, and look at the process itself."""

import json
import os
import select
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from keystow import VERSION
from keystow.browsers import manifest
from keystow.browsers.family import Family, host_arguments
from keystow.browsers.table import Roots
from keystow.doctor.check import Check, fail, ok, warn
from keystow.errors import KeystowError
from keystow.protocol import reply_checks, strict_json
from keystow.protocol.framing import FrameReader, FrameWriter
from keystow.protocol.messages import PROTOCOL_MAX, PROTOCOL_MIN

ANSWER_TIMEOUT_S = 10.0
END_TIMEOUT_S = 3.0
"""Browsers kill a host that lives on 2 s (Chromium) or 3.4 s (Firefox) after the end of input."""

_HELLO = {
    "client": {"name": "keystow-doctor", "version": VERSION, "browser": "none"},
    "proto": {"min": PROTOCOL_MIN, "max": PROTOCOL_MAX},
}


class _Silent(Exception):
    """No answer came in time."""


class _Strange(Exception):
    """What came is no successful reply."""


def start_as_browsers_do(
    host_path: str, roots: Roots, environ: Mapping[str, str]
) -> Iterator[Check]:
    """Yield how the host answers when a browser of each family starts it."""
    firefox_manifest = f"{roots.home}/.mozilla/native-messaging-hosts/{manifest.FILE_NAME}"
    for family in Family:
        command = [host_path, *host_arguments(family, firefox_manifest)]
        yield from _start(f"host.{family}", command, environ)


def _start(name: str, command: list[str], environ: Mapping[str, str]) -> Iterator[Check]:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it may hold anything; the codes say enough
            cwd=os.path.dirname(command[0]),  # both families start it in its own folder
            env=dict(environ),
            bufsize=0,
        )
    except OSError:
        yield fail(name, "HOST_START_FAILED", "the system doesn't start it")
        return
    try:
        yield _talk(name, process)
        if process.poll() is None:
            yield from _hardening(name, process.pid)
    finally:
        is_ended = _end(process)
    if not is_ended:
        yield warn(name, "HOST_LINGERS", "it lived on after its input ended, and was killed")


def _talk(name: str, process: subprocess.Popen[bytes]) -> Check:
    began = time.monotonic()
    try:
        hello = _ask(process, "hello", _HELLO)
        _ask(process, "ping", {})
        if reply_checks.hello_result(hello) is not None:
            return fail(name, "HOST_ANSWER", "its greeting is not a Keystow host's")
        version = hello["host"]["version"]
    except _Silent:
        return fail(name, "HOST_SILENT", f"no answer in {ANSWER_TIMEOUT_S:.0f} s")
    except (OSError, EOFError):
        return fail(name, "HOST_EXITED", "it ended before it answered")
    except (KeystowError, _Strange):
        return fail(name, "HOST_ANSWER", "it doesn't answer as a Keystow host does")
    if version != VERSION:
        return warn(name, "HOST_VERSION", f"it is version {version}, this is {VERSION}")
    took_ms = (time.monotonic() - began) * 1000
    return ok(name, f"answered in {took_ms:.0f} ms")


def _ask(process: subprocess.Popen[bytes], method: str, params: object) -> dict[str, Any]:
    """Send a request and return the result; the host has nothing else to say to us."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started with pipes")
    stdin, stdout = process.stdin.fileno(), process.stdout.fileno()
    deadline = time.monotonic() + ANSWER_TIMEOUT_S

    def read(count: int) -> bytes:
        left = max(deadline - time.monotonic(), 0)
        if not select.select([stdout], [], [], left)[0]:
            raise _Silent
        return os.read(stdout, count)

    request = {"v": 1, "t": "req", "id": f"doctor-{method}", "m": method, "p": params}
    FrameWriter(lambda data: os.write(stdin, data)).write_frame(json.dumps(request).encode())
    reader = FrameReader(read)
    while True:
        body = reader.read_frame()
        if body is None:
            raise EOFError
        frame = strict_json.parse(body)
        if not isinstance(frame, dict):
            raise _Strange
        if frame.get("id") == request["id"]:
            if reply_checks.success_frame(frame) is not None:
                raise _Strange
            return dict(frame["r"])


def _hardening(name: str, pid: int) -> Iterator[Check]:
    """Yield what the running host closed: its memory to other processes, and core files."""
    open_parts = []
    is_root = os.geteuid() == 0
    with suppress(OSError):
        # The kernel gives the entries of a process that is not dumpable to root.
        if not is_root and os.stat(f"/proc/{pid}/maps").st_uid != 0:
            open_parts.append("its memory can be read by other programs of yours")
        with open(f"/proc/{pid}/limits", encoding="ascii") as limits:
            core = next((line for line in limits if line.startswith("Max core file size")), "")
        if core and core.split()[4:6] != ["0", "0"]:
            open_parts.append("a crash may write its memory to a file")
    if open_parts:
        yield warn(name.replace("host", "hardening", 1), "NOT_HARDENED", "; ".join(open_parts))
    else:
        memory = (
            "whether its memory is closed can't be told as root" if is_root else "memory closed"
        )
        detail = f"no core files, {memory}"
        yield ok(name.replace("host", "hardening", 1), detail)


def _end(process: subprocess.Popen[bytes]) -> bool:
    """Close the host's input and wait; return whether it ended by itself."""
    with suppress(OSError):
        if process.stdin:
            process.stdin.close()
    try:
        process.wait(END_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    finally:
        if process.stdout:
            process.stdout.close()
    return True
