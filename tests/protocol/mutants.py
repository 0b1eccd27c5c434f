"""Break a good frame in one place at a time, in every place."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 201, 2**53, "", "x", "é", "0" * 400, [], [1], {}, {"zz": 1},
)  # fmt: skip


def of(frame: Any) -> Iterator[tuple[str, Any]]:
    """Yield where the frame was changed, as a JSON pointer, and the changed frame."""
    for path in [(), *_paths(frame)]:
        pointer = "".join(f"/{key}" for key in path)
        here = _at(frame, path)
        for odd in [*ODD, *_variants(here)]:
            yield pointer, _with(frame, path, odd)
        if isinstance(here, dict):
            for key in here:
                yield f"{pointer}/{key}", _with(frame, path, {k: here[k] for k in here if k != key})


def _paths(node: Any) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, dict):
        entries = list(node.items())
    elif isinstance(node, list):
        entries = list(enumerate(node))
    else:
        return
    for key, inner in entries:
        yield (key,)
        yield from ((key, *rest) for rest in _paths(inner))


def _variants(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [value + "x", value[:-1], value.swapcase()]
    if isinstance(value, list):
        return [value * 2, [None] * 501, value[:1] * 17, value[1:]]
    if isinstance(value, dict):
        return [{**value, "zz": 1}, {**value, "__proto__": {}}, {**value, "path": "/home"}]
    return []


def _at(node: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        node = node[key]
    return node


def _with(frame: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return deepcopy(value)
    changed = deepcopy(frame)
    _at(changed, path[:-1])[path[-1]] = deepcopy(value)
    return changed
