"""First run: what is asked, what is refused in place, and when something is first written."""

from typing import Any

import pytest

from keystow import errors
from keystow.jobs import create
from keystow.keystore import container, kdf, payload
from keystow.secret import Secret
from tests.jobs.conftest import MARK, NEW, PASSWORD, Bench, Person


def test_a_first_run_ends_with_a_vault_and_proven_copies(bench: Bench) -> None:
    result = bench.create()

    assert bench.person.pages() == [
        *("create", "mark", "phrase", "phrase_check", "storage", "progress", "saved")
    ]
    assert [row[4] for row in result.facts["backup"]["saved"]] == [None, None]
    [download] = bench.downloads.glob("*.keystow")
    [safety] = (bench.data / "safety").glob("*.keystow")
    assert download.read_bytes() == safety.read_bytes()
    opened = container.open_with_password(container.parse(download.read_bytes()), Secret(PASSWORD))
    backup = payload.decode(opened.plaintext)
    assert [account["chain"] for account in backup["accounts"]] == ["lamden", "ethereum"]
    assert backup["slot_roots"] == [], "a backup never holds a cached root"
    assert len(payload.decode(_vault(bench).plaintext)["slot_roots"]) == 1


@pytest.mark.parametrize("last", ["create", "mark", "phrase", "phrase_check", "storage"])
def test_closing_the_window_before_the_save_leaves_nothing(bench: Bench, last: str) -> None:
    pages: dict[str, Any] = {
        "create": NEW,
        "mark": {"action": "continue", **MARK},
        "phrase": {"action": "written"},
        "phrase_check": {"action": "later"},
        "storage": {"action": "save"},
    }
    order = list(pages)
    bench.person = Person(**{page: pages[page] for page in order[: order.index(last)]})

    with pytest.raises(errors.UserDenied):
        create.run(bench.ports(), bench.request())

    assert bench.person.pages()[-1] == last
    assert bench.files() == {}


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"password": "short", "confirmation": "short"}, "password", "PASSWORD_WEAK"),
        ({"confirmation": PASSWORD + "!"}, "confirmation", "PASSWORDS_DIFFER"),
        ({"hint": PASSWORD[:12]}, "hint", "HINT_REFUSED"),
        ({"wallet_name": "a\nb"}, "wallet_name", "NAME_INVALID"),
        ({"password": "\U0003ffff" + PASSWORD}, "password", "UNSUPPORTED_CHARACTER"),
    ],
)
def test_a_bad_password_is_refused_in_place(
    bench: Bench, change: dict[str, str], field: str, code: str
) -> None:
    bench.person = Person(create=[{**NEW, **change}])

    with pytest.raises(errors.UserDenied):
        create.run(bench.ports(), bench.request())

    error = bench.person.seen[1][1]["error"]
    assert (error["field"], error["code"]) == (field, code)


def test_two_runs_of_the_kdf_that_differ_stop_everything(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = kdf.derive_root
    runs: list[Secret] = []

    def faulty(*arguments: Any) -> Secret:
        root = right(*arguments)
        runs.append(root)
        if len(runs) == 2:
            root.reveal()[0] ^= 1
        return root

    monkeypatch.setattr(kdf, "derive_root", faulty)
    with pytest.raises(errors.SlotMismatch):
        bench.create()
    assert bench.files() == {}


def _vault(bench: Bench) -> container.Opened:
    [vault] = bench.data.glob("wallets/*/vault-*.keystow")
    return container.open_with_password(container.parse(vault.read_bytes()), Secret(PASSWORD))
