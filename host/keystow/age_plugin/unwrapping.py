"""identity-v1: find the file keys of the headers which age hands over.

All that age sent is judged before anything is asked. A password is asked for once and tried on
every file; one that opens nothing is said, and asked for again.

Ref: C2SP age-plugin.md, "Unwrapping with identity-v1".
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from keystow.age_plugin import headers, identity
from keystow.age_plugin.connection import Connection, Garbled
from keystow.errors import Altered, KeystowError, UnsupportedCharacter, WrongPassword
from keystow.keystore import bounds, recovery_code, unlocking
from keystow.keystore.contents import Contents
from keystow.keystore.slots import Argon2idSlot
from keystow.keystore.stanzas import Stanza
from keystow.keystore.unlocking import Doors
from keystow.secret import Secret

ATTEMPTS = 3
PROMPT = "Keystow password:"
CODE_PROMPT = "Keystow recovery code:"

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_WORDS = {
    "ALTERED": "the password fits, but the slot that it opens was changed or damaged",
    "DAMAGED": "the file's header is damaged",
    "KDF_LIMIT": "the file asks for more memory or time than Keystow grants any file",
    "KEY_FILE": "the key file can't be read",
    "IDENTITY": "the identity is not one of Keystow's, or a newer Keystow's",
    "NEWER_FORMAT": "a newer Keystow wrote this file: update Keystow",
    "NO_MEMORY": "there is not enough memory for this",
    "UNSUPPORTED_CHARACTER": "the password holds a character which no keystore's password has",
    "WRONG_PASSWORD": "that opens none of the file's slots",
}
_NEEDS_KEY_FILE = (
    "this file opens with its key file: make an identity by age-plugin-keystow --key-file PATH"
)

Files = dict[int, list[Stanza]]
"""The stanzas of each file, by its number."""


def serve(connection: Connection) -> None:
    """Run the state machine to its end."""
    identities, files = _gather(connection)
    keyfiles = _read_identities(connection, identities)
    if keyfiles is not None:
        typed: list[Secret] = []
        for number, found in files.items():
            _serve_file(connection, number, found, keyfiles, typed)
        for secret in (*typed, *filter(None, keyfiles)):
            secret.wipe()
    connection.send("done")


def _gather(connection: Connection) -> tuple[list[str], Files]:
    """Take what age sends, up to its done; what this version doesn't know is passed over."""
    identities: list[str] = []
    files: Files = {}
    while (stanza := connection.receive()).type != "done":
        match stanza.arguments:
            case ("add-identity", text):
                identities.append(text)
            case ("recipient-stanza", number, _, *_):
                _add(files, number, Stanza(stanza.arguments[2:], stanza.body))
            case ("add-identity" | "recipient-stanza", *_):
                raise Garbled
    return identities, files


def _add(files: Files, number: str, stanza: Stanza) -> None:
    if not _INDEX.fullmatch(number) or int(number) < max(files, default=0):
        raise Garbled
    found = files.setdefault(int(number), [])
    if len(found) <= bounds.STANZAS:  # one too many shows that there are too many
        found.append(stanza)


def _read_identities(connection: Connection, texts: Sequence[str]) -> list[Secret | None] | None:
    """Return the key files to try, None for "without"; or None where an identity is at fault."""
    keyfiles: dict[str, Secret] = {}
    is_right = True
    for number, text in enumerate(texts):
        where = f"identity {number}"
        try:
            path = identity.read(text)
            if path is not None:
                keyfiles[path] = identity.key_file(path)
        except ValueError:
            is_right = _report(connection, where, "IDENTITY")
        except KeystowError:
            is_right = _report(connection, where, "KEY_FILE")
    if not is_right:
        return None
    # A key file is given to the slots that name one and to no other: it costs the others nothing.
    return [*keyfiles.values()] or [None]


def _serve_file(
    connection: Connection,
    number: int,
    found: Sequence[Stanza],
    keyfiles: Sequence[Secret | None],
    typed: list[Secret],
) -> None:
    """Send one file's key, or say why there is none; `typed` has what opened the files before."""
    at = "internal"
    try:
        held = headers.read(found)
        if held is not None:
            unlocked = _unlock(connection, held, keyfiles, typed)
            if unlocked is not None:
                connection.request(f"file-key {number}", unlocked.file_key.reveal())
    except KeystowError as error:
        if isinstance(error, Altered):
            at = f"stanza {number} {headers.place(found, str(error.data['slot']))}"
        elif "stanza" in error.data:
            at = f"stanza {number} {error.data['stanza']}"
        _report(connection, at, error.code)
    except MemoryError:
        _report(connection, at, "NO_MEMORY")


def _unlock(
    connection: Connection,
    held: Contents,
    keyfiles: Sequence[Secret | None],
    typed: list[Secret],
) -> unlocking.Unlocked | None:
    doors = tuple(zip(held.slots, held.bodies, strict=True))
    prompt = _prompt(doors, keyfiles)
    if prompt is None:
        if any(isinstance(slot, Argon2idSlot) for slot in held.slots):
            _tell(connection, _NEEDS_KEY_FILE)
        return None
    for secret in typed:
        with suppress(WrongPassword, UnsupportedCharacter):
            return _try(doors, secret, keyfiles)
    if held.about.hint:
        _tell(connection, f"hint, written by whoever made the file: {held.about.hint}")
    for secret in _asked(connection, prompt):
        try:
            unlocked = _try(doors, secret, keyfiles)
        except (WrongPassword, UnsupportedCharacter) as error:
            secret.wipe()
            _tell(connection, _words(error.code))
        else:
            typed.append(secret)
            return unlocked
    return None


def _prompt(doors: Doors, keyfiles: Sequence[Secret | None]) -> str | None:
    """Return what to ask for; None where nothing that could be typed is tried on any slot."""
    tried = unlocking.tried_by_password(doors, keyfiles[0])
    bounds.check_cost(slot for slot, _ in tried)  # nobody types in vain
    if tried:
        return PROMPT
    return CODE_PROMPT if unlocking.tried_by_code(doors) else None


def _try(doors: Doors, secret: Secret, keyfiles: Sequence[Secret | None]) -> unlocking.Unlocked:
    """Try what was typed: as a recovery code where it reads as one, then as a password."""
    with suppress(WrongPassword):
        return unlocking.by_code(doors, recovery_code.read(secret))
    for keyfile in keyfiles:
        with suppress(WrongPassword):
            return unlocking.by_password(doors, secret, keyfile)
    raise WrongPassword


def _asked(connection: Connection, prompt: str) -> Iterator[Secret]:
    """Ask again and again, ending early where age can't ask or the person won't answer."""
    for _ in range(ATTEMPTS):
        answer = connection.request("request-secret", prompt.encode())
        if answer.type != "ok":
            return
        yield Secret(answer.body)


def _tell(connection: Connection, message: str) -> None:
    connection.request("msg", message.encode())


def _report(connection: Connection, at: str, code: str) -> bool:
    """Send an error; return False, for a caller that counts them."""
    connection.request(f"error {at}", _words(code).encode())
    return False


def _words(code: str) -> str:
    return f"{_WORDS[code]} ({code})"
