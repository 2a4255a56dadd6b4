"""Generations that somebody holds without a sign of life."""

from vidgen_desktop.core.run.watching import silent
from vidgen_desktop.core.store_port import Store


def take_from_silent(store: Store, generation: int) -> bool:
    """Take a generation from an owner who is there, was last heard of a minute ago, and stays
    silent while being watched; so that it is left. Blocks for some seconds in that case alone.
    """
    if store.is_left(generation):
        return False
    beats = silent(store, [store.get(generation)]).get(generation)
    return beats is not None and store.seize(generation, beats)
