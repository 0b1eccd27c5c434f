"""The entry `keystow-host`, started by a browser."""

import sys

from keystow import app


def main() -> int:
    """Run the host."""
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
