"""What may pass between the host and a job."""

import json

from keystow.children import channel
from keystow.keystore import bounds
from keystow.wallet import vault


def test_the_view_of_the_largest_wallet_passes():
    longest = vault.Account(
        id="0" * 16,
        name="\U0001f600" * 200,
        chain="c" * 32,
        address="a" * 200,
        public_key="0" * 130,
        secret=None,
        path="m" + "/2147483647'" * 10,
        since=2**53 - 1,
        created="2026-11-22T10:00:00Z",
    )
    one = vault.Vault("0" * 32, "W", longest.created, accounts=(longest,)).public_view()["accounts"]
    assert len(json.dumps(one)) * vault.ACCOUNTS_MAX < channel.HEADER_LIMIT


def test_the_largest_keystore_passes():
    assert bounds.FILE_BYTES <= channel.BLOB_LIMIT
