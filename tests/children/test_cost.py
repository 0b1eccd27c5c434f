"""The cost of a new slot follows the memory that is left."""

from pathlib import Path

import pytest

from keystow.children.cost import cost
from keystow.keystore.slots import WRITE, WRITE_SMALL, Cost


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("MemTotal: 9 kB\nMemAvailable: 1048576 kB\n", WRITE),
        ("MemTotal: 9 kB\nMemAvailable: 1048575 kB\n", WRITE_SMALL),
        ("MemTotal: 9 kB\n", WRITE),
        ("MemAvailable: much kB\n", WRITE),
        ("MemAvailable:\n", WRITE),
    ],
)
def test_little_memory_makes_a_small_slot(tmp_path: Path, told: str, expected: Cost) -> None:
    file = tmp_path / "meminfo"
    file.write_text(told)

    assert cost(str(file)) == expected


def test_a_system_that_does_not_tell_gets_the_full_cost(tmp_path: Path) -> None:
    assert cost(str(tmp_path / "none")) == WRITE


def test_this_system_tells() -> None:
    assert cost() in (WRITE, WRITE_SMALL)
