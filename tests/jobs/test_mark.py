"""Changing the mark: after the password, shown when it is saved and not before."""

import pytest

from keystow import errors
from keystow.jobs import mark
from tests.jobs.conftest import MARK, PASSWORD, Bench, Person

UNLOCK = {"action": "unlock", "password": PASSWORD}
NEW = {"words": "cobalt kestrel lark", "picture": "owl"}


def test_the_old_mark_stands_until_the_new_one_is_saved(bench: Bench) -> None:
    opened = bench.create()
    shown: list[object] = []
    bench.person = Person(unlock=UNLOCK, changed={"action": "done"})
    person = bench.person

    def choose(model: dict[str, object], _: object) -> dict[str, object]:
        shown.append(getattr(person, "mark", None))
        assert (model["words"], model["picture"], model["change"]) == (*MARK.values(), True)
        return {"action": "continue", **NEW}

    person._pages["mark"] = choose
    result = mark.run(bench.ports(), bench.request(opened))
    assert person.pages() == ["unlock", "mark", "changed"], "the password first, always"
    assert shown == [None]
    assert person.mark == NEW
    assert result.facts["mark"] == list(NEW.values())
    assert result.facts["version"] == 2
    assert result.facts["view"]["sequence"] == opened.facts["view"]["sequence"] + 1


def test_a_mark_that_wasn_t_saved_is_not_shown(bench: Bench) -> None:
    opened = bench.create()
    bench.person = Person(unlock=UNLOCK, mark={"action": "continue", **NEW})
    (bench.data / "safety").rename(bench.data / "elsewhere")
    with pytest.raises(errors.DestinationMissing):
        mark.run(bench.ports(), bench.request(opened))
    assert not hasattr(bench.person, "mark")


def test_the_same_mark_again_changes_nothing(bench: Bench) -> None:
    opened = bench.create()
    before = bench.files()
    bench.person = Person(unlock=UNLOCK, mark={"action": "continue", **MARK})
    mark.run(bench.ports(), bench.request(opened))
    assert bench.files() == before


def test_words_that_aren_t_ours_are_refused(bench: Bench) -> None:
    opened = bench.create()
    bench.person = Person(
        unlock=UNLOCK,
        mark={"action": "continue", "words": "abandon abandon about", "picture": "owl"},
    )
    with pytest.raises(errors.BadRequest):
        mark.run(bench.ports(), bench.request(opened))
