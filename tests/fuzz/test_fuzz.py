"""The short form of `make fuzz`: the same files every time, some of which open."""

import pytest

from tests.fuzz.run import fuzz
from tests.fuzz.targets import TARGETS

EXECUTIONS = 400


@pytest.mark.parametrize("name", TARGETS)
def test_a_changed_file_is_refused_by_a_code_or_holds_together(name):
    opened = fuzz(name, "short", EXECUTIONS)
    assert EXECUTIONS // 100 < opened < EXECUTIONS
