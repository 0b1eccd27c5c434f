"""Open a vault, and seal it again for its own folder and for backups.

A vault and its backups share slots. The roots of the slots are cached in the vault's payload
(never in a backup), so that each new file keeps every slot without asking for its secret. A
cached root can't show that the public line beside it is right, so each is checked against the
tag made when the secret was typed (docs/keystore-format.md, "Cached roots").
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hmac import compare_digest

from keystow import VERSION, errors
from keystow.jobs import history
from keystow.jobs.history import Here, Origin
from keystow.jobs.ports import Ports, Request, Sealed
from keystow.keystore import container, kdf, payload
from keystow.keystore.about import About
from keystow.keystore.slots import Argon2idSlot, CodeSlot, Cost, Slot, SlotId, make_id
from keystow.secret import Secret
from keystow.storage import publish
from keystow.wallet import decoder, encoder
from keystow.wallet.vault import SlotRoot, Vault

MADE_BY = f"Keystow {VERSION}"
FIRST_NAME = "Everyday"
"""What a wallet is called until its owner says otherwise."""
TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Key:
    """A slot's public line with the root that opens it."""

    slot: Slot
    root: Secret


@dataclass(frozen=True, slots=True)
class OpenVault:
    """A vault with what is needed to seal it again.

    `keys` are the slots that the next file keeps, in the order of their making; `slot` is the one
    that opened it, whose root the host holds while the wallet is unlocked. `stored` is the
    sequence number with which the vault lies on the disk, `origin` what it is to this host, and
    `sealed` the file that it was opened from.
    """

    vault: Vault
    keys: tuple[Key, ...]
    slot: SlotId
    hint: str
    stored: int = 0
    origin: Origin = Origin.OWN
    sealed: bytes = b""

    @property
    def key(self) -> Key:
        """The key that opened it."""
        return next(key for key in self.keys if key.slot.id == self.slot)

    @property
    def has_code(self) -> bool:
        """Whether a recovery code opens it."""
        return any(isinstance(key.slot, CodeSlot) for key in self.keys)

    @property
    def key_file(self) -> bool:
        """Whether the slot that opened it asks for a key file beside its password."""
        return isinstance(self.key.slot, Argon2idSlot) and self.key.slot.keyfile

    @property
    def passwords(self) -> tuple[Key, ...]:
        """The keys of passwords: the wallet's own, then its backup passwords."""
        return tuple(key for key in self.keys if isinstance(key.slot, Argon2idSlot))

    @property
    def by_own_password(self) -> bool:
        """Whether the wallet's own password opened it."""
        own = self.passwords[:1]
        return bool(own) and own[0].slot.id == self.slot

    @property
    def has_backup_password(self) -> bool:
        """Whether a password besides the wallet's own opens it."""
        return len(self.passwords) > 1

    @property
    def asks_key_file(self) -> bool:
        """Whether the wallet's own password needs a key file."""
        own = self.passwords[:1]
        return bool(own) and isinstance(own[0].slot, Argon2idSlot) and own[0].slot.keyfile

    @property
    def here(self) -> Here:
        """What a file that is merged in is held against."""
        return Here(self.vault, self.stored)


def new_slot(
    cost: Cost, random_bytes: Callable[[int], bytes], *, keyfile: bool = False
) -> Argon2idSlot:
    """Return the public line of a new password slot, which may ask for a key file too."""
    return Argon2idSlot(
        id=make_id(random_bytes(5)),
        salt=random_bytes(16),
        nonce=random_bytes(16),
        memory_kib=cost.memory_kib,
        passes=cost.passes,
        lanes=cost.lanes,
        keyfile=keyfile,
    )


def new_code(random_bytes: Callable[[int], bytes]) -> tuple[Secret, Key]:
    """Return a new recovery code's bytes, and its slot with the root."""
    code = Secret(random_bytes(kdf.CODE_BYTES))
    slot = CodeSlot(make_id(random_bytes(5)), random_bytes(16), random_bytes(16))
    return code, Key(slot, kdf.derive_code_root(code, slot))


def blank(ports: Ports, name: str) -> Vault:
    """Return a new wallet's empty vault."""
    return Vault(ports.random_bytes(16).hex(), name, ports.now().strftime(TIME))


def ids(ports: Ports) -> Iterator[str]:
    """Return fresh ids for accounts and secrets, without end."""
    while True:
        yield ports.random_bytes(8).hex()


def slot_root(key: Key) -> SlotRoot:
    """Return the cached form of a root whose secret was just typed, with its tag."""
    return SlotRoot(key.slot.id, key.root, kdf.tag(key.root, key.slot))


def open_unlocked(request: Request) -> OpenVault:
    """Open an unlocked wallet's vault with the root that the host keeps; no KDF runs.

    Raises Locked where that root's slot is gone, since another host of this user changed the
    password, and where another vault was put in its place: unlocking tells of it.
    """
    keystore = container.parse(bytes(request.blobs["vault"]))
    root = Secret(request.blobs["root"])
    try:
        opened = _opened(keystore, container.open_with_root(keystore, _slot(request), root))
    except errors.WrongPassword:
        raise errors.Locked from None
    if request.params.get("moved") and history.of_vault(request, opened.vault) is not Origin.OWN:
        raise errors.Locked
    return _counted_on(opened, request)


def open_with_password(
    request: Request, password: Secret, key_file: Secret | None = None
) -> OpenVault:
    """Open a locked wallet's vault; raises WrongPassword."""
    keystore = container.parse(bytes(request.blobs["vault"]))
    opened = container.open_with_password(keystore, password, keyfile=key_file)
    return _judged(_opened(keystore, opened), request)


def open_with_code(request: Request, code: Secret) -> OpenVault:
    """Open a locked wallet's vault by a recovery code's bytes; raises WrongPassword."""
    keystore = container.parse(bytes(request.blobs["vault"]))
    opened = container.open_with_code(keystore, code)
    return _judged(_opened(keystore, opened), request)


def with_only_key(vault: Vault, key: Key, hint: str) -> OpenVault:
    """Give a vault one slot, replacing whatever slots it had.

    Every other cached root goes: whoever opens an older vault by a slot that was removed finds
    nothing in it that opens a newer file.
    """
    return OpenVault(replace(vault, slot_roots=(slot_root(key),)), (key,), key.slot.id, hint)


def with_another_key(opened: OpenVault, key: Key) -> OpenVault:
    """Add a slot whose secret was just made or typed; the others stay as they are."""
    roots = (*opened.vault.slot_roots, slot_root(key))
    vault = replace(opened.vault, slot_roots=roots)
    return replace(opened, vault=vault, keys=(*opened.keys, key))


def with_keys(opened: OpenVault, *keys: Key | None) -> OpenVault:
    """Add those of some slots that there are, in their order."""
    for key in keys:
        if key is not None:
            opened = with_another_key(opened, key)
    return opened


def with_stronger_key(opened: OpenVault, key: Key) -> OpenVault:
    """Put a key in the place of the one that opened the vault; the other slots stay.

    It is for the same secret under a higher cost: whoever knows that secret opens both, so the
    cached roots of the others give nobody more than they had.
    """
    keys = tuple(key if one.slot.id == opened.slot else one for one in opened.keys)
    roots = tuple(
        slot_root(key) if one.slot == opened.slot else one for one in opened.vault.slot_roots
    )
    return replace(opened, vault=replace(opened.vault, slot_roots=roots), keys=keys)


def with_vault(opened: OpenVault, vault: Vault) -> OpenVault:
    """Return `opened` with a changed vault under the same key and hint."""
    return replace(opened, vault=vault)


def seal_both(opened: OpenVault, ports: Ports) -> tuple[Sealed, Sealed]:
    """Seal a vault for backups, and for its own folder with what no backup may hold."""
    shared = _for_backup(opened)
    own = payload.members(encoder.vault_only(opened.vault))
    backup = _seal_backup(opened, payload.of_members(shared), ports)
    return backup, _seal(opened, payload.of_members({**shared, **own}), "", ports)


def seal_backup(opened: OpenVault, ports: Ports) -> Sealed:
    """Seal a vault for backups: everything but cached roots and what was deleted."""
    return _seal_backup(opened, payload.of_members(_for_backup(opened)), ports)


def _for_backup(opened: OpenVault) -> payload.Members:
    return payload.members(encoder.to_payload(opened.vault.for_backup()))


def _seal_backup(opened: OpenVault, plaintext: bytes, ports: Ports) -> Sealed:
    name = publish.copy_name(ports.now().strftime(TIME), ports.random_bytes(4))
    return _seal(opened, plaintext, name, ports)


def _seal(opened: OpenVault, plaintext: bytes, name: str, ports: Ports) -> Sealed:
    _check_tags(opened)
    data = container.seal(
        plaintext,
        About(opened.hint, MADE_BY, ports.now().strftime(TIME)),
        [(replace(key.slot, nonce=ports.random_bytes(16)), key.root) for key in opened.keys],
        Secret(ports.random_bytes(16)),
        ports.random_bytes(16),
    )
    for key in opened.keys:
        if key.slot.id != opened.slot:  # that one is proven as the file is read back
            container.open_with_root(container.parse(data), key.slot.id, key.root)
    digest = hashlib.sha256(plaintext).hexdigest()
    return Sealed(name, data, digest, opened.slot, opened.key.root)


def _check_tags(opened: OpenVault) -> None:
    tags = {cached.slot: cached.tag for cached in opened.vault.slot_roots}
    for key in opened.keys:
        if not compare_digest(tags.get(key.slot.id, b""), kdf.tag(key.root, key.slot)):
            raise errors.SlotMismatch


def _slot(request: Request) -> SlotId:
    return SlotId(request.params["slot"])


def _judged(opened: OpenVault, request: Request) -> OpenVault:
    origin = history.of_vault(request, opened.vault)
    return _counted_on(replace(opened, origin=origin), request)


def _counted_on(opened: OpenVault, request: Request) -> OpenVault:
    """Let an older version of a vault count on from the highest number the wallet ever had.

    It is what is left where the newest is damaged, or what somebody put back. A number used twice
    would tell of its next account that copies cover it which were made before.
    """
    highest = request.params.get("highest", 0)
    if opened.vault.sequence >= highest:
        return opened
    return with_vault(opened, replace(opened.vault, sequence=highest))


def _opened(keystore: container.Keystore, opened: container.Opened) -> OpenVault:
    """Read the payload, and take along each slot whose root it caches.

    A slot without one can't be written again: its secret would have to be typed.
    """
    vault = decoder.from_payload(payload.decode(opened.plaintext))
    roots = {cached.slot: cached.root for cached in vault.slot_roots}
    roots[opened.slot.id] = opened.root
    keys = tuple(Key(slot, roots[slot.id]) for slot in keystore.slots if slot.id in roots)
    own = Origin.OWN
    sealed = bytes(keystore.data)
    return OpenVault(vault, keys, opened.slot.id, keystore.about.hint, vault.sequence, own, sealed)
