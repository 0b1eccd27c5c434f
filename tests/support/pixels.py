"""Find a small drawing in a picture of the screen, pixel for pixel."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture's rows, four bytes a pixel: red, green, blue and opacity."""

    width: int
    rows: tuple[bytes, ...]

    def place_of(self, small: Self) -> tuple[int, int] | None:
        """Return the middle of where the upper half of a small picture stands in this one.

        A toolbar lays a badge over the lower half. Rows with clear corners are left out.
        """
        half = len(small.rows) // 2
        wanted = [(at, row) for at, row in enumerate(small.rows[:half]) if _is_solid(row)]
        first, sample = wanted[0]
        for top in range(len(self.rows) - half):
            for x in _columns(self.rows[top + first], sample):
                span = slice(4 * x, 4 * (x + small.width))
                if all(self.rows[top + at][span] == row for at, row in wanted):
                    return x + small.width // 2, top + half
        return None


def of(png: bytes) -> Pixels:
    """Return a PNG's pixels; its header holds the width."""
    width = int.from_bytes(png[16:20])
    done = subprocess.run(
        ["convert", "png:-", "-depth", "8", "rgba:-"],
        input=png,
        check=True,
        capture_output=True,
        timeout=60,
    )
    line = 4 * width
    rows = (done.stdout[at : at + line] for at in range(0, len(done.stdout), line))
    return Pixels(width, tuple(rows))


def _is_solid(row: bytes) -> bool:
    return all(opacity == 255 for opacity in row[3::4])


def _columns(line: bytes, sample: bytes) -> Iterator[int]:
    at = line.find(sample)
    while at >= 0:
        if at % 4 == 0:
            yield at // 4
        at = line.find(sample, at + 1)
