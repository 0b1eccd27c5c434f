"""Deleted wallets: moved aside in the wallets' folder, and brought back from there for 30 days.

    wallets/<handle>.deleted/              all that the wallet's folder held
    wallets/<handle>.deleted/deleted.json  when, and whether the user was told what no copy holds
    wallets/<handle>.gone/                 one that is being removed

All raise what `naming_failures` names besides what they say.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from errno import ENOENT
from os.path import join

from keystow.errors import Busy, WalletUnknown
from keystow.storage import folders
from keystow.storage.document import Document, Json
from keystow.storage.files import Files, naming_failures, opened
from keystow.storage.publish import sync_folder
from keystow.storage.wallets import MAX_VERSIONS, MAX_WALLETS, Wallets
from keystow.wallet.keeping import KEPT_DAYS

_KEPT_S = KEPT_DAYS * 24 * 3600

_DELETED = re.compile(r"([0-9a-f]{32})\.deleted")
_GONE = re.compile(r"[0-9a-f]{32}\.gone")


@dataclass(frozen=True, slots=True)
class Note:
    """When a wallet was deleted, "" where that is lost, and what the user knew.

    `loss_told` says that the window named accounts which no proven copy held.
    """

    deleted_on: str
    loss_told: bool


@dataclass(frozen=True, slots=True)
class DeletedWallet:
    """A wallet that can still be brought back."""

    handle: str
    note: Note


class DeletedWallets:
    """The deleted wallets among those of one client."""

    def __init__(self, files: Files, data: str, wallets: Wallets) -> None:
        self._files = files
        self._wallets = wallets
        self._root = join(data, folders.WALLETS)

    def put_aside(self, handle: str, after: int, note: Note) -> None:
        """Move a wallet aside.

        Raises WalletUnknown, and Busy where `after` isn't its current version any more: somebody
        changed it since the user was told what goes.
        """
        with self._wallets.hold(handle):
            if self._wallets.current(handle).number != after:
                raise Busy(reason="changed")
            self._note(handle).update(lambda _: note)
            self._rename(handle, f"{handle}.deleted")

    def bring_back(self, handle: str) -> None:
        """Put a deleted wallet back in its place; raises WalletUnknown where it is gone."""
        if all(one.handle != handle for one in self.listed()):
            raise WalletUnknown
        self._rename(f"{handle}.deleted", handle)

    def listed(self) -> tuple[DeletedWallet, ...]:
        """Return the deleted wallets of this client, the one deleted last first."""
        found = [
            DeletedWallet(match[1], self._note(match[0]).read())
            for match in map(_DELETED.fullmatch, self._names())
            if match and self._wallets.is_client_s(match[0])
        ]
        return tuple(sorted(found, key=lambda one: one.note.deleted_on, reverse=True))

    def remove_expired(self, now_s: float, is_covered: Callable[[str], bool]) -> int:
        """Remove for good what was deleted over 30 days ago; return how many went.

        One that no copy covers goes only where the user was told so at the delete. `now_s` is the
        time since 1970; a time of deletion that lies ahead of it is none to count from.
        """
        removed = 0
        for one in self.listed():
            told = one.note.loss_told or is_covered(one.handle)
            if told and _age_s(one.note, now_s) > _KEPT_S:
                # Its own name first: nobody brings back what is half removed.
                self._rename(f"{one.handle}.deleted", f"{one.handle}.gone")
                removed += 1
        for name in filter(_GONE.fullmatch, self._names()):
            with suppress(OSError):
                self._remove(name)
        return removed

    def _note(self, name: str) -> Document[Note]:
        return Document(
            self._files,
            join(self._root, name),
            "deleted.json",
            empty=Note("", loss_told=False),
            decode=_decode,
            encode=_encode,
        )

    def _rename(self, old: str, new: str) -> None:
        with naming_failures(), opened(self._files, self._files.open_folder(self._root)) as root:
            try:
                self._files.rename(root, old, new)  # never over a folder with something in it
            except OSError as error:
                if error.errno == ENOENT:
                    raise WalletUnknown from None
                raise
            sync_folder(self._files, root)

    def _names(self) -> list[str]:
        folders.make(self._files, self._root)
        with naming_failures(), opened(self._files, self._files.open_folder(self._root)) as root:
            return self._files.names(root, MAX_WALLETS)

    def _remove(self, name: str) -> None:
        with opened(self._files, self._files.open_folder(self._root)) as root:
            with opened(self._files, self._files.open_folder_in(root, name)) as folder:
                for file in self._files.names(folder, MAX_VERSIONS):
                    self._files.remove(folder, file)
            self._files.remove_folder(root, name)


def _age_s(note: Note, now_s: float) -> float:
    try:
        return now_s - datetime.fromisoformat(note.deleted_on).timestamp()
    except ValueError:
        return 0.0


def _decode(parsed: Json) -> Note:
    deleted_on, loss_told = parsed["deleted_on"], parsed["loss_told"]
    if not isinstance(deleted_on, str) or type(loss_told) is not bool:
        raise TypeError("a time and a truth value were expected")
    datetime.fromisoformat(deleted_on)
    return Note(deleted_on, loss_told)


def _encode(note: Note) -> Json:
    return {"deleted_on": note.deleted_on, "loss_told": note.loss_told}
