"""Backup of an unlocked wallet by a real host, request to receipt: two destinations, proven."""

from contextlib import ExitStack

from tests.bench import story
from tests.bench.clock import UNIT, Measure, interleaved, timed
from tests.bench.row import Row, ms, needs

WHAT = "backup while unlocked, two destinations"
ACCOUNTS = (1, 1_000)
ROUNDS = 11
AT_MOST = 12


def measure() -> list[Row]:
    needs("keystow.app", "tests.support.compose", "tests.support.host_client")
    with ExitStack() as stack:
        measures = {"unit": UNIT, **{str(n): _backup(stack, n) for n in ACCOUNTS}}
        seen = interleaved(measures, ROUNDS)
    return [
        Row(
            f"{WHAT}, {count:,} account{'s' * (count > 1)}",
            seen[str(count)] / seen["unit"],
            AT_MOST,
            ms(seen[str(count)]),
        )
        for count in ACCOUNTS
    ]


def _backup(stack: ExitStack, accounts: int) -> Measure:
    copy = stack.enter_context(story.copy_of(accounts))
    client = stack.enter_context(stack.enter_context(story.user(copy)).client())
    wallet = client.call("restore.start")["wallet"]

    def backup() -> None:
        receipt = client.call("backup.start", wallet=wallet)
        states = [saved["state"] for saved in receipt["copies"]]
        if states != ["saved", "saved"]:
            raise RuntimeError(f"not two saved copies: {states}")

    return timed(backup)
