"""The engine that needs no account and no network."""
