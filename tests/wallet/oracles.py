"""eth-account, without what importing it does to the whole process."""

import sys

_LIMIT = sys.getrecursionlimit()

from eth_account import Account as EthAccount  # noqa: E402  # between the two lines of the limit

# One of its dependencies lifts the limit to 100,000, at which nested JSON overflows the C stack
# of whatever test comes next.
sys.setrecursionlimit(_LIMIT)

__all__ = ["EthAccount"]
