"""The environment of a child: ours, less what could load foreign code or open a debug port."""

import os
from collections.abc import Mapping

FOREIGN = ("WEBVIEW2_", "QTWEBENGINE_", "WEBKIT_", "LD_", "PYTHON", "QT_PLUGIN_PATH", "QML", "GTK_MODULES")


def scrubbed(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return `environment` (the process's own without one) without the foreign variables."""
    source = os.environ if environment is None else environment
    return {name: value for name, value in source.items() if not name.startswith(FOREIGN)}
