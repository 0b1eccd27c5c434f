"""Opening a copy's folder in the desktop's file manager: a folder, and nothing else."""

import pytest

from keystow import errors
from keystow.handlers import backup, copies
from keystow.handlers.context import Outside
from keystow.storage.records import copy_token
from tests.host.test_adopting import Stage, stage
from tests.jobs.conftest import Bench, bench

__all__ = ["bench", "stage"]


def test_what_stands_in_a_folder_s_place_is_not_opened(stage: Stage, bench: Bench) -> None:
    opened: list[str] = []
    stage.context.outside = Outside(stage.jobs, lambda: None, opened.append, list)
    stage.unlock()
    backup.start(stage.context, stage.call("backup.start"))
    last = stage.context.catalogue.last_backup(stage.handle)
    assert last is not None
    show = stage.call("copies.show", copy=copy_token(last, last.copies[0]))

    copies.show(stage.context, show)
    assert opened == [str(bench.downloads)]

    bench.downloads.rename(bench.downloads.with_name("elsewhere"))
    bench.downloads.write_text("<script>")
    with pytest.raises(errors.DestinationMissing):
        copies.show(stage.context, show)
    assert len(opened) == 1
