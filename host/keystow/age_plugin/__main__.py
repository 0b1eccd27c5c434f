"""`python -m keystow.age_plugin`, the same as the installed `age-plugin-keystow`."""

import sys

from keystow.age_plugin import main

sys.exit(main())
