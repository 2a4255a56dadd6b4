"""Purchases, limits and the ledger."""
