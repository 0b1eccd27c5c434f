"""What the browsers load: the shipped files of the extension, and the fake host's manifest."""

import json
import shutil
import stat
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXTENSION = HERE.parents[1] / "extension"
SHIPPED = ("manifest.json", "_locales", "app", "background", "icons", "popup", "shared")
HOST_NAME = "app.keystow.host"
CHROMIUM_ID = "dblnhmafalbpdafeolmndcepmgkigpok"
GECKO_ID = "keystow@keystow.app"


def stage(to: Path) -> Path:
    """Copy what a store would get, without the developers' tools, and return the folder."""
    to.mkdir(parents=True)
    for name in SHIPPED:
        source = EXTENSION / name
        if source.is_dir():
            shutil.copytree(source, to / name)
        else:
            shutil.copy2(source, to / name)
    return to


def register_fake_host(folder: Path, scene_file: Path, callers: dict[str, list[str]]) -> Path:
    """Write the fake host's starter and its manifest into `folder`; return the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    starter = folder / "fake-keystow-host"
    starter.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -B "{HERE / "fake_host.py"}" "{scene_file}"\n'
    )
    starter.chmod(starter.stat().st_mode | stat.S_IXUSR)
    manifest = {"name": HOST_NAME, "description": "fake", "path": str(starter), "type": "stdio"}
    path = folder / f"{HOST_NAME}.json"
    path.write_text(json.dumps(manifest | callers))
    return path
