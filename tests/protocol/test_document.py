"""docs/protocol.md tells every method, event, value and code, as the schemas and errors have it."""

import re

import pytest

from keystow import errors
from keystow.protocol import generate, request_checks

DOCUMENT = (generate.ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
SCHEMAS = generate.load()
WINDOW = {"never": "no", "always": "yes", "when-locked": "when locked"}


def rows(heading):
    """Return the cells of a section's first table, by the name in the first of them."""
    section = re.split(
        r"^#+ ", DOCUMENT.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE
    )[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    table = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return {cells[0].strip("`"): cells[1:] for cells in table}


METHODS = rows("Methods")
CODES = rows("Error codes")


def test_every_method_has_a_row_and_every_row_a_method():
    assert METHODS.keys() == SCHEMAS["methods"].keys() == request_checks.PARAMS.keys()


@pytest.mark.parametrize("name", SCHEMAS["methods"])
def test_a_methods_row_says_what_its_schema_says(name):
    method = SCHEMAS["methods"][name]
    description, params, result, window = METHODS[name]

    assert description == method["description"]
    assert window == WINDOW[method["x-window"]]
    assert named(params) == members(method["properties"]["params"])
    assert named(result) == members(method["properties"]["result"])


def test_every_event_has_a_row():
    table = rows("Events")

    assert table.keys() == SCHEMAS["events"].keys()
    for name, (_, data) in table.items():
        assert named(data) == members(SCHEMAS["events"][name])


def test_every_value_has_a_row_with_its_members():
    table = rows("Values")
    values = {
        name: value
        for name, value in SCHEMAS["definitions"].items()
        if not name.endswith("Frame") and name != "ExtensionCode"
    }

    assert table.keys() == values.keys()
    for name, value in values.items():
        if value.get("properties"):
            assert named(table[name][0]) == members(value)


def test_every_code_has_a_row_with_cause_and_mend_and_every_row_a_code():
    assert list(CODES) == [error.code for error in errors.ALL]


@pytest.mark.parametrize("error", errors.ALL, ids=lambda error: error.code)
def test_a_codes_row_has_its_kind_whether_to_retry_a_cause_and_a_mend(error):
    kind, retry, cause, mend = CODES[error.code]

    assert kind == error.kind
    assert retry == ("yes" if error.retry else "no")
    assert len(cause) > 10
    assert len(mend) > 10


def test_every_code_of_the_extensions_own_has_a_row_with_cause_and_mend():
    table = rows("The extension's own codes")

    assert list(table) == SCHEMAS["definitions"]["ExtensionCode"]["enum"]
    assert all(len(text) > 10 for cells in table.values() for text in cells)


def test_every_reason_of_a_refused_frame_has_a_row():
    stated = set()
    for module in ("strict_json", "framing"):
        text = (generate.HERE / f"{module}.py").read_text(encoding="utf-8")
        stated |= set(re.findall(r'BadFrame\(reason="(\w+)"\)', text))

    assert rows("JSON").keys() == stated - {"length", "torn"}
    assert {"length", "torn"} < set(re.findall(r"`(\w+)`", CODES["BAD_FRAME"][2]))


def members(schema):
    if "$ref" in schema:
        return [schema["$ref"].rpartition("/")[2]]
    required = schema.get("required", [])
    return [name + ("" if name in required else "?") for name in schema.get("properties", {})]


def named(cell):
    """Return the outer members that a cell such as `{wallet?: Handle}` names, or its one value."""
    text = cell.strip("`")
    if not text.startswith("{"):
        return [text]
    text = text[1 : text.rindex("}")]
    while "{" in text:
        text = re.sub(r"\{[^{}]*\}", "", text)
    return re.findall(r"([a-z_]+\??):", text)
