"""New video: what a person sees first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.config import Settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Choice
from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.errors import InvalidRequest, VidgenError
from vidgen_desktop.core.model import Request, Voice
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import icons, texts, tokens
from vidgen_desktop.ui.new_video.examples import Examples
from vidgen_desktop.ui.new_video.offer import Offer
from vidgen_desktop.ui.new_video.prompt_choices import PromptChoices
from vidgen_desktop.ui.new_video.prompt_field import FEW_LINES, TALLEST, PromptField
from vidgen_desktop.ui.new_video.prompt_more import PromptMore
from vidgen_desktop.ui.new_video.quality_choice import QualityChoice
from vidgen_desktop.ui.parts.labels import ElidedLabel, KeptLabel, Label, error_label
from vidgen_desktop.ui.parts.popover import Popover, order_tabs


class PromptPanel(QWidget):
    """Emits a request when the person wants the video; shows faults beside their fields."""

    submitted = Signal(object)  # Request

    def __init__(
        self, service: GenerationService, background: Background, settings: Settings
    ) -> None:
        super().__init__()
        self._service = service
        self._background = background
        self._token = CancelToken()
        self._speaking = BUILTIN_CHOICE
        self._usual_quality = settings.quality
        self.setAcceptDrops(True)
        self.heading = Label("What should the video be about?", "welcome", wrap=True)
        self.field = PromptField()
        self.prompt_error = error_label()
        self.quality = QualityChoice()
        self.choices = PromptChoices(settings.defaults, self.quality)
        self.choices_error = error_label()
        self.more = PromptMore(settings.defaults)
        self.more_button = QPushButton("More")
        self.popover = Popover(self, self.more_button, self.more)
        self.summary = ElidedLabel("", "small")
        self.submit = QPushButton("Make video")
        self.caution = KeptLabel("", "small")
        self.offer = Offer(service, background, self.submit, self.caution, self.request)
        self.examples = Examples()
        self._dress()
        self._lay_out()
        self._connect()
        self.quality.set_settings(settings)
        self.quality.choose_named(settings.quality)
        order_tabs([self.more_button, *self.more.stops, self.submit])

    def _dress(self) -> None:
        self.submit.setProperty("kind", "primary")
        self.submit.setToolTip("Make this video (Ctrl+Enter)")
        self.submit.setAccessibleName("Make video")
        self.more_button.setProperty("kind", "flush")
        self.more_button.setAccessibleName("More choices")
        self.more_button.setToolTip("Caption style, transitions, clips, music, own pictures")
        icons.dress(self.more_button, "more", "secondary")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.more_button)
        buttons.addWidget(self.summary, 1)
        buttons.addWidget(self.submit)
        inner = self._inner = QWidget()
        inner.setMaximumWidth(tokens.READING_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.heading)
        column.addSpacing(tokens.SPACE_S)
        for widget in (
            self.field,
            self.prompt_error,
            self.choices,
            self.choices_error,
        ):
            column.addWidget(widget)
        column.addSpacing(tokens.SPACE_S)
        column.addLayout(buttons)
        column.addWidget(self.caution)
        column.addWidget(self.examples)
        self._scroll_around(inner)

    def _scroll_around(self, inner: QWidget) -> None:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(
            tokens.SPACE_XXL, tokens.SPACE_XL, tokens.SPACE_XXL, tokens.SPACE_XL
        )
        rows.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inner, 100)
        across.addStretch(1)
        rows.addLayout(across)
        rows.addStretch(3)
        scroll = self._scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the field what room there is."""
        super().resizeEvent(event)
        self._fit_field()

    def _fit_field(self) -> None:
        others = self._inner.minimumSizeHint().height() - self.field.height()
        room = self.height() - others - 2 * tokens.SPACE_XXL
        self.field.setFixedHeight(max(FEW_LINES, min(TALLEST, room)))

    def _connect(self) -> None:
        self.submit.clicked.connect(self.try_submit)
        self.field.edit.submitted.connect(self.try_submit)
        self.field.edit.filesDropped.connect(self._take_files)
        self.popover.opened.connect(self.more.assembly.caption_style.focus)
        self.more.assembly.styled.connect(self._show_styles)
        self.field.changed.connect(lambda: self._mended(wrong=bool(self.prompt_error.text())))
        self.choices.changed.connect(lambda: self._mended(wrong=bool(self.choices_error.text())))
        self.more.changed.connect(self._more_chosen)
        self.quality.chosen.connect(self._quality_chosen)
        self.examples.chosen.connect(self.use_example)

    def request(self) -> Request:
        """What is asked for now; raises InvalidRequest where a field makes no sense."""
        return self.more.apply_to(self.choices.apply_to(Request(prompt=self.field.text())))

    def try_submit(self) -> None:
        """Hand on the request, or show what is wrong; nothing is stored in that case."""
        self.clear_errors()
        try:
            request = self.request()
        except InvalidRequest as fault:
            self.show_fault(fault)
            return
        self.submit.setEnabled(False)
        self.submitted.emit(request)

    def accept(self) -> None:
        """The request was stored: make room for the next one."""
        self.submit.setEnabled(True)
        self.field.edit.clear()
        self.more.set_pictures([])
        self.more.reference.set_path("")
        self.clear_errors()

    def show_fault(self, fault: VidgenError) -> None:
        """Put the sentence beside the field that caused it, and the focus into the field."""
        self.submit.setEnabled(True)
        name = fault.field if isinstance(fault, InvalidRequest) else ""
        sentence = str(fault)
        if name in self.choices.by_field:
            choice = self.choices.by_field[name]
            choice.mark(True, sentence)
            self.choices_error.say(sentence)
            choice.box.setFocus()
            self._scroll.ensureWidgetVisible(self.choices_error)
        elif self.more.owns(name):
            self.popover.open()
            self.more.show_fault(name, sentence)
        else:
            self.prompt_error.say(sentence)
            self.field.edit.setAccessibleDescription(sentence)
            self.field.edit.setFocus()

    def clear_errors(self) -> None:
        """Take all sentences and red edges away."""
        for label in (self.prompt_error, self.choices_error):
            label.say("")
        for choice in self.choices.by_field.values():
            choice.mark(False)
        self.more.clear_faults()
        self.field.edit.setAccessibleDescription("")

    def use_example(self, text: str) -> None:
        """Put an example into the field, ready to be changed."""
        self.field.edit.setPlainText(text)
        self.field.edit.setFocus()

    def show_examples(self, on: bool) -> None:
        """Examples help while the library is empty, and are in the way later."""
        self.examples.setVisible(on)

    def set_settings(self, settings: Settings, *, begin_again: bool) -> None:
        """Offer what is in the settings; `begin_again`: from their defaults, too."""
        self.quality.set_settings(settings)
        if settings.quality != self._usual_quality:
            self._usual_quality = settings.quality
            self.quality.choose_named(settings.quality)
        if begin_again:
            self.choices.set_defaults(settings.defaults)
            self.more.set_defaults(settings.defaults)
        self.offer.forget_prices()
        self._quality_chosen()

    def leave(self) -> None:
        """The window closes: no service is waited for."""
        self._token.cancel()
        self.offer.leave()

    def read_voices(self) -> None:
        """Offer the voices of who speaks in the chosen quality, once they are known."""
        self._speaking = choice = self.quality.quality.cast.voice
        wanted = self.quality.quality.voice
        self._background.ask(
            lambda: tuple(self._service.voices(choice, self._token)),
            lambda voices: self._offer_voices(choice, voices, wanted),
            lambda _fault: self._offer_voices(choice, (), wanted),
            owner=self,
        )

    def _offer_voices(self, choice: Choice, voices: Sequence[Voice], wanted: str) -> None:
        if choice == self._speaking:
            self.choices.offer_voices(voices)
            if not choice.is_builtin:
                self.choices.voice.choose(wanted)

    def _quality_chosen(self) -> None:
        if self.quality.quality.cast.voice != self._speaking:
            self.read_voices()
        self.offer.ask_soon()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the panel."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped files become pictures for the scenes."""
        self._take_files([u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()])
        event.acceptProposedAction()

    def _take_files(self, paths: list[str]) -> None:
        if paths:
            self.more.add_pictures(paths)

    def _more_chosen(self) -> None:
        self.summary.setText(texts.SEPARATOR.join(self.more.summary()))
        self._mended(wrong=self.more.is_wrong)

    def _show_styles(self) -> None:
        """Only captions that are always on have a style: choosing one chooses them."""
        self.choices.captions.choose(Captions.BURNED)

    def _mended(self, *, wrong: bool) -> None:
        if wrong:
            self.clear_errors()
        self.offer.ask_soon()
