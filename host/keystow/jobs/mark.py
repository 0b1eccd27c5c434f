"""Change the mark: after the password, other words or another picture for every later window."""

from dataclasses import replace

from keystow.jobs import asking, commit, mark_page, saving, vaults
from keystow.jobs.ports import Ports, Request, Result


def run(ports: Ports, request: Request) -> Result:
    """Ask for the password, whatever is unlocked, then for a mark.

    The window shows the old mark until the new one is saved: a page that shows another before
    would teach that a mark may change by itself.
    """
    surface = asking.surface_of(ports, request, "mark")
    opened = asking.unlocked(ports, request, surface, "mark")
    vault = opened.vault
    chosen = mark_page.another(ports, surface, vault.settings.mark)
    if chosen == vault.settings.mark:
        surface.close()
        return commit.session(opened, {})
    changed = vault.changed(settings=replace(vault.settings, mark=chosen))
    result = commit.commit(ports, request, vaults.with_vault(opened, changed))
    surface.set_mark(chosen.words, chosen.picture)
    saving.farewell(surface, "changed", {"what": "mark", "places": 0, "failed": 0})
    return result
