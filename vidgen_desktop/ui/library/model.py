"""The library as a list model that reads the store page by page, in the background."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.states import state_of
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import texts
from vidgen_desktop.ui.parts.labels import tip

PAGE = 100
KEPT_PAGES = 30
GENERATION_ROLE = Qt.ItemDataRole.UserRole + 1
READING_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Reading:
    """What the bar of a row shows; a row that was left has none."""

    percent: float
    text: str
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    epoch: int
    rows: Sequence[Generation]


class LibraryModel(QAbstractListModel):
    """Rows that are not there yet are None; asking for one fetches its page.

    The store is asked for in the background only, where it may still be opening.
    """

    loaded = Signal(int)  # rows, after the first count of a search

    def __init__(self, store: Callable[[], Store], background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._background = background
        self._search = ""
        self._count = 0
        self._epoch = 0  # answers of an older search or count are dropped
        self._pages: OrderedDict[int, list[Generation]] = OrderedDict()
        self._asked: set[int] = set()
        self._readings: dict[int, Reading] = {}
        self._left: frozenset[int] = frozenset()

    @property
    def search_text(self) -> str:
        """What the list is narrowed to."""
        return self._search

    def search(self, text: str) -> None:
        """Narrow the list to titles and prompts with this text."""
        if text != self._search:
            self._search = text
            self.refresh()

    def refresh(self) -> None:
        """Count again and read the first page; rows stay as they are until both are there."""
        self._epoch += 1
        self._asked.clear()
        epoch, search = self._epoch, self._search

        def read() -> tuple[int, Sequence[Generation]]:
            store = self._store()
            return store.count(search), store.list(search, PAGE, 0)

        self._background.ask(read, lambda answer: self._start_over(epoch, *answer))

    def _start_over(self, epoch: int, count: int, first: Sequence[Generation]) -> None:
        if epoch != self._epoch:
            return
        if count != self._count or self._ids(0) != [g.id for g in first]:
            self.beginResetModel()
            self._count = count
            self._pages = OrderedDict({0: list(first)})
            self.endResetModel()
        else:
            self._pages = OrderedDict({0: list(first)})
            self._tell(0, self._count - 1)
        self.loaded.emit(count)

    def update(self, generation: Generation) -> None:
        """Replace a row whose stored state changed; an unknown one is left to `refresh`."""
        if (row := self.row_of(generation.id)) is None:
            return
        number, at = divmod(row, PAGE)
        self._pages[number][at] = generation
        if not generation.status.is_active:
            self._readings.pop(generation.id, None)
        self._tell(row, row)

    def insert_first(self, generation: Generation) -> None:
        """Put a new generation on top (where it is not there already)."""
        if self._search:
            self.refresh()
            return
        if self.row_of(generation.id) is not None:
            return
        self._epoch += 1
        self._asked.clear()
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._count += 1
        # Every later page has moved by one row; only the first is worth keeping.
        first = self._pages.get(0, [])
        self._pages = OrderedDict({0: [generation, *first][:PAGE]})
        self.endInsertRows()

    def remove(self, generation: int) -> None:
        """Take a deleted one out."""
        row = self.row_of(generation)
        if row is None:
            self.refresh()
            return
        self._epoch += 1
        self._asked.clear()
        self.beginRemoveRows(QModelIndex(), row, row)
        self._count -= 1
        before, at = divmod(row, PAGE)
        kept = {n: rows for n, rows in self._pages.items() if n < before}
        # One row short: asking for its last row reads the page again.
        kept[before] = [g for i, g in enumerate(self._pages[before]) if i != at]
        self._pages = OrderedDict(kept)
        self.endRemoveRows()

    def set_reading(self, generation: int, percent: float, text: str) -> None:
        """Move the bar of a row; ahead of what the store has."""
        self._readings[generation] = Reading(percent, text)
        if (row := self.row_of(generation)) is not None:
            self._tell(row, row)

    def set_left(self, left: frozenset[int]) -> None:
        """Nobody makes these any more, though they have not ended."""
        changed, self._left = self._left ^ left, left
        for generation in changed:
            self._readings.pop(generation, None)
            if (row := self.row_of(generation)) is not None:
                self._tell(row, row)

    def is_left(self, generation: int) -> bool:
        """Whether nobody makes it any more, though it has not ended."""
        return generation in self._left

    def reading_of(self, generation: Generation) -> Reading:
        """The newest reading of an active row."""
        is_left = self.is_left(generation.id)
        stored = Reading(generation.progress, generation.current_step or "", is_left)
        return self._readings.get(generation.id, stored)

    def row_of(self, generation: int) -> int | None:
        """The row of a generation, if it is loaded."""
        for number, rows in self._pages.items():
            for at, known in enumerate(rows):
                if known.id == generation:
                    return number * PAGE + at
        return None

    def generation_at(self, index: Index) -> Generation | None:
        """The generation of a row, if it is loaded."""
        return self._row(index.row()) if index.isValid() else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are, loaded or not."""
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, what a screen reader says, or the generation itself."""
        generation = self._row(index.row())
        if generation is None:
            self._fetch(index.row() // PAGE)
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                title = generation.title
                return tip(title) if role == Qt.ItemDataRole.ToolTipRole else title
            case Qt.ItemDataRole.AccessibleTextRole:
                state = state_of(generation, is_left=self.is_left(generation.id))
                told = (generation.title, texts.version(generation), state)
                return ", ".join(part for part in told if part)
            case _ if role == GENERATION_ROLE:
                return generation
            case _ if role == READING_ROLE:
                return self.reading_of(generation)
        return None

    def _row(self, row: int) -> Generation | None:
        number, at = divmod(row, PAGE)
        rows = self._pages.get(number)
        return rows[at] if rows is not None and at < len(rows) else None

    def _ids(self, page: int) -> list[int]:
        return [g.id for g in self._pages.get(page, [])]

    def _fetch(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        epoch, search = self._epoch, self._search
        self._background.ask(
            lambda: _Page(number, epoch, self._store().list(search, PAGE, number * PAGE)),
            self._keep,
            lambda _fault: self._asked.discard(number),  # whoever draws it next asks again
        )

    def _keep(self, page: _Page) -> None:
        if page.epoch != self._epoch:
            return
        self._asked.discard(page.number)
        self._pages[page.number] = list(page.rows)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first = page.number * PAGE
        self._tell(first, first + len(page.rows) - 1)

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))
