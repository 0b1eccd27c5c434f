"""The wallets' vaults: a folder for each, holding its recent versions, never one overwritten.

    wallets/<handle>/wallet.json            whose it is, and the mark its window shows
    wallets/<handle>/vault-00000012.keystow version 12, a keystore file

All raise what `naming_failures` names besides what they say.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from os.path import join

from keystow.errors import Busy, Damaged, KeystowError, TooMany, WalletUnknown
from keystow.keystore.bounds import FILE_BYTES
from keystow.storage import folders, publish
from keystow.storage.document import Document, Json
from keystow.storage.files import Files, locked, naming_failures, opened
from keystow.storage.found import Condition, read_header
from keystow.storage.publish import NameTaken, Verify, sync_folder
from keystow.storage.reading import read_in

OUR_CLIENT = "keystow"
"""The client that all of our own extension ids are."""
MAX_WALLETS = 1_000
MAX_VERSIONS = 100_000
KEPT_VERSIONS = 10
LAST_VERSION = 99_999_999

_HANDLE = re.compile(r"[0-9a-f]{32}")
_VERSION = re.compile(r"vault-([0-9]{8})\.keystow")
_DOCUMENT = "wallet.json"
_LOCK = "vault.lock"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the user chose to know Keystow's window by; it is never sent to the browser."""

    words: str
    picture: str


@dataclass(frozen=True, slots=True)
class Version:
    """A vault as it lies on the disk, sealed."""

    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class _Owner:
    client: str
    mark: Mark | None


class Wallets:
    """The vaults of one client."""

    def __init__(self, files: Files, data: str, client: str) -> None:
        self._files = files
        self._client = client
        self._root = join(data, folders.WALLETS)

    def create(self, sealed: bytes, verify: Verify, mark: Mark | None) -> str:
        """Save a new wallet's first version and return its handle.

        A wallet is there when its first version is: a kill before leaves a folder that nobody
        lists and `leftovers` removes. Raises what `publish.save` raises.
        """
        handle = secrets.token_hex(16)
        folders.make(self._files, self._root)
        with naming_failures(), opened(self._files, self._files.open_folder(self._root)) as root:
            self._files.make_folder(root, handle)
            sync_folder(self._files, root)
        self._document(handle).update(lambda _: _Owner(self._client, mark))
        publish.save(self._files, self._path(handle), _name(1), sealed, verify)
        return handle

    def handles(self) -> tuple[str, ...]:
        """Return the handles of this client's wallets."""
        folders.make(self._files, self._root)
        with naming_failures(), opened(self._files, self._files.open_folder(self._root)) as root:
            names = self._files.names(root, MAX_WALLETS)
        return tuple(sorted(name for name in names if self._is_ours(name)))

    def current(self, handle: str) -> Version:
        """Return the highest version whose bytes are whole.

        Raises WalletUnknown, and Damaged where no version is whole any more.
        """
        with self._open(handle) as folder:
            return self._current(folder)

    def before(self, handle: str, number: int) -> Iterator[Version]:
        """Yield the whole versions below a number, the highest first; raises WalletUnknown."""
        with self._open(handle) as folder:
            for lower in self._numbers(folder):
                data = self._is_whole(folder, lower) if lower < number else None
                if data is not None:
                    yield Version(lower, data)

    def newest(self, handle: str) -> int:
        """Return the highest version's number, whole or not; raises WalletUnknown."""
        with self._open(handle) as folder:
            return max(self._numbers(folder))

    def save_version(self, handle: str, after: int, sealed: bytes, verify: Verify) -> Version:
        """Save a vault made from version `after` as the next one, with `publish.save`'s guarantee.

        Raises Busy where `after` isn't the current version any more, since another process has
        changed the wallet meanwhile; then its change stands and nothing was saved. Raises TooMany
        after the last number there is.
        """
        with self.hold(handle) as folder:
            if self._current(folder).number != after:
                raise Busy(reason="changed")
            number = max(self._numbers(folder)) + 1
            if number > LAST_VERSION:  # it would be saved under a name that is no version's
                raise TooMany(limit=LAST_VERSION)
            with naming_failures(), suppress(FileNotFoundError):
                # Of a process that was killed where there are no unnamed files: we hold the lock.
                self._files.remove(folder, publish.temporary_name(_name(number)))
            try:
                publish.save(self._files, self._path(handle), _name(number), sealed, verify)
            except NameTaken:
                raise Busy(reason="changed") from None
            return Version(number, sealed)

    def prune(self, handle: str) -> int:
        """Remove versions older than the ten newest whole ones; return how many went.

        Not for the moment of a save: a new version has to have been used before old ones go.
        Versions that aren't whole stay, as there may be something to rescue.
        """
        with self.hold(handle) as folder:
            whole = 0
            removed = 0
            for number in self._numbers(folder):
                if self._is_whole(folder, number) is None:
                    continue
                whole += 1
                if whole > KEPT_VERSIONS:
                    with naming_failures():
                        self._files.remove(folder, _name(number))
                    removed += 1
            return removed

    @contextmanager
    def hold(self, handle: str) -> Iterator[int]:
        """Keep other processes from changing a wallet meanwhile; yields its open folder.

        Raises WalletUnknown, also where it was deleted while we waited, and Busy after ten seconds.
        """
        with self._open(handle) as folder, locked(self._files, folder, _LOCK):
            self._require_ours(handle)
            yield folder

    def mark(self, handle: str) -> Mark | None:
        """Return the mark that the window shows before the wallet is unlocked."""
        self._require_ours(handle)
        return self._document(handle).read().mark

    def set_mark(self, handle: str, mark: Mark) -> None:
        """Change the mark."""
        self._require_ours(handle)
        self._document(handle).update(lambda owner: replace(owner, mark=mark))

    def is_client_s(self, name: str) -> bool:
        """Tell whether a folder among the wallets', also a deleted one's, belongs to the client."""
        try:
            return self._document(name).read().client == self._client
        except KeystowError:
            return False

    def folder(self, handle: str) -> str:
        """Return the path of a wallet's folder; raises WalletUnknown."""
        self._require_ours(handle)
        return self._path(handle)

    def _path(self, handle: str) -> str:
        return join(self._root, handle)

    def _document(self, handle: str) -> Document[_Owner]:
        return Document(
            self._files,
            self._path(handle),
            _DOCUMENT,
            # Ours where it says nothing: a lost document must not lose the wallet with it.
            empty=_Owner(OUR_CLIENT, None),
            decode=_decode,
            encode=_encode,
        )

    def _is_ours(self, handle: str) -> bool:
        try:
            self._require_ours(handle)
            with self._open(handle):
                return True
        except KeystowError:
            return False

    def _require_ours(self, handle: str) -> None:
        # A handle comes from the browser: nothing but 32 hex digits becomes part of a path.
        if not _HANDLE.fullmatch(handle):
            raise WalletUnknown
        try:
            owner = self._document(handle).read()
        except KeystowError as error:
            raise WalletUnknown from error
        if owner.client != self._client:
            raise WalletUnknown

    @contextmanager
    def _open(self, handle: str) -> Iterator[int]:
        self._require_ours(handle)
        with naming_failures():
            folder = self._files.open_folder(self._path(handle))
        with opened(self._files, folder):
            if not self._numbers(folder):
                raise WalletUnknown
            yield folder

    def _numbers(self, folder: int) -> list[int]:
        with naming_failures():
            names = self._files.names(folder, MAX_VERSIONS)
        matches = (_VERSION.fullmatch(name) for name in names)
        return sorted((int(match[1]) for match in matches if match), reverse=True)

    def _current(self, folder: int) -> Version:
        for number in self._numbers(folder):
            data = self._is_whole(folder, number)
            if data is not None:
                return Version(number, data)
        raise Damaged

    def _is_whole(self, folder: int, number: int) -> bytes | None:
        try:
            data = read_in(self._files, folder, _name(number), FILE_BYTES)
        except KeystowError:
            return None
        return data if read_header(data).condition is Condition.GOOD else None


def _name(number: int) -> str:
    return f"vault-{number:08}.keystow"


def _decode(parsed: Json) -> _Owner:
    client, mark = parsed["client"], parsed["mark"]
    if not isinstance(client, str):
        raise TypeError("text was expected")
    return _Owner(client, None if mark is None else Mark(str(mark["words"]), str(mark["picture"])))


def _encode(owner: _Owner) -> Json:
    mark = owner.mark
    return {
        "client": owner.client,
        "mark": None if mark is None else {"words": mark.words, "picture": mark.picture},
    }
