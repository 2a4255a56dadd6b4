"""Runs generations beside the window and tells it what happens, on the main thread."""

import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import ConsentNeeded, LeaseLost, VidgenError
from vidgen_desktop.core.events import (
    CostAdded,
    Ended,
    Event,
    Failed,
    Noted,
    Outcome,
    Progressed,
    SpeechReady,
    Started,
    StepChanged,
    StoryboardReady,
    TakeReady,
    WasCancelled,
)
from vidgen_desktop.core.model import Generation, Request
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.inbox import Inbox

log = logging.getLogger("vidgen.ui")

UPDATE_INTERVAL = 0.1  # seconds between deliveries to the widgets, at the least
BUG = Failed("bug", "Something went wrong inside Vidgen.", "Try again. The log has the details.")


class GenerationJob(QRunnable):
    """One run in a pool thread. `Ended` always comes, whatever the service does."""

    def __init__(
        self,
        service: GenerationService,
        generation: int,
        token: CancelToken,
        listen: Callable[[Event], None],
    ) -> None:
        super().__init__()
        self._service = service
        self._generation = generation
        self._token = token
        self._listen = listen
        self._ended = False

    def run(self) -> None:
        """Carry the generation to its end."""
        outcome = BUG
        try:
            outcome = self._service.run(self._generation, self._token, self._pass_on)
        except Exception:  # the boundary: without this the window would wait for ever
            log.exception("the engine raised in generation %s", self._generation)
        if not self._ended:
            self._listen(Ended(self._generation, outcome))

    def _pass_on(self, event: Event) -> None:
        self._ended = self._ended or isinstance(event, Ended)
        self._listen(event)


class GenerationRunner(QObject):
    """Lives on the main thread, as long as the window. One token per run, never reused.

    The queue of waiting generations is kept here and not in the pool: taking a job back
    from a pool races with its beginning; a queue that only the main thread touches does not.
    Money crosses signals as `object`, for a Qt int has 32 bits.
    """

    accepted = Signal(object)  # Generation, of a new request
    resumed = Signal(object, bool)  # Generation; whether nobody asked to look at it
    refused = Signal(object)  # VidgenError
    submitConsent = Signal(object)  # Request: the person's word is needed first
    resumeConsent = Signal(int)
    started = Signal(int)
    progressed = Signal(int, float, str)
    stepChanged = Signal(int, str, object)
    storyboardReady = Signal(int, object)
    sceneReady = Signal(int, object)  # Take
    speechReady = Signal(int, object)
    costAdded = Signal(int, object, object)  # generation, CostEntry, total micros
    noted = Signal(int, str)
    ended = Signal(int, object)  # Outcome
    _woken = Signal()

    def __init__(
        self, service: GenerationService, at_a_time: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._pool = QThreadPool(self)
        self._background = Background(self, threads=1)
        self.learns_first = False  # for who wants to be asked above an amount
        self._closing = CancelToken()
        self._waiting: deque[int] = deque()
        self._running: dict[int, CancelToken] = {}
        self._latest: dict[int, Progressed] = {}
        self._inbox = Inbox(self._woken.emit)
        self._delivered_at = 0.0
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._deliver_soon, Qt.ConnectionType.QueuedConnection)
        self.set_at_a_time(at_a_time)

    @property
    def active(self) -> tuple[int, ...]:
        """The generations of this window that run or wait."""
        return (*self._running, *self._waiting)

    def is_waiting(self, generation: int) -> bool:
        """Whether it waits here for its turn."""
        return generation in self._waiting

    def owns(self, generation: int) -> bool:
        """Whether it runs or waits in this window, and not in another process."""
        return generation in self._running or generation in self._waiting

    def latest(self, generation: int) -> Progressed | None:
        """The newest reading of a generation that runs here; ahead of the store's."""
        return self._latest.get(generation)

    def set_at_a_time(self, number: int) -> None:
        """How many may run at once; those that run already go on."""
        self._at_a_time = max(1, number)
        self._pool.setMaxThreadCount(max(self._at_a_time, len(self._running)))
        self._start_next()

    def submit(self, request: Request, agreed_micros: int | None = None) -> None:
        """Check and store a request; `accepted`, `refused` or `submitConsent` answers, then it
        gets its turn.
        """

        def refuse(fault: VidgenError) -> None:
            if isinstance(fault, ConsentNeeded):
                self.submitConsent.emit(request)
            else:
                self.refused.emit(fault)

        self._background.ask(lambda: self._submitted(request, agreed_micros), self.enqueue, refuse)

    def _submitted(self, request: Request, agreed_micros: int | None) -> Generation:
        """By the prices that services tell now: who presses the button before they have told
        any would not be asked.
        """
        if self.learns_first and agreed_micros is None and not request.cast.is_builtin:
            with suppress(Cancelled):  # the window closes: what was asked for is stored
                self._service.learn_prices(request.cast, self._closing)
        return self._service.submit(request, agreed_micros)

    def resume(
        self, generation: int, agreed_micros: int | None = None, *, quietly: bool = False
    ) -> None:
        """Carry on with one that failed, was cancelled or was left, keeping its finished steps.

        `quietly`: the person looks at something else, and goes on doing so.
        """

        def go_on(pending: Generation) -> None:
            self._waiting.append(pending.id)
            self.resumed.emit(pending, quietly)
            self._start_next()

        def refuse(fault: VidgenError) -> None:
            if isinstance(fault, ConsentNeeded):
                self.resumeConsent.emit(generation)
            else:
                self.refused.emit(fault)

        self._background.ask(lambda: self._service.resume(generation, agreed_micros), go_on, refuse)

    def cancel(self, generation: int) -> None:
        """Ask to stop: at once if it runs here, never to start if it waits."""
        if generation in self._waiting:
            self._waiting.remove(generation)
            self._background.ask(
                lambda: self._service.cancel(generation),
                lambda _status: self.ended.emit(generation, WasCancelled(0, 0)),
                self.refused.emit,
            )
            return
        # The token first: it acts within milliseconds, the database may be busy.
        if (token := self._running.get(generation)) is not None:
            token.cancel()
        self._background.ask(lambda: self._service.cancel(generation), None, self.refused.emit)

    def cancel_all(self) -> None:
        """Ask everything of this window to stop."""
        for generation in self.active:
            self.cancel(generation)

    def close(self) -> None:
        """Stop everything, so that it can be gone on with, and wait for it; for the very end of
        the program. What the person has asked for until now is stored; what waits, too, is left.
        """
        self._closing.cancel()
        self._waiting.clear()
        for token in list(self._running.values()):
            token.stop()
        self._pool.waitForDone()
        self._background.close(finish=True)
        self._timer.stop()
        self._deliver()

    def enqueue(self, generation: Generation) -> None:
        """Run a pending generation as soon as it is its turn."""
        self._waiting.append(generation.id)
        self.accepted.emit(generation)
        self._start_next()

    def _start_next(self) -> None:
        while self._waiting and len(self._running) < self._at_a_time:
            generation = self._waiting.popleft()
            token = CancelToken()
            self._running[generation] = token
            self._pool.start(GenerationJob(self._service, generation, token, self._inbox.put))

    def _deliver_soon(self) -> None:
        if self._timer.isActive():
            return
        rest = self._delivered_at + UPDATE_INTERVAL - time.monotonic()
        if rest <= 0:
            self._deliver()
        else:
            self._timer.start(max(1, int(rest * 1000)))

    def _deliver(self) -> None:
        self._delivered_at = time.monotonic()
        for event in self._inbox.take():
            self._tell(event)

    def _tell(self, event: Event) -> None:
        match event:
            case Progressed(generation, percent, _, text):
                self._latest[generation] = event
                self.progressed.emit(generation, percent, text)
            case Started(generation):
                self.started.emit(generation)
            case StepChanged(generation, step, state):
                self.stepChanged.emit(generation, step, state)
            case StoryboardReady(generation, storyboard):
                self.storyboardReady.emit(generation, storyboard)
            case TakeReady(generation, take):
                self.sceneReady.emit(generation, take)
            case SpeechReady(generation, speech):
                self.speechReady.emit(generation, speech)
            case CostAdded(generation, entry, total):
                self.costAdded.emit(generation, entry, total)
            case Noted(generation, text):
                self.noted.emit(generation, text)
            case Ended(generation, outcome):
                self._end(generation, outcome)

    def _end(self, generation: int, outcome: Outcome) -> None:
        self._running.pop(generation, None)
        self._latest.pop(generation, None)
        if isinstance(outcome, Failed) and outcome.code == LeaseLost.code:
            self.noted.emit(generation, f"{outcome.message} {outcome.advice}")
        self.ended.emit(generation, outcome)
        self._start_next()
