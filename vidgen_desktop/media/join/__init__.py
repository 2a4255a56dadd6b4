"""Pieces become one file; only transitions are encoded."""
