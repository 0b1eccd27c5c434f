"""The documents: links lead somewhere, every decision record is listed, licences agree."""

import re
import tomllib
from pathlib import Path

LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
RECORD = re.compile(r"^\d{4}-[a-z0-9-]+\.md$")
STATES = ("Accepted", "Superseded by ")


def documents(repo: Path) -> list[Path]:
    return [*repo.glob("*.md"), *(repo / "docs").glob("**/*.md")]


def records(repo: Path) -> list[Path]:
    return sorted(p for p in (repo / "docs" / "adr").iterdir() if RECORD.match(p.name))


def test_each_link_between_documents_leads_to_a_file(repo: Path) -> None:
    broken = [
        f"{document.relative_to(repo)}: {target}"
        for document in documents(repo)
        for target in LINK.findall(document.read_text())
        if "://" not in target and not target.startswith("mailto:")
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_the_index_of_decisions_lists_each_record_by_its_title(repo: Path) -> None:
    index = (repo / "docs" / "adr" / "README.md").read_text()
    for record in records(repo):
        title = record.read_text().splitlines()[0].removeprefix("# ")
        assert f"[{title}]({record.name})" in index, record.name


def test_each_decision_record_has_its_parts(repo: Path) -> None:
    for record in records(repo):
        text = record.read_text()
        number = record.name[:4]
        assert text.startswith(f"# {number}: "), record.name
        status = re.search(r"^Status: (.+)$", text, re.MULTILINE)
        assert status, record.name
        assert status[1].startswith(STATES), record.name


def test_numbers_of_decision_records_are_used_once(repo: Path) -> None:
    numbers = [record.name[:4] for record in records(repo)]
    assert sorted(set(numbers)) == numbers


def test_the_version_stands_in_the_changelog_and_twice_the_same(repo: Path) -> None:
    from keystow import VERSION

    assert tomllib.loads((repo / "pyproject.toml").read_text())["project"]["version"] == VERSION
    assert f"## {VERSION}" in (repo / "CHANGELOG.md").read_text()
