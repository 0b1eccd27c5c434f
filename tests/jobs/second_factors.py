"""A wallet with a recovery code, a backup password or a key file, and what opens it then."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import backup_password, password, recovery, restore, vaults
from keystow.jobs.ports import Request, Result
from keystow.keystore import container, recovery_code
from keystow.secret import Secret
from tests.jobs import conftest
from tests.jobs.conftest import PASSWORD, Bench, Person

NEXT = "Nine herons 2 rusty boats, ashore"
NEW_NEXT = {"action": "create", "password": NEXT, "confirmation": NEXT, "hint": "harbour"}
UNLOCK = {"action": "unlock", "password": PASSWORD}


class Paper(conftest.Paper):
    """A person who writes a code down, and types back what is asked of it in their own way."""

    def __init__(self) -> None:
        super().__init__("recovery_code")

    def check(self, model: dict[str, Any], queries: Any) -> dict[str, Any]:
        answer = super().check(model, queries)
        return answer | {"recovery_code": answer["recovery_code"].lower().replace("0", "o")}

    def code(self) -> str:
        return "-".join(self.parts)


def with_code(bench: Bench, opened: Result, paper: Paper) -> Result:
    """Give a wallet a recovery code."""
    bench.person = Person(
        unlock=UNLOCK,
        recovery=paper.show,
        recovery_check=paper.check,
        changed={"action": "done"},
    )
    return after(opened, recovery.run(bench.ports(), saving(bench, opened)))


def saving(bench: Bench, opened: Result, **params: Any) -> Request:
    targets = [["safety", str(bench.data / "safety")], ["1" * 16, str(bench.downloads)]]
    return bench.request(opened, locked=True, targets=targets, safety="safety", **params)


def after(before: Result, after: Result) -> Result:
    """Return what the host knows after a job."""
    return Result({"handle": before.facts["handle"], **after.facts}, after.blobs)


def newest_copy(folder: Path) -> bytes:
    return max(folder.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns).read_bytes()


BACKUP = "Seven quiet lamps & a kettle, 1982"
NEW_BACKUP = {"action": "create", "password": BACKUP, "confirmation": BACKUP}
DONE = {"action": "done"}


def opens(data: bytes, secret: str, key: bytes | None = None) -> bool:
    keystore = container.parse(data)
    keyfile = None if key is None else Secret(key)
    try:
        container.open_with_password(keystore, Secret(secret), keyfile=keyfile)
    except errors.WrongPassword:
        return False
    return True


def opens_by(data: bytes, paper: Paper) -> bool:
    try:
        container.open_with_code(container.parse(data), recovery_code.read(Secret(paper.code())))
    except errors.WrongPassword:
        return False
    return True


def written_files(bench: Bench, result: Result) -> list[bytes]:
    """Return the vault and the newest copy outside."""
    return [bytes(result.blobs["vault"]), newest_copy(bench.downloads)]


def stolen_roots(data: bytes, secret: str, key: bytes | None = None) -> Any:
    """Return what somebody finds who opens an old vault by an old secret."""
    request = Request({"highest": 0}, {"vault": data})
    keyfile = None if key is None else Secret(key)
    return vaults.open_with_password(request, Secret(secret), keyfile).vault.slot_roots


def require_useless(roots: Any, written: list[bytes]) -> None:
    assert roots
    for data in written:
        keystore = container.parse(data)
        for cached in roots:
            for slot in keystore.slots:
                with pytest.raises(errors.WrongPassword):
                    container.open_with_root(keystore, slot.id, cached.root)


def with_backup(bench: Bench, opened: Result, **pages: Any) -> Result:
    bench.person = Person(unlock=UNLOCK, create=NEW_BACKUP, changed=DONE, **pages)
    return after(opened, backup_password.run(bench.ports(), saving(bench, opened)))


def stick(bench: Bench) -> Path:
    folder = bench.data.parent / "stick"
    folder.mkdir(exist_ok=True)
    return folder


def make_file(bench: Bench) -> Callable[..., dict[str, Any]]:
    def step(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.folders.append(str(stick(bench)))
        name = queries["make_key_file"]({})["name"]
        assert (stick(bench) / name).exists()
        return {"action": "use"}

    return step


def with_key_file(bench: Bench, opened: Result, paper: Paper | None = None) -> tuple[Result, bytes]:
    pages: dict[str, Any] = {"recovery": {"action": "later"}}
    if paper is not None:
        pages = {"recovery": paper.show, "recovery_check": paper.check}
    bench.person = Person(
        unlock=UNLOCK,
        create={**NEW_NEXT, "key_file": True},
        key_file=make_file(bench),
        changed=DONE,
        **pages,
    )
    result = after(opened, password.run(bench.ports(), saving(bench, opened)))
    [made] = stick(bench).iterdir()
    return result, made.read_bytes()


def restored_anew(bench: Bench, opened_by: dict[str, Any], **pages: Any) -> Result:
    """Restore the newest copy into a fresh folder."""
    copy = max(bench.downloads.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)
    bench.data = bench.data.parent / "fresh"
    (bench.data / "safety").mkdir(parents=True, mode=0o700)

    def pick(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.files.append(str(copy))
        row = queries["pick_file"]({})["copy"]
        return {"copy": row["id"], **opened_by}

    def take(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}

    bench.person = Person(restore=pick, preview=take, result=DONE, **pages)
    return restore.run(bench.ports(), bench.request())
