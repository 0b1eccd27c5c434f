"""Electrum: its wallet files of every version, and its own seed words."""
