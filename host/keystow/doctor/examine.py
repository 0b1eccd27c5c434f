"""All checks in the order in which a person would mend what they find."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from keystow.browsers import table
from keystow.browsers.table import Place, Roots
from keystow.doctor import machine, manifests, probe
from keystow.doctor.check import Check
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
    roots: Roots | None = field(default=None)
    """Whose folders are looked at; the environment's where None."""


def examine(patient: Patient) -> Iterator[Check]:
    """Yield each check as it is done; starting the host takes the longest."""
    roots = patient.roots or table.roots(patient.environ)
    yield from machine.host(patient.files, patient.host_path)
    if patient.host_path is not None:
        yield from probe.start_as_browsers_do(patient.host_path, roots, patient.environ)
    rows = table.browsers(patient.system)
    yield from manifests.rows(patient.files, rows, roots, patient.host_path)
    yield from manifests.given(patient.files, patient.given, patient.host_path)
    yield from machine.own_folders(patient.files)
    yield from machine.confinement()
    yield machine.window(patient.environ, patient.files.owner())
