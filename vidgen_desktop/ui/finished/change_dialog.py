"""Changes a finished video without filming it again: captions, music, transitions."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from vidgen_desktop.core.assembly import CROSSFADE_SECONDS
from vidgen_desktop.core.choices import Captions, Transition
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.errors import InvalidRequest, VidgenError
from vidgen_desktop.core.model import Generation, Request
from vidgen_desktop.core.revision import check_revision
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.finished.boundary_list import BoundaryList
from vidgen_desktop.ui.generation.details import Details
from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.new_video.assembly_choices import AssemblyChoices
from vidgen_desktop.ui.new_video.prompt_choices import CAPTIONS
from vidgen_desktop.ui.parts.choice import Choice
from vidgen_desktop.ui.parts.labels import KeptLabel, Line
from vidgen_desktop.ui.parts.page_parts import begin_dialog
from vidgen_desktop.ui.parts.popover import order_tabs
from vidgen_desktop.ui.parts.posters import Posters

WIDTH = 640
LIST_HEIGHT = 130  # three boundaries and the half of one, so that the rest is looked for
CHANGE, CHANGE_ALONE = "Change captions, music or transitions", "Change captions or music"
TRUTH = "A new version{other}. Nothing is filmed or bought again."
SHORTER = ", about {seconds:.1f} s shorter, for crossfades overlap the scenes"
LONGER = ", about {seconds:.1f} s longer, for fewer crossfades overlap the scenes"
SINGLE = "Between single scenes"


class ChangeDialog(QDialog):
    """`made` carries the pending version; whoever hears it runs it."""

    made = Signal(object)  # Generation

    def __init__(
        self,
        service: GenerationService,
        background: Background,
        details: Details,
        posters: Posters,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._background = background
        self._generation = details.generation
        self._asking = False
        self._scenes = len(details.takes)
        self.setWindowTitle(CHANGE if self._scenes > 1 else CHANGE_ALONE)
        self.setMinimumWidth(WIDTH)
        self.captions = Choice("Captions", CAPTIONS)
        self.choices = AssemblyChoices(self.captions)
        self.single = QPushButton(SINGLE)
        request = self._generation.request
        self.boundaries = BoundaryList(details.takes, request.boundaries, posters)
        self.said = KeptLabel(TRUTH.format(other=""), "secondary", wrap=True)
        self.cancel = QPushButton("Cancel")
        self.make = QPushButton("Make version")
        self._dress(len(details.takes))
        self._lay_out()
        self.captions.choose(request.captions)
        self.choices.set_request(request)
        self._connect()
        self._order_tabs()

    def _dress(self, scenes: int) -> None:
        self.single.setProperty("kind", "flush")
        self.single.setCheckable(True)
        self.single.setToolTip("Choose what is between two scenes, one by one")
        self.choices.transition.setVisible(scenes > 1)
        if scenes <= 2:  # noqa: PLR2004 - one boundary is no exception
            self.single.hide()
        icons.dress(self.single, "down", "secondary")
        self.boundaries.setFixedHeight(LIST_HEIGHT)
        self.boundaries.hide()
        self.make.setProperty("kind", "primary")
        self.make.setDefault(True)
        self.cancel.setProperty("kind", "plain")
        self.said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.said.setMinimumHeight(self.said.fontMetrics().lineSpacing() * 2)

    def _lay_out(self) -> None:
        self.choices.put_below_transition(self.single)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.make)
        column = begin_dialog(self, self.windowTitle(), self._generation.title)
        column.addWidget(self.choices)
        column.addWidget(self.boundaries)
        column.addStretch(1)
        column.addWidget(Line())
        column.addSpacing(tokens.SPACE_XS)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.make.clicked.connect(self.try_make)
        self.cancel.clicked.connect(self.reject)
        self.single.toggled.connect(self._show_single)
        self.choices.styled.connect(lambda: self.captions.choose(Captions.BURNED))
        for changed in (self.choices.changed, self.captions.chosen, self.boundaries.changed):
            changed.connect(self._forget_faults)
        self._count_exceptions()

    def request(self) -> Request:
        """The video's request with what is chosen here."""
        before = self._generation.request
        chosen = self.choices.apply_to(before)
        wanted = replace(
            chosen,
            captions=self.captions.value(),
            boundaries=self.boundaries.boundaries(chosen.transition),
        )
        if wanted.captions is not Captions.BURNED:  # no other captions have a style
            return replace(
                wanted, caption_style=before.caption_style, caption_words=before.caption_words
            )
        return wanted

    def try_make(self) -> None:
        """Order the version, or say beside the field what is wrong."""
        if self._asking:
            return
        request, original = self.request(), self._generation
        try:
            check_revision(original.request, request)
        except InvalidRequest as fault:
            self._show_fault(fault)
            return
        self._show_asking(True)
        self._background.ask(
            lambda: self._service.revise(original.id, request), self._done, self._show_fault
        )

    def reject(self) -> None:
        """Close, unless the order is on its way."""
        if not self._asking:
            super().reject()

    def _done(self, version: Generation) -> None:
        self._show_asking(False)
        self.made.emit(version)
        self.accept()

    def _show_asking(self, asking: bool) -> None:
        self._asking = asking
        for widget in (self.choices, self.boundaries, self.cancel, self.make):
            widget.setEnabled(not asking)

    def _show_fault(self, fault: VidgenError) -> None:
        self._show_asking(False)
        style.set_property(self.said, "role", "error")
        self.said.setText(str(fault))
        field = fault.field if isinstance(fault, InvalidRequest) else ""
        if (choice := self.choices.by_field.get(field)) is not None:
            choice.mark(True, str(fault))
            choice.focus()

    def _forget_faults(self) -> None:
        for choice in self.choices.by_field.values():
            choice.mark(False)
        style.set_property(self.said, "role", "secondary")
        self.said.setText(self._truth())
        self._count_exceptions()

    def _truth(self) -> str:
        """What the version will be; the takes keep the lengths that were filmed."""
        format = self._generation.request.format
        more = self._crossfades(self.request()) - self._crossfades(self._generation.request)
        seconds = abs(more) * format.frames(CROSSFADE_SECONDS) / format.fps
        other = (SHORTER if more > 0 else LONGER).format(seconds=seconds) if more else ""
        return TRUTH.format(other=other)

    def _crossfades(self, request: Request) -> int:
        after = (request.transition_after(scene) for scene in range(1, self._scenes))
        return sum(one is Transition.CROSSFADE for one in after)

    def _show_single(self, on: bool) -> None:
        if on:
            self.boundaries.make()
            self._order_tabs()
        self.boundaries.setVisible(on)
        icons.dress(self.single, "up" if on else "down", "secondary")
        if not on:
            self.adjustSize()

    def _order_tabs(self) -> None:
        rows = [row.button for row in self.boundaries.rows]
        order_tabs([*self.choices.stops, *rows, self.cancel, self.make])

    def _count_exceptions(self) -> None:
        count = len(self.boundaries.boundaries(self.choices.transition.value()))
        self.single.setText(f"{SINGLE}: {counted(count, 'exception')}" if count else SINGLE)
