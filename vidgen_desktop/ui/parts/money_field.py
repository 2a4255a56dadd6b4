"""A field for an amount in dollars; empty means none."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.money import exact_dollars, to_micros
from vidgen_desktop.ui.look import style

MOST_DOLLARS = Decimal(1_000_000)
WIDTH = 140


class MoneyField(QLineEdit):
    """`micros` is None where the field is empty; what is no amount raises InvalidRequest."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(f"{name}, in dollars")
        self.setPlaceholderText("No limit")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(WIDTH)
        self.textChanged.connect(lambda _text: self.mark(""))

    @property
    def micros(self) -> int | None:
        """Micro-dollars of what is typed: "5", "5.00", "$1,000" or "0,50"."""
        typed = self.text().strip().removeprefix("$").strip().removesuffix("$").strip()
        if not typed:
            return None
        try:
            dollars = Decimal(plain_number(typed))
        except InvalidOperation:
            dollars = Decimal("NaN")
        if not dollars.is_finite() or not 0 <= dollars <= MOST_DOLLARS:
            raise InvalidRequest(
                f"“{typed[:30]}” is no amount.",
                "Write dollars, such as 5 or 2.50, or leave the field empty.",
                field="limits",
            )
        return to_micros(dollars)

    def set_micros(self, micros: int | None) -> None:
        """Show an amount as a person would type it."""
        self.setText("" if micros is None else exact_dollars(micros))

    def mark(self, sentence: str) -> None:
        """Show that this is to be mended, or (with an empty text) that it is not."""
        style.set_property(self, "wrong", bool(sentence))
        self.setAccessibleDescription(sentence)


def plain_number(typed: str) -> str:
    """The digits with a point: "1,000.50", "1.000,50" and "0,50" are all understood."""
    bare = typed.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace("'", "")
    if -1 < bare.rfind(".") < bare.find(","):  # the last of both is the point
        return bare.replace(".", "").replace(",", ".")
    if "." in bare:
        return bare.replace(",", "")
    head, comma, tail = bare.rpartition(",")
    thousands = len(tail) == 3 and head.replace(",", "").isdigit() and head != "0"  # noqa: PLR2004 - digits
    return bare.replace(",", "") if not comma or thousands else f"{head.replace(',', '')}.{tail}"
