"""Exports a finished video: choose, watch, and see where it is."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import InvalidRequest, VidgenError
from vidgen_desktop.core.export import Exported, ExportOrder, checked_order
from vidgen_desktop.core.model import Generation, Result
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.finished.export_choices import ExportChoices
from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.parts.bar import Bar
from vidgen_desktop.ui.parts.labels import KeptLabel, Label, Line, NumberLabel
from vidgen_desktop.ui.parts.page_parts import begin_dialog
from vidgen_desktop.ui.parts.reveal import reveal

WIDTH = 600
CANCELLED = "Cancelled. Nothing was written."
WHOLE = 100


class ExportDialog(QDialog):
    """Exports in a thread of its own. Cancel stops what runs, and closes when nothing does."""

    exported = Signal(object)  # Exported
    _moved = Signal(float)

    def __init__(
        self,
        service: GenerationService,
        generation: Generation,
        result: Result,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._generation = generation
        self._result = result
        self._token: CancelToken | None = None
        self._last: Exported | None = None
        self._background = Background(self, threads=1)
        self.setWindowTitle("Export")
        self.setMinimumWidth(WIDTH)
        self.choices = ExportChoices(generation.request.format)
        self.folder = QLineEdit(str(Path(result.video).parent))
        self.browse = QPushButton("Choose…")
        self.bar = Bar()
        self.percent = NumberLabel()
        self.said = KeptLabel("", "secondary", wrap=True)
        self.show_in_folder = QPushButton("Show in folder")
        self.cancel = QPushButton("Cancel")
        self.start = QPushButton("Export")
        self._dress()
        self._lay_out()
        self._connect()

    def _dress(self) -> None:
        self.folder.setAccessibleName("Folder for the export")
        self.browse.setAccessibleName("Choose the folder for the export")
        self.bar.setAccessibleName("Progress of the export")
        icons.dress(self.show_in_folder, "folder")
        self.start.setProperty("kind", "primary")
        self.start.setDefault(True)
        self.cancel.setProperty("kind", "plain")
        self.percent.setMinimumWidth(self.percent.fontMetrics().horizontalAdvance("100 %"))
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setMinimumHeight(self.said.fontMetrics().lineSpacing() * 2)
        # What comes later has its place already, so that nothing jumps.
        for widget in (self.bar, self.percent, self.show_in_folder):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
            widget.hide()

    def _lay_out(self) -> None:
        folder_row = QHBoxLayout()
        folder_row.addWidget(self.folder, 1)
        folder_row.addWidget(self.browse)
        progress = QHBoxLayout()
        progress.setSpacing(tokens.SPACE_M)
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.percent)
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_in_folder)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.start)
        column = begin_dialog(self, "Export", self._generation.title)
        column.addWidget(self.choices)
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(Label("Folder", "small"))
        column.addLayout(folder_row)
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(Line())
        column.addWidget(self.said)
        column.addLayout(progress)
        column.addSpacing(tokens.SPACE_S)
        column.addStretch(1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.start.clicked.connect(self.try_export)
        self.cancel.clicked.connect(self.reject)
        self.browse.clicked.connect(self._browse)
        self.show_in_folder.clicked.connect(self._reveal)
        self.choices.changed.connect(self._forget_faults)
        self.folder.textChanged.connect(lambda _text: self._forget_faults())
        self._moved.connect(self._move)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether something is being exported."""
        return self._token is not None

    def try_export(self) -> None:
        """Begin, or say beside the field what is wrong."""
        if self.is_running:
            return
        self._forget_faults()
        try:
            order = self._order()
        except InvalidRequest as fault:
            self._say(str(fault), "error")
            field = self.choices.by_field.get(fault.field)
            if field is not None:
                field.mark(True, str(fault))
            elif fault.field == "out":
                style.set_property(self.folder, "wrong", True)
            return
        token = self._token = CancelToken()
        self._show_running(True)
        self._say(f"Exporting as {order.offer.name}", "secondary")
        self._background.ask(lambda: self._export(order, token), self._done, self._failed)

    def _order(self) -> ExportOrder:
        folder = Path(self.folder.text().strip()).expanduser()
        if not folder.is_dir():
            raise InvalidRequest("This folder is not there.", "Choose another one.", field="out")
        order = self.choices.order(str(folder))
        return checked_order(order, self._result.seconds, self._generation.request.format)

    def _export(self, order: ExportOrder, token: CancelToken) -> Exported | None:
        try:
            return self._service.export(self._generation.id, order, token, self._moved.emit)
        except Cancelled:
            return None

    def _done(self, exported: Exported | None) -> None:
        self._token = None
        self._show_running(False)
        if exported is None:
            self._say(CANCELLED, "secondary")
            return
        self._last = exported
        self._say(" ".join([f"Saved as {Path(exported.path).name}.", *exported.notes]), "")
        self.cancel.setText("Close")
        self.show_in_folder.show()
        self.show_in_folder.setFocus()
        self.exported.emit(exported)

    def _failed(self, fault: VidgenError) -> None:
        self._token = None
        self._show_running(False)
        self._say(str(fault), "error")

    def _move(self, fraction: float) -> None:
        if self.is_running:
            self.bar.set_percent(fraction * WHOLE)
            self.percent.setText(f"{fraction * WHOLE:.0f} %")

    def _show_running(self, running: bool) -> None:
        self.bar.set_percent(0, glide=False)
        self.percent.setText("0 %")
        for widget in (self.bar, self.percent):
            widget.setVisible(running)
        for widget in (self.choices, self.folder, self.browse, self.start):
            widget.setEnabled(not running)
        self.show_in_folder.hide()
        self.cancel.setText("Cancel")

    def _say(self, sentence: str, role: str) -> None:
        style.set_property(self.said, "role", role)
        self.said.setText(sentence)

    def _forget_faults(self) -> None:
        if self.is_running:
            return
        for field in self.choices.by_field.values():
            field.mark(False)
        style.set_property(self.folder, "wrong", False)
        if self.said.property("role") == "error":
            self._say("", "secondary")

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the export", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _reveal(self) -> None:
        if self._last is not None:
            reveal(Path(self._last.path))

    def stop(self) -> None:
        """Cancel what runs, and wait for its end, which is near."""
        if self._token is not None:
            self._token.cancel()
        self._background.close()

    def reject(self) -> None:
        """Cancel what runs, or else close."""
        if self._token is not None:
            self._token.cancel()
            self._say("Cancelling", "secondary")
            return
        self._background.close()
        super().reject()
