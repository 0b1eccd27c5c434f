"""Run one of the scripts here under node: JSON in, JSON out."""

import json
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def ask(script, package, question):
    """Return what the script answers; `package` is the peer that it needs."""
    node = shutil.which("node")
    assert node, "node is missing: make env"
    assert (HERE / "node_modules" / package).is_dir(), f"{package} is missing: make env"
    run = subprocess.run(
        [node, script],
        cwd=HERE,
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)
