"""What stands between the browsers and a working host: found out, not guessed.

Each check is a value with a fixed name and code; only `detail` names paths, and stays on this
machine. No check holds a secret. Nothing is changed, but that Keystow's own folder is made.
"""

from keystow.doctor.check import MENDS, Check, State, worst
from keystow.doctor.examine import Patient, checks, examine, installed_host

__all__ = ["MENDS", "Check", "Patient", "State", "checks", "examine", "installed_host", "worst"]
