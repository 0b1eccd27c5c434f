"""Exit codes, the failures that only the command line has, and the words for every failure."""

from enum import IntEnum

from keystow.errors import Internal, KdfLimit, KeyInvalid, KeystowError, Kind, PhraseInvalid


class Exit(IntEnum):
    """What a script learns from a command (docs/user-guide/command-line.md)."""

    DONE = 0
    CANCELLED = 1
    USAGE = 2
    PASSWORD = 3
    FILE = 4
    ENVIRONMENT = 5


class FileMissing(KeystowError):
    code = "FILE_MISSING"
    kind = Kind.ENV
    message = "There is no such file."


class FileUnreadable(KeystowError):
    code = "FILE_UNREADABLE"
    kind = Kind.ENV
    message = "The system refuses reading the file."


class PasswordFileInvalid(KeystowError):
    code = "PASSWORD_FILE_INVALID"
    kind = Kind.INPUT
    message = "The password file is not UTF-8 text."


class FileExists(KeystowError):
    code = "FILE_EXISTS"
    kind = Kind.ENV
    message = "There is something of that name already: it is left as it is."


class StdinTwice(KeystowError):
    code = "STDIN_TWICE"
    kind = Kind.INPUT
    message = "Standard input can give one password, not two."


class NumberUnknown(KeystowError):
    code = "NUMBER_UNKNOWN"
    kind = Kind.INPUT
    message = "Nothing that was found has this number."


class NewPasswordInvalid(KeystowError):
    """`data["reason"]` is empty, long or character."""

    code = "NEW_PASSWORD_INVALID"
    kind = Kind.INPUT
    message = "The new password can't be one."


class NothingFits(KeystowError):
    code = "NOTHING_FITS"
    kind = Kind.INPUT
    message = "The backup holds no account with a key that this format can hold."


class AccountsSeveral(KeystowError):
    code = "ACCOUNTS_SEVERAL"
    kind = Kind.INPUT
    message = "A file of this format holds one account, and several fit: name one with --account."


class AccountsWhole(KeystowError):
    code = "ACCOUNTS_WHOLE"
    kind = Kind.INPUT
    message = "This format takes all that the backup holds: leave --account out."


class NoTerminal(KeystowError):
    code = "NO_TERMINAL"
    kind = Kind.ENV
    message = "There is no terminal to ask for the password on: give --password-file."


class HostMissing(KeystowError):
    code = "HOST_MISSING"
    kind = Kind.ENV
    message = "There is no keystow-host beside this command: install Keystow again."


class NoBrowser(KeystowError):
    code = "NO_BROWSER"
    kind = Kind.ENV
    message = "No browser that Keystow knows has been used here: start it once, then register."


class UserDenied(KeystowError):
    code = "USER_DENIED"
    kind = Kind.USER
    message = "No password was given."


_CANCELLED = {"CANCELLED", "USER_DENIED"}
_USAGE = {
    *("PASSWORD_FILE_INVALID", "KEY_FILE_INVALID", "STDIN_TWICE", "NEW_PASSWORD_INVALID"),
    *("PASSWORDS_DIFFER", "NUMBER_UNKNOWN"),
    *("ACCOUNTS_SEVERAL", "ACCOUNTS_WHOLE", "ACCOUNT_UNKNOWN"),
}
# A password that no slot can have is a wrong one: too long, or with a character none may hold.
_PASSWORD = {"WRONG_PASSWORD", "UNSUPPORTED_CHARACTER"}

_WORDS = {
    "NOT_A_KEYSTORE": "This is no keystore, nor a backup in any other format that Keystow reads.",
    "NOTHING_TO_SALVAGE": "There is no wallet's vault that Keystow reads.",
    "TRUNCATED": "The file ends early: it was not saved or copied completely.",
    "DAMAGED": "The file is damaged: it is not as it was written.",
    "ALTERED": "The password fits, but somebody who could write this file changed the rest of it.",
    "NEWER_FORMAT": "A newer version of Keystow wrote this file: update Keystow to open it.",
    "KDF_LIMIT": "The file asks for more memory or time than Keystow grants any file.",
    "TOO_LARGE": "The file is larger than any keystore.",
    "WRONG_PASSWORD": "This password does not open the file.",
    "HARDWARE_NEEDED": "Only the hardware wallet that this file was made with opens it: it holds "
    "no key, so set Keystow up beside that wallet instead.",
    "UNSUPPORTED_CHARACTER": "The password holds a character which no keystore's password has.",
    "PHRASE_INVALID": "The text is too long for a recovery phrase.",
    "PHRASE_COUNT": "A recovery phrase has 12, 15, 18, 21 or 24 words; this text has not.",
    "PHRASE_WORD": "A word of the phrase is in no word list: compare it with your paper.",
    "PHRASE_CHECKSUM": "The words of the phrase do not fit together: one is wrong or misplaced.",
    "PHRASE_AMBIGUOUS": "Shortened so, the words mean two phrases: write them in full.",
    "KEY_INVALID": "The text holds no private key that is right: compare it with where it is from.",
    "NO_MEMORY": "There is too little free memory: close other programs and try again.",
    "ACCOUNT_UNKNOWN": "The backup holds no such account with a key that this format can hold.",
    "REGISTRATION_FAILED": "The system refuses writing there.",
}
_NEW_PASSWORD = {
    "empty": "The new password is empty.",
    "long": "The new password is longer than any keystore's.",
    "character": "The new password holds a character which no keystore's password has.",
}
_NO_FILE = {
    "folder": "This is a folder: name the file in it.",
    "device": "This is no file but a device or pipe.",
}
_UNSAFE = {
    "sudo": "Run this as yourself, not with sudo: root's files would lock your browser out.",
    "link": "A symbolic link stands on the way: Keystow does not write through links.",
    "owner": "Another user owns a folder or file on the way.",
    "mode": "Every user of this machine may write in a folder on the way.",
    "kind": "Something that is no plain file stands in the manifest's place.",
    "missing": "There is no such folder.",
}


def exit_of(error: KeystowError) -> Exit:
    """Return the exit code of a command which this failure ended."""
    if error.code in _CANCELLED:
        return Exit.CANCELLED
    if error.code in _USAGE:
        return Exit.USAGE
    if error.code in _PASSWORD or error.data.get("what") == "password":
        return Exit.PASSWORD
    of_text = isinstance(error, (PhraseInvalid, KeyInvalid))  # what a text file holds
    return Exit.FILE if of_text or error.kind is Kind.INPUT else Exit.ENVIRONMENT


def words(error: KeystowError) -> str:
    """Return one sentence for a person; it holds nothing that was typed or read."""
    if isinstance(error, Internal):
        return f"Keystow failed in a way it does not know ({error.data['type']})."
    return _of_data(error) or _WORDS.get(error.code, error.message)


def _of_data(error: KeystowError) -> str:
    """Return the words where more than the code tells them, "" elsewhere."""
    if isinstance(error, KdfLimit) and error.data.get("what") == "cost_kib_passes":
        return "Opening this file takes more memory and time than usual: --more-cost allows it."
    if error.code == "WRONG_PASSWORD" and error.data.get("what") == "code":
        return "This recovery code does not open the file: compare each group with your paper."
    if error.code.startswith(("SHARE_", "SHARES_")):
        return _of_shares(error)
    if error.data.get("what") == "password":
        return "The password is longer than any keystore's."
    reason = str(error.data.get("reason", ""))
    if isinstance(error, NewPasswordInvalid):
        return _NEW_PASSWORD[reason]
    if error.code.startswith("REGISTRATION_") and reason in _UNSAFE:
        return _UNSAFE[reason]
    if error.code == "NOT_A_KEYSTORE" and reason in _NO_FILE:
        return _NO_FILE[reason]
    return ""


def _of_shares(error: KeystowError) -> str:
    number = error.data.get("share")
    if error.code == "SHARE_INVALID" and "word" in error.data:
        return f"Word {error.data['word']} of share {number} is in no share: compare the paper."
    if error.code == "SHARE_INVALID":
        return f"Share {number} is no share, or a word of it is wrong: compare the paper."
    if error.code == "SHARES_DIFFER" and number:
        return f"Share {number} is not of the same set as the ones before it."
    if error.code == "SHARES_DIFFER":
        return "These shares do not fit together: one is of another set or has been changed."
    count = error.data["shares"]
    more = "one more share is" if count == 1 else f"{count} more shares are"
    return f"Too few shares: at least {more} wanted. Further files go behind --share."
