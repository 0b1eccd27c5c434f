"""Bytes on disk: proven copies, the wallets' vaults, and the record of what is where.

Nothing here knows a password or a key. What opens a copy comes in as a `verify` callable.
"""
