"""Make one for me: shown, proven kept, and the only way past the rules for typed passwords."""

from typing import Any

import pytest

from keystow import errors
from keystow.jobs import create, password, restore
from keystow.jobs.ports import Result
from keystow.keystore import container
from keystow.secret import Secret
from keystow.wallet import word_password
from tests.jobs.conftest import MARK, PASSWORD, Bench, Paper, Person
from tests.wallet.made import OTHER_WORDS

MAKE = {"action": "make", "wallet_name": "Savings"}


def _first_run(bench: Bench, paper: Paper, **pages: Any) -> Result:
    made = {"made_password": paper.show, "made_password_check": paper.check}
    return bench.first_run(**{"create": MAKE, **made, **pages})


def _opens(data: bytes, text: str) -> bool:
    try:
        container.open_with_password(container.parse(data), Secret(text))
    except errors.WrongPassword:
        return False
    return True


def test_a_first_run_takes_a_made_password_once_some_of_it_came_back(bench: Bench) -> None:
    paper = Paper("password")

    result = _first_run(bench, paper)

    assert bench.person.pages()[:4] == ["create", "made_password", "made_password_check", "mark"]
    assert len(paper.parts) == word_password.COUNT
    assert set(paper.parts) <= set(word_password.words())
    sealed = bytes(result.blobs["vault"])
    assert _opens(sealed, "-".join(paper.parts))
    assert not _opens(sealed, " ".join(paper.parts))
    assert result.facts["view"]["name"] == "Savings"
    assert container.parse(sealed).about.hint == "", "what is on paper needs no hint"


def test_two_of_its_words_are_asked_for_at_places_that_differ(bench: Bench) -> None:
    asked = set()
    for _ in range(12):
        bench.person = Person(create=MAKE, made_password={"action": "written"})
        with pytest.raises(errors.UserDenied):
            create.run(bench.ports(), bench.request())
        places = bench.person.model("made_password_check")["asked"]
        assert len(set(places)) == 2
        assert set(places) <= set(range(1, word_password.COUNT + 1))
        asked.add(tuple(places))
    assert len(asked) > 1


def test_wrong_words_are_said_in_place_and_nothing_is_made(bench: Bench) -> None:
    wrong = {"action": "check", "password": "not these"}

    with pytest.raises(errors.UserDenied):
        _first_run(bench, Paper("password"), made_password_check=[wrong])

    error = bench.person.model("made_password_check")["error"]
    assert error == {"field": "password", "code": "DIFFERS"}
    assert bench.files() == {}


def test_the_page_is_told_when_it_may_go_on(bench: Bench) -> None:
    paper = Paper("password")
    said: list[Any] = []

    def check(model: dict[str, Any], queries: Any) -> dict[str, Any]:
        right = paper.check(model, queries)
        said.append(queries["is_right"]({"password": Secret("other words")}))
        said.append(queries["is_right"]({"password": Secret(right["password"].upper())}))
        return right

    _first_run(bench, paper, made_password_check=check)

    assert said == [{"right": False}, {"right": True}]


def test_another_is_another_and_one_s_own_leads_back(bench: Bench) -> None:
    shown: list[str] = []

    def look(then: str) -> Any:
        def step(model: dict[str, Any], _: Any) -> dict[str, Any]:
            shown.append(" ".join(model["words"]))
            return {"action": then}

        return step

    bench.person = Person(
        create=[MAKE, None], made_password=[look("another"), look("another"), look("back")]
    )
    with pytest.raises(errors.UserDenied):
        create.run(bench.ports(), bench.request())

    assert len(set(shown)) == 3
    assert bench.person.pages()[-1] == "create"
    assert bench.files() == {}


def test_shown_again_it_is_still_the_same(bench: Bench) -> None:
    paper = Paper("password")
    back = {"action": "back"}

    result = _first_run(bench, paper, made_password_check=[back, paper.check])

    first, second = (model["words"] for page, model in bench.person.seen if page == "made_password")
    assert first == second
    assert _opens(bytes(result.blobs["vault"]), "-".join(first))


def test_what_only_looks_like_one_meets_the_rules_for_typed_passwords(bench: Bench) -> None:
    typed = "-".join(word_password.words()[at] for at in (11, 222, 3333, 4444, 5555, 6000, 60))
    fields = {"password": typed, "confirmation": typed, "hint": "", "wallet_name": "Mine"}
    bench.person = Person(
        create=[{"action": "create", **fields}, {"action": "make", **fields}, None],
        made_password={"action": "back"},
    )

    with pytest.raises(errors.UserDenied):
        create.run(bench.ports(), bench.request())

    second = bench.person.seen[1][1]
    assert second["error"] == {"field": "password", "code": "PASSWORD_WEAK"}
    assert bench.files() == {}


def test_a_bad_name_is_said_before_a_password_is_made(bench: Bench) -> None:
    bench.person = Person(create=[{"action": "make", "wallet_name": "a\nb"}])
    with pytest.raises(errors.UserDenied):
        create.run(bench.ports(), bench.request())
    assert bench.person.pages() == ["create", "create"]
    assert bench.person.model("create")["error"] == {
        "field": "wallet_name",
        "code": "NAME_INVALID",
    }


def test_a_password_is_changed_to_a_made_one(bench: Bench) -> None:
    opened = bench.create()
    paper = Paper("password")
    bench.person = Person(
        unlock={"action": "unlock", "password": PASSWORD},
        create={"action": "make"},
        made_password=paper.show,
        made_password_check=paper.check,
        changed={"action": "done"},
    )

    changed = password.run(bench.ports(), bench.request(opened, locked=True))

    assert _opens(bytes(changed.blobs["vault"]), "-".join(paper.parts))
    assert not _opens(bytes(changed.blobs["vault"]), PASSWORD)


def test_a_restore_that_needs_a_new_password_takes_a_made_one(bench: Bench) -> None:
    paper = Paper("password")

    def everything(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}

    phrase = {"action": "import", "kind": "phrase", "phrase": OTHER_WORDS, "passphrase": ""}
    bench.person = Person(
        **{"restore": {"action": "phrase"}, "import": phrase},
        preview=everything,
        create=MAKE,
        made_password=paper.show,
        made_password_check=paper.check,
        mark={"action": "continue", **MARK},
        result={"action": "done"},
    )

    result = restore.run(bench.ports(), bench.request())

    assert _opens(bytes(result.blobs["vault"]), "-".join(paper.parts))
