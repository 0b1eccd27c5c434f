"""A surface that answers from a folder of files instead of a person in a window.

`answers.json` maps a page to one answer or to a list used up in order; `asked.jsonl` logs what
was asked. An answer with `after_s` comes after so many seconds, and `{"action": "wait"}` waits
until the flow is cancelled.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from keystow import errors
from keystow.children.window_wire import guard
from keystow.jobs.surface import Answer

Queries = Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]


class ScriptedSurface:
    """Play a script; a page that it doesn't hold is a person who closes the window."""

    def __init__(
        self, folder: Path, context: Mapping[str, Any], on_usable: Callable[[], None]
    ) -> None:
        self._folder = folder
        self._closed = threading.Event()
        self._words: list[str] = []
        self._log("open", dict(context))
        on_usable()

    def ask(self, page: str, model: dict[str, Any], queries: Queries | None = None) -> Answer:
        self._log(page, model)
        self._words = model.get("words", self._words)
        answers = json.loads((self._folder / "answers.json").read_text())
        planned = answers.get(page)
        if isinstance(planned, list):
            planned = self._take(answers, page)
        if planned is None:
            raise errors.UserDenied
        planned = dict(planned)
        for query in planned.pop("queries", []):
            reply = self._query((queries or {})[query["name"]], query["args"])
            self._log(f"{page}?{query['name']}", reply)
            if "error" in reply:
                raise errors.UserDenied  # the person reads why, and closes the window
            if "keep" in query:
                planned.update({query["keep"]: reply["copy"]["id"]})
        time.sleep(planned.pop("after_s", 0))
        action = planned.pop("action")
        if action == "stop_asking":
            raise errors.AskingStopped
        if action == "wait":
            self._closed.wait(60)
            raise errors.UserDenied
        return Answer(action, guard(self._fill(planned, model)))

    def tell(self, page: str, model: dict[str, Any]) -> None:
        self._log(page, model)

    def set_mark(self, words: str, picture: str) -> None:
        pass

    def pick_folder(self) -> str | None:
        return self._take(json.loads((self._folder / "answers.json").read_text()), "pick_folder")

    def pick_file(self) -> str | None:
        return self._take(json.loads((self._folder / "answers.json").read_text()), "pick_file")

    def raise_window(self) -> None:
        self._log("raised", {})

    def close(self) -> None:
        self._closed.set()

    def _query(self, query: Callable[..., dict[str, Any]], args: dict[str, Any]) -> dict[str, Any]:
        """Answer a page's question as the window does: a failure becomes an error on the page."""
        try:
            return query(guard(args))
        except errors.UserDenied:
            raise
        except errors.KeystowError as refusal:
            return {"error": {"code": refusal.code, "data": refusal.data}}

    def _take(self, answers: dict[str, Any], page: str) -> Any:
        left = answers.get(page)
        if isinstance(left, list):
            taken = left.pop(0) if left else None
            (self._folder / "answers.json").write_text(json.dumps(answers))
            return taken
        return left

    def _fill(self, planned: dict[str, Any], model: dict[str, Any]) -> dict[str, Any]:
        """Stand in for a person: "all" ticks every row, "first" and "last" take one of a list.

        "as asked" types words back that were shown before. A recovery code that was shown stays
        on paper from then on, in later windows too: "on paper" is all of it.
        """
        paper = self._folder / "paper.json"
        if "groups" in model:
            paper.write_text(json.dumps(model["groups"]))
        if planned.get("recovery_code") in ("as asked", "on paper"):
            groups = json.loads(paper.read_text())
            numbers = model.get("asked", range(1, len(groups) + 1))
            planned["recovery_code"] = " ".join(groups[number - 1] for number in numbers)
        if planned.get("rows") == "all":
            planned["rows"] = [r["id"] for r in model["rows"] if r["state"] not in REFUSED]
        if planned.get("accounts") == "last":
            formats = {one["format"]: one["accounts"] for one in model["formats"]}
            planned["accounts"] = formats[planned["format"]][-1:]
        if planned.get("copy") == "first":
            planned["copy"] = model["copies"][0]["id"]
        if planned.get("phrase") == "as asked":
            planned["phrase"] = " ".join(self._words[at - 1] for at in model["asked"])
        return planned

    def _log(self, page: str, model: dict[str, Any]) -> None:
        with (self._folder / "asked.jsonl").open("a") as log:
            log.write(json.dumps({"page": page, "model": model}, default=repr) + "\n")


REFUSED = ("same", "refused")
