"""`keystow register`, `unregister` and `doctor`, in homes made for the test."""

import json
import sys
from pathlib import Path

import pytest

from keystow.browsers import installation, manifest
from keystow.browsers.family import Family

NAME = manifest.FILE_NAME
CHROMIUM = f".config/chromium/NativeMessagingHosts/{NAME}"
FIREFOX = f".mozilla/native-messaging-hosts/{NAME}"


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return home


@pytest.fixture
def host(tmp_path):
    path = tmp_path / "keystow-host"
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def run(keystow, home):
    """Return a function that runs a command in the home, where no browser is installed."""
    return lambda *arguments, **env: keystow(
        *arguments, **{"HOME": str(home), "PATH": "/nowhere", **env}
    )


def files(home: Path) -> list[str]:
    """Return what lies in a home, without Keystow's own folder."""
    return sorted(
        str(path.relative_to(home)) for path in home.rglob("*") if ".local" not in path.parts
    )


def test_the_browsers_in_use_are_registered_and_no_others(run, home, host):
    (home / ".config" / "chromium").mkdir(parents=True)
    (home / ".mozilla").mkdir()

    ran = run("register", "--host", host)

    assert ran.code == 0, ran.err
    assert (home / CHROMIUM).read_bytes() == manifest.encode(Family.CHROMIUM, host)
    assert (home / FIREFOX).read_bytes() == manifest.encode(Family.FIREFOX, host)
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["registered"] * 2
    assert {name for name in files(home) if name.endswith(".json")} == {CHROMIUM, FIREFOX}


def test_unregister_leaves_the_home_as_it_was(run, home, host):
    (home / ".config" / "chromium").mkdir(parents=True)
    (home / ".librewolf" / "native-messaging-hosts").mkdir(parents=True)
    (home / ".floorp").mkdir()
    before = files(home)
    run("register", "--host", host)
    assert files(home) != before

    ran = run("unregister", "--host", host)

    assert ran.code == 0
    assert files(home) == before
    assert "was not registered" in run("unregister", "--host", host).out


def test_unregister_leaves_another_installation_s_manifest(run, home, host):
    (home / ".config" / "chromium").mkdir(parents=True)
    run("register", "--host", host)

    ran = run("unregister", "--host", "/other/keystow-host")

    assert ran.code == 0
    assert "left alone" in ran.out
    assert (home / CHROMIUM).exists()


def test_an_installed_firefox_is_registered_before_its_first_start(run, home, host, tmp_path):
    program = tmp_path / "bin" / "firefox"
    program.parent.mkdir()
    program.write_text("")
    program.chmod(0o755)

    ran = run("register", "--host", host, PATH=str(program.parent))

    assert ran.code == 0
    assert (home / FIREFOX).exists()


def test_where_there_is_no_browser_that_is_said(run, home, host):
    ran = run("register", "--host", host)

    assert ran.code == 5
    assert "(NO_BROWSER)" in ran.err
    assert files(home) == []


def test_a_missing_host_is_not_registered(run, home):
    (home / ".config" / "chromium").mkdir(parents=True)

    ran = run("register", "--host", "/nowhere/keystow-host")

    assert ran.code == 5
    assert "(HOST_MISSING)" in ran.err
    assert not (home / CHROMIUM).exists()


def test_the_host_named_is_absolute(run, home, host, tmp_path):
    (home / ".config" / "chromium").mkdir(parents=True)

    run("register", "--host", "keystow-host")  # the working folder is tmp_path

    assert json.loads((home / CHROMIUM).read_text())["path"] == host


def test_a_user_data_dir_is_registered_alone(run, home, host, tmp_path):
    (home / ".config" / "chromium").mkdir(parents=True)
    profile = tmp_path / "profile"
    profile.mkdir()
    written = profile / "NativeMessagingHosts" / NAME

    ran = run("register", "--host", host, "--user-data-dir", str(profile))

    assert ran.code == 0
    assert written.read_bytes() == manifest.encode(Family.CHROMIUM, host)
    assert not (home / CHROMIUM).exists()

    ran = run("unregister", "--host", host)
    assert ran.code == 0
    assert list(profile.iterdir()) == []


def test_a_user_data_dir_is_unregistered_alone(run, home, host, tmp_path):
    (home / ".config" / "chromium").mkdir(parents=True)
    profile = tmp_path / "profile"
    profile.mkdir()
    run("register", "--host", host)
    run("register", "--host", host, "--user-data-dir", str(profile))

    run("unregister", "--host", host, "--user-data-dir", str(profile))

    assert list(profile.iterdir()) == []
    assert (home / CHROMIUM).exists()


def test_register_mends_the_folders_given_before_too(run, home, host, tmp_path):
    profile = tmp_path / "profile"
    profile.mkdir()
    run("register", "--host", host, "--user-data-dir", str(profile))
    (profile / "NativeMessagingHosts" / NAME).write_text("")

    assert run("register", "--host", host).code == 0
    assert (profile / "NativeMessagingHosts" / NAME).stat().st_size > 0


def test_a_missing_user_data_dir_is_refused(run, host):
    ran = run("register", "--host", host, "--user-data-dir", "/nowhere/profile")

    assert ran.code == 5
    assert "no such folder" in ran.err


def test_sudo_is_refused_with_a_clear_word(run, home, host):
    (home / ".config" / "chromium").mkdir(parents=True)

    for command in ("register", "unregister"):
        ran = run(command, "--host", host, SUDO_UID="4711")

        assert ran.code == 5
        assert "not with sudo" in ran.err
    assert not (home / CHROMIUM).exists()


def test_a_link_in_one_browser_s_way_is_told_and_the_others_are_registered(
    run, home, host, tmp_path
):
    (tmp_path / "elsewhere").mkdir()
    (home / ".config").mkdir()
    (home / ".config" / "chromium").symlink_to(tmp_path / "elsewhere")
    (home / ".mozilla").mkdir()

    ran = run("register", "--host", host)

    assert ran.code == 5
    assert "symbolic link" in ran.err
    assert (home / FIREFOX).exists()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_damaged_record_stops_nothing(run, home, host):
    (home / ".config" / "chromium").mkdir(parents=True)
    run("register", "--host", host)
    (home / ".local" / "share" / "keystow" / "registration.json").write_text("{")

    assert run("register", "--host", host).code == 0
    assert run("unregister", "--host", host).code == 0
    assert not (home / CHROMIUM).exists()


def test_doctor_prints_json_of_one_shape(run, home, host):
    (home / ".config" / "chromium").mkdir(parents=True)

    ran = run("doctor", "--json")

    assert ran.code == 5  # no host is installed beside this interpreter, no manifest written
    assert set(ran.json) == {"checks"}
    for check in ran.json["checks"]:
        assert set(check) == {"name", "state", "code", "detail"}
        assert check["state"] in ("ok", "warn", "fail")
    codes = {check["name"]: check["code"] for check in ran.json["checks"]}
    assert codes["browser.chromium"] == "MANIFEST_MISSING"
    assert codes["browser.brave"] == "BROWSER_ABSENT"


def test_doctor_says_which_command_mends(run, home):
    (home / ".config" / "chromium").mkdir(parents=True)

    ran = run("doctor")

    assert "(MANIFEST_MISSING)\n      mend: keystow register\n" in ran.out
    assert "Brave" not in ran.out


@pytest.mark.parametrize("beside", ["interpreter", "command"])
def test_the_host_is_found_beside_the_interpreter_or_the_command(tmp_path, beside):
    here, other = tmp_path / "venv" / "bin", tmp_path / "elsewhere"
    for folder in (here, other):
        folder.mkdir(parents=True)
    path = here / "keystow-host"
    path.write_text("")
    executable = (here if beside == "interpreter" else other) / "python"
    argv0 = (here if beside == "command" else other) / "keystow"

    def is_program(candidate: str) -> bool:
        return Path(candidate).exists()

    assert installation.find_host(str(executable), str(argv0), is_program) == str(path)
    assert installation.find_host(str(other / "python"), "-c", is_program) is None
    assert installation.beside(sys.executable).endswith("/keystow-host")
