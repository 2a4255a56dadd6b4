"""Tables of costs: by provider, and by video. Rows are made into words only when seen."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from vidgen_desktop.core.buying.costs import Accuracy, VideoSum
from vidgen_desktop.ui.costs.data import ProviderCosts
from vidgen_desktop.ui.costs.month_chart import amount
from vidgen_desktop.ui.parts.labels import tip

Index = QModelIndex | QPersistentModelIndex
Name = Callable[[str], str]
NO_ESTIMATE = "–"
NEARLY = 0.5  # percent


class CostTable(QAbstractTableModel):
    """Columns are a title and a function that turns a row into its words; numbers stand right.

    Further pages are asked for with `moreAsked` and brought with `append`.
    """

    moreAsked = Signal(int)  # how many there are

    def __init__(self, columns: Sequence[tuple[str, Callable[[Any], str]]], numbers: int) -> None:
        super().__init__()
        self._columns = columns
        self._first_number = len(columns) - numbers
        self._rows: list[Any] = []
        self._page: int | None = None
        self._more = False

    def set_rows(self, rows: Sequence[Any], page: int | None = None) -> None:
        """Show others; if `page` are many, there may be more to ask for."""
        self.beginResetModel()
        self._rows = list(rows)
        self._page = page
        self._more = page is not None and len(rows) == page
        self.endResetModel()

    def append(self, rows: Sequence[Any]) -> None:
        """The next page has come."""
        first = len(self._rows)
        self._more = len(rows) == self._page
        if rows:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be rows that nobody has asked for."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """The view has come near the end of what there is."""
        if self.canFetchMore(parent):
            self._more = False
            self.moreAsked.emit(len(self._rows))

    def row(self, at: int) -> Any:
        """A row as it is."""
        return self._rows[at]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell, in words."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._columns[index.column()][1](self._rows[index.row()])
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section][0]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._side(section)
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        number = column >= self._first_number
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def provider_table(name_of: Name) -> CostTable:
    """By provider: what it cost, and how that compares with what was expected."""

    def name(row: ProviderCosts) -> str:
        return name_of(row.provider)

    return CostTable(
        (
            ("Provider", name),
            ("Purchases", lambda row: f"{row.paid:,}"),
            ("Spent", lambda row: amount(row.micros)),
            ("Estimated", lambda row: estimated(row.accuracy)),
            ("Difference", lambda row: difference(row.accuracy)),
        ),
        numbers=4,
    )


def video_table(name_of: Name) -> CostTable:
    """By video and provider."""

    def title(row: VideoSum) -> str:
        return row.title or "Deleted videos and samples"

    return CostTable(
        (
            ("Video", title),
            ("Provider", lambda row: name_of(row.provider)),
            ("Purchases", lambda row: f"{row.paid:,}"),
            ("Spent", lambda row: amount(row.micros)),
        ),
        numbers=2,
    )


def estimated(accuracy: Accuracy | None) -> str:
    """What purchases were thought to cost."""
    return amount(accuracy.estimated_micros) if accuracy is not None else NO_ESTIMATE


def difference(accuracy: Accuracy | None) -> str:
    """How much more or less it became, in percent of the estimate."""
    if accuracy is None or not accuracy.estimated_micros:
        return NO_ESTIMATE
    more = (accuracy.actual_micros / accuracy.estimated_micros - 1) * 100
    if abs(more) < NEARLY:
        return "as estimated"
    return f"{abs(more):.0f} % {'more' if more > 0 else 'less'}"
