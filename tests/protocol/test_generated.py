"""What is generated from the schemas is up to date, and checks what the schemas say."""

import json
import re
import subprocess
import sys

import jsonschema
import pytest
from referencing import Registry, Resource

from keystow import errors
from keystow.protocol import generate, messages, reply_checks, request_checks
from keystow.protocol.emit import Emitter, UnknownKeywordError
from tests.protocol import frame_vectors, mutants

BASE = "https://keystow.invalid/protocol/1/"
FILES = sorted((generate.HERE / "schema").rglob("*.json"))
SCHEMAS = {path: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
REGISTRY = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)
GOOD = {
    name: vector
    for name, vector in frame_vectors.load().items()
    if vector["expect"] == "ok" and "frame" in vector
    # The failures differ by their code alone.
    if not name.startswith("failure-") or name in ("failure-internal", "failure-data-16")
}


def test_the_committed_files_are_what_the_schemas_give(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "keystow.protocol.generate", tmp_path],
        capture_output=True,
        text=True,
        check=True,
        cwd=generate.ROOT / "host",
    )

    names = run.stdout.split()
    assert len(names) == 4
    for name in names:
        committed = (generate.ROOT / name).read_text(encoding="utf-8")
        assert (tmp_path / name).read_text(encoding="utf-8") == committed, "run make generate"


def test_the_generator_writes_into_the_repository_where_nothing_else_is_named(
    monkeypatch, tmp_path, capsys
):
    monkeypatch.setattr(generate, "outputs", lambda: {"a/b.txt": "text\n"})

    generate.main(tmp_path)

    assert (tmp_path / "a" / "b.txt").read_text() == "text\n"
    assert capsys.readouterr().out == "a/b.txt\n"


def test_a_compiler_that_fails_stops_the_generator():
    schemas = generate.load()
    schemas["definitions"]["Astray"] = {"$ref": "#/definitions/Nowhere"}

    with pytest.raises(SystemExit):
        generate.types(schemas)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_schema_is_a_schema_under_its_own_name(path):
    schema = SCHEMAS[path]

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == BASE + path.relative_to(generate.HERE / "schema").as_posix()
    if path.parent.name in ("methods", "events"):
        assert schema["title"] == path.name.removesuffix(".json")
        assert schema["description"]


def test_every_object_is_closed_and_every_text_number_and_list_is_bounded():
    for path, schema in SCHEMAS.items():
        for pointer, node in nodes(schema):
            kind = node.get("type")
            where = f"{path.name}{pointer}"
            # The envelopes leave their inside to the schemas of methods and events.
            if kind == "object" and re.fullmatch(r"/\$defs/\w+Frame/properties/[prd]", pointer):
                continue
            if kind == "object":
                closed = node.get("additionalProperties") is False
                assert closed or {"maxProperties", "propertyNames"} <= node.keys(), where
            if kind == "string":
                assert {"maxLength", "enum"} & node.keys(), where
            if kind == "integer":
                assert {"minimum", "maximum"} <= node.keys(), where
            if kind == "array":
                assert "maxItems" in node, where
            if "pattern" in node:
                assert node["pattern"].startswith("^"), where
                assert node["pattern"].endswith("$"), where


@pytest.mark.parametrize("name", GOOD)
def test_a_check_refuses_what_the_schema_refuses_and_points_there(name):
    vector = GOOD[name]
    seen = set()
    for pointer, frame in mutants.of(vector["frame"]):
        fault = fault_in(vector, frame)
        is_valid = oracle(vector, frame)

        assert (fault is None) == is_valid, (pointer, frame)
        seen.add(is_valid)
        if fault is not None:
            assert fault.startswith(pointer) or pointer.startswith(fault), (pointer, fault)
    assert False in seen


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "minProperties": 1},
        {"type": "array", "maxItems": 1, "items": {"type": "null"}, "contains": True},
        {"type": "string", "maxLength": 9, "format": "date"},
        {"type": "integer", "minimum": 0, "maximum": 9, "multipleOf": 2},
        {"anyOf": [{"type": "object"}, {"type": "array", "maxItems": 1}]},
        {"anyOf": [{"type": "null"}], "not": {}},
        {"const": 1, "type": "integer"},
        {"type": "object", "properties": {"a/b": {"type": "null"}}},
        {"type": "number", "minimum": 0, "maximum": 1},
    ],
)
def test_the_emitter_refuses_what_it_does_not_check(schema):
    with pytest.raises((UnknownKeywordError, KeyError)):
        Emitter({}).function("check", schema)


def test_the_javascript_lists_of_codes_are_the_hosts_and_the_extensions():
    text = (generate.ROOT / "extension" / "shared" / "schema.js").read_text(encoding="utf-8")

    def listed(name):
        return re.findall(r'"(\w+)"', text.split(f"export const {name} = ")[1].split("];")[0])

    assert listed("hostCodes") == [error.code for error in errors.ALL]
    assert "HOST_NOT_FOUND" in listed("extensionCodes")
    assert not set(listed("hostCodes")) & set(listed("extensionCodes"))


def fault_in(vector, frame):
    """Return what our checks say of a changed frame, whatever it is."""
    if vector["direction"] == "to_host":
        check = request_checks.cancel_frame
        if vector["frame"]["t"] == "req":
            check = request_checks.request_frame
        fault = check(frame)
        if fault is not None or vector["frame"]["t"] == "can":
            return fault
        fault = request_checks.PARAMS[vector["frame"]["m"]](frame["p"])
        return None if fault is None else "/p" + fault
    if vector["frame"]["t"] == "evt":
        fault = reply_checks.event_frame(frame)
        if fault is not None:
            return fault
        fault = reply_checks.EVENTS[vector["frame"]["ev"]](frame["d"])
        return None if fault is None else "/d" + fault
    if not isinstance(frame, dict):
        return ""
    if vector["frame"]["ok"] is False:
        return reply_checks.failure_frame(frame)
    if frame.get("ok") is False:
        return reply_checks.success_frame(frame)
    return messages.fault_in_reply(frame, vector["method"])


def oracle(vector, frame):
    """Ask jsonschema, which reads the schemas themselves."""
    good = vector["frame"]
    kind = {"req": "RequestFrame", "can": "CancelFrame", "evt": "EventFrame"}.get(good["t"])
    kind = kind or ("SuccessFrame" if good["ok"] else "FailureFrame")
    inner = {
        "RequestFrame": ("p", f"methods/{good.get('m')}.json#/properties/params"),
        "SuccessFrame": ("r", f"methods/{vector.get('method')}.json#/properties/result"),
        "EventFrame": ("d", f"events/{good.get('ev')}.json"),
    }.get(kind)
    if not is_valid(f"frames.json#/$defs/{kind}", frame):
        return False
    return inner is None or is_valid(inner[1], frame[inner[0]])


def is_valid(reference, value):
    validator = VALIDATORS.get(reference)
    if validator is None:
        validator = jsonschema.Draft202012Validator({"$ref": BASE + reference}, registry=REGISTRY)
        VALIDATORS[reference] = validator
    return validator.is_valid(value)


VALIDATORS = {}


def nodes(schema, pointer=""):
    """Yield every schema within a schema."""
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from nodes(item, f"{pointer}/{index}")
    if isinstance(schema, dict):
        if not pointer.endswith(("/properties", "/$defs")):
            yield pointer, schema
        for key, item in schema.items():
            yield from nodes(item, f"{pointer}/{key}")
