"""recipient-v1: refuse to encrypt, in words that reach whoever asked.

A plugin that doesn't know the state machine would only end, and age would show nothing of use.

Ref: C2SP age-plugin.md, "Wrapping with recipient-v1".
"""

from keystow.age_plugin.connection import Connection

_WORDS = "Keystow makes its backups itself: age can only open them"


def serve(connection: Connection) -> None:
    """Hear age out, refuse, and end."""
    while connection.receive().type != "done":
        pass
    connection.request("error internal", _WORDS.encode())
    connection.send("done")
