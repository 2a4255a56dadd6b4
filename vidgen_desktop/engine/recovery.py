"""Generations that somebody has left, or holds without a sign of life."""

import time

from vidgen_desktop.core.model import Generation, Status, now
from vidgen_desktop.core.progress import is_stale
from vidgen_desktop.core.silence import TICK_SECONDS, WATCH_SECONDS, Silence
from vidgen_desktop.core.store_port import Store

_LOOKS = 0.25  # seconds between two


def take_from_silent(store: Store, generation: int) -> bool:
    """Take a generation from an owner who is there, was last heard of a minute ago, and stays
    silent while being watched; so that it is left. Blocks for some seconds in that case alone.
    """
    known = store.get(generation)
    if not _looks_silent(known) or store.is_left(generation):
        return False
    silence = Silence()
    while silence.look(known.beats, time.monotonic()) < WATCH_SECONDS:
        time.sleep(min(_LOOKS, TICK_SECONDS))
        known = store.get(generation)
        if not _looks_silent(known):
            return False
    return store.seize(generation, known.beats)


def _looks_silent(known: Generation) -> bool:
    """By the clock of the wall, which may have been set: no more than a reason to watch."""
    return known.status is Status.PROCESSING and is_stale(
        known.status, known.progress_updated_at, known.created_at, now()
    )
