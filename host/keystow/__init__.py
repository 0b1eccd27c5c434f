"""Keystow's native host: keystore files, the wallet they hold, and every file write."""

VERSION = "0.1.0"
