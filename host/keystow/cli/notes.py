"""The words for what a person should know of a file that opens."""

from collections.abc import Iterable, Iterator

from keystow.formats.interface import Warn

_WORDS: dict[str, str] = {
    Warn.SUM_WRONG: "Its checksum is wrong: it is probably damaged.",
    Warn.SUM_ABSENT: "It carries no checksum.",
    Warn.PHRASE_ACCOUNTS_LEFT_OUT: "Lamden leaves out the accounts made from its recovery phrase.",
    Warn.WATCH_ONLY_LEFT_OUT: "Lamden leaves out watch-only accounts.",
    Warn.WEAK_ENCRYPTION: "Its encryption is weak: a thief can try millions of passwords a second.",
    Warn.HINT_UNREADABLE: "Its hint can't be read.",
    Warn.IV_DIFFERS: "Part of it was changed, yet it opens.",
    Warn.VERSION_UNKNOWN: "It names a version that Keystow does not know.",
    Warn.KEY_UNREADABLE: "It holds an account whose key can't be read.",
    Warn.ENTRY_UNREADABLE: "It holds an entry that can't be read.",
    Warn.ADDRESS_MISMATCH: "It holds an account whose address is not the one of its key.",
    Warn.DUPLICATE_ACCOUNT: "It holds an account twice.",
    Warn.NAME_CHANGED: "It holds a name that Keystow would have to change.",
    Warn.CONTENT_UNKNOWN: "It holds no wallet that Keystow knows.",
    Warn.RECOVERY_CODE_LEFT_OUT: "Its recovery code does not come along.",
    Warn.BACKUP_PASSWORD_LEFT_OUT: "Its backup password does not come along.",
    Warn.HARDWARE_HOLDS_KEYS: "The keys of some accounts lie in a hardware wallet, not in it.",
    Warn.SNAP_HOLDS_KEYS: "The keys of some accounts lie in a MetaMask snap, not in it.",
    Warn.ENTRY_KEPT: "It holds entries that Keystow does not know: kept as they are, not shown.",
    Warn.ACCOUNT_KEPT: "It holds accounts of a network that Keystow keeps but can not check.",
    Warn.SEVERAL_KEYS_SIGN: "Several keys sign for its addresses together: only watched.",
    Warn.APP_HOLDS_KEYS: "The keys of some wallets need a secret of the app that made it.",
    Warn.CONTENT_LEFT_OUT: "What it holds is too large to be kept in a wallet.",
    Warn.NOT_ENCRYPTED: "It is not encrypted: whoever has the file has the keys.",
    Warn.CODE_HOLDS_NO_KEY: "It holds a code that helps to make or check keys, and no key itself.",
    Warn.PATH_FOUND: "An account's path was wrong: its address was found at another common one.",
    "FORMAT_WEAK": "The new format is weak: whoever has the file can try millions of passwords a "
    "second. Keep it no longer than you need it.",
    "FORMAT_OPEN": "The new file is not encrypted: it tells which addresses are yours.",
    "PASSWORD_FORMS": "Programs read the new password in different ways: some will not take it.",
    "PASSWORD_WEAK": "The new password is easy to guess, and whoever has the file can try.",
}


def of(warnings: Iterable[str]) -> Iterator[str]:
    """Give a line for each warning."""
    for warning in warnings:
        yield f"Note:      {_WORDS.get(warning, warning)} ({warning})"
