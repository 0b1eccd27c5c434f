"""Refused windows: counted, and an hour without any, whatever the clock does."""

from pathlib import Path

import pytest

from keystow.errors import AskingStopped
from keystow.storage.files import Files
from keystow.storage.refusals import STOP_S, Refusals


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def refusals(tmp_path: Path, clock: Clock) -> Refusals:
    return Refusals(Files(), str(tmp_path), clock)


def minutes_left(refusals: Refusals) -> int:
    with pytest.raises(AskingStopped) as stopped:
        refusals.require_asking()
    return int(stopped.value.data["minutes"])


def test_two_in_a_row_make_the_offer_and_an_answer_takes_it_back(refusals: Refusals) -> None:
    offered = []
    for note in (refusals.refused, refusals.refused, refusals.refused, refusals.answered):
        note()
        offered.append(refusals.offers_stop())
    assert offered == [False, True, True, False]
    refusals.refused()
    assert not refusals.offers_stop(), "in a row means without an answer between"
    refusals.require_asking()


def test_the_hour_is_remembered_by_the_next_host_and_ends(
    refusals: Refusals, tmp_path: Path, clock: Clock
) -> None:
    assert refusals.stop().data == {"minutes": 60}
    other = Refusals(Files(), str(tmp_path), clock)
    clock.now += STOP_S - 61
    assert minutes_left(other) == 2
    clock.now += 60
    assert minutes_left(other) == 1
    clock.now += 1
    other.require_asking()
    assert not other.offers_stop(), "it counts anew"


def test_a_clock_that_goes_back_makes_it_an_hour_from_then(
    refusals: Refusals, clock: Clock
) -> None:
    refusals.stop()
    clock.now -= 30 * 24 * 3600
    assert minutes_left(refusals) == 60
    clock.now += STOP_S - 1
    assert minutes_left(refusals) == 1
    clock.now += 1
    refusals.require_asking()


def test_a_clock_that_goes_back_a_little_gives_no_more_than_an_hour(
    refusals: Refusals, clock: Clock
) -> None:
    refusals.stop()
    clock.now += 1800
    assert minutes_left(refusals) == 30
    clock.now -= 3000
    assert minutes_left(refusals) == 60


def test_it_can_be_ended_early(refusals: Refusals) -> None:
    refusals.stop()
    refusals.ask_again()
    refusals.require_asking()


@pytest.mark.parametrize(
    "text",
    [
        '{"v":1,"in_a_row":3,"stopped_at":null}',
        '{"v":1,"in_a_row":true,"stopped_at":null}',
        '{"v":1,"in_a_row":0,"stopped_at":-1}',
        '{"v":1,"in_a_row":0,"stopped_at":true}',
        '{"v":1,"in_a_row":0,"stopped_at":"soon"}',
    ],
)
def test_a_document_that_isn_t_ours_stops_nobody_for_ever(
    refusals: Refusals, tmp_path: Path, text: str
) -> None:
    (tmp_path / "refusals.json").write_text(text)
    refusals.require_asking()
    assert not refusals.offers_stop()
