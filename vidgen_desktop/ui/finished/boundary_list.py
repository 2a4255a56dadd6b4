"""What is between two scenes where it differs from the rest, with the pictures of both."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.core.choices import Boundary, Transition
from vidgen_desktop.core.model import Take
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label
from vidgen_desktop.ui.parts.posters import Posters, placeholder

WIDTH, HEIGHT = 48, 27
ROW = 36
AS_THE_REST = "As the rest"
WORDS: dict[Transition | None, str] = {
    None: AS_THE_REST,
    Transition.CUT: "Cut",
    Transition.CROSSFADE: "Crossfade",
    Transition.DIP: "Dip to black",
}


class Pair(QWidget):
    """The pictures of two scenes, side by side."""

    def __init__(self, paths: tuple[str, str], posters: Posters) -> None:
        super().__init__()
        self._paths = paths
        self._posters = posters
        self.setFixedSize(2 * WIDTH + tokens.SPACE_XS, HEIGHT)
        posters.ready.connect(self._ready)

    def _ready(self, path: str) -> None:
        if path in self._paths:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Their places are there before they are."""
        del event
        with QPainter(self) as painter:
            for at, path in enumerate(self._paths):
                picture = self._posters.get(path, WIDTH, HEIGHT) if path else None
                picture = picture or placeholder(WIDTH, HEIGHT, "picture")
                painter.drawPixmap(QPoint(at * (WIDTH + tokens.SPACE_XS), 0), picture)


class BoundaryRow(QWidget):
    """One boundary; its menu is made when it is first opened."""

    chosen = Signal()

    def __init__(self, scenes: tuple[int, int], paths: tuple[str, str], posters: Posters) -> None:
        super().__init__()
        self.after = scenes[0]
        self._value: Transition | None = None
        self._name = f"Scene {scenes[0]} → {scenes[1]}"
        self.button = QToolButton()
        self.button.setProperty("kind", "text")
        self.button.clicked.connect(self.open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, tokens.SPACE_S, 0)
        row.setSpacing(tokens.SPACE_M)
        row.addWidget(Pair(paths, posters))
        row.addWidget(Label(self._name), 1)
        row.addWidget(self.button)
        self.setFixedHeight(ROW)
        self.set_value(None)

    @property
    def value(self) -> Transition | None:
        """What is chosen here; None where it is as the rest."""
        return self._value

    def set_value(self, value: Transition | None) -> None:
        """Choose."""
        self._value = value
        self.button.setText(f"{WORDS[value]}  ▾")
        self.button.setAccessibleName(f"{self._name}: {WORDS[value]}")
        self.button.setToolTip("What is between these two scenes")
        self.chosen.emit()

    def open_menu(self) -> None:
        """Offer what can be between two scenes."""
        self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def menu(self) -> QMenu:
        """What can be between two scenes, the chosen one ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for value, word in WORDS.items():
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(value is self._value)
            group.addAction(action)
            action.triggered.connect(lambda _on, value=value: self.set_value(value))
        return menu


class BoundaryList(QScrollArea):
    """A row for each boundary; made when it is first shown, for most never look."""

    changed = Signal()

    def __init__(
        self, takes: Sequence[Take], boundaries: Sequence[Boundary], posters: Posters
    ) -> None:
        super().__init__()
        self._takes = takes
        self._posters = posters
        self._before = {b.after: b.transition for b in boundaries}
        self.rows: list[BoundaryRow] = []
        self.setAccessibleName("Between single scenes")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def make(self) -> None:
        """Make the rows."""
        if self.rows:
            return
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one, other in zip(self._takes, self._takes[1:], strict=False):
            paths = (one.poster, other.poster)
            row = BoundaryRow((one.scene, other.scene), paths, self._posters)
            row.set_value(self._before.get(one.scene))
            row.chosen.connect(self.changed)
            column.addWidget(row)
            self.rows.append(row)
        column.addStretch(1)
        self.setWidget(inside)

    def boundaries(self, rest: Transition) -> tuple[Boundary, ...]:
        """The exceptions from `rest`, in order."""
        chosen = {row.after: row.value for row in self.rows} if self.rows else self._before
        return tuple(
            Boundary(after, value)
            for after, value in sorted(chosen.items())
            if value is not None and value is not rest
        )
