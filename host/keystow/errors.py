"""Every failure Keystow names: one class, one stable code (docs/protocol.md, "Error codes").

Codes are appended and never renamed. Messages are fixed sentences for developers; the
extension and the window word each code for people.
"""


class Kind:
    """Who can mend a failure.

    Plain strings: the host imports this before its first reply, and enum with what it pulls in
    costs 40 % of an interpreter's start (ADR 0030).
    """

    USER = "user"
    INPUT = "input"
    ENV = "env"
    BUG = "bug"


class KeystowError(Exception):
    """The base of all failures that cross a boundary."""

    code = "INTERNAL"
    kind = Kind.BUG
    retry = False
    message = "An unexpected failure; the log names its type."

    def __init__(self, **data: str | int) -> None:
        """Keep `data`: small public facts such as a limit or a destination's token, no secrets."""
        super().__init__(self.message)
        self.data: dict[str, str | int] = data


class Internal(KeystowError):
    """A bug: an exception that no code stands for; `data` has its type and where it came from."""


def known(error: BaseException) -> KeystowError:
    """Return the failure that an exception stands for.

    One that no code stands for is a bug: named by its type and our own line, never by its text.
    """
    from errno import ENOMEM  # here, not before the first reply

    if isinstance(error, KeystowError):
        return error
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == ENOMEM:
        return NoMemory()
    trace = error.__traceback__
    at = "?"
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "keystow" in file:
            at = f"{file.rpartition('keystow/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return Internal(type=type(error).__name__, at=at)


# --- files -----------------------------------------------------------------------------------


class NotAKeystore(KeystowError):
    code = "NOT_A_KEYSTORE"
    kind = Kind.INPUT
    message = "The file is in no format that Keystow reads."


class NothingToSalvage(KeystowError):
    """`data["left"]` is how many files and folders were left out or damaged."""

    code = "NOTHING_TO_SALVAGE"
    kind = Kind.INPUT
    message = "No wallet's vault is in the folder or file."


class Truncated(KeystowError):
    code = "TRUNCATED"
    kind = Kind.INPUT
    message = "The file ends early."


class Damaged(KeystowError):
    code = "DAMAGED"
    kind = Kind.INPUT
    message = "The file's bytes have changed since it was written, or were never well-formed."


class Altered(KeystowError):
    code = "ALTERED"
    kind = Kind.INPUT
    message = "The password fits, but the rest was changed by someone who could write the file."


class NewerFormat(KeystowError):
    code = "NEWER_FORMAT"
    kind = Kind.INPUT
    message = "The file was written by a newer version."


class KdfLimit(KeystowError):
    code = "KDF_LIMIT"
    kind = Kind.INPUT
    message = "The file asks for more memory or passes than a reader grants."


class TooLarge(KeystowError):
    code = "TOO_LARGE"
    kind = Kind.INPUT
    message = "The file or message is larger than its bound."


class WrongPassword(KeystowError):
    code = "WRONG_PASSWORD"
    kind = Kind.USER
    retry = True
    message = "No slot opens with this password."


class HardwareNeeded(KeystowError):
    code = "HARDWARE_NEEDED"
    kind = Kind.INPUT
    message = "The file is encrypted with a password that only a hardware wallet tells."


class UnsupportedCharacter(KeystowError):
    code = "UNSUPPORTED_CHARACTER"
    kind = Kind.USER
    retry = True
    message = "The password holds a character that not every system normalises alike."


# --- what people type ------------------------------------------------------------------------


class PasswordWeak(KeystowError):
    code = "PASSWORD_WEAK"
    kind = Kind.USER
    retry = True
    message = "The password misses a rule or is easy to guess."


class PasswordsDiffer(KeystowError):
    code = "PASSWORDS_DIFFER"
    kind = Kind.USER
    retry = True
    message = "The password and its confirmation are not the same."


class HintRefused(KeystowError):
    code = "HINT_REFUSED"
    kind = Kind.USER
    retry = True
    message = "The hint gives the password away or is not plain text."


class PasswordUsed(KeystowError):
    code = "PASSWORD_USED"
    kind = Kind.USER
    retry = True
    message = "The wallet's own password can't be its backup password too."


class BackupPassword(KeystowError):
    code = "BACKUP_PASSWORD"
    kind = Kind.USER
    retry = True
    message = "The backup password was typed where the wallet's own is needed."


class KeyFileMissing(KeystowError):
    code = "KEY_FILE_MISSING"
    kind = Kind.USER
    retry = True
    message = "No key file was chosen, or it can't be read now."


class KeyFileInvalid(KeystowError):
    code = "KEY_FILE_INVALID"
    kind = Kind.INPUT
    message = "A key file holds 1 byte to 1 MiB."


class PhraseInvalid(KeystowError):
    """The family of what is wrong with a phrase; by itself, a text far too long to be one."""

    code = "PHRASE_INVALID"
    kind = Kind.USER
    retry = True
    message = "The text is not a recovery phrase."


class PhraseCount(PhraseInvalid):
    """`data["count"]` is the number of words."""

    code = "PHRASE_COUNT"
    message = "No recovery phrase has this number of words."


class PhraseWord(PhraseInvalid):
    """`data["word"]` is the position of the first unknown word, from 1."""

    code = "PHRASE_WORD"
    message = "A word stands in no word list of a language that knows most of the words."


class PhraseChecksum(PhraseInvalid):
    code = "PHRASE_CHECKSUM"
    message = "Each word is known, and their checksum is wrong."


class PhraseAmbiguous(PhraseInvalid):
    code = "PHRASE_AMBIGUOUS"
    message = "The shortened words stand for different phrases of two languages."


class PhraseIsPassword(PhraseInvalid):
    code = "PHRASE_IS_PASSWORD"
    message = "The words are of a password that this program made, not of a recovery phrase."


class ShareInvalid(KeystowError):
    """`data["share"]` is its number, from 1; `data["word"]`, where known, the wrong word's."""

    code = "SHARE_INVALID"
    kind = Kind.INPUT
    message = "A text is not a SLIP-39 share, or a word of it is wrong."


class SharesDiffer(KeystowError):
    """`data["share"]`, where known, is the number of the first that isn't of the others' set."""

    code = "SHARES_DIFFER"
    kind = Kind.INPUT
    message = "The shares are not all of one set."


class SharesMissing(KeystowError):
    """`data["shares"]` are wanted at least, in `data["groups"]` groups."""

    code = "SHARES_MISSING"
    kind = Kind.INPUT
    message = "There are fewer shares than it takes."


class KeyInvalid(KeystowError):
    """`data["reason"]`, where known: checksum, network, testnet, pair or uncompressed."""

    code = "KEY_INVALID"
    kind = Kind.USER
    retry = True
    message = "The text is not a private key of this chain."


class AddressInvalid(KeystowError):
    """`data["reason"]`, where known: checksum, network or testnet."""

    code = "ADDRESS_INVALID"
    kind = Kind.USER
    retry = True
    message = "The text is not an address of this chain."


class NameInvalid(KeystowError):
    code = "NAME_INVALID"
    kind = Kind.USER
    retry = True
    message = "The name is empty, too long or holds control characters."


class AlreadyThere(KeystowError):
    code = "ALREADY_THERE"
    kind = Kind.USER
    message = "The wallet holds this account already."


class NoPhrase(KeystowError):
    code = "NO_PHRASE"
    kind = Kind.USER
    message = "The wallet holds no phrase to derive an account from."


class TooMany(KeystowError):
    code = "TOO_MANY"
    kind = Kind.INPUT
    message = "A bound on the number of things of one kind is reached."


# --- flows -----------------------------------------------------------------------------------


class Cancelled(KeystowError):
    code = "CANCELLED"
    kind = Kind.USER
    retry = True
    message = "The request was cancelled; nothing was changed."


class UserDenied(KeystowError):
    code = "USER_DENIED"
    kind = Kind.USER
    retry = True
    message = "The window was closed or refused; nothing was changed."


class WindowBusy(KeystowError):
    code = "WINDOW_BUSY"
    kind = Kind.USER
    retry = True
    message = "Another Keystow window is open."


class WindowUnavailable(KeystowError):
    """`data["reason"]` is display, root or engine."""

    code = "WINDOW_UNAVAILABLE"
    kind = Kind.ENV
    message = "No window can be opened on this system."


class AskingStopped(KeystowError):
    """`data["minutes"]` is how many are left, 1 to 60."""

    code = "ASKING_STOPPED"
    kind = Kind.USER
    retry = True
    message = "The user told Keystow to show no window for a while."


class Busy(KeystowError):
    """`data["reason"]` is changed where another process changed the wallet meanwhile."""

    code = "BUSY"
    kind = Kind.USER
    retry = True
    message = "Another change of this wallet is running."


class Locked(KeystowError):
    code = "LOCKED"
    kind = Kind.USER
    retry = True
    message = "The wallet is locked."


class WalletUnknown(KeystowError):
    code = "WALLET_UNKNOWN"
    kind = Kind.INPUT
    message = "No wallet has this handle."


class AccountUnknown(KeystowError):
    code = "ACCOUNT_UNKNOWN"
    kind = Kind.INPUT
    message = "No account has this id."


class DestinationUnknown(KeystowError):
    code = "DESTINATION_UNKNOWN"
    kind = Kind.INPUT
    message = "No destination has this token."


class CopyUnknown(KeystowError):
    code = "COPY_UNKNOWN"
    kind = Kind.INPUT
    message = "No copy has this token."


class JobDied(KeystowError):
    code = "JOB_DIED"
    kind = Kind.ENV
    retry = True
    message = "The job's process ended before it answered."


class NoMemory(KeystowError):
    code = "NO_MEMORY"
    kind = Kind.ENV
    retry = True
    message = "The system has too little free memory for this."


# --- storage ---------------------------------------------------------------------------------


class DestinationMissing(KeystowError):
    code = "DESTINATION_MISSING"
    kind = Kind.ENV
    retry = True
    message = "The destination's folder is not there now."


class DestinationUnwritable(KeystowError):
    code = "DESTINATION_UNWRITABLE"
    kind = Kind.ENV
    retry = True
    message = "The system refuses writing in the destination's folder."


class DestinationUnsafe(KeystowError):
    code = "DESTINATION_UNSAFE"
    kind = Kind.ENV
    message = "Other users of this machine can replace files in the folder."


class NoSpace(KeystowError):
    code = "NO_SPACE"
    kind = Kind.ENV
    retry = True
    message = "The destination is full."


class ReadBackFailed(KeystowError):
    code = "READ_BACK_FAILED"
    kind = Kind.ENV
    retry = True
    message = "What was read back is not what was written."


class StorageFailed(KeystowError):
    code = "STORAGE_FAILED"
    kind = Kind.ENV
    retry = True
    message = "The system reported a failure of the storage."


class SlotMismatch(KeystowError):
    code = "SLOT_MISMATCH"
    kind = Kind.BUG
    message = "A cached root does not belong to its slot's line, or a KDF ran wrong."


class NoCopySaved(KeystowError):
    code = "NO_COPY_SAVED"
    kind = Kind.ENV
    retry = True
    message = "No destination took a copy."


# --- protocol --------------------------------------------------------------------------------


class BadFrame(KeystowError):
    code = "BAD_FRAME"
    kind = Kind.INPUT
    message = "The bytes are not a frame of strict JSON."


class FrameTooLarge(KeystowError):
    code = "FRAME_TOO_LARGE"
    kind = Kind.INPUT
    message = "The frame is longer than 1 MiB."


class BadRequest(KeystowError):
    """`data["at"]` is a JSON pointer into the frame."""

    code = "BAD_REQUEST"
    kind = Kind.INPUT
    message = "The frame does not fit the schema."


class UnknownMethod(KeystowError):
    code = "UNKNOWN_METHOD"
    kind = Kind.INPUT
    message = "The host has no such method."


class HelloRequired(KeystowError):
    code = "HELLO_REQUIRED"
    kind = Kind.INPUT
    message = "The first frame must be hello."


class ProtocolUnsupported(KeystowError):
    """`data["update"]` is host or extension."""

    code = "PROTOCOL_UNSUPPORTED"
    kind = Kind.ENV
    message = "Host and extension share no protocol version."


class CallerNotAllowed(KeystowError):
    code = "CALLER_NOT_ALLOWED"
    kind = Kind.ENV
    message = "The program that started the host is not one of ours."


# --- registration ----------------------------------------------------------------------------


class RegistrationUnsafe(KeystowError):
    code = "REGISTRATION_UNSAFE"
    kind = Kind.ENV
    message = "A symbolic link or a foreign owner stands on the way to the manifest."


class RegistrationFailed(KeystowError):
    code = "REGISTRATION_FAILED"
    kind = Kind.ENV
    retry = True
    message = "The system refuses writing the manifest."


def _family(error: type[KeystowError]) -> tuple[type[KeystowError], ...]:
    """Return a class and those below it, in the order of their making."""
    return (error, *(one for below in error.__subclasses__() for one in _family(below)))


ALL: tuple[type[KeystowError], ...] = (
    Internal,
    *(c for c in _family(KeystowError)[1:] if c is not Internal),
)
