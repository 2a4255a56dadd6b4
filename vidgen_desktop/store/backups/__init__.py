"""Copies of the database: made, kept, put back, salvaged."""
