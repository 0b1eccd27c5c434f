"""The file that a command writes: of an unused name, and nothing else is opened for writing."""

from collections.abc import Iterable
from os.path import basename, dirname

from keystow.children import sandbox
from keystow.cli.exits import FileExists
from keystow.storage import publish
from keystow.storage.files import Files, naming_failures, opened
from keystow.storage.publish import Place, Published, Verify


def place(files: Files, path: str) -> tuple[str, str]:
    """Return its folder, which may be reached by links, and its name, which must be unused."""
    folder, name = files.real_path(dirname(path) or "."), basename(path)
    with naming_failures(), opened(files, files.open_folder(folder)) as fd:
        try:
            files.status_in(fd, name or ".")
        except FileNotFoundError:
            return folder, name
    raise FileExists


def confine(folder: str, place: Place, read: Iterable[str] = ()) -> None:
    """From here on this process makes one new file, and opens none for writing."""
    folders = [[folder], []] if place.unnamed is not None else [[], [folder]]
    sandbox.confine(folders[0], [*sandbox.python_dirs(), *read], folders[1])


def save(files: Files, place: Place, name: str, data: bytes, verify: Verify) -> Published:
    """Save it as every copy is; FileExists."""
    try:
        return publish.save_in(files, place, name, data, verify)
    except publish.NameTaken:
        raise FileExists from None
