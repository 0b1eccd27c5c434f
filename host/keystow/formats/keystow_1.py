"""keystow-1: our own keystore file (docs/keystore-format.md)."""

from typing import TYPE_CHECKING, Any

from keystow.formats.interface import Inspection, Warn
from keystow.keystore import bounds, container, header, payload
from keystow.keystore.container import Keystore, SumState
from keystow.keystore.slots import Argon2idSlot, Slot
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "keystow-1"
_SUMS = {SumState.WRONG: (Warn.SUM_WRONG,), SumState.ABSENT: (Warn.SUM_ABSENT,)}


class Keystow1:
    """The keystore file of this and later versions."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return bounds.FILE_BYTES

    def detect(self, data: bytes) -> bool:
        return data.startswith(header.VERSION_LINE)

    def inspect(self, data: bytes) -> Inspection:
        keystore = container.parse(data)
        return Inspection(
            format=NAME,
            hint=keystore.about.hint,
            made_by=keystore.about.made_by,
            created=keystore.about.made_on,
            sum_state=keystore.sum_state.value,
            slots=tuple(_slot(slot) for slot in keystore.slots),
            warnings=_SUMS.get(keystore.sum_state, ()),
        )

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        keystore = container.parse(data)
        opened = container.open_with_password(
            keystore, password, keyfile=keyfile, more_cost=more_cost
        )
        return from_container(keystore, opened)


def open_with_code(data: bytes, code: Secret) -> "Opened":
    """Open a keystore by a recovery code's bytes; raises what `Keystow1.open` does."""
    keystore = container.parse(data)
    return from_container(keystore, container.open_with_code(keystore, code))


def from_container(keystore: Keystore, opened: container.Opened) -> "Opened":
    """Read what was decrypted, by whichever slot; Damaged, NewerFormat or TooMany."""
    # Imported here: a file at fault is refused without it.
    from keystow.formats.opened import Opened
    from keystow.wallet import decoder

    return Opened(
        format=NAME,
        hint=keystore.about.hint,
        made_by=keystore.about.made_by,
        created=keystore.about.made_on,
        payload_sha256=opened.payload_sha256,
        warnings=_SUMS.get(keystore.sum_state, ()),
        vault=decoder.from_payload(payload.decode(opened.plaintext)),
        slot=opened.slot,
        root=opened.root,
    )


def _slot(slot: Slot) -> dict[str, Any]:
    if isinstance(slot, Argon2idSlot):
        return {
            "id": slot.id,
            "kind": "argon2id",
            "memory_kib": slot.memory_kib,
            "passes": slot.passes,
            "lanes": slot.lanes,
            "keyfile": slot.keyfile,
        }
    return {"id": slot.id, "kind": slot.kind}
