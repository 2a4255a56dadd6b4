"""The fields of a provider: name, address, key, workflow, how many at once, longest wait."""

from dataclasses import replace

from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.core.counting import minutes
from vidgen_desktop.setups import DEFAULT_ADDRESSES, KIND_TITLES, ProviderKind, ProviderSetup
from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.parts.choice import Choice
from vidgen_desktop.ui.parts.labels import KeptLabel, Label
from vidgen_desktop.ui.settings.key_words import ENTER, REPLACE, KeyFacts
from vidgen_desktop.ui.settings.provider_kinds import KINDS, prefilled_address

PARALLELS = (1, 2, 3, 4, 6, 8, 12, 16, 32)
WAITS = (
    ("5 minutes", 300.0),
    ("15 minutes", 900.0),
    ("30 minutes", 1800.0),
    ("1 hour", 3600.0),
    ("3 hours", 10_800.0),
    ("12 hours", 43_200.0),
)
WORKFLOWS = "Workflows (*.json);;All files (*)"


class ProviderFields(QWidget):
    """The key is only ever in its field, as dots, until it is taken with `take_key`."""

    def __init__(self) -> None:
        super().__init__()
        self._setup = ProviderSetup("", ProviderKind.OPENROUTER)
        self.title = QLineEdit()
        self.address = QLineEdit()
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key_note = KeptLabel("", "small", wrap=True)
        self.workflow = QLineEdit()
        self.browse = QPushButton("Choose…")
        self.parallel = Choice("Most at once", [("As the service says", None)])
        self.wait = Choice("Longest wait for a job", WAITS)
        self._workflow_row = QWidget()
        self._dress()
        self._lay_out()
        self.browse.clicked.connect(self._browse)

    def _dress(self) -> None:
        for field, name in (
            (self.title, "Name"),
            (self.address, "Address"),
            (self.key, "Key"),
            (self.workflow, "Workflow file"),
        ):
            field.setAccessibleName(name)
            field.textChanged.connect(lambda _text, one=field: mark(one, ""))
        self.browse.setAccessibleName("Choose the workflow file")

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_M)
        grid.setVerticalSpacing(tokens.SPACE_S)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        grid.addLayout(captioned("Name", self.title), 0, 0)
        grid.addLayout(captioned("Address", self.address), 0, 1)
        row = QHBoxLayout(self._workflow_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(captioned("Workflow file", self.workflow, self.browse), 1)
        grid.addWidget(self._workflow_row, 1, 0, 1, 2)
        grid.addLayout(captioned("Key", self.key), 2, 0, 1, 2)
        grid.addWidget(self.key_note, 3, 0, 1, 2)
        pair = QHBoxLayout()
        pair.setSpacing(tokens.SPACE_M)
        pair.addWidget(self.parallel, 1)
        pair.addWidget(self.wait, 1)
        grid.addLayout(pair, 4, 0, 1, 2)

    def show_setup(self, setup: ProviderSetup) -> None:
        """Fill the fields, the key's with nothing."""
        self._setup = setup
        self.title.setText(setup.title)
        self.title.setPlaceholderText(KIND_TITLES[setup.kind])
        self.address.setText(prefilled_address(setup))
        self.address.setPlaceholderText(KINDS[setup.kind].address_example)
        self.key.clear()
        self.key.setPlaceholderText(ENTER)
        self.key_note.setText("")
        self.workflow.setText(setup.workflow)
        self._workflow_row.setVisible(setup.kind is ProviderKind.COMFYUI)
        parallels = sorted({*PARALLELS, setup.parallel or 1})
        counts: list[tuple[str, object]] = [(str(one), one) for one in parallels]
        self.parallel.offer([("As the service says", None), *counts])
        self.parallel.choose(setup.parallel)
        known = {seconds: words for words, seconds in WAITS}
        if setup.wait_seconds not in known:
            known[setup.wait_seconds] = minutes(setup.wait_seconds)
        self.wait.offer([(words, seconds) for seconds, words in sorted(known.items())])
        self.wait.choose(setup.wait_seconds)
        for field in (self.title, self.address, self.key, self.workflow):
            mark(field, "")

    def show_key(self, facts: KeyFacts) -> None:
        """Say whether there is a key and where it is."""
        self.key.setPlaceholderText(REPLACE if facts.is_set else ENTER)
        self.key_note.setText(facts.sentence)

    def first(self) -> QLineEdit:
        """Where the person begins."""
        if not self.address.text():
            return self.address
        return self.workflow if self._setup.kind is ProviderKind.COMFYUI else self.key

    def setup(self) -> ProviderSetup:
        """The setup as the fields say; its id is the one it came with."""
        typed = self.address.text().strip().rstrip("/")
        own = DEFAULT_ADDRESSES[self._setup.kind]
        address = "" if typed == own else typed
        return replace(
            self._setup,
            title=self.title.text().strip(),
            address=address,
            workflow=self.workflow.text().strip(),
            parallel=self.parallel.value(),
            wait_seconds=self.wait.value(),
            entered_by_person=bool(address),
        )

    def take_key(self) -> str:
        """The key that was typed, once: the field is empty afterwards."""
        typed = self.key.text().strip()
        self.key.clear()
        return typed

    def mark(self, name: str, sentence: str) -> None:
        """Show which field is to be mended, and put the cursor there."""
        by_name = {"address": self.address, "key": self.key, "workflow": self.workflow}
        field = by_name.get(name, self.title)
        mark(field, sentence)
        field.setFocus()

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Choose a workflow", "", WORKFLOWS)
        if path:
            self.workflow.setText(path)


def mark(field: QLineEdit, sentence: str) -> None:
    """Show that a field is to be mended, or (with an empty text) that it is not."""
    style.set_property(field, "wrong", bool(sentence))
    field.setAccessibleDescription(sentence)


def captioned(text: str, *widgets: QWidget) -> QVBoxLayout:
    """Widgets side by side below a small caption; the first takes the room."""
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_S)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, int(at == 0))
    column = QVBoxLayout()
    column.setSpacing(tokens.SPACE_XS)
    column.addWidget(Label(text, "small"))
    column.addLayout(row)
    return column
