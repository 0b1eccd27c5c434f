"""The real window, with a log of the pages that it shows, so that a test knows when to type."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from keystow.children.window_surface import WindowSurface
from keystow.jobs.surface import NO_QUERIES, Answer, Model, Queries


class WatchedWindow(WindowSurface):
    """Log a page when it is sent to the window, and when its answer came."""

    def __init__(self, log: Path, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._log = log
        self._note("open", {})

    def ask(self, page: str, model: Model, queries: Queries = NO_QUERIES) -> Answer:
        self._note(page, model)
        return super().ask(page, model, queries)

    def tell(self, page: str, model: Model) -> None:
        self._note(page, model)
        super().tell(page, model)

    def _note(self, page: str, model: Mapping[str, Any]) -> None:
        # What a person reads off the screen in these tests, and types back.
        names = ("error", "purpose", "copies", "words", "asked")
        kept = {name: model[name] for name in names if name in model}
        with self._log.open("a") as log:
            log.write(json.dumps({"page": page, **kept}, default=str) + "\n")
