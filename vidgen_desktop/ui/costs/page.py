"""Costs: months, providers and videos, with a chart and an export."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.core.buying.costs import VideoSum, unknown_cost
from vidgen_desktop.core.buying.months import Month
from vidgen_desktop.core.buying.purse import may_be_billed
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.costs.data import PAGE, Costs, export_csv, read_costs, read_videos
from vidgen_desktop.ui.costs.month_chart import MonthChart, amount
from vidgen_desktop.ui.costs.tables import CostTable, provider_table, video_table
from vidgen_desktop.ui.look import icons, texts, tokens
from vidgen_desktop.ui.parts.choice import HEIGHT, Choice
from vidgen_desktop.ui.parts.labels import Label, NumberLabel
from vidgen_desktop.ui.parts.verdict import Verdict
from vidgen_desktop.ui.settings.preferences import Preferences

ALL_TIME = ("All time", None)
ROW = 30
MOST_PROVIDERS = 5  # rows that are seen without scrolling
EMPTY = "Nothing was bought yet."
EMPTY_MEANS = (
    "The built-in engine is free. What other providers cost will be here, entry by entry, as soon "
    "as something is bought."
)
PERIOD_WIDTH, EMPTY_WIDTH = 170, 420


class CostsPage(QWidget):
    """Reads in the background whenever it is shown or something was bought meanwhile."""

    videoAsked = Signal(int)

    def __init__(
        self, service: GenerationService, background: Background, preferences: Preferences
    ) -> None:
        super().__init__()
        self._service = service
        self._background = background
        self._preferences = preferences
        self._asked = 0
        self.period = Choice("Period", [ALL_TIME])
        self.export = QPushButton("Export CSV…")
        self.now = NumberLabel("", "title", tokens.TYPE_TITLE)
        self.whole = NumberLabel("", "title", tokens.TYPE_TITLE)
        self.limit = Label("", "small", wrap=True)
        self.chart = MonthChart()
        self.providers = provider_table(preferences.name_of)
        self.videos = video_table(preferences.name_of)
        self.provider_view = self._table(self.providers, "Costs by provider")
        self.video_view = self._table(self.videos, "Costs by video")
        self.verdict = Verdict()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _table(self, model: CostTable, name: str) -> QTableView:
        view = QTableView()
        view.setModel(model)
        view.setAccessibleName(name)
        view.setProperty("kind", "card")
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(ROW)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(110)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return view

    def _lay_out(self) -> None:
        self.period.setFixedWidth(PERIOD_WIDTH)
        self.export.setAccessibleName("Export these costs as CSV")
        self.export.setFixedHeight(HEIGHT)
        icons.dress(self.export, "export", "secondary")
        head = QHBoxLayout()
        head.addWidget(Label("Costs", "title"))
        head.addStretch(1)
        head.addWidget(self.period, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignBottom)
        sums = QGridLayout()
        sums.setHorizontalSpacing(tokens.SPACE_XXL)
        sums.setVerticalSpacing(0)
        for at, (text, number) in enumerate((("This month", self.now), ("In all", self.whole))):
            sums.addWidget(Label(text, "small"), 0, at)
            sums.addWidget(number, 1, at)
        sums.addWidget(self.limit, 1, 2, Qt.AlignmentFlag.AlignBottom)
        sums.setColumnStretch(2, 1)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(sums)
        column.addWidget(self.chart)
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(Label("Providers", "strong"))
        column.addWidget(self.provider_view)
        column.addWidget(Label("Videos", "strong"))
        column.addWidget(self.video_view, 1)
        self._stack.addWidget(filled)
        self._stack.addWidget(nothing_yet())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_L, tokens.SPACE_XL, tokens.SPACE_M)
        outer.setSpacing(tokens.SPACE_S)
        outer.addLayout(head)
        outer.addWidget(self._stack, 1)
        outer.addWidget(self.verdict)

    def _connect(self) -> None:
        self.period.box.activated.connect(lambda _index: self.read())
        self.chart.chosen.connect(self._choose)
        self.videos.moreAsked.connect(self._read_more)
        self.export.clicked.connect(self._ask_export)
        self.video_view.activated.connect(
            lambda index: self._open(self.videos.row(index.row()).generation)
        )

    def read(self) -> None:
        """Read again what was spent."""
        self._asked += 1
        asked, period = self._asked, self.period.value()

        def show(costs: Costs) -> None:
            if asked == self._asked:
                self.show_costs(costs)

        self._background.ask(
            lambda: read_costs(self._service.store, period), show, self.verdict.say_fault
        )

    def _read_more(self, offset: int) -> None:
        """The next page of videos, unless something else is shown by then."""
        asked, period = self._asked, self.period.value()

        def show(videos: Sequence[VideoSum]) -> None:
            if asked == self._asked:
                self.videos.append(videos)

        self._background.ask(lambda: read_videos(self._service.store, period, offset), show)

    def read_if_shown(self) -> None:
        """Something was bought."""
        if self.isVisible():
            self.read()

    def show_costs(self, costs: Costs) -> None:
        """Show what was read."""
        self._offer(costs)
        self._stack.setCurrentIndex(int(costs.is_empty))
        self.export.setVisible(not costs.is_empty)
        self.period.setVisible(not costs.is_empty)
        self.now.setText(amount(costs.of(costs.this_month)))
        self.whole.setText(amount(costs.total_micros))
        limit = self._preferences.settings.limits.per_month
        said = (
            "" if limit is None else f"Your limit for a month is {amount(limit)}.",
            unknown_cost(costs.unknown),
            may_be_billed(costs.pending),
        )
        self.limit.setText(" ".join(filter(None, said)))
        self.chart.set_months(costs.months, costs.period)
        self.providers.set_rows(costs.providers)
        self.videos.set_rows(costs.videos, PAGE)
        rows = max(1, min(MOST_PROVIDERS, len(costs.providers)))
        self.provider_view.setFixedHeight(ROW * rows + self._header_height() + 12)

    def _header_height(self) -> int:
        return self.provider_view.horizontalHeader().sizeHint().height()

    def _offer(self, costs: Costs) -> None:
        shown = {month for month, _ in costs.months}
        months = sorted({*costs.known_months, *shown}, reverse=True)
        self.period.offer([ALL_TIME, *((texts.month(month), month) for month in months)])
        self.period.choose(costs.period)

    def _choose(self, month: Month | None) -> None:
        self.period.choose(month)
        self.read()

    def _open(self, generation: int | None) -> None:
        if generation is not None:
            self.videoAsked.emit(generation)

    def _ask_export(self) -> None:
        period = self.period.value()
        name = f"Vidgen costs {period}.csv" if period is not None else "Vidgen costs.csv"
        path, _ = QFileDialog.getSaveFileName(self, "Export costs", name, "CSV (*.csv)")
        if path:
            self.write(Path(path), period)

    def write(self, target: Path, period: Month | None) -> None:
        """Export the ledger of a period to a file."""

        def failed(fault: VidgenError) -> None:
            self.verdict.say_fault(fault)

        self._background.ask(
            lambda: export_csv(self._service.store, period, target),
            lambda _nothing: self.verdict.say_good(f"Exported to {target}."),
            failed,
        )


def nothing_yet() -> QWidget:
    """What is shown before the first purchase."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch(2)
    for label in (Label(EMPTY, "emphasis"), Label(EMPTY_MEANS, "secondary", wrap=True)):
        label.setFixedWidth(EMPTY_WIDTH)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page
