"""The keystore file: age v1 with Keystow's own slots (docs/keystore-format.md). Pure functions."""
