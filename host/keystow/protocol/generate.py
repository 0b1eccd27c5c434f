"""Make the validators and types out of schema/*.json; `make generate` runs it, nothing else does.

The outputs are committed. A test makes them again, in the folder that it names as the argument,
and compares.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from keystow import errors
from keystow.protocol.emit import ANNOTATIONS, Emitter

HERE = Path(__file__).parent
ROOT = HERE.parents[2]

Schema = dict[str, Any]

NOTE = "Generated from host/keystow/protocol/schema by `make generate`; don't edit."
PYTHON_HEAD = f'"""{{title}}"""\n\n# {NOTE}\n{{noqa}}\n'
JS_HEAD = f"// {NOTE}\n"
TYPES_HEAD = f"// {NOTE}\n\n"
TYPES_TAIL = """
export type Method = keyof Methods;
export type Params<M extends Method> = Methods[M]["params"];
export type ResultOf<M extends Method> = Methods[M]["result"];
export type EventName = keyof Events;
export type EventData<E extends EventName> = Events[E];
export type Frame = RequestFrame | SuccessFrame | FailureFrame | EventFrame | CancelFrame;
/** Codes that the host sends. */
export type HostCode =
{codes};
"""


def main(root: Path) -> None:
    """Write every output below `root`."""
    for name, text in outputs().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}\n")


def outputs() -> dict[str, str]:
    """Return what each generated file must hold, by its path in the repository."""
    schemas = load()
    return {
        "host/keystow/protocol/request_checks.py": request_checks(schemas),
        "host/keystow/protocol/reply_checks.py": reply_checks(schemas),
        "extension/shared/schema.js": schema_module(schemas),
        "extension/shared/protocol.d.ts": types(schemas),
    }


def load() -> Schema:
    """Read the schema files into one: definitions, methods and events with local references."""
    definitions = {}
    for name in ("defs.json", "frames.json"):
        definitions.update(_read(HERE / "schema" / name)["$defs"])
    return {
        "definitions": definitions,
        "methods": _folder("methods"),
        "events": _folder("events"),
    }


def request_checks(schemas: Schema) -> str:
    """Return the module that checks what comes in: the host imports it before its first reply."""
    emitter = Emitter(schemas["definitions"])
    for name in ("RequestFrame", "CancelFrame"):
        emitter.function(_snake(name), schemas["definitions"][name])
    table = _functions(emitter, "PARAMS", schemas["methods"], "params")
    return _python("Check what the extension sends.", "", emitter, table)


def reply_checks(schemas: Schema) -> str:
    """Return the module that checks what goes out: only tests and debugging import it."""
    emitter = Emitter(schemas["definitions"])
    for name in ("SuccessFrame", "FailureFrame", "EventFrame"):
        emitter.function(_snake(name), schemas["definitions"][name])
    results = _functions(emitter, "RESULTS", schemas["methods"], "result")
    events = _functions(emitter, "EVENTS", schemas["events"], "data")
    noqa = "# ruff: noqa: C901,PLR0911,PLR0912\n"  # a check is as long as its message
    return _python("Check what the host sends.", noqa, emitter, f"{results}\n{events}")


def schema_module(schemas: Schema) -> str:
    """Return the schemas as a JavaScript module, for shared/validate.js, and the lists of codes."""
    methods = {
        name: {part: _bare(method["properties"][part]) for part in ("params", "result")}
        for name, method in schemas["methods"].items()
    }
    constants = {
        "definitions": _bare_each(schemas["definitions"]),
        "methods": methods,
        "events": _bare_each(schemas["events"]),
        "hostCodes": [error.code for error in errors.ALL],
        "extensionCodes": schemas["definitions"]["ExtensionCode"]["enum"],
    }
    lines = [JS_HEAD]
    for name, value in constants.items():
        annotation = "" if name.endswith("Codes") else "/** @type {Record<string, any>} */\n"
        lines.append(f"{annotation}export const {name} = {_laid_out(value, '')};\n")
    return "\n".join(lines)


def types(schemas: Schema) -> str:
    """Return the TypeScript types, by the json-schema-to-typescript that the extension pins."""
    tables = {name: _table(name.title(), schemas[name]) for name in ("methods", "events")}
    bundle = {**_table("Protocol", tables), "definitions": schemas["definitions"]}
    command = ["node", str(HERE / "generate_types.mjs")]
    text = _filtered(command, json.dumps(bundle))
    codes = "\n".join(f'  | "{error.code}"' for error in errors.ALL)
    return TYPES_HEAD + text + TYPES_TAIL.format(codes=codes)


def _read(path: Path) -> Schema:
    """Read one schema file; references become local, because the bundle is one document."""
    schema: Schema = _localised(json.loads(path.read_text(encoding="utf-8")))
    return schema


def _folder(name: str) -> Schema:
    return {
        path.name.removesuffix(".json"): _read(path)
        for path in sorted((HERE / "schema" / name).glob("*.json"))
    }


def _localised(node: Any) -> Any:  # JSON enters here
    if isinstance(node, dict):
        return {
            key: "#/definitions/" + value.rpartition("/")[2] if key == "$ref" else _localised(value)
            for key, value in node.items()
            if key not in ("$schema", "$id")
        }
    if isinstance(node, list):
        return [_localised(item) for item in node]
    return node


def _functions(emitter: Emitter, title: str, entries: Schema, part: str) -> str:
    lines = [f"{title} = {{"]
    for name, entry in entries.items():
        schema = entry["properties"][part] if part != "data" else entry
        function = emitter.function(f"{name.replace('.', '_')}_{part}", schema)
        lines.append(f"    {name!r}: {function},")
    return "\n".join([*lines, "}\n"])


def _python(title: str, noqa: str, emitter: Emitter, tables: str) -> str:
    text = PYTHON_HEAD.format(title=title, noqa=noqa) + emitter.source() + "\n\n" + tables
    name = str(HERE / "checks.py")  # where ruff looks for its settings
    return _filtered([sys.executable, "-m", "ruff", "format", "--stdin-filename", name, "-"], text)


def _filtered(command: list[str], text: str) -> str:
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(run.stderr)
    return run.stdout


def _bare(schema: Any) -> Any:
    """Drop what explains and doesn't check."""
    if isinstance(schema, list):
        return [_bare(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"].rpartition("/")[2]}
    return {
        key: _bare_each(value) if key == "properties" else _bare(value)
        for key, value in schema.items()
        if key not in ANNOTATIONS
    }


def _bare_each(schemas: Schema) -> Schema:
    return {name: _bare(schema) for name, schema in schemas.items()}


def _laid_out(node: Any, indent: str) -> str:
    """Return a JavaScript literal, broken only where a line would pass 100 columns."""
    inner = indent + "  "
    if isinstance(node, dict):
        items = [f"{_js_name(key)}: {_laid_out(value, inner)}" for key, value in node.items()]
        left, space, right = "{", " " if items else "", "}"
    elif isinstance(node, list):
        items = [_laid_out(item, inner) for item in node]
        left, space, right = "[", "", "]"
    else:
        return json.dumps(node, ensure_ascii=False)
    line = left + space + ", ".join(items) + space + right
    if "\n" not in line and len(indent) + len(line) <= 80:
        return line
    body = "".join(f"{inner}{item},\n" for item in items)
    return f"{left}\n{body}{indent}{right}"


def _js_name(key: str) -> str:
    return key if key.isidentifier() else json.dumps(key)


def _snake(name: str) -> str:
    return "".join("_" + char.lower() if char.isupper() else char for char in name).lstrip("_")


def _table(title: str, entries: Schema) -> Schema:
    # A title inside an entry would name a type of its own: the table's property names it already.
    properties = {
        name: {key: value for key, value in entry.items() if key != "title" or title == "Protocol"}
        for name, entry in entries.items()
    }
    return {
        "title": title,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT)
