"""Bar, step, times, cost and Cancel of a generation that is pending or processing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.core.model import Estimate, Generation, Status, now
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.core.progress import STALE_PENDING, STALE_PROCESSING
from vidgen_desktop.ui.generation.remaining import remaining
from vidgen_desktop.ui.look import icons, texts, tokens
from vidgen_desktop.ui.parts.bar import Bar
from vidgen_desktop.ui.parts.labels import KeptLabel, Label, NumberLabel

WAITING_HERE = "Waiting for its turn"
STARTING = "Starting"
STOPPING = "Stopping…"


def stale_after(status: Status) -> float:
    """Seconds of silence after which it is said."""
    after = STALE_PENDING if status is Status.PENDING else STALE_PROCESSING
    return after.total_seconds()


class StaleNotice(QWidget):
    """Says that nothing has happened for long, and offers to wait or to cancel."""

    waited = Signal()
    cancelAsked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "warning", wrap=True)
        self.wait_button = QPushButton("Wait")
        self.cancel_button = QPushButton("Cancel")
        self.wait_button.setAccessibleName("Wait for this video")
        self.cancel_button.setAccessibleName("Cancel this video, which shows no progress")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_S)
        row.addWidget(self.words, 1)
        row.addWidget(self.wait_button)
        row.addWidget(self.cancel_button)
        self.wait_button.clicked.connect(self.waited)
        self.cancel_button.clicked.connect(self.cancelAsked)

    def say(self, status: Status) -> None:
        """Show the sentence for a pending or a processing generation."""
        minutes = int(stale_after(status) // 60)
        span = "minute" if minutes == 1 else f"{minutes} minutes"
        self.words.setText(
            f"Nothing has happened for more than {'a' if minutes == 1 else ''} {span}. "
            "It may still go on.".replace("  ", " ")
        )


class ProgressPanel(QWidget):
    """Shows what it is told and counts the time; emits when the person wants it stopped."""

    cancelAsked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._generation: Generation | None = None
        self._estimate: Estimate | None = None
        self._percent = 0.0
        self._cost = 0
        self._silence = 0.0  # seconds without a sign of life, as the watcher counts them
        self._patience = 0.0  # up to this silence the person wants to wait
        self._waiting_here = False
        self._stopping = False
        self.step = KeptLabel("", "emphasis")
        self.percent = NumberLabel("", "emphasis", tokens.TYPE_EMPHASIS)
        self.bar = Bar()
        self.facts = NumberLabel("")
        self.cancel = QPushButton("Cancel")
        self.stale = StaleNotice()
        self._lay_out()
        self.cancel.clicked.connect(self._ask_cancel)
        self.stale.cancelAsked.connect(self._ask_cancel)
        self.stale.waited.connect(self._be_patient)

    def _lay_out(self) -> None:
        self.cancel.setProperty("kind", "quiet")
        self.cancel.setAccessibleName("Cancel this video")
        self.cancel.setToolTip("Stop; finished scenes are kept (Ctrl+.)")
        icons.dress(self.cancel, "cancel", "secondary")
        self.stale.hide()
        top = QHBoxLayout()
        top.addWidget(self.step, 1)
        top.addWidget(self.percent)
        line = QHBoxLayout()
        line.addWidget(self.facts, 1)
        line.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addLayout(line)
        column.addWidget(self.stale)

    def show_generation(self, generation: Generation, *, waiting_here: bool) -> None:
        """Show a generation as stored; a bar that is ahead of the store stays where it is."""
        same = self._generation is not None and self._generation.id == generation.id
        restarted = same and not self._active(self._generation)
        ahead = self._percent if same and not restarted else 0.0
        self._generation = generation
        self._waiting_here = waiting_here
        if not same or restarted:
            self._estimate = None
            self._stopping = False
            self._silence = self._patience = 0.0
        self._stopping = self._stopping or generation.cancellation_requested
        self._cost = max(self._cost if same else 0, generation.cost_micros)
        self._percent = max(ahead, generation.progress)
        self.bar.set_percent(self._percent, glide=same)
        if not same or generation.progress >= ahead:
            self._say_step(generation.current_step or "")
        self.tick()

    def set_estimate(self, generation: int, estimate: Estimate) -> None:
        """What it was expected to take and to cost."""
        if self._generation is not None and self._generation.id == generation:
            self._estimate = estimate
            self.tick()

    def set_reading(self, percent: float, text: str) -> None:
        """Move the bar; called at most ten times a second."""
        self._silence = 0.0
        self._percent = percent
        self._waiting_here = False
        self.bar.set_percent(percent)
        self._say_step(text)
        self.percent.say(texts.percent(percent))
        self._show_stale()

    def set_silence(self, seconds: float) -> None:
        """How long the generation on view has shown no sign of life."""
        self._silence = seconds
        self._show_stale()

    def set_cost(self, micros: int) -> None:
        """What it has cost so far."""
        self._cost = micros
        self.tick()

    def tick(self) -> None:
        """Once a second: times, and whether it still lives."""
        if self._generation is None:
            return
        self.percent.say(texts.percent(self._percent))
        self.facts.say(texts.SEPARATOR.join(self._facts(self._generation)))
        self._show_stale()

    def _facts(self, generation: Generation) -> list[str]:
        facts: list[str] = []
        if generation.started_at is not None:
            elapsed = (now() - generation.started_at).total_seconds()
            facts.append(f"{texts.clock(elapsed)} elapsed")
            estimate = self._estimate.seconds if self._estimate else None
            left = remaining(elapsed, self._percent, estimate)
            if left is not None and not self._stopping:
                facts.append(f"{texts.about(left)} left")
        facts.append(self._spent())
        return facts

    def _spent(self) -> str:
        expected = self._estimate
        unpriced = expected is not None and expected.unpriced
        if not self._cost and (expected is None or not (expected.micros or unpriced)):
            return show_micros(0)
        if expected is not None and not (expected.micros or self._cost):
            return texts.estimated(expected)  # that it is not known
        spent = show_micros(self._cost) if self._cost else "$0.00"
        if expected is None or expected.micros <= 0 or self._cost > expected.micros:
            return f"{spent} spent"
        return f"{spent} of {texts.estimated(expected)}"

    def _say_step(self, text: str) -> None:
        if self._stopping:
            self.step.say(STOPPING)
        else:
            self.step.say(WAITING_HERE if self._waiting_here else text or STARTING)

    def _show_stale(self) -> None:
        generation = self._generation
        if generation is None:
            return
        longest = max(self._patience, stale_after(generation.status))
        stale = not self._waiting_here and self._silence >= longest
        if stale:
            self.stale.say(generation.status)
        self.stale.setVisible(stale)
        # One Cancel at a time: the notice has its own.
        self.cancel.setVisible(generation.status.is_active and not self._stopping and not stale)

    def _be_patient(self) -> None:
        if self._generation is not None:
            self._patience = self._silence + stale_after(self._generation.status)
            self._show_stale()

    def _ask_cancel(self) -> None:
        if self._generation is not None and self._active(self._generation):
            self._stopping = True
            self._say_step("")
            self.tick()
            self.cancelAsked.emit(self._generation.id)

    @staticmethod
    def _active(generation: Generation | None) -> bool:
        return generation is not None and generation.status.is_active
