"""What is fuzzed: of each reader the files it opens, and what may lie inside them."""

import json
from collections.abc import Callable
from typing import NamedTuple

from tests.formats import metamask_writer


class Target(NamedTuple):
    """`files` open by `password`; `sealed` makes one around any of `insides`."""

    files: tuple[bytes, ...]
    password: str
    insides: tuple[bytes, ...] = ()
    sealed: Callable[[bytes], bytes] | None = None


def _metamask():
    odd = metamask_writer.ODD
    names = {"identities": {"0xa": {"name": "A"}}, "addressBook": {"0x1": {"0xa": {"name": "B"}}}}
    text = metamask_writer.vault(*odd).decode()
    return Target(
        (metamask_writer.vault(*odd), metamask_writer.state(text, Other=names)),
        metamask_writer.PASSWORD,
        (
            json.dumps(odd[1:]).encode(),
            json.dumps(
                [{"type": "Ledger Hardware", "data": {"accounts": ["0x" + "1" * 40]}}]
            ).encode(),
        ),
        lambda plain: json.dumps(metamask_writer.parts(plain)).encode(),
    )


TARGETS = {"metamask-vault": _metamask}
