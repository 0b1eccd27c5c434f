"""The host's log: times, methods, codes and durations; nothing that anybody typed or owns."""

import secrets
from datetime import UTC, datetime

from keystow.errors import KeystowError
from keystow.storage.files import Files, naming_failures, opened

NAME = "host.log"
OLD = "host.log.1"
BYTES_MAX = 256 * 1024


class Journal:
    """Two files of 256 KiB at most, the newer one written; a failure to log is no failure."""

    def __init__(self, files: Files, data: str) -> None:
        self._files = files
        self._data = data

    def note(self, method: str, code: str, duration_ms: int) -> str | None:
        """Append a line; return the eight hex digits by which a person can find it."""
        ref = secrets.token_hex(4)
        time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = f"{time} {ref} {method} {code} {duration_ms} ms\n".encode()
        try:
            with naming_failures():
                self._append(line)
        except KeystowError:
            return None
        return ref

    def _append(self, line: bytes) -> None:
        files = self._files
        with opened(files, files.open_folder(self._data)) as folder:
            with opened(files, files.open_append(folder, NAME)) as fd:
                files.write(fd, memoryview(line))
                full = files.status(fd).st_size > BYTES_MAX
            if full:
                files.rename(folder, NAME, OLD)
