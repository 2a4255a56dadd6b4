"""Vidgen turns a prompt into a finished video."""

__version__ = "0.1.0"
