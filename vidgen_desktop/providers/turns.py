"""No more is under way at a provider at once than the person lets it, whatever it is for: several
videos are made side by side, and voices beside clips.
"""

import threading
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.setups import ProviderSetup

_changed = threading.Condition()
_under_way: Counter[str] = Counter()


@contextmanager
def turn(setup: ProviderSetup, token: CancelToken) -> Generator[None]:
    """Wait until there is room, and take it for as long as the block lasts. Where the person has
    set no number, there always is. Raises Cancelled.
    """
    if setup.parallel is None:
        yield
        return
    _enter(setup.base, setup.parallel, token)
    try:
        yield
    finally:
        with _changed:
            _under_way[setup.base] -= 1
            _changed.notify_all()


def _enter(place: str, most: int, token: CancelToken) -> None:
    with token.on_cancel(_wake), _changed:
        while _under_way[place] >= most and not token.is_cancelled:
            _changed.wait()
        token.check()
        _under_way[place] += 1


def _wake() -> None:
    with _changed:
        _changed.notify_all()
