"""New video: what is typed becomes a request, and faults stand beside their fields."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, sent
from tests.ui.service import FakeService
from vidgen_desktop.config import Defaults, Settings, load_settings
from vidgen_desktop.core.choices import (
    Aspect,
    Captions,
    CaptionStyle,
    Fit,
    Look,
    Resolution,
    Transition,
)
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request, Voice
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.prompt_panel import PromptPanel


@pytest.fixture
def panel(qtbot: QtBot, service: FakeService, background: Background) -> PromptPanel:
    panel = PromptPanel(service, background, Settings())
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def test_a_voice_that_speaks_every_language_is_offered_by_its_name(panel: PromptPanel):
    panel.choices.offer_voices([Voice("nova", "Nova", "mul"), Voice("af_sky", "Sky", "en-US")])
    box = panel.choices.voice.box
    assert [box.itemText(at) for at in range(box.count())][-2:] == ["Nova", "Sky (en-US)"]


def test_typed_words_and_choices_become_a_request(qtbot: QtBot, panel: PromptPanel):
    qtbot.keyClicks(panel.field.edit, "Bees dance.")
    panel.choices.length.box.setEditText("1:30")
    panel.choices.shape.choose(Aspect.TALL)
    panel.choices.look.choose(Look.NIGHT)
    panel.choices.captions.choose(Captions.BURNED)
    panel.more.size_choice.choose((Resolution.FULL_HD, 30))
    panel.more.seed.setText("7")
    with qtbot.waitSignal(panel.submitted) as submitted:
        qtbot.mouseClick(panel.submit, Qt.MouseButton.LeftButton)
    assert sent(submitted) == Request(
        "Bees dance.",
        seconds=90,
        aspect=Aspect.TALL,
        resolution=Resolution.FULL_HD,
        fps=30,
        look=Look.NIGHT,
        captions=Captions.BURNED,
        seed=7,
    )


def test_control_enter_submits(qtbot: QtBot, panel: PromptPanel):
    qtbot.keyClicks(panel.field.edit, "Bees")
    with qtbot.waitSignal(panel.submitted):
        qtbot.keyClick(panel.field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.field.text() == "Bees"


def test_it_starts_from_the_persons_defaults(
    qtbot: QtBot, service: FakeService, background: Background
):
    defaults = Defaults(
        seconds=45, aspect=Aspect.SQUARE, look=Look.PAPER, captions=Captions.OFF, voice="none"
    )
    panel = PromptPanel(service, background, Settings(defaults=defaults))
    qtbot.addWidget(panel)
    request = panel.request()
    assert request.seconds == 45
    assert request.aspect is Aspect.SQUARE
    assert request.look is Look.PAPER
    assert request.captions is Captions.OFF
    assert request.voice == "none"


@pytest.mark.parametrize("typed", ["", "soon", "1:75", "-5", "ten"])
def test_a_length_that_is_none_is_said_beside_the_field(
    qtbot: QtBot, panel: PromptPanel, typed: str
):
    qtbot.keyClicks(panel.field.edit, "Bees")
    panel.choices.length.box.setEditText(typed)
    with qtbot.assertNotEmitted(panel.submitted):
        panel.try_submit()
    assert panel.choices_error.isVisible()
    assert panel.choices_error.text().startswith("The length is not understood.")
    assert panel.choices.length.box.property("wrong") is True
    assert panel.choices.length.box.hasFocus()


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("prompt", "prompt_error"),
        ("seconds", "choices_error"),
        ("cast", "choices_error"),
        ("fps", "more"),
        ("reference", "more"),
        ("music", "more"),
        ("fit", "more"),
        ("pictures", "more"),
        ("seed", "more"),
    ],
)
def test_each_fault_stands_beside_its_field(panel: PromptPanel, field: str, label: str):
    panel.show_fault(InvalidRequest("That is wrong.", "Mend it.", field=field))
    labels = {
        "prompt_error": panel.prompt_error,
        "choices_error": panel.choices_error,
        "more": panel.more.hint,
    }
    shown = {name for name, one in labels.items() if one.isVisible() and "wrong" in one.text()}
    assert shown == {label}
    assert panel.popover.isVisible() is (label == "more")


def test_a_fault_goes_when_the_field_is_mended(qtbot: QtBot, panel: PromptPanel):
    panel.show_fault(InvalidRequest("The prompt is empty.", field="prompt"))
    qtbot.keyClicks(panel.field.edit, "B")
    assert not panel.prompt_error.isVisible()


def test_the_count_appears_near_the_limit(panel: PromptPanel):
    panel.field.edit.setPlainText("b" * 17_999)
    assert not panel.field.count.isVisible()
    panel.field.edit.setPlainText("b" * 20_001)
    assert panel.field.count.text() == "20,001 of 20,000 characters"
    assert panel.field.count.property("role") == "error"


def test_the_button_says_what_will_happen(qtbot: QtBot, panel: PromptPanel, service: FakeService):
    panel.offer.ask()
    qtbot.waitUntil(
        lambda: panel.submit.text() == "Make video · about 40 s · free", timeout=PATIENCE
    )
    service.price = 300_000
    service.estimate_seconds = 240
    panel.choices.shape.choose(Aspect.TALL)
    qtbot.waitUntil(
        lambda: panel.submit.text() == "Make video · about $1.20 · 4 min", timeout=PATIENCE
    )


def test_dropped_files_become_pictures(panel: PromptPanel, tmp_path: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.png", "ü 蜂.jpg")])
    panel.field.edit.insertFromMimeData(data)
    assert panel.request().pictures == (str(tmp_path / "a.png"), str(tmp_path / "ü 蜂.jpg"))
    assert panel.field.text() == ""
    assert panel.summary.text() == "2 own pictures"
    panel.more.clear.click()
    assert panel.request().pictures == ()


def test_an_example_fills_the_field(qtbot: QtBot, panel: PromptPanel):
    qtbot.mouseClick(panel.examples.buttons[0], Qt.MouseButton.LeftButton)
    assert panel.field.text().startswith("Why the sky is blue")


def test_voices_can_be_chosen(qtbot: QtBot, panel: PromptPanel):
    panel.read_voices()
    qtbot.waitUntil(lambda: panel.choices.voice.box.count() == 4, timeout=PATIENCE)
    panel.choices.voice.choose("de")
    assert panel.request().voice == "de"


def test_in_the_window_a_bad_request_leaves_the_prompt_and_stores_nothing(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    window.prompt.field.edit.setPlainText("Bees dance.")
    window.prompt.choices.length.box.setEditText("2 s")
    with qtbot.waitSignal(window.runner.refused, timeout=PATIENCE):
        window.prompt.try_submit()
    assert window.prompt.choices_error.text().startswith("The length must be from 5 s to 600 s.")
    assert window.prompt.field.text() == "Bees dance."
    assert window.prompt.submit.isEnabled()
    assert service.store.count() == 0


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_what_is_rarely_changed_is_behind_more_and_summed_up_beside_it(
    qtbot: QtBot, panel: PromptPanel
):
    assert panel.summary.text() == ""
    click(qtbot, panel.more_button)
    assert panel.popover.isVisible()
    choices = panel.more.assembly
    assert choices.caption_style.tiles[0].hasFocus()
    click(qtbot, choices.caption_style.tiles[2])
    click(qtbot, choices.words)
    click(qtbot, choices.transition.tiles[2])
    click(qtbot, choices.fit.tiles[1])
    choices.music.choose("none")
    click(qtbot, choices.sound)
    assert panel.summary.text() == (
        "Pop captions · Word by word · Dip to black · Clips: whole, blurred · No music · "
        "Clips' own sound"
    )
    assert panel.request() == Request(
        "",
        captions=Captions.BURNED,
        caption_style=CaptionStyle.POP,
        caption_words=True,
        transition=Transition.DIP,
        fit=Fit.CONTAIN,
        music="none",
        take_sound=True,
    )
    click(qtbot, panel.more.back)
    assert panel.summary.text() == ""
    assert not panel.more.back.isVisible()


def test_escape_and_a_click_beside_it_close_more(qtbot: QtBot, panel: PromptPanel):
    click(qtbot, panel.more_button)
    qtbot.keyClick(panel.more.assembly.caption_style.tiles[0], Qt.Key.Key_Escape)
    assert not panel.popover.isVisible()
    assert panel.more_button.hasFocus()
    qtbot.keyClick(panel.more_button, Qt.Key.Key_Space)
    assert panel.popover.isVisible()
    qtbot.mouseClick(panel.popover.veil, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not panel.popover.isVisible()
    assert not panel.popover.veil.isVisible()


def test_tab_goes_from_more_into_the_panel_and_on_to_the_button(qtbot: QtBot, panel: PromptPanel):
    click(qtbot, panel.more_button)
    panel.more_button.setFocus()
    qtbot.keyClick(panel.more_button, Qt.Key.Key_Tab)
    assert panel.more.assembly.caption_style.tiles[0].hasFocus()
    panel.more.seed.setFocus()
    qtbot.keyClick(panel.more.seed, Qt.Key.Key_Tab)
    assert panel.submit.hasFocus()
    assert not panel.popover.isVisible()


@pytest.mark.parametrize("size", [(640, 600), (1000, 760)])
def test_the_panel_of_more_is_wholly_on_the_page(
    qtbot: QtBot, panel: PromptPanel, size: tuple[int, int]
):
    panel.resize(*size)
    panel.popover.open()
    qtbot.waitUntil(lambda: panel.rect().contains(panel.popover.geometry()), timeout=PATIENCE)
    fitting = panel.popover.minimumSizeHint()
    assert panel.popover.width() >= fitting.width()
    assert panel.popover.height() >= fitting.height()
    assert not panel.popover.geometry().contains(panel.more_button.mapTo(panel, QPoint(0, 0)))


def test_choices_can_be_kept_for_the_videos_to_come(qtbot: QtBot, window: MainWindow):
    panel = window.prompt
    click(qtbot, panel.more_button)
    click(qtbot, panel.more.assembly.transition.tiles[1])
    assert panel.summary.text() == "Crossfade"
    with qtbot.waitSignal(window.settingsChanged):
        click(qtbot, panel.more.keep)
    assert load_settings().defaults == Defaults(transition=Transition.CROSSFADE)
    assert panel.summary.text() == ""
    assert panel.request().transition is Transition.CROSSFADE
    click(qtbot, panel.more.assembly.transition.tiles[0])
    assert panel.summary.text() == "Cut"
