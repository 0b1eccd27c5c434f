"""The child that reads a browser's profile: what it hands over, and what it may not do."""

import json
import sys

import pytest

from keystow import errors
from keystow.children import sandbox
from keystow.children.start import JobStarter
from tests.formats import metamask_writer, profile_folders

VAULTS = [metamask_writer.vault(rounds=rounds).decode() for rounds in (1, 2)]

DEEDS = """
import os, sys
from keystow.children import job
from keystow.jobs import salvage
from keystow.jobs.ports import Result

def tried(deed):
    try:
        deed()
    except OSError as error:
        return type(error).__name__
    return ""

def run(ports, request):
    path = request.params["path"]
    outside = os.path.dirname(path)
    return Result({
        "reads": tried(lambda: os.listdir(path)),
        "lists outside": tried(lambda: os.listdir(outside)),
        "reads outside": tried(lambda: open(outside + "/secret").read()),
        "writes": tried(lambda: open(path + "/new", "w")),
        "removes": tried(lambda: os.unlink(path + "/old")),
    })

salvage.run = run
job.main(int(sys.argv[1]))
"""


def test_vaults_come_over_as_they_were_found_in_a_process_of_its_own(tmp_path):
    states = [json.dumps({"KeyringController": {"vault": one}}).encode() for one in VAULTS]
    profile_folders.chromium(tmp_path / "chromium", *states)
    facts, blobs = JobStarter().start("salvage", {"path": str(tmp_path)}).wait(lambda _: None)
    sizes = [one["size"] for one in facts["vaults"]]
    assert (len(sizes), sum(sizes), facts["left"]) == (2, len(blobs["files"]), {})
    newest = json.loads(blobs["files"][: sizes[0]])
    assert newest["data"]["KeyringController"]["vault"] == VAULTS[1]


def test_a_profile_without_any_is_refused_by_its_code(tmp_path):
    with pytest.raises(errors.NothingToSalvage):
        JobStarter().start("salvage", {"path": str(tmp_path)}).wait(lambda _: None)


def test_it_reads_the_chosen_folder_and_neither_writes_nor_looks_elsewhere(tmp_path):
    if sandbox._syscall(sandbox._CREATE_RULESET, None, 0, sandbox._CREATE_RULESET_VERSION) < 1:
        pytest.skip("this kernel has no Landlock")
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "old").touch()
    (tmp_path / "secret").touch()
    starter = JobStarter((sys.executable, "-I", "-c", DEEDS))
    facts, _ = starter.start("salvage", {"path": str(profile)}).wait(lambda _: None)
    refused = "PermissionError"
    assert facts == {
        "reads": "",
        "lists outside": refused,
        "reads outside": refused,
        "writes": refused,
        "removes": refused,
    }
