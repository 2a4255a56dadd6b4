"""Builds the rooms once and carries out what a person asks; without Qt, for window and terminal."""

from vidgen_desktop.engine.service import Engine, open_engine

__all__ = ["Engine", "open_engine"]
