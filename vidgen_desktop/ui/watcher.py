"""Looks into the store once a second, for what other processes do there."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from vidgen_desktop.core.errors import NotFound
from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.run.silence import Silence
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.ui.background import Background

INTERVAL_MS = 1000
NEWEST = 20  # generations that are always looked at; older ones only while they are active


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: how many there are, those worth comparing, and which are left."""

    count: int
    seen: tuple[Generation, ...]
    gone: tuple[int, ...]
    left: frozenset[int]
    at: float  # seconds of a clock that never goes backwards


class Watcher(QObject):
    """Emits a generation when its stored state changed, and the count when that did.

    Cheap by design: one count, the newest rows, and the few active ones that are older.
    """

    changed = Signal(object)  # Generation
    ticked = Signal()  # once a second, for what depends on the time
    countChanged = Signal(int)
    leftChanged = Signal(object)  # frozenset of ids that nobody makes any more
    silent = Signal(object)  # generation -> seconds without a sign of life, of the active ones

    def __init__(self, store: Callable[[], Store], background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.clock = time.monotonic
        self._store = store
        self._background = background
        self._known: dict[int, Generation] = {}
        self._count: int | None = None
        self._left: frozenset[int] = frozenset()
        self._silences: dict[int, Silence] = {}
        self._looking = False
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look, at once and then every second."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, unless the last look is not over."""
        self.ticked.emit()
        if self._looking:
            return
        self._looking = True
        active = [g.id for g in self._known.values() if g.status.is_active]
        self._background.ask(lambda: self._see(active), self._compare, self._blind)

    def _see(self, active: Sequence[int]) -> Look:
        store = self._store()
        newest = {g.id: g for g in store.list(limit=NEWEST)}
        gone: list[int] = []
        for generation in active:
            if generation in newest:
                continue
            try:
                newest[generation] = store.get(generation)
            except NotFound:
                gone.append(generation)
        left = frozenset(one.id for one in store.left())
        return Look(store.count(), tuple(newest.values()), tuple(gone), left, self.clock())

    def _compare(self, look: Look) -> None:
        self._looking = False
        first = self._count is None
        if look.count != self._count:
            self._count = look.count
            self.countChanged.emit(look.count)
        # A beat alone is no news.
        known, self._known = self._known, {g.id: replace(g, beats=0) for g in look.seen}
        for generation in look.seen:
            if known.get(generation.id) != self._known[generation.id] and not first:
                self.changed.emit(generation)
        if look.left != self._left:
            self._left = look.left
            self.leftChanged.emit(look.left)
        self._listen(look)

    def _listen(self, look: Look) -> None:
        """Count how long each that is being made has shown no sign of life."""
        active = [one for one in look.seen if one.status.is_active]
        before = self._silences
        self._silences = {one.id: before.get(one.id) or Silence() for one in active}
        self.silent.emit(
            {one.id: self._silences[one.id].look(one.beats, look.at) for one in active}
        )

    def _blind(self, _fault: object) -> None:
        # The store is briefly unusable; the next look tells.
        self._looking = False
