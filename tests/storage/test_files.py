"""The one class with the file calls, and what keeps it the only one."""

import ast
import errno
import os
import stat
from pathlib import Path

import pytest

import keystow.storage
from keystow.storage.files import Files

STORAGE = Path(keystow.storage.__file__).parent
PURE = {"os.path"}


def test_no_other_module_of_storage_makes_file_calls():
    modules = sorted(STORAGE.glob("*.py"))
    assert len(modules) > 10
    for module in modules:
        if module.name == "files.py":
            continue
        tree = ast.parse(module.read_text())
        named = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        risky = {"os", "io", "pathlib", "shutil", "tempfile", "fcntl", "mmap", "subprocess"}
        assert not {str(name).split(".")[0] for name in named - PURE} & risky, module.name
        calls = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert "open" not in calls, module.name


def test_only_pure_path_functions_come_from_os_path():
    for module in STORAGE.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "os.path":
                assert {alias.name for alias in node.names} <= {"basename", "dirname", "join"}


def test_no_descriptor_is_passed_on_and_no_link_followed(tmp_path: Path):
    files = Files()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "target").write_bytes(b"")
    folder = files.open_folder(str(tmp_path))
    opened = [folder, files.create(folder, "new"), files.create_unnamed(folder)]
    opened += [files.open_file(folder, "new"), files.open_lock(folder, "lock")]
    assert not any(os.get_inheritable(fd) for fd in opened)
    for call in (files.open_file, files.open_lock, files.create):
        with pytest.raises(OSError) as raised:
            call(folder, "link")
        assert raised.value.errno in {errno.ELOOP, errno.EEXIST}
    for fd in opened:
        files.close(fd)


def test_what_is_made_is_private_whatever_the_umask(tmp_path: Path):
    files = Files()
    old = os.umask(0)
    try:
        folder = files.open_folder(str(tmp_path))
        made = [files.create(folder, "new"), files.open_lock(folder, "lock")]
        files.make_folder(folder, "inner")
    finally:
        os.umask(old)
    assert all(stat.S_IMODE(files.status(fd).st_mode) == 0o600 for fd in made)
    assert stat.S_IMODE(files.status_in(folder, "inner").st_mode) == 0o700
    for fd in (*made, folder):
        files.close(fd)


def test_a_fifo_does_not_hold_up_its_opener(tmp_path: Path):
    os.mkfifo(tmp_path / "fifo")
    files = Files()
    folder = files.open_folder(str(tmp_path))
    fd = files.open_file(folder, "fifo")
    assert stat.S_ISFIFO(files.status(fd).st_mode)
    files.close(fd)
    files.close(folder)


def test_a_lock_is_waited_for_and_given_up(tmp_path: Path):
    files = Files()
    folder = files.open_folder(str(tmp_path))
    one, two = files.open_lock(folder, "lock"), files.open_lock(folder, "lock")
    assert files.lock(one, 0)
    assert not files.lock(two, 0.03)
    files.close(one)
    assert files.lock(two, 0)
    files.close(two)
    files.close(folder)


def test_names_are_bounded(tmp_path: Path):
    for number in range(5):
        (tmp_path / str(number)).touch()
    files = Files()
    folder = files.open_folder(str(tmp_path))
    assert len(files.names(folder, 3)) == 3
    assert sorted(files.names(folder, 9)) == ["0", "1", "2", "3", "4"]
    files.close(folder)


def test_a_folder_in_a_folder_is_opened_but_through_no_link(tmp_path: Path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "inner")
    files = Files()
    folder = files.open_folder(str(tmp_path))
    inner = files.open_folder_in(folder, "inner")
    assert files.status(inner).st_ino == (tmp_path / "inner").stat().st_ino
    files.set_mode(inner, 0o750)
    assert (tmp_path / "inner").stat().st_mode & 0o777 == 0o750
    with pytest.raises(NotADirectoryError):
        files.open_folder_in(folder, "link")
    files.close(inner)
    files.close(folder)
