"""Look for words in the memory of running processes and in the files of a folder."""

import re
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 4 << 20


def tree(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*"):
            try:
                found += [int(child) for child in (task / "children").read_text().split()]
            except OSError:
                continue
    return found


def command(pid: int) -> str:
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        return ""


def forms(text: str) -> tuple[bytes, ...]:
    """Return a text as UTF-8 and as UTF-16, as programs hold it."""
    return text.encode(), text.encode("utf-16-le")


def held_in_memory(pids: list[int], texts: list[str]) -> dict[str, list[int]]:
    """Return, for each text that was found, the processes that hold it."""
    held: dict[str, list[int]] = {}
    for pid in pids:
        left = {text: forms(text) for text in texts}
        for region in _regions(pid):
            for text in [t for t, wanted in left.items() if any(one in region for one in wanted)]:
                held.setdefault(text, []).append(pid)
                del left[text]
    return held


def held_in_files(folder: Path, texts: list[str]) -> dict[str, list[Path]]:
    """Return, for each text that was found, the files below `folder` that hold it."""
    held: dict[str, list[Path]] = {}
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        for text in texts:
            if any(form in data for form in forms(text)):
                held.setdefault(text, []).append(path)
    return held


def _regions(pid: int) -> Iterator[bytes]:
    """Yield what a process could have written and the machine holds in memory.

    Pieces overlap, so that no text hides on a border; files mapped for reading are left out,
    since nothing of a process's own gets into them.
    """
    try:
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)  # noqa: SIM115  # closed below
    except OSError:
        return
    with memory:
        for start, end in _written(pid):
            for at in range(start, end, _CHUNK - 4096):
                try:
                    memory.seek(at)
                    yield memory.read(min(_CHUNK, end - at))
                except (OSError, ValueError, OverflowError):
                    break


def _written(pid: int) -> list[tuple[int, int]]:
    """Return the writable mappings of which anything is in memory or swap."""
    try:
        lines = Path(f"/proc/{pid}/smaps").read_text().splitlines()
    except OSError:
        return []
    found = []
    span = ""
    for line in lines:
        head = _MAPPING.match(line)
        if head:
            span = head[1] if "w" in head[2] else ""
        elif span and _HELD.match(line):
            start, end = (int(part, 16) for part in span.split("-"))
            found.append((start, end))
            span = ""
    return found


_MAPPING = re.compile(r"([0-9a-f]+-[0-9a-f]+) (\S{4}) ")
_HELD = re.compile(r"(?:Rss|Swap): +[1-9]")
