"""Build the one HTML text that the window is loaded with: everything inlined, strictly fenced.

The pages are plain ES modules, so that tsc, node and a reviewer see what runs. A document that
was loaded from a string has no address to import from, so `link` turns each module into one
function; it knows exactly the two forms of import and export that our modules use and refuses
every other.
"""

import base64
import hashlib
import json
import re
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
ENTRY = "main.js"
LIMIT = 640 * 1024
"""Qt takes 2 MB after percent-encoding, which at worst triples a text."""

_IMPORT = re.compile(r'import \{ ([\w, ]+) \} from "\./([\w.]+)";')
_EXPORT = re.compile(r"export (?:async )?(?:function|const) (\w+)")


def build(language: str) -> str:
    """Return the page for a language that has a messages file; raises OSError without one."""
    messages = json.loads((PAGES / "messages" / f"{language}.json").read_text("utf-8"))
    script = "\n".join(
        [
            '"use strict";',
            "const modules = Object.create(null);",
            f"const messages = {_literal(messages)};",
            *(link(path.name, path.read_text("utf-8")) for path in _in_order()),
            f'modules["{ENTRY}"].start(messages);',
        ]
    )
    style = "\n".join((PAGES / name).read_text("utf-8") for name in ("tokens.css", "window.css"))
    parts = {
        "policy": policy(script, style),
        "language": language,
        "style": style,
        "sprite": (PAGES / "icons.svg").read_text("utf-8")
        + (PAGES / "pictures.svg").read_text("utf-8"),
        "script": script,
    }
    page = (PAGES / "index.html").read_text("utf-8")
    html = re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], page)
    if len(html) > LIMIT:
        raise ValueError("the page is larger than the engine takes")
    return html


def policy(script: str, style: str) -> str:
    """Return the content security policy under which only this script and this style count."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types"
    )


def link(name: str, source: str) -> str:
    """Return a module as one assignment to `modules`, its imports taken from there."""
    body, exported = [], []
    for line in source.splitlines():
        if line.startswith("import "):
            body.append(_linked_import(line))
            continue
        if line.startswith("export "):
            found = _EXPORT.match(line)
            if not found:
                raise ValueError(f"{name}: a form of export that the pages do not use")
            exported.append(found[1])
        body.append(line.removeprefix("export "))
    inside = "\n".join(body)
    return f'modules["{name}"] = (() => {{\n{inside}\nreturn {{ {", ".join(exported)} }};\n}})();'


def _linked_import(line: str) -> str:
    found = _IMPORT.fullmatch(line)
    if not found:
        raise ValueError("a form of import that the pages do not use")
    return f'const {{ {found[1]} }} = modules["{found[2]}"];'


def _in_order() -> list[Path]:
    """Return the modules that ENTRY needs, each after those which it imports."""
    done: list[Path] = []

    def visit(name: str, above: tuple[str, ...]) -> None:
        path = PAGES / "js" / name
        if name in above:
            raise ValueError(f"{name} imports itself")
        if path in done:
            return
        for _, needed in _IMPORT.findall(path.read_text("utf-8")):
            visit(needed, (*above, name))
        done.append(path)

    visit(ENTRY, ())
    return done


def _literal(value: object) -> str:
    """Return JSON as JavaScript text that can't end the script element around it."""
    return json.dumps(value).replace("<", "\\u003c")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"
