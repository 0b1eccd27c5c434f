"""Phrases: asked back after writing, typed in any language, with a passphrase, shown one by one."""

import unicodedata
from dataclasses import replace
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import backup, import_, restore, reveal, typed_phrase
from keystow.jobs.ports import Request, Result
from keystow.jobs.vaults import open_with_password
from keystow.secret import Secret
from keystow.wallet import mnemonic, word_password
from keystow.wallet.chains import CHAINS, all_types
from keystow.wallet.text import without_accents
from keystow.wallet.vault import PhraseSecret, Vault
from tests.jobs.conftest import PASSWORD, Bench, Paper, Person
from tests.wallet.made import OTHER_WORDS, WORDS, with_phrase

UNLOCK = {"action": "unlock", "password": PASSWORD}
DONE = {"action": "done"}


def everything(model: dict[str, Any], _: Any) -> dict[str, Any]:
    return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}


def typed(words: str, passphrase: str = "") -> dict[str, Any]:
    return {"action": "import", "kind": "phrase", "phrase": words, "passphrase": passphrase}


def imported(bench: Bench, opened: Result, *tries: dict[str, Any], **pages: Any) -> Result:
    bench.person = Person(
        **{"import": list(tries)}, **{"preview": everything, "result": DONE, **pages}
    )
    result = import_.run(bench.ports(), bench.request(opened))
    return Result({"handle": opened.facts["handle"], **result.facts}, result.blobs)


def vault_of(result: Result) -> Vault:
    request = Request({"highest": 0}, {"vault": bytes(result.blobs["vault"])})
    return open_with_password(request, Secret(PASSWORD)).vault


def revealed(bench: Bench, opened: Result, *choices: Any, **pages: Any) -> Result:
    bench.person = Person(unlock=UNLOCK, secrets=list(choices), **pages)
    result = reveal.run(bench.ports(), bench.request(opened, locked=True))
    return Result({"handle": opened.facts["handle"], **result.facts}, result.blobs)


def first(kind: str) -> Any:
    """Choose the first phrase or account of the list."""

    def step(model: dict[str, Any], _: Any) -> dict[str, Any]:
        rows = model["phrases" if kind == "phrase" else "accounts"]
        return {"action": kind, "id": rows[0]["id"]}

    return step


# --- written down -----------------------------------------------------------------------------


def test_only_a_passed_quiz_marks_the_phrase_as_written_down(bench: Bench) -> None:
    written = {"phrase": {"action": "written"}}
    passed = bench.create()
    assert passed.facts["view"]["phrases_unwritten"] == 0
    for pages in ({}, {**written, "phrase_check": {"action": "later"}}):
        assert bench.first_run(**pages).facts["view"]["phrases_unwritten"] == 1


def test_three_words_are_asked_for_at_different_places(bench: Bench) -> None:
    bench.first_run(phrase={"action": "written"}, phrase_check={"action": "later"})
    places = bench.person.model("phrase_check")["asked"]
    assert len(set(places)) == 3
    assert places == sorted(places)
    assert set(places) <= set(range(1, 13))


def test_wrong_words_are_said_in_place_and_the_phrase_can_be_seen_again(bench: Bench) -> None:
    paper = Paper("phrase")
    wrong = {"action": "check", "phrase": "zoo zoo zoo"}
    result = bench.first_run(
        phrase=paper.show, phrase_check=[wrong, {"action": "back"}, paper.check]
    )
    checks = [model["error"] for page, model in bench.person.seen if page == "phrase_check"]
    assert checks == [None, {"field": "phrase", "code": "DIFFERS"}, None]
    assert result.facts["view"]["phrases_unwritten"] == 0


def test_reveal_lists_an_unwritten_phrase_first_and_notes_that_it_was_kept(bench: Bench) -> None:
    opened = imported(bench, bench.first_run(), typed(OTHER_WORDS))
    paper = Paper("phrase")

    def look(model: dict[str, Any], _: Any) -> dict[str, Any]:
        assert [row["written_down"] for row in model["phrases"]] == [False, True]
        assert WORDS not in repr(model)
        return {"action": "phrase", "id": model["phrases"][0]["id"]}

    after = revealed(bench, opened, look, DONE, phrase=paper.show, phrase_check=paper.check)

    assert after.facts["view"]["phrases_unwritten"] == 0
    assert all(row["written_down"] for row in bench.person.model("secrets")["phrases"])
    assert "backup" in after.facts, "it is saved before the reply"


def test_a_window_closed_after_the_quiz_keeps_what_was_proven(bench: Bench) -> None:
    paper = Paper("phrase")
    pages = {"phrase": paper.show, "phrase_check": paper.check}
    after = revealed(bench, bench.first_run(), first("phrase"), None, **pages)
    assert after.facts["view"]["phrases_unwritten"] == 0


def test_a_window_closed_before_the_quiz_changes_nothing(bench: Bench) -> None:
    opened = bench.first_run()
    before = bench.files()
    after = revealed(bench, opened, first("phrase"), phrase={"action": "written"})
    assert bench.person.pages()[-1] == "phrase_check"
    assert after.facts["view"]["phrases_unwritten"] == 1
    assert bench.files() == before


# --- shown one at a time ----------------------------------------------------------------------


def test_reveal_asks_for_the_password_though_the_wallet_is_unlocked(bench: Bench) -> None:
    opened = bench.create()
    bench.person = Person()
    with pytest.raises(errors.UserDenied):
        reveal.run(bench.ports(), bench.request(opened))
    assert bench.person.pages() == ["unlock"]


@pytest.mark.parametrize("kind", [kind.title for chain in CHAINS.values() for kind in chain.types])
def test_a_private_key_is_shown_as_the_import_of_its_network_reads_it(
    bench: Bench, kind: str
) -> None:
    opened = imported(bench, bench.create(), typed(OTHER_WORDS))

    def choose(model: dict[str, Any], _: Any) -> dict[str, Any]:
        row = [one for one in model["accounts"] if one["chain_title"] == kind][-1]
        return {"action": "key", "id": row["id"]}

    revealed(bench, opened, choose, DONE, key=DONE)

    shown = bench.person.model("key")
    chain = next(c for c in CHAINS.values() if kind in [one.title for one in c.types])
    key = chain.parse_private_key(Secret(shown["key"]))
    its_type = next(one for one in chain.types if one.title == kind)
    assert its_type.account_from_private_key(key)[1] == shown["address"]


def test_a_watched_account_has_no_key_to_show(bench: Bench) -> None:
    opened = bench.create()
    revealed(bench, opened, DONE)
    assert len(bench.person.model("secrets")["accounts"]) == 2
    with pytest.raises(errors.AccountUnknown):
        revealed(bench, opened, {"action": "key", "id": "f" * 16})


def test_a_key_that_is_not_its_address_s_is_not_shown(bench: Bench) -> None:
    vault = with_phrase(count=2)
    first, second, *others = vault.accounts
    swapped = first._replace(address=second.address), second._replace(address=first.address)
    person = Person(secrets=[{"action": "key", "id": first.id}, DONE])

    reveal._shown(bench.ports(), person, replace(vault, accounts=(*swapped, *others)))

    assert person.pages() == ["secrets", "secrets"]
    assert person.model("secrets")["error"] == {"field": None, "code": "KEY_INVALID"}


# --- typed ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", mnemonic.LANGUAGES)
def test_a_phrase_of_each_language_is_imported_however_it_is_typed(
    bench: Bench, language: str
) -> None:
    words = mnemonic.generate(bytes(range(16)), language)
    plain = words.reveal().decode()
    text = "\u3000" + without_accents(plain).replace(" ", "\u3000\n ")

    result = imported(bench, bench.create(), typed(text))

    phrase = vault_of(result).secrets[-1]
    assert isinstance(phrase, PhraseSecret)
    assert phrase.words == words
    assert language in mnemonic.check(words).languages
    assert phrase.language == mnemonic.check(words).languages[0]
    assert phrase.written_down, "it was typed from somewhere"


MADE = "marbled-unfasten-lantern-granola-riverbank-duvet-yodel"


@pytest.mark.parametrize(
    ("text", "code", "data"),
    [
        (WORDS.rsplit(" ", 1)[0], "PHRASE_COUNT", {"count": 11}),
        (WORDS.replace("about", "abuot"), "PHRASE_WORD", {"word": 12}),
        (WORDS.replace("about", "abandon"), "PHRASE_CHECKSUM", {}),
        (MADE, "PHRASE_IS_PASSWORD", {}),
        (MADE.replace("-", " "), "PHRASE_IS_PASSWORD", {}),
        ("x" * 3000, "PHRASE_INVALID", {}),
    ],
)
def test_each_fault_of_a_phrase_has_its_own_code(
    bench: Bench, text: str, code: str, data: dict[str, int]
) -> None:
    opened = bench.create()
    before = bench.files()
    with pytest.raises(errors.UserDenied):
        imported(bench, opened, typed(text))
    error = bench.person.model("import")["error"]
    assert error == {"field": "phrase", "code": code, "data": data}
    assert bench.files() == before


def check(text: str) -> dict[str, Any]:
    return typed_phrase.check({"phrase": Secret(text)})


def test_a_whole_phrase_is_named_by_its_languages() -> None:
    whole = {"count": 12, "languages": ["english"], "problem": None, "word": None, "near": []}
    assert check(WORDS) == whole
    chinese = mnemonic.generate(bytes(16), "chinese_simplified").reveal().decode()
    assert check(chinese)["languages"] == ["chinese_simplified", "chinese_traditional"]


def test_an_unknown_word_is_named_while_the_rest_is_still_to_come() -> None:
    found = check("legal winnar thank ye")
    assert (found["problem"], found["word"], found["count"]) == ("PHRASE_WORD", 2, 4)
    assert found["near"][0] == "winner"
    assert check("legal winner thank ye")["problem"] == "PHRASE_COUNT", "it may become year"
    assert check("legal winner thank ye ")["word"] == 4
    assert check("legal")["problem"] == "PHRASE_COUNT"
    assert check("")["count"] == 0


def test_a_password_is_told_while_it_is_typed() -> None:
    assert check(MADE)["problem"] == "PHRASE_IS_PASSWORD"
    assert set(MADE.split("-")) <= set(word_password.words())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lega", ["legal", "légal", "legale", "legado"]),
        ("legal wi", ["wide", "width", "wife", "wild", "will", "win"]),
        ("legal ", []),
        ("legal winner", []),
        ("", []),
        ("  ", []),
        ("xyzzy", []),
        ("abandon zoo ability", []),
        ("LEGAL WINN", ["winner"]),
        ("ábaco abdomen abej", ["abeja"]),
    ],
)
def test_a_word_that_is_begun_gets_suggestions(text: str, expected: list[str]) -> None:
    assert typed_phrase.suggest({"phrase": Secret(text)}) == {"words": expected}


def test_suggestions_are_of_the_language_of_the_words_before() -> None:
    words = mnemonic.generate(bytes(range(16)), "czech").reveal().decode().split()
    text = " ".join([*words[:3], words[3][:2]])
    offered = typed_phrase.suggest({"phrase": Secret(text)})["words"]
    assert offered
    assert {unicodedata.normalize("NFKD", one) for one in offered} <= mnemonic.known("czech")


def test_a_phrase_brings_as_many_accounts_of_each_network_as_are_asked_for(bench: Bench) -> None:
    result = imported(bench, bench.create(), {**typed(OTHER_WORDS), "count": 5})
    brought = result.facts["view"]["accounts"][2:]
    kinds = [kind for chain in CHAINS.values() for kind in all_types(chain)]
    paths = {kind.path(index) for kind in kinds for index in range(5)}
    assert {account["path"] for account in brought} == paths
    assert len(brought) == len(paths)


@pytest.mark.parametrize("count", [0, 101, "5", True, None])
def test_a_count_out_of_bounds_brings_nothing(bench: Bench, count: Any) -> None:
    opened = bench.create()
    before = bench.files()
    with pytest.raises(errors.UserDenied):
        imported(bench, opened, {**typed(OTHER_WORDS), "count": count})
    assert bench.person.model("import")["error"]["code"] == "BAD_REQUEST"
    assert bench.files() == before


# --- Electrum's seeds -------------------------------------------------------------------------

SEED = "bitter grass shiver impose acquire brush forget axis eager alone wine silver"
OLD_SEED = "powerful random nobody notice nothing important anyway look away hidden message over"
BOTH = "abandon " * 10 + "acoustic worry"  # a phrase whose hash says segwit seed as well
FIRST_OF_SEED = "bc1q3g5tmkmlvxryhh843v4dz026avatc0zzr6h3af"


@pytest.mark.parametrize(
    ("text", "languages", "problem"),
    [
        (SEED, ["electrum"], None),
        (OLD_SEED.title(), ["electrum"], None),
        (BOTH, ["english", "electrum"], None),
        (WORDS, ["english"], None),
        (SEED.replace("silver", "silk"), [], "PHRASE_CHECKSUM"),
        (
            "science dawn member doll dutch real can brick knife deny drive list",
            [],
            "PHRASE_CHECKSUM",
        ),
    ],
)
def test_a_seed_of_electrum_s_is_told_while_it_is_typed(
    text: str, languages: list[str], problem: str | None
) -> None:
    said = check(text)
    assert (said["languages"], said["problem"]) == (languages, problem)


def test_a_seed_of_electrum_s_brings_its_own_accounts_and_no_others(bench: Bench) -> None:
    result = imported(bench, bench.create(), {**typed(f" {SEED.upper()}\n"), "count": 2})
    added = [
        one for one in vault_of(result).accounts if one.path and one.path.startswith("m/0'/0/")
    ]
    assert [one.path for one in added] == ["m/0'/0/0", "m/0'/0/1"]
    assert added[0].address == FIRST_OF_SEED
    phrase = vault_of(result).secrets[-1]
    assert isinstance(phrase, PhraseSecret)
    assert (phrase.language, phrase.words, phrase.written_down) == ("electrum", Secret(SEED), True)
    assert len(vault_of(result).accounts) == 4  # the wallet's own two, and these


def test_words_that_are_both_bring_the_accounts_of_both_to_choose_from(bench: Bench) -> None:
    result = imported(bench, bench.create(), typed(BOTH, "x"), passphrase={"action": "use"})
    shown = {row["address"] for row in bench.person.model("passphrase")["accounts"]}
    secrets = vault_of(result).secrets[1:]
    languages = [one.language for one in secrets if isinstance(one, PhraseSecret)]
    assert sorted(languages) == ["electrum", "english"]
    assert shown == {one["address"] for one in result.facts["view"]["accounts"][2:]}


# --- the passphrase ---------------------------------------------------------------------------


def test_a_passphrase_is_confirmed_by_the_first_addresses_that_it_opens(bench: Bench) -> None:
    opened = bench.create()
    tries = {**typed(OTHER_WORDS, "rosebud"), "count": 2}
    result = imported(bench, opened, tries, passphrase={"action": "use"})

    shown = {row["address"] for row in bench.person.model("passphrase")["accounts"]}
    added = result.facts["view"]["accounts"][2:]
    firsts = {kind.path(0) for chain in CHAINS.values() for kind in all_types(chain)}
    assert shown == {account["address"] for account in added if account["path"] in firsts}
    assert len(shown) == len(firsts)
    other = imported(bench, result, typed(OTHER_WORDS)).facts["view"]["accounts"]
    assert len({account["address"] for account in other}) == 2 + len(added) + len(shown)


def test_a_phrase_without_one_is_asked_nothing_more(bench: Bench) -> None:
    imported(bench, bench.create(), typed(OTHER_WORDS))
    assert "passphrase" not in bench.person.pages()


def test_a_passphrase_can_be_taken_back(bench: Bench) -> None:
    opened = bench.create()
    result = imported(
        bench,
        opened,
        typed(OTHER_WORDS, "rosebd"),
        typed(OTHER_WORDS, "rosebud"),
        passphrase=[{"action": "back"}, {"action": "use"}],
    )
    assert bench.person.pages().count("import") == 2
    phrase = vault_of(result).secrets[-1]
    assert isinstance(phrase, PhraseSecret)
    assert phrase.passphrase == Secret("rosebud")


def test_a_passphrase_is_kept_backed_up_restored_and_shown(bench: Bench) -> None:
    opened = imported(
        bench, bench.create(), typed(OTHER_WORDS, "röse bud"), passphrase={"action": "use"}
    )
    folder = bench.downloads
    for old in folder.glob("*.keystow"):
        old.unlink()
    backup.run(bench.ports(), bench.request(opened, targets=[["1" * 16, str(folder)]]))
    [copy] = folder.glob("*.keystow")
    bench.person = Person(
        restore=lambda _, queries: {
            "action": "open",
            "copy": queries["pick_file"]({})["copy"]["id"],
            "password": PASSWORD,
        },
        preview=everything,
        result=DONE,
    )
    bench.person.files = [str(copy)]
    restored = restore.run(bench.ports(), bench.request())

    def last(model: dict[str, Any], _: Any) -> dict[str, Any]:
        row = next(one for one in model["phrases"] if one["passphrase"])
        return {"action": "phrase", "id": row["id"]}

    revealed(bench, restored, last, DONE, phrase=DONE)

    assert bench.person.model("phrase")["passphrase"] == "röse bud"
    assert " ".join(bench.person.model("phrase")["words"]) == OTHER_WORDS
