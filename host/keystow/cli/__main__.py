"""`python -m keystow.cli`, the same as the installed `keystow`."""

import sys

from keystow.cli import main

sys.exit(main())
