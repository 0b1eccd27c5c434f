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
    patterns = {text: [re.compile(re.escape(form)) for form in forms(text)] for text in texts}
    held: dict[str, list[int]] = {}
    for pid in pids:
        for region in _regions(pid):
            for text, wanted in patterns.items():
                if pid not in held.get(text, []) and any(one.search(region) for one in wanted):
                    held.setdefault(text, []).append(pid)
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
    """Yield a process's readable memory; pieces overlap, so that no text hides on a border."""
    try:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)
    except OSError:
        return
    with memory:
        for line in maps:
            span, mode, *_ = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" not in mode or line.endswith(("[vvar]", "[vsyscall]")):
                continue
            for at in range(start, end, _CHUNK - 4096):
                try:
                    memory.seek(at)
                    yield memory.read(min(_CHUNK, end - at))
                except (OSError, ValueError, OverflowError):
                    break
