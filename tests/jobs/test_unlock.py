"""Unlock: what is wrong is said on the page, until the password fits."""

import pytest

from keystow.jobs import unlock
from tests.jobs.conftest import PASSWORD, Bench, Person


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Another password, 12 words!", "WRONG_PASSWORD"), ("\u0378", "UNSUPPORTED_CHARACTER")],
)
def test_a_password_that_does_not_fit_is_said_in_place_and_asked_again(
    bench: Bench, typed: str, code: str
) -> None:
    created = bench.create()
    bench.person = Person(
        unlock=[
            {"action": "unlock", "password": typed},
            {"action": "unlock", "password": PASSWORD},
        ]
    )

    result = unlock.run(bench.ports(), bench.request(created, locked=True, purpose="open"))

    assert result.blobs["root"] == created.blobs["root"]
    assert [model["error"] for _, model in bench.person.seen] == [
        None,
        {"field": "password", "code": code},
    ]
