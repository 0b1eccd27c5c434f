"""A slot of less than today's cost gets today's when its password is typed.

It is what a small machine made, or an older version, or another program.
"""

from dataclasses import replace

from keystow import errors
from keystow.jobs import commit, vaults
from keystow.jobs.asking import Typed
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.vaults import Key, OpenVault
from keystow.keystore import bounds, kdf
from keystow.keystore.slots import Argon2idSlot, Cost
from keystow.secret import Secret


def is_weaker(slot: Argon2idSlot, cost: Cost) -> bool:
    """Tell whether `cost` makes a guess dearer in memory or passes, and cheaper in neither."""
    return (slot.memory_kib, slot.passes) != (cost.memory_kib, cost.passes) and (
        slot.memory_kib <= cost.memory_kib and slot.passes <= cost.passes
    )


def save(ports: Ports, request: Request, typed: Typed) -> Result | None:
    """Save the wallet with its password's slot made anew; None where that wasn't needed.

    None too where it failed: the wallet is then as it was, and the next unlock tries again.
    Raises Cancelled.
    """
    try:
        opened = _made(ports, typed)
        return None if opened is None else commit.commit(ports, request, opened)
    except errors.Cancelled:
        raise
    except (errors.KeystowError, MemoryError):
        return None


def _made(ports: Ports, typed: Typed) -> OpenVault | None:
    """Derive a new root from what was typed, twice; the slot keeps its name and place."""
    opened, password = typed.opened, typed.password
    slot = opened.key.slot
    if password is None or not isinstance(slot, Argon2idSlot) or not is_weaker(slot, ports.cost):
        return None
    memory_kib, passes, lanes = ports.cost
    new = replace(
        slot,
        salt=ports.random_bytes(16),
        memory_kib=memory_kib,
        passes=passes,
        lanes=lanes,
    )
    others = [key.slot for key in opened.passwords if key.slot.id != slot.id]
    bounds.check_cost(one for one in (new, *others) if isinstance(one, Argon2idSlot))
    root = _root(typed, new, password)
    if _root(typed, new, password) != root:
        raise errors.SlotMismatch
    return vaults.with_stronger_key(opened, Key(new, root))


def _root(typed: Typed, slot: Argon2idSlot, password: Secret) -> Secret:
    return kdf.derive_root(password, slot, typed.key_file.read() if slot.keyfile else None)
