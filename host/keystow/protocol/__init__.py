"""Frames, strict JSON and messages between the extension and the host (docs/protocol.md)."""
