"""One execution: a changed file is refused by a code, or opens to something that holds together."""

import json
import random
from contextlib import contextmanager

import pytest
import shamir_mnemonic.cipher

from keystow import errors
from keystow.formats import (
    bip_38,
    contents,
    foreign_kdf,
    lamden_extension_vault,
    metamask_keyrings,
    registry,
    slip_39_shares,
)
from keystow.formats.cake import blob as cake_blob
from keystow.formats.electrum import storage as electrum_storage
from keystow.keystore import bounds
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from tests.fuzz import mutate
from tests.fuzz.targets import TARGETS
from tests.wallet.made import NOW


@contextmanager
def small_bounds():
    """Bounds low enough that no execution takes long; they refuse as the real ones do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreign_kdf, "ROUNDS_MAX", 1000)
        patch.setattr(shamir_mnemonic.cipher, "BASE_ITERATION_COUNT", 4)
        patch.setattr(slip_39_shares, "BASE_ITERATION_COUNT", 4)
        patch.setattr(bip_38, "COST", (16, 1, 1))
        patch.setattr(foreign_kdf, "SCRYPT_MEMORY_BYTES", 1 << 18)
        patch.setattr(bounds, "MEMORY_KIB", 1024)
        patch.setattr(bounds, "PASSES", 3)
        patch.setattr(foreign_kdf, "SCRYPT_WORK_BYTES", 1 << 19)
        patch.setattr(metamask_keyrings, "ACCOUNTS_MAX", 20)
        patch.setattr(lamden_extension_vault, "DERIVED_MAX", 5)
        # Fixed by their formats; the writers take them from there as well.
        patch.setattr(electrum_storage, "ROUNDS", 4)
        patch.setattr(cake_blob, "ROUNDS", 4)
        yield


def fuzz(name, seed, executions):
    """Run the target; returns how many files opened. The same seed makes the same files."""
    chance = random.Random(f"{name} {seed}")
    opened = 0
    with small_bounds():
        target = TARGETS[name]()
        for _ in range(executions):
            data = _file(target, chance)
            try:
                opened += (target.opens or _opens)(data, target.password)
            except Exception as failure:
                raise AssertionError(f"{name}: {data!r}") from failure
    return opened


def _file(target, chance):
    if target.sealed and chance.random() < 0.5:
        return target.sealed(mutate.changed(chance.choice(target.insides), chance))
    return mutate.changed(chance.choice(target.files), chance)


def _opens(data, password):
    """Tell whether a file opens; whatever comes but a code of ours is a failure."""
    try:
        format_ = registry.detect(data)
        registry.read_limit(data[:100])
        format_.inspect(data)
        file = format_.open(data, Secret(password))
        vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    except errors.KeystowError:
        return False
    json.dumps(contents.report(file, show_secrets=True), allow_nan=False)
    comparison = merge.compare(None, vault)
    merged, _ = merge.apply(comparison, comparison.everything())
    assert decoder.from_payload(encoder.to_payload(merged)) == merged
    return True
