"""The questions the window asks before what cannot be undone."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QMessageBox, QPushButton, QWidget

from vidgen_desktop.ui.look import style, tokens

LONGEST_TITLE = 60
NARROWEST = 340  # of the sentence: lines that break early are hard to read


class Closing(Enum):
    """What to do with running videos when the window is closed."""

    STOP = "stop"  # and go on next time
    FINISH = "finish"
    CANCEL = "cancel"
    STAY = "stay"


def shortened(title: str) -> str:
    """A name that fits into a question."""
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rstrip() + "…"


def question(parent: QWidget, heading: str, sentence: str) -> QMessageBox:
    """An empty question in plain text, without a system's icon."""
    box = QMessageBox(parent)
    box.setWindowTitle("Vidgen")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(heading)
    box.setInformativeText(sentence)
    # Qt gives the format to the heading alone, and would guess for the sentence.
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
        if label.objectName() == "qt_msgbox_informativelabel":
            label.setMinimumWidth(NARROWEST)
        elif label.objectName() == "qt_msgbox_label":
            style.set_property(label, "role", "emphasis")
    _align(box)
    return box


def _align(box: QMessageBox) -> None:
    """Have heading, sentence and answers between the same margins: Qt keeps a place for an icon."""
    layout = box.layout()
    if not isinstance(layout, QGridLayout):  # the system draws it
        return
    for at in range(layout.count()):
        item = layout.itemAt(at)
        spacer = item.spacerItem() if item is not None else None
        if spacer is not None:
            spacer.changeSize(0, 0)
    layout.setHorizontalSpacing(0)
    layout.setColumnStretch(layout.columnCount() - 1, 1)
    layout.setContentsMargins(*(tokens.SPACE_XL,) * 4)


def tell(parent: QWidget, heading: str, sentence: str = "") -> None:
    """Say something that has to be read before anything else goes on."""
    box = question(parent, heading, sentence)
    box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()


class SafeQuestion:
    """Two answers: the safe one, which is the default, and the other."""

    def __init__(self, parent: QWidget, heading: str, sentence: str, safe: str, do: str) -> None:
        self.box = question(parent, heading, sentence)
        self.safe = self._button(safe, QMessageBox.ButtonRole.RejectRole)
        self.do = self._button(do, QMessageBox.ButtonRole.DestructiveRole)
        self.box.setDefaultButton(self.safe)
        self.box.setEscapeButton(self.safe)

    def _button(self, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
        return self.box.addButton(text, role)

    def ask(self) -> bool:
        """Whether it is to be done."""
        self.box.exec()
        self.box.deleteLater()
        return self.box.clickedButton() is self.do


class DeleteQuestion(SafeQuestion):
    """Names the video; `billed` says what may still be billed for it, if anything may."""

    def __init__(self, parent: QWidget, title: str, billed: str = "") -> None:
        ordered = f" What was ordered for it and has not come is given up. {billed}"
        super().__init__(
            parent,
            f"Delete “{shortened(title)}”?",
            f"The video, its captions and its scenes are removed.{ordered if billed else ''} "
            "This cannot be undone.",
            "Keep",
            "Delete",
        )


class RemoveProviderQuestion(SafeQuestion):
    """Names the provider; its key goes with it."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(
            parent,
            f"Remove {shortened(name)}?",
            "Its key is removed from the keychain, too. Qualities that use it stay, and will "
            "need another provider.",
            "Keep",
            "Remove",
        )


class RemoveQualityQuestion(SafeQuestion):
    """Names the quality."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(
            parent,
            f"Delete the quality “{shortened(name)}”?",
            "Videos that were made with it stay as they are.",
            "Keep",
            "Delete",
        )


class ConsentQuestion(SafeQuestion):
    """Names the amount, which is above the person's limit for being asked."""

    def __init__(
        self, parent: QWidget, amount: str, limit: str, *, unpriced: bool, videos: int = 1
    ) -> None:
        known = (
            "Some prices are not known, so it may cost more."
            if unpriced
            else "This is an estimate; the services may bill a little more or less."
        )
        asked = f" You want to be asked above {limit}." if limit else ""
        super().__init__(
            parent,
            f"Spend {amount} on {'this video' if videos == 1 else f'these {videos} videos'}?",
            known + asked,
            f"Do not make {'it' if videos == 1 else 'them'}",
            f"Make the {'video' if videos == 1 else 'videos'}",
        )


class BuyAgainQuestion(SafeQuestion):
    """Names what would be bought, which may have been bought already, or is paid for and could
    not be had.
    """

    def __init__(
        self, parent: QWidget, what: str, provider: str, amount: str, *, is_paid: bool = False
    ) -> None:
        first = (
            "The first one is paid for and could not be kept or fetched."
            if is_paid
            else f"The first one may have arrived at {provider} and may be billed as well."
        )
        super().__init__(
            parent,
            f"Buy “{shortened(what)}” again?",
            f"{first} The new one costs {amount}.",
            "Do not buy",
            "Buy again",
        )


class RestoreQuestion(SafeQuestion):
    """Names the moment to go back to."""

    def __init__(self, parent: QWidget, moment: str) -> None:
        super().__init__(
            parent,
            f"Go back to the list of {moment}?",
            "Videos that were made since then will not be in the list any more. Their files stay "
            "where they are, and the list of now is kept.",
            "Keep the list of now",
            "Go back",
        )


class DamagedQuestion(SafeQuestion):
    """Asked at the start, when the list of videos cannot be read."""

    def __init__(self, parent: QWidget, wrong: str, backup: str) -> None:
        super().__init__(
            parent,
            wrong,
            f"The newest good backup: {backup}. Vidgen can go on with it. Videos made since then "
            "will not be in the list. No video is deleted, and the damaged file is kept.",
            "Quit",
            "Use the backup",
        )


class CloseQuestion:
    """Asked when the window is closed while something runs. To stop is the default: it costs
    nothing and loses nothing.
    """

    def __init__(self, parent: QWidget, running: int) -> None:
        one = running == 1
        self.box = question(
            parent,
            f"{'A video is' if one else f'{running} videos are'} still being made.",
            f"Vidgen can stop now and go on with {'it' if one else 'them'} next time, where "
            f"{'it' if one else 'they'} stopped. Or it can finish {'it' if one else 'them'} "
            "without its window. Finished scenes are kept whatever you choose.",
        )
        role = QMessageBox.ButtonRole
        answers = {
            Closing.STOP: ("Stop and go on next time", role.AcceptRole),
            Closing.FINISH: ("Finish in the background", role.AcceptRole),
            Closing.CANCEL: (f"Cancel the {'video' if one else 'videos'}", role.DestructiveRole),
            Closing.STAY: ("Stay", role.RejectRole),
        }
        self.buttons = {wanted: self.box.addButton(*told) for wanted, told in answers.items()}
        self.box.setDefaultButton(self.buttons[Closing.STOP])
        self.box.setEscapeButton(self.buttons[Closing.STAY])

    def ask(self) -> Closing:
        """What the person wants."""
        self.box.exec()
        self.box.deleteLater()
        clicked = self.box.clickedButton()
        return next((w for w, b in self.buttons.items() if b is clicked), Closing.STAY)
