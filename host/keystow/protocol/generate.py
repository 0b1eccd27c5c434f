"""Make the validators and types out of schema/*.json; `make generate` runs it, nothing else does.

The outputs are committed, and a test makes them again and compares.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from keystow import errors

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SHARED = ROOT / "extension" / "shared"

Schema = dict[str, Any]

TYPES_HEAD = """\
// Generated from host/keystow/protocol/schema by `make generate`; don't edit.

"""
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


def main() -> None:
    """Write every output."""
    for path, text in outputs().items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


def outputs() -> dict[Path, str]:
    """Return what each generated file must hold."""
    schemas = load()
    return {SHARED / "protocol.d.ts": types(schemas)}


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


def types(schemas: Schema) -> str:
    """Return the TypeScript types, by the json-schema-to-typescript that the extension pins."""
    tables = {name: _table(name.title(), schemas[name]) for name in ("methods", "events")}
    bundle = {**_table("Protocol", tables), "definitions": schemas["definitions"]}
    command = ["node", HERE / "generate_types.mjs", ROOT / "extension" / "package.json"]
    run = subprocess.run(command, input=json.dumps(bundle), capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(run.stderr)
    codes = "\n".join(f'  | "{error.code}"' for error in errors.ALL)
    return TYPES_HEAD + run.stdout + TYPES_TAIL.format(codes=codes)


def _read(path: Path) -> Schema:
    """Read one schema file; references become local, because the bundle is one document."""
    return _localised(json.loads(path.read_text(encoding="utf-8")))


def _folder(name: str) -> Schema:
    return {
        path.name.removesuffix(".json"): _read(path)
        for path in sorted((HERE / "schema" / name).glob("*.json"))
    }


def _localised(node: Any) -> Any:  # noqa: ANN401  # JSON enters here
    if isinstance(node, dict):
        return {
            key: "#/definitions/" + value.rpartition("/")[2] if key == "$ref" else _localised(value)
            for key, value in node.items()
            if key not in ("$schema", "$id")
        }
    if isinstance(node, list):
        return [_localised(item) for item in node]
    return node


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
    main()
