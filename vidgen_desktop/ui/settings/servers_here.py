"""Servers that were found on this computer: one click adds one of them, or all."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.ui.look import icons, texts, tokens
from vidgen_desktop.ui.parts.labels import Label
from vidgen_desktop.ui.settings.provider_kinds import begun, free_id
from vidgen_desktop.ui.settings.provider_rows import RowButton

HEADING = "Found on this computer"


class ServersHere(QWidget):
    """`wanted` carries the setups to be added. To press a button is to enter its address."""

    wanted = Signal(object)  # Sequence[ProviderSetup]

    def __init__(self, found: Sequence[ServerHere], known: Sequence[ProviderSetup]) -> None:
        super().__init__()
        self._known = known
        self.rows: dict[str, RowButton] = {}
        self.add_all = QPushButton(f"Add all {len(found)}")
        self.add_all.setAccessibleName("Add all servers found on this computer")
        if len(found) == 1:
            self.add_all.hide()
        icons.dress(self.add_all, "new", "secondary")
        head = QHBoxLayout()
        head.addWidget(Label(HEADING, "strong"))
        head.addStretch(1)
        head.addWidget(self.add_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(head)
        for server in found:
            row = RowButton("server", server.title, below(server))
            row.state.setText("Add")
            row.setAccessibleName(f"Add {server.title}")
            row.clicked.connect(lambda _on=False, one=server: self._want([one]))
            self.rows[server.title] = row
            column.addWidget(row)
        self.add_all.clicked.connect(lambda: self._want(found))

    def _want(self, servers: Sequence[ServerHere]) -> None:
        setups: list[ProviderSetup] = []
        for server in servers:
            setup = replace(
                begun(ProviderKind.SHAPED),
                title=server.title,
                address=server.address,
                entered_by_person=True,
            )
            setups.append(replace(setup, id=free_id(setup, [*self._known, *setups])))
        self.wanted.emit(setups)


def below(server: ServerHere) -> str:
    """The line below its name."""
    return texts.SEPARATOR.join((server.address, counted(server.models, "model")))


def not_yet(found: Sequence[ServerHere], known: Sequence[ProviderSetup]) -> Sequence[ServerHere]:
    """Those that are not set up."""
    addresses = {setup.base for setup in known}
    return [one for one in found if one.address not in addresses]
