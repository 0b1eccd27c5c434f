"""A wallet out of a browser's profile, by way of a restore's and an import's pages."""

import json

import pytest

from keystow import errors
from keystow.browsers import table
from keystow.formats import contents, registry
from keystow.jobs import import_, restore, salvage, salvage_pages
from keystow.secret import Secret
from tests.formats import metamask_writer, profile_folders, profile_writer
from tests.jobs.conftest import MARK, NEW, PASSWORD, Person

OLD = metamask_writer.vault(*metamask_writer.ODD)
NEWER = metamask_writer.vault(metamask_writer.hd(), password="the new one")


@pytest.fixture
def profile(bench):
    """Two vaults of one MetaMask in a Chromium of this user's."""
    states = [
        json.dumps({"KeyringController": {"vault": one.decode()}}).encode() for one in (OLD, NEWER)
    ]
    root = bench.data.parent / ".config" / "chromium"
    return profile_folders.chromium(root, *states).parents[1]


def open_as(password, number=0):
    """The person picks one of the vaults and types its password."""

    def step(model, _):
        return {"action": "open", "copy": model["vaults"][number]["id"], "password": password}

    return step


def all_rows(model, _):
    return {"action": "restore", "rows": [row["id"] for row in model["rows"]], "names": {}}


def first_place(model, _):
    return {"action": "look", "place": model["places"][0]["id"]}


AFTER = {
    "create": NEW,
    "mark": {"action": "continue", **MARK},
    "preview": all_rows,
    "result": {"action": "done"},
}


def test_a_known_profile_is_offered_and_its_newest_vault_restored(bench, profile):
    bench.person = Person(
        restore={"action": "profile"}, profiles=first_place, vaults=open_as("the new one"), **AFTER
    )
    result = restore.run(bench.ports(), bench.request())
    (place,) = bench.person.model("profiles")["places"]
    assert (place["title"], place["name"]) == ("Chromium", "Default")
    listed = bench.person.model("vaults")
    assert [one["current"] for one in listed["vaults"]] == [True, False]
    assert listed["selected"] == listed["vaults"][0]["id"]
    assert {one["place"] for one in listed["vaults"]} == {"Chromium, Default"}
    assert str(profile) not in json.dumps(listed)
    assert result.facts["format"] == "metamask-vault"
    assert len(result.facts["results"]) == 2


def test_a_wrong_password_is_said_in_place_with_which_ones_it_opens(bench, profile):
    tries = [
        open_as("neither"),
        open_as(metamask_writer.PASSWORD),
        open_as(metamask_writer.PASSWORD, 1),
    ]
    bench.person = Person(
        restore={"action": "profile"}, profiles=first_place, vaults=tries, **AFTER
    )
    opens = []
    ask = bench.person.ask

    def noting(page, model, queries=None):
        if page == "vaults":
            opens.append(
                ([one["opens"] for one in model["vaults"]], (model["error"] or {}).get("code"))
            )
        return ask(page, model, queries)

    bench.person.ask = noting
    result = restore.run(bench.ports(), bench.request())
    assert opens == [
        ([None, None], None),
        ([False, False], "WRONG_PASSWORD"),
        ([False, True], "WRONG_PASSWORD"),
    ]
    assert len(result.facts["results"]) == 6


def test_an_import_takes_a_folder_or_a_file_that_is_chosen(bench, profile, tmp_path):
    opened = bench.create()
    (tmp_path / "empty").mkdir()
    log = next(profile.rglob("*.log"))
    chosen = [{"action": "folder"}, {"action": "folder"}, {"action": "browser_file"}]
    bench.person = Person(
        **{"import": {"action": "profile"}, **AFTER},
        profiles=chosen,
        vaults=open_as("the new one"),
        unlock={"action": "unlock", "password": PASSWORD},
    )
    bench.person.folders = [None, str(tmp_path / "empty")]
    bench.person.files = [str(log)]
    result = import_.run(bench.ports(), bench.request(opened))
    said = [
        (model["error"] or {}).get("code")
        for page, model in bench.person.seen
        if page == "profiles"
    ]
    assert said == [None, None, "NOTHING_TO_SALVAGE"]
    assert bench.person.model("vaults")["vaults"][0]["place"] == log.name
    assert result.facts["format"] == "metamask-vault"


def test_a_person_goes_back_to_the_page_from_which_they_came(bench, profile):
    bench.person = Person(
        restore=[{"action": "profile"}, {"action": "profile"}],
        profiles=[first_place, {"action": "back"}],
        vaults={"action": "profile"},
    )
    with pytest.raises(Exception, match="window was closed"):
        restore.run(bench.ports(), bench.request())
    assert bench.person.pages() == [
        "restore",
        "profiles",
        "vaults",
        "profiles",
        "restore",
        "profiles",
    ]


def test_a_page_can_name_no_place_but_one_that_was_offered(bench, profile):
    bench.person = Person(
        restore={"action": "profile"}, profiles=[{"action": "look", "place": str(profile)}]
    )
    with pytest.raises(Exception, match="window was closed"):
        restore.run(bench.ports(), bench.request())
    assert bench.person.model("profiles")["error"]["code"] == "BAD_REQUEST"


def test_each_browsers_profiles_are_known_also_those_of_flatpak_and_snap(bench):
    home = bench.data.parent
    folders = {folder for row in table.browsers() for folder in row.profiles}
    roots = table.roots({"HOME": str(home)})
    for number, folder in enumerate(sorted(folders)):
        profile_folders.chromium(home / roots.expand(folder), b"{}", profile=f"Profile {number}")
    (home / ".config" / "chromium" / "Crash Reports").mkdir()
    assert {one.name for _, one in salvage_pages._known()} == {
        f"Profile {number}" for number in range(len(folders))
    }


def test_a_password_is_tried_on_as_many_as_take_no_more_than_seconds(monkeypatch):
    monkeypatch.setattr(salvage, "ROUNDS_MAX", 3)
    files = [metamask_writer.vault(rounds=2), metamask_writer.vault(rounds=2), OLD]
    assert list(salvage.tries(files, Secret(metamask_writer.PASSWORD))) == ["", None, None]


def test_firefoxs_storages_of_every_age_are_searched(tmp_path):
    made = [metamask_writer.vault(metamask_writer.hd(count=n)).decode() for n in (1, 2, 3)]
    root = tmp_path / "firefox"
    storage = profile_folders.firefox(root, data={"KeyringController": {"vault": made[0]}})
    large = profile_writer.clone({"KeyringController": {"vault": made[1]}, "more": "z" * 70_000})
    values = storage / "0storage-local.files"
    values.mkdir()
    (values / "12").write_bytes(profile_writer.framed(large))
    script = (
        root / "old.default" / "browser-extension-data" / "webextension@metamask.io" / "storage.js"
    )
    script.parent.mkdir(parents=True)
    script.write_text(json.dumps({"data": {"KeyringController": {"vault": made[2]}}}))
    found = salvage.search(str(root), lambda: None)
    counts = []
    for vault in found.vaults:
        opened = registry.detect(vault.data).open(vault.data, Secret(metamask_writer.PASSWORD))
        counts.append(len(list(contents.accounts(opened))))
        assert (vault.current, vault.whole) == (True, True)
    assert sorted(counts) == [1, 2, 3]
    assert found.left == {}


def test_a_profile_that_asks_for_too_much_gives_what_there_is_room_for(profile, monkeypatch):
    other = profile / "Local Extension Settings" / "other"
    other.mkdir()
    (other / "1.ldb").write_bytes(profile_writer.table((1, b"k", bytes(4_000_000))))
    monkeypatch.setattr(salvage, "UNPACKED_BYTES", 1_000_000)
    monkeypatch.setattr(salvage, "VAULTS_MAX", 1)
    found = salvage.search(str(profile), lambda: None)
    assert len(found.vaults) == 1
    assert found.vaults[0].current
    assert sorted(found.left.values()) == ["large", "many"]


def test_a_search_stops_when_it_is_cancelled(profile):
    def cancelled():
        raise errors.Cancelled

    with pytest.raises(errors.Cancelled):
        salvage.search(str(profile), cancelled)
