"""Looks long enough at videos that others make to tell who is silent from who is alive."""

import time
from collections.abc import Iterable, Mapping

from vidgen_desktop.core.model import Generation, Status, now
from vidgen_desktop.core.progress import is_stale
from vidgen_desktop.core.run.silence import WATCH_SECONDS, Silence
from vidgen_desktop.core.store_port import Store

LOOKS = 0.25  # seconds between two


def silent(store: Store, suspects: Iterable[Generation]) -> Mapping[int, int]:
    """Those of `suspects` that are being made, were last heard of a minute ago by the clock of
    the wall (which may have been set: it is no more than a reason to watch), and stay silent
    while being watched; each with its `beats`. Blocks for some seconds, if there are any.
    """
    watched = {one.id: Silence() for one in suspects if _looks_silent(one)}
    found: dict[int, int] = {}
    while watched:
        for number, silence in list(watched.items()):
            known = store.get(number)
            if not _looks_silent(known):
                del watched[number]
            elif silence.look(known.beats, time.monotonic()) >= WATCH_SECONDS:
                found[number] = known.beats
                del watched[number]
        if watched:
            time.sleep(LOOKS)
    return found


def _looks_silent(known: Generation) -> bool:
    return known.status is Status.PROCESSING and is_stale(
        known.status, known.progress_updated_at, known.created_at, now()
    )
