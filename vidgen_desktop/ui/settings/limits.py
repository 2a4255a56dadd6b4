"""Settings, limits: what may be spent for a video, in a month, and above what to ask."""

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core.buying.purchase import Limits
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label, error_label
from vidgen_desktop.ui.parts.money_field import MoneyField
from vidgen_desktop.ui.settings.own_prices import OwnPrices

INTRO = "In US dollars. Nothing is bought that could pass a limit; leave a field empty for none."
ROWS = (
    ("per_video", "For one video", "A video that would cost more stops and keeps what it has."),
    ("per_month", "In a month", "Counts everything bought since the first of the month."),
    (
        "confirm_above",
        "Ask me above",
        "A video that is estimated higher is made only after you agree to the amount.",
    ),
)


class LimitsPage(QWidget):
    """Three amounts in dollars; an empty field is no limit."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.fields = {name: MoneyField(title) for name, title, _ in ROWS}
        self.fields["confirm_above"].setPlaceholderText("Never")
        self.error = error_label()
        self.prices = OwnPrices(folders(settings).prices)
        for name, field in self.fields.items():
            field.set_micros(getattr(settings.limits, name))
            field.textChanged.connect(lambda _text: self.error.say(""))
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_XL)
        grid.setVerticalSpacing(tokens.SPACE_XS)
        grid.setColumnStretch(0, 1)
        for at, (name, title, meaning) in enumerate(ROWS):
            grid.addWidget(Label(title, "strong"), 3 * at, 0)
            grid.addWidget(Label(meaning, "secondary", wrap=True), 3 * at + 1, 0)
            grid.addWidget(self.fields[name], 3 * at, 1, 2, 1)
            grid.setRowMinimumHeight(3 * at + 2, tokens.SPACE_M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(Label("Limits", "title"))
        column.addWidget(Label(INTRO, "secondary", wrap=True))
        column.addSpacing(tokens.SPACE_M)
        column.addLayout(grid)
        column.addWidget(self.error)
        column.addSpacing(tokens.SPACE_M)
        column.addWidget(self.prices)
        column.addStretch(1)

    def apply(self, settings: Settings) -> Settings | None:
        """The settings with these limits, or None and a sentence below the fields."""
        found: dict[str, int | None] = {}
        for name, field in self.fields.items():
            try:
                found[name] = field.micros
            except InvalidRequest as fault:
                field.mark(str(fault))
                field.setFocus()
                self.error.say(str(fault))
                return None
        return replace(settings, limits=Limits(**found))

    def focus(self, name: str) -> None:
        """Put the cursor into one of the fields."""
        self.fields[name].setFocus()
        self.fields[name].selectAll()
