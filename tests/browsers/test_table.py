"""The table of browsers: each row's form, and the folders it means."""

import re

import pytest

from keystow.browsers import table
from keystow.browsers.family import Family
from keystow.browsers.table import Roots

ROWS = table.browsers()
HOME = Roots("/home/ann", "/home/ann/.config", lambda _: None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_is_well_formed(row):
    own = r"(~/|\$XDG_CONFIG_HOME/)[A-Za-z0-9._/ -]+[A-Za-z0-9]"
    last = "NativeMessagingHosts" if row.family is Family.CHROMIUM else "native-messaging-hosts"

    assert re.fullmatch(r"[a-z][a-z0-9-]{0,31}", row.id)  # as a check's name: protocol, "Word"
    assert row.title
    assert row.present
    assert row.user
    assert all(re.fullmatch(own, path) for path in (*row.present, *row.user, *row.profiles))
    assert all(path.rsplit("/", 1)[1] == last for path in row.user)
    assert all(path.startswith("/") for path in row.system)
    assert not any(".." in path or "//" in path for path in (*row.present, *row.user, *row.system))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.family is Family.CHROMIUM], ids=lambda row: row.id
)
def test_a_chromium_row_writes_only_beside_the_profiles_of_a_browser_that_is_there(row):
    assert row.user == (f"{row.present[0]}/NativeMessagingHosts",)
    assert row.programs == ()


def test_profiles_lie_below_the_folders_that_show_a_browsers_use_or_a_sandboxs():
    for row in ROWS:
        around = (*row.present, "~/.var/app", "~/snap")
        assert row.profiles
        assert all(any(f"{path}/".startswith(f"{one}/") for one in around) for path in row.profiles)


def test_ids_are_unique():
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_the_browsers_promised_are_there():
    promised = (
        "chrome chrome-beta chrome-unstable chrome-for-testing chromium edge edge-beta edge-dev "
        "brave brave-beta brave-nightly vivaldi vivaldi-snapshot opera yandex iridium firefox "
        "librewolf waterfox zen floorp"
    )

    assert set(promised.split()) <= {row.id for row in ROWS}


def test_a_system_without_rows_has_none():
    assert table.browsers("plan9") == ()


def test_a_folder_shared_by_rows_is_one_place():
    shared = [p for p in table.places(ROWS, HOME) if "zen" in p.browsers]

    assert len(shared) == 1
    assert shared[0].path == "/home/ann/.mozilla/native-messaging-hosts"
    assert set(shared[0].browsers) >= {"firefox", "zen", "waterfox"}


def test_a_place_below_the_home_is_walked_from_the_home():
    place = next(p for p in table.places(ROWS, HOME) if p.browsers == ("chromium",))

    assert place.base == "/home/ann"
    assert place.parts == (".config", "chromium", "NativeMessagingHosts")


def test_a_configuration_folder_elsewhere_is_walked_from_itself():
    roots = Roots("/home/ann", "/data/config", lambda _: None)

    place = next(p for p in table.places(ROWS, roots) if p.browsers == ("chromium",))

    assert place.base == "/data/config"
    assert place.parts == ("chromium", "NativeMessagingHosts")


@pytest.mark.parametrize(
    ("environ", "config"),
    [
        ({"HOME": "/home/ann"}, "/home/ann/.config"),
        ({"HOME": "/home/ann/"}, "/home/ann/.config"),
        ({"HOME": "/home/ann", "XDG_CONFIG_HOME": ""}, "/home/ann/.config"),
        ({"HOME": "/home/ann", "XDG_CONFIG_HOME": "cfg"}, "/home/ann/.config"),
        ({"HOME": "/home/ann", "XDG_CONFIG_HOME": "/data/cfg/"}, "/data/cfg"),
    ],
)
def test_roots_come_from_the_environment_as_browsers_read_it(environ, config):
    roots = table.roots(environ)

    assert (roots.home, roots.config) == ("/home/ann", config)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_browser_is_present_by_any_of_its_folders(row):
    for folder in row.present:
        only = HOME.expand(folder)

        assert table.is_present(row, HOME, lambda path, only=only: path == only)
    assert not table.is_present(row, HOME, lambda path: False)


def test_an_installed_firefox_is_present_before_its_first_start():
    roots = Roots("/home/ann", "/home/ann/.config", {"firefox-esr": "/usr/bin/firefox-esr"}.get)
    present = [row.id for row in ROWS if table.is_present(row, roots, lambda path: False)]

    assert present == ["firefox"]
