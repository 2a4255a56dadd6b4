"""Which voice of a narrator, how fast, and how it sounds."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import BUILTIN_CHOICE
from vidgen_desktop.core.casting import Choice as Chosen
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model import Voice
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.parts.choice import HEIGHT, Choice
from vidgen_desktop.ui.parts.labels import ElidedLabel, Label
from vidgen_desktop.ui.playing.voice_sample import SamplePlayer

SPEEDS = (0.75, 0.9, 1.0, 1.1, 1.25, 1.5)
AUTOMATIC = ("Automatic", "auto")
HEAR, ASKING = "Hear it", "Speaking…"
PLAYING, SILENT = "", "This computer has no sound device to hear it on."


class VoicePicker(QWidget):
    """Ids that are not listed can be typed: not every service tells its voices."""

    changed = Signal()

    def __init__(self, service: GenerationService, errands: Background) -> None:
        super().__init__()
        self._service = service
        self._errands = errands
        self._narrator: Chosen | None = None
        self._token = CancelToken()
        self.player = SamplePlayer(self)
        self.voice = Choice("Voice", [AUTOMATIC])
        self.voice.box.setEditable(True)
        self.voice.box.setInsertPolicy(self.voice.box.InsertPolicy.NoInsert)
        self.speed = Choice("Speed", [(speed_word(one), one) for one in SPEEDS])
        self.speed.choose(1.0)
        self.hear = QPushButton(HEAR)
        self.hear.setAccessibleName("Hear the voice")
        self.hear.setFixedHeight(HEIGHT)
        icons.dress(self.hear, "sound", "secondary")
        self.note = ElidedLabel("", "small")
        self.note.setProperty("small", True)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_M)
        row.addWidget(self.voice, 2)
        row.addWidget(self.speed, 1)
        hearing = QVBoxLayout()
        hearing.setSpacing(tokens.SPACE_XS)
        hearing.addWidget(Label("", "small"))
        hearing.addWidget(self.hear)
        row.addLayout(hearing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(row)
        column.addWidget(self.note)
        if (edit := self.voice.box.lineEdit()) is not None:
            edit.setAccessibleName("Voice")
            edit.editingFinished.connect(self.changed)
        self.voice.box.activated.connect(lambda _index: self.changed.emit())
        self.speed.chosen.connect(self.changed)
        self.hear.clicked.connect(self.try_hear)

    @property
    def wanted(self) -> str:
        """ "auto" or a voice's id."""
        typed = self.voice.box.currentText().strip()
        at = self.voice.box.findText(typed)
        return self.voice.value_at(at) if at >= 0 else typed or "auto"

    def show_voice(self, narrator: Chosen, voice: str, speed: float) -> None:
        """Show what is chosen, and offer the narrator's voices once they are known."""
        speeds = sorted({*SPEEDS, speed})
        self.speed.offer([(speed_word(one), one) for one in speeds])
        self.speed.choose(speed)
        self._offer((), voice)
        self.set_narrator(narrator)

    def set_narrator(self, narrator: Chosen) -> None:
        """Offer another narrator's voices."""
        if narrator == self._narrator:
            return
        if self._narrator is not None:
            self._offer((), "auto")
        self._narrator = narrator
        self.note.setText("")
        token, service = self._token, self._service

        def show(voices: Sequence[Voice]) -> None:
            if narrator == self._narrator:
                self._offer(voices, self.wanted)

        def fail(fault: VidgenError) -> None:
            if narrator == self._narrator:
                self._say(str(fault), "error")

        if narrator.is_builtin or narrator.model:
            self._errands.ask(
                lambda: tuple(service.voices(narrator, token)), show, fail, owner=self
            )

    def leave(self) -> None:
        """Nothing is to be heard any more."""
        self._token.cancel()
        self._token = CancelToken()
        self._narrator = None
        self.player.stop()
        self._show_asking(False)

    def try_hear(self) -> None:
        """Have a sentence spoken, and play it."""
        narrator, voice, speed = self._narrator or BUILTIN_CHOICE, self.wanted, self.speed.value()
        token, service = self._token, self._service
        self._show_asking(True)
        self._say("" if narrator.is_builtin else "A sample may cost a fraction of a cent.", "small")
        self._errands.ask(
            lambda: service.preview_voice(narrator, voice, speed, token),
            lambda path: self._play(token, path),
            lambda fault: self._fail(token, fault),
            owner=self,
        )

    def _play(self, token: CancelToken, path: Path) -> None:
        if token is self._token:
            self._show_asking(False)
            self._say(PLAYING if self.player.play(path) else SILENT, "small")

    def _fail(self, token: CancelToken, fault: VidgenError) -> None:
        if token is self._token:
            self._show_asking(False)
            self._say(str(fault), "error")

    def _show_asking(self, asking: bool) -> None:
        self.hear.setEnabled(not asking)
        self.hear.setText(ASKING if asking else HEAR)

    def _say(self, sentence: str, role: str) -> None:
        style.set_property(self.note, "role", role)
        self.note.setText(sentence)

    def _offer(self, voices: Sequence[Voice], wanted: str) -> None:
        own = [(voice.title, voice.id) for voice in voices]
        self.voice.offer([AUTOMATIC, *own])
        known = {identity: word for word, identity in (AUTOMATIC, *own)}
        self.voice.box.setEditText(known.get(wanted, wanted))


def speed_word(speed: float) -> str:
    """A speed as one says it."""
    return "Normal" if speed == 1.0 else f"{speed:g} ×"
