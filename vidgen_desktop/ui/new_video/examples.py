"""Example prompts, for a person who has made nothing yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label, set_tip

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


class Examples(QWidget):
    """A row of buttons; `chosen` carries the prompt of one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = [QPushButton(title) for title, _ in EXAMPLES]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, tokens.SPACE_L, 0, 0)
        grid.setSpacing(tokens.SPACE_S)
        grid.addWidget(Label("Or start with one of these", "small"), 0, 0, 1, len(EXAMPLES))
        for at, (button, (title, prompt)) in enumerate(zip(self.buttons, EXAMPLES, strict=True)):
            button.setProperty("kind", "example")
            button.setAccessibleName(f"Example: {title}")
            set_tip(button, prompt)
            button.clicked.connect(lambda _on=False, text=prompt: self.chosen.emit(text))
            grid.addWidget(button, 1, at)
            grid.setColumnStretch(at, 1)
