"""A slot's root from a password, beside the C library's own run with the same cost."""

from tests.bench.clock import interleaved, timed
from tests.bench.row import Row, ms, needs

WHAT = "KDF, 256 MiB, 3 passes, 4 lanes"
ROUNDS = 5
PASSWORD = "correct horse battery staple, and äöü"


def measure() -> list[Row]:
    needs("keystow.keystore.kdf", "keystow.keystore.slots")
    from argon2.low_level import Type, hash_secret_raw

    from keystow.keystore import kdf, slots
    from keystow.secret import Secret

    cost = slots.WRITE
    slot = slots.Argon2idSlot(
        slots.SlotId("bench"), bytes(16), bytes(16), cost.memory_kib, cost.passes, cost.lanes
    )

    def library() -> None:
        hash_secret_raw(
            PASSWORD.encode(), bytes(16), cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID
        )

    seen = interleaved(
        {
            "library": timed(library),
            "ours": timed(lambda: kdf.derive_root(Secret(PASSWORD), slot)),
        },
        ROUNDS,
    )
    detail = f"{ms(seen['ours'])}; argon2-cffi alone {ms(seen['library'])}"
    return [Row(WHAT, seen["ours"] / seen["library"], 1.05, detail)]
