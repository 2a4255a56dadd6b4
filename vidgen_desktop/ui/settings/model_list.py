"""The models that a service lists, by role, with a search and warnings of those that end."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.days import day
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.ui.look import style, texts, tokens
from vidgen_desktop.ui.parts.choice import Choice
from vidgen_desktop.ui.parts.labels import Label
from vidgen_desktop.ui.settings.provider_kinds import ROLE_WORDS

Index = QModelIndex | QPersistentModelIndex


def ending_word(model: ModelInfo, today: date) -> str:
    """A few words of warning for a line of a list, or nothing."""
    if not model.ending(today) or model.shutdown is None:
        return ""
    return f"{'ended' if model.shutdown <= today else 'ends'} {day(model.shutdown)}"


class ModelLines(QAbstractListModel):
    """One line a model: its title, and what is to be known of its end."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._models: list[ModelInfo] = []

    def set_models(self, models: Sequence[ModelInfo]) -> None:
        """Show others."""
        self.beginResetModel()
        self._models = list(models)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._models)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line, its colour, and all of it for the tooltip."""
        model = self._models[index.row()]
        warning = ending_word(model, self._today)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return texts.SEPARATOR.join(part for part in (model.title, warning) if part)
            case Qt.ItemDataRole.ForegroundRole if warning:
                return style.colour(style.scheme().warning)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{model.title}. {model.ending(self._today)}".strip()
        return None


class ModelList(QWidget):
    """Nothing can be chosen here: it shows what there is."""

    def __init__(self) -> None:
        super().__init__()
        self._today = date.today()  # noqa: DTZ011 - the person's own day
        self._models: dict[Role, Sequence[ModelInfo]] = {}
        self.role = Choice("Models", [("", None)])
        self.search = QLineEdit()
        self.lines = ModelLines(self._today)
        self.view = QListView()
        self.view.setModel(self.lines)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName("Models")
        self.view.setProperty("kind", "card")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search.setPlaceholderText("Search models")
        self.search.setAccessibleName("Search models")
        self.search.setClearButtonEnabled(True)
        searching = QVBoxLayout()
        searching.setSpacing(tokens.SPACE_XS)
        searching.addWidget(Label("", "small"))
        searching.addWidget(self.search)
        head = QHBoxLayout()
        head.addWidget(self.role, 1)
        head.addLayout(searching, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.role.chosen.connect(self._narrow)
        self.search.textChanged.connect(lambda _text: self._narrow())

    def set_models(self, models: Mapping[Role, Sequence[ModelInfo]]) -> None:
        """Show what a service lists; roles without models are left away."""
        self._models = {role: found for role, found in models.items() if found}
        self.role.offer(
            [(f"{ROLE_WORDS[role]} ({len(found)})", role) for role, found in self._models.items()]
            or [("", None)]
        )
        self._narrow()
        self.setVisible(bool(self._models))

    def _narrow(self) -> None:
        wanted = self.search.text().strip().casefold()
        models = self._models.get(self.role.value(), ())
        found = [m for m in models if wanted in m.title.casefold() or wanted in m.id.casefold()]
        # Those that end first: who uses one must see it.
        found.sort(key=lambda model: not ending_word(model, self._today))
        self.lines.set_models(found)
