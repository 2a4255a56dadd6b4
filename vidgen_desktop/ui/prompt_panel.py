"""New video: what a person sees first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.config import Defaults
from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.errors import InvalidRequest, VidgenError
from vidgen_desktop.core.model import Request, Voice
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui import icons, texts, tokens
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.labels import ElidedLabel, Label, error_label
from vidgen_desktop.ui.popover import Popover, order_tabs
from vidgen_desktop.ui.prompt_choices import PromptChoices
from vidgen_desktop.ui.prompt_field import FEW_LINES, TALLEST, PromptField
from vidgen_desktop.ui.prompt_more import PromptMore

ESTIMATE_DELAY_MS = 200
EXAMPLES = (
    (
        "Why the sky is blue",
        (
            "Why the sky is blue at noon and red at dusk. Sunlight is made of every colour. "
            "Air scatters blue light far more than red, so blue reaches us from everywhere."
        ),
    ),
    (
        "A morning at the harbour",
        (
            "A quiet morning at the harbour. The boats come in before sunrise. Gulls follow "
            "them. By eight the market is full, and the coffee is strong."
        ),
    ),
    (
        "Three habits for better sleep",
        (
            "Three habits for better sleep. Go to bed at the same time every night. Keep the "
            "room cool and dark. Leave the phone in another room."
        ),
    ),
)


class PromptPanel(QWidget):
    """Emits a request when the person wants the video; shows faults beside their fields."""

    submitted = Signal(object)  # Request

    def __init__(
        self, service: GenerationService, background: Background, defaults: Defaults
    ) -> None:
        super().__init__()
        self._service = service
        self._background = background
        self._estimated: Request | None = None
        self.setAcceptDrops(True)
        self.heading = Label("What should the video be about?", "welcome", wrap=True)
        self.field = PromptField()
        self.prompt_error = error_label()
        self.choices = PromptChoices(defaults)
        self.choices_error = error_label()
        self.more = PromptMore(defaults)
        self.more_button = QPushButton("More")
        self.popover = Popover(self, self.more_button, self.more)
        self.summary = ElidedLabel("", "small")
        self.submit = QPushButton("Make video")
        self.examples = [QPushButton(title) for title, _ in EXAMPLES]
        self._examples_box = QWidget()
        self._delay = QTimer(self, singleShot=True, interval=ESTIMATE_DELAY_MS)
        self._dress()
        self._lay_out()
        self._connect()
        order_tabs([self.more_button, *self.more.stops, self.submit])

    def _dress(self) -> None:
        self.submit.setProperty("kind", "primary")
        self.submit.setToolTip("Make this video (Ctrl+Enter)")
        self.submit.setAccessibleName("Make video")
        self.more_button.setProperty("kind", "flush")
        self.more_button.setAccessibleName("More choices")
        self.more_button.setToolTip("Caption style, transitions, clips, music, own pictures")
        icons.dress(self.more_button, "more", "secondary")
        for button, (title, prompt) in zip(self.examples, EXAMPLES, strict=True):
            button.setProperty("kind", "example")
            button.setAccessibleName(f"Example: {title}")
            button.setToolTip(prompt)
            button.clicked.connect(lambda _on=False, text=prompt: self.use_example(text))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.more_button)
        buttons.addWidget(self.summary, 1)
        buttons.addWidget(self.submit)
        examples = QGridLayout(self._examples_box)
        examples.setContentsMargins(0, tokens.SPACE_L, 0, 0)
        examples.setSpacing(tokens.SPACE_S)
        examples.addWidget(Label("Or start with one of these", "small"), 0, 0, 1, 3)
        for at, button in enumerate(self.examples):
            examples.addWidget(button, 1, at)
            examples.setColumnStretch(at, 1)
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
        column.addWidget(self._examples_box)
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
        self._delay.timeout.connect(self.estimate)

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
        self._examples_box.setVisible(on)

    def offer_voices(self, voices: Sequence[Voice]) -> None:
        """Offer the voices of this machine."""
        self.choices.offer_voices(voices)

    def set_defaults(self, defaults: Defaults) -> None:
        """Start from other defaults."""
        self.choices.set_defaults(defaults)
        self.more.set_defaults(defaults)

    def estimate(self) -> None:
        """Ask what this would cost and take; the button says it when the answer is there."""
        try:
            request = self.request()
        except InvalidRequest:
            self.submit.setText(texts.offer(None))
            return
        self._estimated = request

        def show(estimate: object) -> None:
            if request is self._estimated:
                self.submit.setText(texts.offer(estimate))  # type: ignore[arg-type]

        self._background.ask(lambda: self._service.estimate(request), show)

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
        self._delay.start()
