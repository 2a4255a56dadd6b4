"""How it looks and speaks: contrast, plain text, names for screen readers, reading order."""

import ast
import importlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, Strays
from vidgen_desktop.config import Appearance
from vidgen_desktop.core.buying.months import month_of
from vidgen_desktop.core.model import now
from vidgen_desktop.ui.costs.data import Costs, ProviderCosts
from vidgen_desktop.ui.costs.page import ROW
from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.look.tokens import DARK, LIGHT, Scheme, contrast
from vidgen_desktop.ui.main_window import TITLE_BAR, USUAL, MainWindow
from vidgen_desktop.ui.parts.labels import Label, Picture
from vidgen_desktop.ui.parts.verdict import Verdict
from vidgen_desktop.ui.questions import CloseQuestion, DeleteQuestion
from vidgen_desktop.ui.settings.provider_rows import RowButton

ENOUGH = 4.5
INTERACTIVE = (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QAbstractItemView,
)
UI = Path(style.__file__).parent


def grounds(scheme: Scheme) -> dict[str, str]:
    names = ("window", "surface", "raised", "hover", "pressed", "selected")
    return {name: getattr(scheme, name) for name in names}


@pytest.mark.parametrize("scheme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("role", ["text", "secondary", "good", "warning", "bad"])
def test_text_stands_out_from_every_ground_it_is_on(scheme: Scheme, role: str):
    on = grounds(scheme)
    if role != "text":  # under the pointer everything is in the text's colour
        del on["hover"], on["pressed"]
    ratios = {name: contrast(getattr(scheme, role), ground) for name, ground in on.items()}
    assert min(ratios.values()) >= ENOUGH, ratios


@pytest.mark.parametrize("scheme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_words_on_the_accent_and_the_accent_itself_stand_out(scheme: Scheme):
    assert contrast(scheme.on_accent, scheme.accent) >= ENOUGH
    assert contrast(scheme.on_accent, scheme.accent_hover) >= ENOUGH
    assert contrast(scheme.accent, scheme.surface) >= ENOUGH
    assert contrast(scheme.accent, scheme.window) >= ENOUGH


@pytest.mark.parametrize("appearance", [Appearance.DARK, Appearance.LIGHT])
def test_what_stands_in_an_empty_field_can_be_read(
    window: MainWindow, theme: Theme, appearance: Appearance
):
    theme.choose(appearance)
    dialog = window.preferences.open()
    fields = [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
    fields += dialog.findChildren(QLineEdit)
    shown = {
        field.palette().color(QPalette.ColorRole.PlaceholderText).name(QColor.NameFormat.HexArgb)
        for field in fields
        if field.placeholderText()
    }
    assert shown == {QColor(style.scheme().secondary).name(QColor.NameFormat.HexArgb)}


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


def test_all_colours_are_in_one_file():
    hexes = {
        path.name
        for path in UI.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and len(node.value) == 7
        and node.value.startswith("#")
        and node.value not in ("#000000", "#FFFFFF")  # captions lie on pictures
    }
    assert hexes == {"tokens.py"}


def test_every_icon_exists():
    for name in icons._NAMES:
        assert not icons.icon(name).pixmap(16, 16).isNull(), name


def interactive(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE)
        and not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith(("qt_", "_q_"))
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not isinstance(widget.parent(), QComboBox)
        and widget.window() is root.window()
    ]


def test_everything_that_can_be_used_has_a_name(window: MainWindow):
    dialog = window.preferences.open()
    nameless = [
        f"{type(w).__name__} {w.toolTip()}"
        for w in [*interactive(window), *interactive(dialog)]
        if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
    ]
    assert not nameless


def test_the_window_comes_up_alone(strays: Strays, window: MainWindow):
    window.preferences.open()
    assert not strays.seen


def test_every_icon_button_says_in_its_tooltip_what_it_does(window: MainWindow):
    mute = [
        w.accessibleName()
        for w in interactive(window)
        if isinstance(w, QAbstractButton) and not w.text() and not w.toolTip()
    ]
    assert not mute


def test_labels_show_words_as_they_are(window: MainWindow):
    rich = [
        label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText
        and label.pixmap().isNull()
        and label.text()
    ]
    assert not rich


@pytest.mark.parametrize("path", ["/videos/" + "folder" * 20, "C:\\Users" + "\\someone" * 20])
def test_a_word_longer_than_the_line_is_not_cut(qtbot: QtBot, path: str):
    width = 460
    label = Label(f"There is no room in {path}.", wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() <= width
    assert label.heightForWidth(width) >= 2 * label.fontMetrics().lineSpacing()
    assert path in label.text()


def test_what_can_be_copied_is_as_it_was_said(qtbot: QtBot):
    path = "/videos/" + "folder" * 20
    verdict = Verdict()
    qtbot.addWidget(verdict)
    verdict.say_good(path)
    verdict.words.setSelection(0, len(path))
    assert verdict.words.selectedText() == path


def test_the_window_fills_a_screen_that_is_too_small(qtbot: QtBot, window: MainWindow):
    screen = window.screen().availableGeometry()
    assert screen.width() < USUAL[0]  # offscreen
    window.appear()
    qtbot.waitUntil(window.isMaximized, timeout=PATIENCE)
    window.showNormal()
    window.setMinimumSize(1, 1)
    window.resize(screen.width(), screen.height() - TITLE_BAR)
    window.hide()
    window.appear()
    assert not window.isMaximized()


@pytest.mark.parametrize(
    "ask", [lambda window: DeleteQuestion(window, "Bees"), lambda window: CloseQuestion(window, 2)]
)
def test_a_question_has_one_margin_and_a_heading(
    qtbot: QtBot, window: MainWindow, ask: Callable[[MainWindow], DeleteQuestion | CloseQuestion]
):
    box = ask(window).box
    with qtbot.waitExposed(box):
        box.open()
    labels = [one for one in box.findChildren(QLabel) if one.isVisible() and one.text()]
    heading, sentence = sorted(labels, key=lambda one: one.y())
    (answers,) = box.findChildren(QDialogButtonBox)
    assert heading.font().pixelSize() > sentence.font().pixelSize()
    assert heading.x() == sentence.x() == answers.x() == tokens.SPACE_XL
    assert box.width() - answers.geometry().right() - 1 == tokens.SPACE_XL
    box.reject()


def ink_from(widget: QWidget, top: int, height: int) -> int:
    """Where the first letter begins, in points from the left of the widget."""
    image = widget.grab(QRect(0, top, widget.width(), height)).toImage()
    ground = image.pixelColor(0, 0).lightness()
    return next(
        x
        for x in range(image.width())
        for y in range(image.height())
        if abs(image.pixelColor(x, y).lightness() - ground) > 60
    )


def test_the_costs_stand_below_their_headings(window: MainWindow):
    month = month_of(now())
    provider = ProviderCosts("Pictures", 300_000, 1)
    page = window.costs
    window.pages.setCurrentWidget(page)
    page.show_costs(Costs(month, month, 300_000, ((month, 300_000),), (month,), (provider,)))
    header, row = page.provider_view.horizontalHeader(), page.provider_view.viewport()
    assert abs(ink_from(header, 0, header.height()) - ink_from(row, 0, ROW)) <= 1


def tab_order(first: QWidget, root: QWidget) -> list[QWidget]:
    """What Tab reaches below `root`, in its order, seen ones only."""
    chain: list[QWidget] = []
    widget: QWidget | None = first
    while widget is not None:
        if (
            root.isAncestorOf(widget)
            and widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(widget.parent(), QComboBox)
        ):
            chain.append(widget)
        widget = widget.nextInFocusChain()
        if widget is first:
            break
    return chain


def reads_before(one: QWidget, other: QWidget, root: QWidget) -> bool:
    """Whether one stands above the other, or left of it in the same line."""
    first = one.mapTo(root, QPoint(0, 0))
    second = other.mapTo(root, QPoint(0, 0))
    same_line = (
        abs(first.y() + one.height() / 2 - second.y() - other.height() / 2)
        < max(one.height(), other.height()) / 2
    )
    return first.x() < second.x() if same_line else first.y() < second.y()


def assert_reading_order(chain: list[QWidget], root: QWidget) -> None:
    assert len(chain) > 2
    for one, other in pairwise(chain):
        assert reads_before(one, other, root), (
            f"{one.accessibleName()!r} comes before {other.accessibleName()!r}"
        )


def test_tab_goes_through_a_new_video_in_reading_order(window: MainWindow):
    chain = tab_order(window.prompt.field.edit, window.prompt)
    assert_reading_order(chain, window.prompt)
    window.prompt.popover.open()
    more = window.prompt.more
    assert_reading_order(tab_order(more.assembly.caption_style.tiles[0], more), more)


def test_tab_goes_through_the_library_and_the_player_in_reading_order(
    qtbot: QtBot, window: MainWindow
):
    window.prompt.field.edit.setPlainText("Bees")
    window.prompt.try_submit()
    qtbot.waitUntil(lambda: window.page.player.is_playing, timeout=PATIENCE)
    assert_reading_order(tab_order(window.library.new_button, window.library), window.library)
    assert_reading_order(tab_order(window.page.player.surface, window.page), window.page)


@pytest.mark.parametrize("size", [(960, 640), (1280, 800), (1920, 1080)])
def test_nothing_is_cut_at_any_size(qtbot: QtBot, window: MainWindow, size: tuple[int, int]):
    window.resize(*size)
    window.prompt.more_button.setChecked(True)
    qtbot.waitUntil(lambda: window.size().toTuple() == size, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not cut(window, size[0]), timeout=PATIENCE)


def cut(window: MainWindow, width: int) -> list[str]:
    """What does not fit, or sticks out of the right side of the window."""
    found: list[str] = []
    for widget in interactive(window.prompt):
        left = widget.mapTo(window, QPoint(0, 0)).x()
        inside = left >= tokens.LIBRARY_WIDTH and left + widget.width() <= width
        too_small = (
            isinstance(widget, QAbstractButton)
            and widget.width() < widget.minimumSizeHint().width()
        )
        if widget.isVisible() and (too_small or not inside):
            found.append(widget.accessibleName())
    return found


@pytest.mark.parametrize(
    ("appearance", "wanted"), [(Appearance.DARK, DARK), (Appearance.LIGHT, LIGHT)]
)
def test_the_scheme_can_be_chosen(theme: Theme, appearance: Appearance, wanted: Scheme):
    theme.choose(appearance)
    assert style.scheme() is wanted
    assert QApplication.palette().window().color().name().upper() == wanted.window
    theme.choose(Appearance.LIGHT)


def test_open_settings_follow_the_scheme(window: MainWindow, theme: Theme):
    dialog = window.preferences.open("providers")
    rows = dialog.providers.findChildren(RowButton)

    def pictures() -> list[QImage]:
        items = (dialog.navigation.item(at) for at in range(dialog.navigation.count()))
        drawn = [item.icon().pixmap(18, 18).toImage() for item in items]
        return [*drawn, *(row.findChildren(Picture)[0].pixmap().toImage() for row in rows)]

    light = pictures()
    theme.choose(Appearance.DARK)
    assert not [one for one, other in zip(light, pictures(), strict=True) if one == other]
    theme.choose(Appearance.LIGHT)


def test_the_window_can_be_imported_without_the_heavy_parts():
    """The player's classes and the icon fonts come when they are first needed."""
    importlib.invalidate_caches()
    heavy = {"PySide6.QtMultimedia", "qtawesome"}
    for path in UI.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            assert not heavy & set(names), path.name
