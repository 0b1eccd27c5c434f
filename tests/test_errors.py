"""What an exception that no code was written for becomes."""

import errno

import pytest

from keystow import errors


@pytest.mark.parametrize("error", [MemoryError(), OSError(errno.ENOMEM, "fork")], ids=repr)
def test_what_lacks_memory_is_no_bug(error: Exception) -> None:
    assert isinstance(errors.known(error), errors.NoMemory)


def test_a_failure_with_a_code_stays_itself() -> None:
    failure = errors.NoSpace()

    assert errors.known(failure) is failure


@pytest.mark.parametrize("error", [OSError(errno.EIO, "word"), RuntimeError("word")], ids=repr)
def test_anything_else_is_a_bug_named_by_its_type_and_not_by_its_text(error: Exception) -> None:
    failure = errors.known(error)

    assert isinstance(failure, errors.Internal)
    assert failure.data == {"type": type(error).__name__, "at": "?"}
