"""Chooses a model by its name: a box to type in, with what the service lists below it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.parts.choice import HEIGHT, Box
from vidgen_desktop.ui.parts.labels import ElidedLabel, Label, set_tip

READING, NONE_LISTED = "Reading the models…", "Write the model's name as the service has it."


class ModelBox(QWidget):
    """`model` is the id of what is chosen or typed; a line below tells when it ends."""

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._today = date.today()  # noqa: DTZ011 - the person's own day
        self._models: list[ModelInfo] = []
        self._model = ""
        self.box = Box(name)
        self.box.setEditable(True)
        self.box.setInsertPolicy(self.box.InsertPolicy.NoInsert)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.box.setLineEdit(self.edit)
        self.box.setFixedHeight(HEIGHT)
        self.note = ElidedLabel("", "small")
        self.note.setProperty("small", True)  # whatever its role: it keeps its height
        self._complete()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(Label("Model", "small"))
        column.addWidget(self.box)
        column.addWidget(self.note)
        self.box.activated.connect(self._picked)
        self.edit.editingFinished.connect(self._typed)

    def _complete(self) -> None:
        completer = QCompleter(self.box.model(), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        self.box.setCompleter(completer)

    @property
    def model(self) -> str:
        """The id that the service knows it by, or what was typed."""
        typed = self.edit.text().strip()
        found = next((m for m in self._models if typed in (m.title, m.id)), None)
        return found.id if found is not None else typed

    def wait(self) -> None:
        """The list is on its way."""
        self._say(READING, "small")

    def offer(self, models: Sequence[ModelInfo], model: str) -> None:
        """Offer what a service lists; `model` is the id that is chosen."""
        self._models = list(models)
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems([one.title for one in self._models])
        self.box.setCurrentIndex(-1)
        self.box.blockSignals(False)
        self.choose(model)

    def choose(self, model: str) -> None:
        """Show a model, listed or not."""
        found = next((one for one in self._models if one.id == model), None)
        self.edit.setText(found.title if found is not None else model)
        self.edit.setCursorPosition(0)
        self._model = model
        self.tell()

    def tell(self) -> None:
        """Say when the chosen one ends, or that it is not in the list."""
        model = self.model
        found = next((one for one in self._models if one.id == model), None)
        if not self._models:
            self._say(NONE_LISTED, "small")
        elif found is None:
            self._say("The service does not list it." if model else "Choose a model.", "warning")
        else:
            warning = found.ending(self._today)
            self._say(warning, "warning" if warning else "small")

    def fail(self, fault: VidgenError) -> None:
        """The list could not be had: why is said below, and all of it beside the pointer."""
        self._say(fault.message, "error")
        set_tip(self.edit, str(fault))
        self.edit.setAccessibleDescription(str(fault))

    def _say(self, sentence: str, role: str) -> None:
        set_tip(self.edit, "")
        self.edit.setAccessibleDescription(sentence)
        style.set_property(self.note, "role", role)
        self.note.setText(sentence)

    def _picked(self, index: int) -> None:
        if 0 <= index < len(self._models):
            self.choose(self._models[index].id)
            self.chosen.emit()

    def _typed(self) -> None:
        if self.model != self._model:
            self._model = self.model
            self.tell()
            self.chosen.emit()
