"""A file of labels as BIP-329 shows them, with what a reader may not know."""

ID = "f91d0a8a78462bc59398f2c5d7a84fcff491c26ba54c4833478b202796c8aafd"
TX = '{"type": "tx", "ref": "' + ID + '", '
LINES = (
    TX + '"label": "Transaction", "origin": "wpkh([d34db33f/84\'/0\'/0\'])" }',
    '{ "type": "addr", "ref": "bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c", "label": "Rent" }',
    '{"type":"output","ref":"' + ID + ':1","label":"Ünï 🦊","spendable":false}',
    '{"type":"xpub","ref":"xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8","label":"Account"}',
    '{"type":"lightning","ref":"x","label":"of a later version"}',
)
FILE = "\n".join(LINES).encode() + b"\r\n\n"
