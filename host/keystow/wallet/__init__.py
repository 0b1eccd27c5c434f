"""What a wallet is: phrases, keys, accounts and their merging; pure functions on values."""
