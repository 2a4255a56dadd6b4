"""The left side: new video, search, the library, settings."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.model import Generation, now
from vidgen_desktop.ui.library.delegate import LibraryDelegate
from vidgen_desktop.ui.library.model import LibraryModel
from vidgen_desktop.ui.look import icons, texts, tokens
from vidgen_desktop.ui.look.focus import by_keyboard
from vidgen_desktop.ui.parts.labels import Label, set_tip
from vidgen_desktop.ui.parts.posters import Posters

SEARCH_DELAY_MS = 150


class LibraryView(QTableView):
    """Rows of one height; Return plays, Delete deletes, the menu key opens the menu.

    A table of one column: a list view asks the model ten thousand times, each time through
    Python, whenever ten thousand rows are laid out; a table does not ask at all.
    """

    playAsked = Signal(object)
    deleteAsked = Signal(object)
    menuAsked = Signal(object, QPoint)
    chosen = Signal(object)

    def __init__(self, model: LibraryModel) -> None:
        super().__init__()
        self._model = model
        self._chosen_id: int | None = None
        self._awaited = False
        self._arriving = False
        self._ages: list[str] = []
        self.clock: Callable[[], datetime] = now
        self.ring = False  # whether the focus is shown: only for those who use the keyboard
        self.setModel(model)
        self.setAccessibleName("Library")
        self._lie_flat()
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda index: self._ask(self.playAsked, index))
        model.modelReset.connect(self._choose_again)
        model.dataChanged.connect(lambda *_: self._choose_again())

    def _lie_flat(self) -> None:
        """Look like a list."""
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(tokens.ROW_HEIGHT)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row, not within the row."""
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self._model.rowCount() - 1,
        }
        if action in ends:
            return self._model.index(ends[action])
        return super().moveCursor(action, modifiers)

    def tick(self) -> None:
        """Draw the rows that are seen again, if the age of one is another by now."""
        at = self.clock()
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        end = self._model.rowCount() if last < 0 else last + 1
        seen = (self._model.generation_at(self._model.index(row)) for row in range(first, end))
        ages = [texts.age(one, at) for one in seen if one is not None]
        if ages != self._ages:
            self._ages = ages
            self.viewport().update()

    def select(self, generation: int | None) -> None:
        """Select a generation's row, now or as soon as it is loaded; None selects nothing."""
        self._chosen_id = generation
        self._awaited = False
        if generation is None:
            self.clearSelection()
            self.selectionModel().clearCurrentIndex()
        else:
            self._choose_again()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus if the keyboard brought it here."""
        self.ring = by_keyboard(event)
        # Qt makes the first row the current one if there is none; nobody has chosen it.
        self._arriving = True
        super().focusInEvent(event)
        self._arriving = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click needs no ring."""
        self.ring = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return plays and Delete deletes the current row; Space is for the video on view."""
        self.ring = True
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._ask(self.playAsked, index)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self._ask(self.deleteAsked, index)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _ask(self, signal: SignalInstance, index: QModelIndex) -> None:
        if (generation := self._model.generation_at(index)) is not None:
            signal.emit(generation)

    def _ask_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if not index.isValid():
            index = self.currentIndex()
            point = self.visualRect(index).center()
        if (generation := self._model.generation_at(index)) is not None:
            self.menuAsked.emit(generation, self.viewport().mapToGlobal(point))

    def _current_changed(self) -> None:
        if self._arriving:
            return
        generation = self._model.generation_at(self.currentIndex())
        # A row that is not read yet is chosen as soon as it is.
        self._awaited = generation is None and self.currentIndex().isValid()
        if generation is not None and generation.id != self._chosen_id:
            self._chosen_id = generation.id
            self.chosen.emit(generation)

    def _choose_again(self) -> None:
        """Keep the same generation selected when rows move or arrive."""
        if self._awaited:
            self._current_changed()
            return
        if self._chosen_id is None:
            return
        row = self._model.row_of(self._chosen_id)
        if row is None:
            return
        index = self._model.index(row)
        # The focus alone makes a row the current one, and does not select it.
        if self.currentIndex().row() != row or not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)


class LibraryPanel(QWidget):
    """Emits what the person wants done with a generation; does none of it itself."""

    chosen = Signal(object)
    playAsked = Signal(object)
    deleteAsked = Signal(object)
    menuAsked = Signal(object, QPoint)
    newAsked = Signal()
    settingsAsked = Signal()
    costsAsked = Signal()

    def __init__(self, model: LibraryModel, posters: Posters) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(tokens.LIBRARY_WIDTH)
        self._model = model
        self.new_button = QPushButton("New video")
        self.new_button.setAccessibleName("New video")
        self.new_button.setToolTip("New video (Ctrl+N)")
        icons.dress(self.new_button, "new")
        self.search = self._make_search()
        self.view = LibraryView(model)
        self.view.setItemDelegate(LibraryDelegate(posters, poster_of, self.view))
        self._delay = QTimer(self, singleShot=True, interval=SEARCH_DELAY_MS)
        self._empty = Label("", "secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._total = Label("", "small")
        self.costs_button = QToolButton()
        self.settings_button = QToolButton()
        self._lay_out()
        self._connect(posters)

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setProperty("kind", "search")
        search.setPlaceholderText("Search")
        search.setAccessibleName("Search the library")
        search.setToolTip("Search the library (Ctrl+F)")
        search.setClearButtonEnabled(True)
        self._glass = QAction(search)
        self._glass.setIcon(icons.icon("search", "secondary"))
        search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        return search

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_S)
        head.setSpacing(tokens.SPACE_S)
        head.addWidget(self.new_button)
        head.addWidget(self.search)
        holder = QWidget()
        holder_column = QVBoxLayout(holder)
        holder_column.setContentsMargins(
            tokens.SPACE_XL, tokens.SPACE_XXL, tokens.SPACE_XL, tokens.SPACE_M
        )
        holder_column.addWidget(self._empty)
        holder_column.addStretch(1)
        self._stack = QStackedLayout()
        foot = QHBoxLayout()
        foot.setContentsMargins(tokens.SPACE_M, tokens.SPACE_XS, tokens.SPACE_S, tokens.SPACE_S)
        foot.addWidget(self._total, 1)
        for button, name, keys, icon in (
            (self.costs_button, "Costs", "Ctrl+Shift+C", "costs"),
            (self.settings_button, "Settings", "Ctrl+,", "settings"),
        ):
            button.setProperty("kind", "icon")
            button.setAccessibleName(name)
            set_tip(button, f"{name} ({keys})")
            icons.dress(button, icon, "secondary")
        foot.addWidget(self.costs_button)
        foot.addWidget(self.settings_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        for widget in (self.view, holder):  # now: before, it would be a window of its own
            self._stack.addWidget(widget)
        column.addLayout(foot)

    def _connect(self, posters: Posters) -> None:
        self.new_button.clicked.connect(self.newAsked)
        self.settings_button.clicked.connect(self.settingsAsked)
        self.costs_button.clicked.connect(self.costsAsked)
        self.search.textChanged.connect(lambda _text: self._delay.start())
        self._delay.timeout.connect(lambda: self._model.search(self.search.text().strip()))
        self.view.chosen.connect(self.chosen)
        self.view.playAsked.connect(self.playAsked)
        self.view.deleteAsked.connect(self.deleteAsked)
        self.view.menuAsked.connect(self.menuAsked)
        self._model.rowsInserted.connect(self._count_changed)
        self._model.rowsRemoved.connect(self._count_changed)
        self._model.loaded.connect(self._count_changed)
        posters.ready.connect(lambda _path: self.view.viewport().update())

    def redress(self) -> None:
        """Draw again in the new scheme."""
        self._glass.setIcon(icons.icon("search", "secondary"))
        self.view.viewport().update()

    def _count_changed(self) -> None:
        count = self._model.rowCount()
        if count:
            self._stack.setCurrentIndex(0)
        elif self._model.search_text:
            self._empty.setText(f"Nothing found for “{self._model.search_text}”.")
            self._stack.setCurrentIndex(1)
        else:
            self._empty.setText("Your videos will be here.")
            self._stack.setCurrentIndex(1)
        self._total.setText(counted(count, "video") if count else "")


def poster_of(generation: Generation) -> str:
    """The picture of a generation, if it has one."""
    return generation.result.poster if generation.result is not None else ""
