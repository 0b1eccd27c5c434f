"""Writers of other wallets' files: the interface first, then one module per format."""
