"""Write Python functions that check a value against a schema: part of `make generate`.

Each function returns where the first fault lies, as a JSON pointer from the value it was given
("" is that value itself), or None. A pointer names members of the schema only: a member that the
schema lacks is reported as a fault of the object around it, so nothing a sender wrote is echoed.
Objects are checked for unknown members first, then member by member in the schema's order;
extension/shared/validate.js keeps the same order, so both sides give the same pointer.
"""

import re
from typing import Any

Schema = dict[str, Any]

ANNOTATIONS = {"description", "title", "x-window"}
KEYWORDS = {
    "object": {"properties", "required", "additionalProperties", "propertyNames", "maxProperties"},
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
    "string": {"enum", "pattern", "minLength", "maxLength"},
    "integer": {"minimum", "maximum"},
    "boolean": set(),
    "null": set(),
}

# ^[set]{low,high}$ and ^[set][set]{low,high}$ need no regular expression, whose import is dear.
_CLASS = r"\[([^\]^]+)\]"
_SIMPLE = re.compile(rf"\^(?:{_CLASS})?{_CLASS}(?:\{{(\d+)(?:,(\d+))?\}})\$")


class UnknownKeywordError(Exception):
    """A schema uses what this emitter doesn't check: it must never pass for checked."""


class Emitter:
    """Collect functions, each once; `source` returns them in the order of their need."""

    def __init__(self, definitions: Schema) -> None:
        self._definitions = definitions
        self._functions: dict[str, list[str]] = {}
        self._patterns: dict[str, str] = {}

    def function(self, name: str, schema: Schema) -> str:
        """Write the function `name` for the schema, unless it stands; return its name."""
        if name not in self._functions:
            lines = self._lines(name, schema)
            self._functions[name] = [f"def {name}(x: object) -> str | None:", *lines]
        return name

    def source(self) -> str:
        """Return the functions' text."""
        head = ["import re", ""] if self._patterns else []
        head += [f"{name} = re.compile({text!r})" for text, name in self._patterns.items()]
        functions = ["\n".join(lines) for lines in self._functions.values()]
        return "\n\n\n".join(["\n".join(head), *functions]) + "\n"

    def _lines(self, name: str, schema: Schema) -> list[str]:
        if self._is_scalar(schema):
            return [f"    return '' if {self._bad(schema, 'x')} else None"]
        if "$ref" in schema or "anyOf" in schema:
            return [f"    return {self._at(name, schema, 'x')}"]
        if schema["type"] == "array":
            return self._array(name, schema)
        if "propertyNames" in schema:
            return self._map(schema)
        return self._object(name, schema)

    def _object(self, name: str, schema: Schema) -> list[str]:
        _only(schema, "object")
        properties = schema.get("properties", {})
        closed = schema.get("additionalProperties") is False
        unknown = f" or not x.keys() <= {_set(properties)}" if closed else ""
        lines = [f"    if not isinstance(x, dict){unknown}:", "        return ''"]
        for key, member in properties.items():
            required = key in schema.get("required", ())
            if not re.fullmatch("[a-z0-9_.]+", key):
                raise UnknownKeywordError(key)
            lines += self._member(f"{name}_{key.replace('.', '_')}", key, member, required=required)
        return [*lines, "    return None"]

    def _member(self, name: str, key: str, schema: Schema, *, required: bool) -> list[str]:
        value = f"x[{key!r}]"
        absent = f"{key!r} not in x or " if required else f"{key!r} in x and "
        if self._is_scalar(schema):
            bad = self._bad(schema, value)
            bad = bad if required else f"({bad})"
            return [f"    if {absent}{bad}:", f"        return '/{key}'"]
        lines = [f"    if {key!r} not in x:", f"        return '/{key}'"] if required else []
        indent = "    " if required else "        "
        lines += [] if required else [f"    if {key!r} in x:"]
        return [
            *lines,
            f"{indent}at = {self._at(name, schema, value)}",
            f"{indent}if at is not None:",
            f"{indent}    return '/{key}' + at",
        ]

    def _array(self, name: str, schema: Schema) -> list[str]:
        _only(schema, "array")
        bounds = _bounds("len(x)", schema.get("minItems", 0), schema["maxItems"])
        lines = [f"    if not isinstance(x, list) or {bounds}:", "        return ''"]
        lines.append("    for i, item in enumerate(x):")
        if self._is_scalar(schema["items"]):
            lines += [f"        if {self._bad(schema['items'], 'item')}:"]
            lines += ["            return f'/{i}'"]
        else:
            lines += [f"        at = {self._at(name + '_item', schema['items'], 'item')}"]
            lines += ["        if at is not None:", "            return f'/{i}{at}'"]
        if schema.get("uniqueItems"):
            lines += ["    if len(set(x)) < len(x):", "        return ''"]
        return [*lines, "    return None"]

    def _map(self, schema: Schema) -> list[str]:
        _only(schema, "object")
        bound = schema["maxProperties"]
        name = self._bad({"type": "string", **schema["propertyNames"]}, "key")
        item = self._bad(schema["additionalProperties"], "item")
        return [
            f"    if not isinstance(x, dict) or len(x) > {bound}:",
            "        return ''",
            "    for key, item in x.items():",
            f"        if {name} or {item}:",
            "            return ''",
            "    return None",
        ]

    def _at(self, name: str, schema: Schema, value: str) -> str:
        """Return an expression for where the fault in `value` lies, or None."""
        if "$ref" in schema:
            target = schema["$ref"].rpartition("/")[2]
            return f"{self.function(_snake(target), self._definitions[target])}({value})"
        if "anyOf" in schema:
            first, second = schema["anyOf"]
            if second != {"type": "null"}:
                raise UnknownKeywordError("anyOf")
            return f"None if {value} is None else {self._at(name, first, value)}"
        return f"{self.function(name, schema)}({value})"

    def _is_scalar(self, schema: Schema) -> bool:
        if "$ref" in schema:
            return self._is_scalar(self._definitions[schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return all(self._is_scalar(choice) for choice in schema["anyOf"])
        return schema.get("type") not in ("object", "array")

    def _bad(self, schema: Schema, value: str) -> str:
        """Return an expression that is true where the scalar `value` breaks the schema."""
        if "$ref" in schema:
            return f"{self._scalar_function(schema['$ref'].rpartition('/')[2])}({value})"
        if "anyOf" in schema:
            _only_keys(schema, {"anyOf"})
            return f"({' and '.join(f'({self._bad(x, value)})' for x in schema['anyOf'])})"
        if "const" in schema:
            return _bad_constant(schema, value)
        _only(schema, schema["type"])
        if schema["type"] == "string":
            return self._bad_string(schema, value)
        return _bad_plain(schema, value)

    def _scalar_function(self, definition: str) -> str:
        name = "bad_" + _snake(definition)
        if name not in self._functions:
            bad = self._bad(self._definitions[definition], "x")
            self._functions[name] = [f"def {name}(x: object) -> bool:", f"    return {bad}"]
        return name

    def _bad_string(self, schema: Schema, value: str) -> str:
        if "enum" in schema:
            return f"not isinstance({value}, str) or {value} not in {_set(schema['enum'])}"
        low, high = schema.get("minLength", 0), schema["maxLength"]
        checks = [f"not isinstance({value}, str)"]
        if "pattern" not in schema:
            return " or ".join([*checks, _bounds(f"len({value})", low, high)])
        simple = _SIMPLE.fullmatch(schema["pattern"])
        if not simple:
            name = self._patterns.setdefault(schema["pattern"], f"_PATTERN_{len(self._patterns)}")
            # fullmatch, because $ would let a line feed follow.
            checks.append(_bounds(f"len({value})", low, high))
            checks.append(f"not {name}.fullmatch({value})")
            return " or ".join(checks)
        first, rest, least, most = simple.groups()
        one = 1 if first else 0
        low = max(low, int(least) + one)
        high = min(high, int(most or least) + one)
        checks.append(_bounds(f"len({value})", low, high))
        if first:
            checks.append(f"{value}[0] not in {_characters(first)!r}")
        # strip leaves nothing only where every character is one of these.
        checks.append(f"{value}.strip({_characters(rest)!r}) != ''")
        return " or ".join(checks)


def _bad_constant(schema: Schema, value: str) -> str:
    _only_keys(schema, {"const"})
    constant = schema["const"]
    if isinstance(constant, bool):
        return f"{value} is not {constant}"
    # Compare types too: to Python, True equals 1.
    return f"type({value}) is not {type(constant).__name__} or {value} != {constant!r}"


def _bad_plain(schema: Schema, value: str) -> str:
    if schema["type"] == "integer":
        bounds = _bounds(value, schema["minimum"], schema["maximum"])
        return f"type({value}) is not int or {bounds}"
    if schema["type"] == "boolean":
        return f"type({value}) is not bool"
    return f"{value} is not None"


def _only(schema: Schema, kind: str) -> None:
    _only_keys(schema, KEYWORDS[kind] | {"type"})


def _only_keys(schema: Schema, known: set[str]) -> None:
    unknown = schema.keys() - known - ANNOTATIONS
    if unknown:
        raise UnknownKeywordError(*sorted(unknown))


def _bounds(value: str, low: int, high: int) -> str:
    if low == high:
        return f"{value} != {low}"
    if low == 0 and value.startswith("len("):
        return f"{value} > {high}"
    return f"not {low} <= {value} <= {high}"


def _set(items: "Schema | list[str]") -> str:
    return "{" + ", ".join(map(repr, items)) + "}" if items else "set()"


def _characters(spec: str) -> str:
    """Spell out the class of a pattern: a-c is abc."""
    found = ""
    for low, high, single in re.findall(r"(.)-(.)|(.)", spec):
        found += single or "".join(map(chr, range(ord(low), ord(high) + 1)))
    return found


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
