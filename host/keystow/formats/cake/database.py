"""The database of Cake Wallet that comes with a backup: names and addresses, no key.

It is read in memory from bytes, by queries that are cut off where they run long, since a database
may hold views and triggers of anybody's.

Ref: cake_wallet, cw_core/lib/db/sqlite.dart (WalletInfo), cw_core/lib/wallet_type.dart.
"""

import re
from collections.abc import Iterator

from keystow.errors import AddressInvalid
from keystow.wallet.chains import CHAINS

BYTES_MAX = 16 * 1024 * 1024
ROWS_MAX = 1_000
STEPS_MAX = 1_000
"""Thousands of the database machine's steps."""

_ADDRESS = re.compile("[!-~]{1,200}")
_START = b"SQLite format 3\0"
_TYPES = (
    *("monero", "", "bitcoin", "litecoin", "haven", "ethereum", "nano", "banano", "bitcoin-cash"),
    # Polygon, Base and Arbitrum have Ethereum's addresses, each with Ethereum's key.
    *("ethereum", "solana", "tron", "wownero", "zano", "decred", "dogecoin"),
    *("ethereum", "ethereum"),
)
_QUERY = 'SELECT name, "type", address FROM WalletInfo LIMIT ?'


def accounts(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Give (name, chain, address) of each wallet; nothing where it isn't Cake's database."""
    for name, kind, address in _rows(data):
        if type(name) is not str or type(address) is not str or type(kind) is not int:
            continue
        chain = _TYPES[kind] if 0 <= kind < len(_TYPES) else ""
        if not chain or not _ADDRESS.fullmatch(address):
            continue
        try:
            normal = CHAINS[chain].normalise_address(address) if chain in CHAINS else address
        except AddressInvalid:
            continue
        yield name, chain, normal


def _rows(data: bytes) -> list[tuple[object, object, object]]:
    if not data.startswith(_START):
        return []
    import sqlite3

    left = STEPS_MAX

    def count() -> int:
        nonlocal left
        left -= 1
        return left < 0

    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, BYTES_MAX)
        connection.set_progress_handler(count, 1_000)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        return list(connection.execute(_QUERY, (ROWS_MAX,)))
    except (sqlite3.Error, MemoryError, UnicodeDecodeError):
        return []
    finally:
        connection.close()
