"""Start the window process as root: what the product refuses to do.

The engine's sandbox doesn't run as root, and the test machines run as root. Only this starter
turns it off, after the product's own scrub.
"""

import os
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "host"))

from keystow.children import window  # needs the path above

if __name__ == "__main__":
    window.scrub()
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    window.run(socket.socket(fileno=int(sys.argv[sys.argv.index("--fd") + 1])))
