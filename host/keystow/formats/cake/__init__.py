"""Cake Wallet: its backups of the second and third version."""
