"""Clean the environment that a process showing secrets inherits (design 4, "Window")."""

from collections.abc import Mapping

SWITCHES = (
    # What steers a web engine: debug ports, sandbox switches, other engine binaries, flags.
    "CHROME_", "CHROMIUM_", "PYWEBVIEW_", "QTWEBENGINE", "WEBKIT_", "WEBVIEW2_",
    # What makes the loader, Python, Qt or GTK load other code, or send the window elsewhere
    # (QT_QPA_PLATFORM=vnc would listen on a port).
    "GCONV_PATH", "GIO_", "GTK_MODULES", "GTK_PATH", "GTK3_MODULES", "LD_", "PYTHON",
    "QML", "QT_PLUGIN_PATH", "QT_QPA_", "QT_QUICK_", "QT_STYLE_OVERRIDE",
    # What writes down what is shown or sent.
    "QT_LOGGING_", "SSLKEYLOGFILE",
)  # fmt: skip


def scrubbed(env: Mapping[str, str]) -> dict[str, str]:
    """Return `env` without the variables whose names begin with one of SWITCHES."""
    return {name: value for name, value in env.items() if not name.startswith(SWITCHES)}
