"""`register`, `unregister` and `doctor`."""

import os
import sys
from collections.abc import Iterable
from dataclasses import asdict

from keystow import doctor as doctors
from keystow.browsers import installation, manifest, table
from keystow.browsers import register as registering
from keystow.browsers.register import Outcome, State
from keystow.browsers.table import Place, Roots
from keystow.cli import output
from keystow.cli.arguments import Arguments
from keystow.cli.exits import Exit, HostMissing, NoBrowser, exit_of, words
from keystow.doctor.manifests import exists, is_program
from keystow.storage import registration as record
from keystow.storage.files import Files
from keystow.storage.registration import Record

_WORDS = {
    State.WRITTEN: "registered",
    State.UNCHANGED: "already registered",
    State.REMOVED: "removed",
    State.FOREIGN: "left alone: it leads to another program",
}


def register(arguments: Arguments) -> Exit:
    """Write a manifest for every browser in use here, or for the folders given."""
    files = Files()
    registering.refuse_other_users_home(os.environ, files.owner())
    host_path = _host(files, arguments)
    if host_path is None:
        raise HostMissing
    known = record.document(files)
    given = _given(arguments)
    found = [*_present(files, table.roots(os.environ)), *_known(files, known.read())]
    places = given or _once(found)
    if not places:
        raise NoBrowser
    outcomes = list(registering.register(files, places, host_path))
    known.update(lambda old: _with(old, given, outcomes))
    return _tell(outcomes)


def unregister(arguments: Arguments) -> Exit:
    """Remove what `register` wrote for this installation, all of it or in the folders given."""
    files = Files()
    registering.refuse_other_users_home(os.environ, files.owner())
    known = record.document(files)
    before = known.read()
    everywhere = [
        *table.places(table.browsers(), table.roots(os.environ)),
        *map(table.given, before.given),
    ]
    places = _given(arguments) or _once(everywhere)
    host_path = _host(files, arguments) or installation.beside(sys.executable)
    outcomes = list(registering.unregister(files, places, host_path, before.made))
    known.update(lambda old: _without(old, outcomes))
    if all(outcome.state is State.ABSENT for outcome in outcomes):
        output.say("Keystow was not registered.")
    return _tell(outcomes)


def doctor(arguments: Arguments) -> Exit:
    """Print every check; a failed one makes the exit code 5."""
    checks = []
    for check in doctors.checks():
        checks.append(check)
        if not arguments.json and check.code != "BROWSER_ABSENT":
            _tell_check(check)
    if arguments.json:
        output.say_json({"checks": [asdict(check) for check in checks]})
    failed = doctors.worst(checks) is doctors.State.FAIL
    return Exit.ENVIRONMENT if failed else Exit.DONE


def _host(files: Files, arguments: Arguments) -> str | None:
    if arguments.host is None:
        return doctors.installed_host(files)
    path = os.path.abspath(arguments.host)
    return path if is_program(files, path) else None


def _given(arguments: Arguments) -> list[Place]:
    return [table.given(os.path.abspath(path)) for path in arguments.user_data_dir]


def _present(files: Files, roots: Roots) -> list[Place]:
    exists_ = exists(files)
    rows = [row for row in table.browsers() if table.is_present(row, roots, exists_)]
    return table.places(rows, roots)


def _known(files: Files, known: Record) -> list[Place]:
    return [table.given(path) for path in known.given if exists(files)(path)]


def _once(places: Iterable[Place]) -> list[Place]:
    return list({place.path: place for place in places}.values())


def _with(old: Record, given: Iterable[Place], outcomes: Iterable[Outcome]) -> Record:
    made = old.made.union(*(outcome.new_folders for outcome in outcomes))
    return Record(made, tuple(dict.fromkeys([*old.given, *(place.base for place in given)])))


def _without(old: Record, outcomes: Iterable[Outcome]) -> Record:
    gone = [outcome.place for outcome in outcomes if outcome.state is not State.REFUSED]
    folders = {
        "/".join((place.base, *place.parts[:depth]))
        for place in gone
        for depth in range(1, len(place.parts) + 1)
    }
    bases = {place.base for place in gone}
    return Record(old.made - folders, tuple(path for path in old.given if path not in bases))


def _tell(outcomes: Iterable[Outcome]) -> Exit:
    worst = Exit.DONE
    for outcome in outcomes:
        path = f"{outcome.place.path}/{manifest.FILE_NAME}"
        if outcome.failure is not None:
            output.complain(words(outcome.failure), outcome.failure.code, path)
            worst = max(worst, exit_of(outcome.failure))
        elif outcome.state in _WORDS:
            output.say(f"{_WORDS[outcome.state]}: {output.plain(path)}")
    return worst


def _tell_check(check: doctors.Check) -> None:
    code = "" if check.state is doctors.State.OK else f" ({check.code})"
    output.say(f"{check.state:<4}  {check.name}: {output.plain(check.detail)}{code}")
    if check.state is not doctors.State.OK and check.code in doctors.MENDS:
        output.say(f"      mend: {doctors.MENDS[check.code]}")
