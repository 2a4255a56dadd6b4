"""The one writer of a generation: progress, steps and costs go to the store and the listener."""

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from vidgen_desktop.core.assembly import Bridge, Fitted, OwnSound
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.events import (
    CostAdded,
    Event,
    Noted,
    Progressed,
    SpeechReady,
    StepChanged,
    StepState,
    StoryboardReady,
    TakeReady,
)
from vidgen_desktop.core.model import Result, Speech, Storyboard, Take, now
from vidgen_desktop.core.money import CostEntry
from vidgen_desktop.core.progress import WINDOWS, ProgressGate, Reading, StageName
from vidgen_desktop.core.run.sealing import Sealer
from vidgen_desktop.core.store_port import Store

log = logging.getLogger("vidgen.pipeline")
T = TypeVar("T")

WHOLE, ALMOST = 100.0, 99.9  # percent


class Recorder:
    """Serialises what several threads of one run report, and passes it on in order."""

    def __init__(
        self,
        generation: int,
        store: Store,
        token: CancelToken,
        listen: Callable[[Event], None],
        can_be_used: Callable[[Path], bool] = Path.is_file,
    ) -> None:
        """`can_be_used` looks into a file of a recorded result before that is believed."""
        self._generation = generation
        self._store = store
        self._token = token
        self._listen = listen
        self._can_be_used = can_be_used
        self._sealer = Sealer(store, generation)
        self._lock = threading.RLock()
        self._under_way: dict[str, threading.Lock] = {}
        self._believed: frozenset[str] = frozenset()
        self._gate = ProgressGate()
        self._stage = StageName.ENHANCE

    def believe(self, kinds: frozenset[str]) -> None:
        """Take what is recorded of these kinds of steps ("clip" of "clip/3") as it is, whatever
        its inputs have become.
        """
        self._believed = kinds

    def close(self, *, completed: bool) -> None:
        """No more steps; what is recorded is sealed."""
        self._sealer.close(completed=completed)

    def emit(self, event: Event) -> None:
        """Tell the listener; one event at a time."""
        with self._lock:
            self._listen(event)

    def enter(self, stage: StageName) -> None:
        """A stage begins: the bar stands exactly at the start of its window."""
        with self._lock:
            self._stage = stage
            self.progress(0.0, None)
            self.flush(force=True)

    def leave(self, stage: StageName) -> None:
        """A stage is done: the bar stands exactly at the end of its window.

        The last hundredth belongs to `Store.complete`, which writes 100 with the status.
        """
        if stage is not StageName.FINISH:
            with self._lock:
                self.progress(1.0, None)
                self.flush(force=True)

    def progress(self, fraction: float, text: str | None) -> None:
        """Accept a fraction of the current stage, unless it would move the bar backwards."""
        with self._lock:
            window = WINDOWS[self._stage]
            reading = Reading(window.percent(fraction), text or window.text)
            if reading == self._gate.latest:
                return
            if not self._gate.offer(reading):
                log.debug(
                    "progress %.1f refused after %.1f", reading.percent, self._gate.latest.percent
                )
                return
            if reading.percent < WHOLE:  # `run` tells of 100 once it is stored
                self._listen(
                    Progressed(self._generation, reading.percent, self._stage, reading.text)
                )
        self.flush()

    def flush(self, *, force: bool = False) -> None:
        """Write the pending reading if a second has passed, or if the stage ends."""
        with self._lock:
            reading = self._gate.take_due(force=force)
            if reading is None:
                return
            # 100 is only ever written together with the status "completed".
            percent = min(reading.percent, ALMOST)
            self._store.save_progress(self._generation, percent, reading.text, now())
        log.info("progress %.1f %s", reading.percent, reading.text)

    def heartbeat(self) -> None:
        """Show a sign of life when nothing else was written for a while."""
        with self._lock:
            due = self._gate.heartbeat_due()
        if due:
            self._store.touch(self._generation, now())

    def charged(self, entry: CostEntry, total: int) -> None:
        """Tell of an entry that was written to the ledger, and of the generation's cost."""
        log.info("charged %s micros for %s by %s", entry.micros, entry.what, entry.provider)
        self.emit(CostAdded(self._generation, entry, total))

    def note(self, text: str) -> None:
        """Keep a sentence the person should know, and tell."""
        self._store.add_note(self._generation, text)
        self.emit(Noted(self._generation, text))

    def step(self, key: str, inputs: object, kind: type[T], work: Callable[[], T]) -> T:
        """Do a step once: its recorded result is believed if the inputs are the same.

        Who asks for a step that another thread is doing waits for its result.
        """
        with self._lock:
            lock = self._under_way.setdefault(key, threading.Lock())
        with lock:
            return self._once(key, inputs, kind, work)

    def _once(self, key: str, inputs: object, kind: type[T], work: Callable[[], T]) -> T:
        self._token.check()
        fingerprint = fingerprint_of(inputs)
        known = self._store.recorded(self._generation, key, fingerprint, kind)
        if known is None and key.partition("/")[0] in self._believed:
            known = self._store.last(self._generation, key, kind)
        if known is not None and all(self._can_be_used(file) for file in files_of(known)):
            self._sealer.add(key)
            self._publish(known)
            self.emit(StepChanged(self._generation, key, StepState.REUSED))
            return known
        self.emit(StepChanged(self._generation, key, StepState.STARTED))
        began = time.monotonic()
        result = work()
        self._store.record(
            self._generation,
            key,
            fingerprint,
            result,
            files=files_of(result),
            seconds=time.monotonic() - began,
        )
        self._sealer.add(key)
        self._publish(result)
        self.emit(StepChanged(self._generation, key, StepState.DONE))
        return result

    def _publish(self, result: object) -> None:
        match result:
            case Storyboard():
                self._store.save_storyboard(self._generation, result)
                self._store.set_title(self._generation, result.title)
                self.emit(StoryboardReady(self._generation, result))
                for note in result.notes:
                    self.note(note)
            case Take():
                self._store.save_take(self._generation, result)
                self.emit(TakeReady(self._generation, result))
            case Speech():
                self.emit(SpeechReady(self._generation, result))
            case _:
                pass


def fingerprint_of(inputs: object) -> str:
    """A digest of a step's inputs: dataclasses, containers and plain values."""
    text = json.dumps(inputs, default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def files_of(result: object) -> list[Path]:
    """The files that must exist for a recorded result to be believed."""
    named: list[str | Path]
    match result:
        case Path():
            named = [result]
        case Speech() | Bridge() | Fitted():
            named = [result.path]
        case Take():
            named = [result.path, result.poster]
        case OwnSound():
            named = [result.path] if result.path else []
        case Result():
            named = [result.video, result.poster, *result.captions]
        case _:
            named = []
    return [Path(name) for name in named]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"a step's inputs cannot hold {type(value).__name__}")
