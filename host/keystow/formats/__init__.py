"""The backup formats Keystow reads: the interface first, then one module for each format."""
