"""How the tests call the command line: as a process of its own, as a person's shell does."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

HOST = Path(__file__).parents[2] / "host"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def keystow(tmp_path, monkeypatch):
    """Return a function that runs `keystow` with arguments, without a terminal."""
    environ = dict(os.environ, PYTHONPATH=str(HOST), LC_ALL="C.UTF-8")

    def run(*arguments: str, stdin: bytes = b"", **env: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "keystow.cli", *arguments],
            input=stdin,
            capture_output=True,
            env=environ | env,
            cwd=tmp_path,
            start_new_session=True,  # no controlling terminal: /dev/tty can't be opened
            timeout=60,
            check=False,
        )
        err = done.stderr.decode("utf-8", "surrogateescape")
        assert "Traceback" not in err
        return Ran(done.returncode, done.stdout.decode("utf-8", "surrogateescape"), err)

    return run
