"""A recovery code at every page that asks for a password."""

from collections.abc import Callable
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import backup, backup_password, import_, place, recovery, restore, reveal
from keystow.jobs.ports import Result
from tests.jobs.conftest import PASSWORD, Bench, Person
from tests.jobs.second_factors import (
    DONE,
    Paper,
    after,
    opens,
    opens_by,
    saving,
    stick,
    with_code,
    written_files,
)


def _by_code(paper: Paper) -> dict[str, Any]:
    return {"action": "code", "recovery_code": paper.code()}


def test_a_code_opens_the_phrase_and_changes_nothing(bench: Bench) -> None:
    paper = Paper()
    made = with_code(bench, bench.create(), paper)
    before = bench.files()

    def choose(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "phrase", "id": model["phrases"][0]["id"]}

    pages: dict[str, Any] = {"secrets": [choose, DONE], "phrase": DONE}
    bench.person = Person(unlock=_by_code(paper), **pages)

    result = reveal.run(bench.ports(), saving(bench, made))

    assert bench.person.model("unlock")["code"] == "opens"
    assert len(bench.person.model("phrase")["words"]) == 12
    assert bench.files() == before
    unlocked = Result({**made.facts, **result.facts}, result.blobs)
    assert backup.run(bench.ports(), bench.request(unlocked)).facts["backup"]["accounts"] == 2


def test_a_code_opens_a_place_an_import_and_a_restore(bench: Bench) -> None:
    paper = Paper()
    made = with_code(bench, bench.create(), paper)
    bench.person = Person(unlock=_by_code(paper), place=lambda _, queries: _use(bench, queries))
    added = place.run(bench.ports(), saving(bench, made, what="add"))
    assert added.facts["destination"]

    other = Bench(bench.data.parent / "o" / "data", bench.data.parent / "o" / "Downloads")
    for folder in (other.data / "safety", other.downloads):
        folder.mkdir(parents=True, mode=0o700)
    theirs = Paper()
    with_code(other, other.create(), theirs)
    copy = max(other.downloads.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)

    def pick(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.files.append(str(copy))
        row = queries["pick_file"]({})["copy"]
        return {"copy": row["id"], **_by_code(theirs)}

    def take(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}

    for job, page in ((import_.run, "import"), (restore.run, "restore")):
        pages: dict[str, Any] = {page: pick, "preview": take, "result": DONE}
        bench.person = Person(unlock=_by_code(paper), **pages)
        result = job(bench.ports(), saving(bench, made))
        made = after(made, result)
        assert len(result.facts["view"]["accounts"]) == 4
        for data in written_files(bench, result):
            assert opens(data, PASSWORD)
            assert opens_by(data, paper)
            assert not opens_by(data, theirs)


def _use(bench: Bench, queries: Any) -> dict[str, Any]:
    bench.person.folders.append(str(stick(bench)))
    assert queries["pick_folder"]({})["picked"]
    return {"action": "use"}


@pytest.mark.parametrize("job", [recovery.run, backup_password.run])
def test_where_the_password_itself_is_needed_a_code_is_refused_and_the_page_says_so(
    bench: Bench, job: Callable[..., Result]
) -> None:
    paper = Paper()
    made = with_code(bench, bench.create(), paper)
    before = bench.files()
    bench.person = Person(unlock=[{**_by_code(paper), "password": "x"}])

    with pytest.raises(errors.UserDenied):
        job(bench.ports(), saving(bench, made))

    assert bench.person.model("unlock")["code"] == "refused"
    assert bench.files() == before
