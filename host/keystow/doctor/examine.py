"""All checks in the order in which a person would mend what they find."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from keystow.browsers import installation, table
from keystow.browsers.table import Place, Roots
from keystow.doctor import machine, manifests, probe
from keystow.doctor.check import Check
from keystow.doctor.manifests import is_program
from keystow.errors import KeystowError
from keystow.storage import registration
from keystow.storage.files import Files


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined: one installation, for one user."""

    files: Files
    environ: Mapping[str, str]
    host_path: str | None
    """This installation's `keystow-host`, or None where it wasn't found."""
    given: tuple[Place, ...] = ()
    """Folders registered by hand."""
    system: str = "linux"
    roots: Roots | None = None
    """Whose folders are looked at; the environment's where None."""


def checks() -> Iterator[Check]:
    """Examine this installation for the user who runs it."""
    files = Files()
    try:
        given = registration.document(files).read().given
    except KeystowError:
        given = ()  # the check of Keystow's own folder says why
    host_path = installed_host(files)
    return examine(Patient(files, os.environ, host_path, tuple(map(table.given, given))))


def installed_host(files: Files) -> str | None:
    """Return this installation's `keystow-host`, or None where it isn't beside this program."""
    return installation.find_host(sys.executable, sys.argv[0], lambda path: is_program(files, path))


def examine(patient: Patient) -> Iterator[Check]:
    """Yield each check as it is done; starting the host takes the longest."""
    roots = patient.roots or table.roots(patient.environ)
    yield from machine.host(patient.files, patient.host_path)
    if patient.host_path is not None:
        yield from probe.start_as_browsers_do(patient.host_path, roots, patient.environ)
    rows = table.browsers(patient.system)
    yield from manifests.rows(patient.files, rows, roots, patient.host_path)
    yield from manifests.given(patient.files, patient.given, patient.host_path)
    yield machine.packages()
    yield from machine.own_folders(patient.files)
    yield from machine.confinement()
    yield machine.window(patient.environ, patient.files.owner())
