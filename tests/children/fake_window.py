"""A window process without a window: it plays the script it is given as JSON on its command line.

Each step names a method of Player with its arguments: ["send", message], ["expect", kind], …
"""

import json
import os
import socket
import struct
import sys
import time


def _read(connection: socket.socket) -> dict:
    data = b""
    while len(data) < 4:
        data += connection.recv(4 - len(data)) or sys.exit()
    (length,) = struct.unpack("=I", data)
    body = b""
    while len(body) < length:
        body += connection.recv(length - len(body)) or sys.exit()
    return json.loads(body)


def _send(connection: socket.socket, message: object) -> None:
    body = json.dumps(message).encode()
    connection.sendall(struct.pack("=I", len(body)) + body)


class Player:
    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.last: object = None

    def send(self, message: object) -> None:
        _send(self.connection, message)

    def answer(self, **fields: object) -> None:
        self.send({"k": "answer", "n": 1, "action": "x", "fields": fields})

    def expect(self, kind: str) -> None:
        while True:
            self.last = message = _read(self.connection)
            if message["k"] == "close":
                sys.exit()
            if message["k"] == kind:
                return

    def echo(self) -> None:
        """Send what came last back, as an answer's field."""
        self.answer(got=self.last)

    def environ(self) -> None:
        self.answer(names=sorted(os.environ))

    def raw(self, data: str) -> None:
        self.connection.sendall(bytes.fromhex(data))

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


def main() -> None:
    connection = socket.socket(fileno=int(sys.argv[sys.argv.index("--fd") + 1]))
    player = Player(connection)
    for step, *given in json.loads(sys.argv[1]):
        getattr(player, step)(*given)
    while _read(connection)["k"] != "close":
        pass
    _send(connection, {"k": "closed"})


if __name__ == "__main__":
    main()
