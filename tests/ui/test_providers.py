"""Providers and qualities, from a fresh start to the button that names a price."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, Strays
from tests.ui.pressing import press
from tests.ui.providing import FILMS, RIGHT_KEY, SPEAKS, WRITES
from tests.ui.service import FakeService
from tests.ui.test_look import tab_order
from vidgen_desktop import keys
from vidgen_desktop.config import Settings, load_settings
from vidgen_desktop.core.buying.rates import Unit
from vidgen_desktop.core.casting import Cast, Choice, Quality, Role
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.providers.prices import price_table
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.parts.money_field import MoneyField
from vidgen_desktop.ui.settings.dialog import SettingsDialog

OPENROUTER = ProviderSetup("openrouter", ProviderKind.OPENROUTER)
SERVER = ProviderSetup(
    "server", ProviderKind.SHAPED, address="http://127.0.0.1:11434/v1", entered_by_person=True
)


@pytest.fixture(autouse=True)
def no_keys_of_other_tests():
    keys._session.clear()
    yield
    keys._session.clear()


def opened(
    qtbot: QtBot, service: FakeService, background: Background, settings: Settings
) -> SettingsDialog:
    """The settings with these in force; every change reaches the service, as in the window."""
    service.use(settings)
    dialog = SettingsDialog(service, background, settings)
    dialog.saved.connect(service.use)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


@pytest.fixture
def dialog(qtbot: QtBot, service: FakeService, background: Background) -> SettingsDialog:
    dialog = opened(qtbot, service, background, Settings())
    dialog.show_page("providers")
    return dialog


def click(qtbot: QtBot, widget: QWidget) -> None:
    assert widget.isVisible()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=PATIENCE)


def add_openrouter(qtbot: QtBot, dialog: SettingsDialog, key: str) -> None:
    click(qtbot, dialog.providers.kinds[ProviderKind.OPENROUTER])
    form = dialog.providers.form
    assert form.fields.key.hasFocus()
    qtbot.keyClicks(form.fields.key, key)
    click(qtbot, form.add)
    until(qtbot, form.add.isEnabled)


def pick(qtbot: QtBot, window: MainWindow, text: str, clicks: list[str]) -> None:
    """Click an entry of the list of qualities, which is open, and see the settings."""
    box = window.prompt.quality.box
    until(qtbot, box.view().isVisible)
    clicks.append(text)
    entry = box.view().visualRect(box.model().index(box.findText(text), 0))
    viewport = box.view().viewport()
    QApplication.processEvents()
    qtbot.mouseMove(viewport, entry.center())
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=entry.center())
    until(qtbot, lambda: bool(window.findChildren(SettingsDialog)))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a list that drops down
def test_from_a_fresh_start_five_clicks_make_a_video_with_a_key(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    clicks: list[str] = []

    def press_down(widget: QWidget, name: str) -> None:
        clicks.append(name)
        click(qtbot, widget)

    qtbot.keyClicks(window.prompt.field.edit, "Bees dance.")
    press_down(window.prompt.quality.box, "Quality")
    pick(qtbot, window, "Add OpenRouter…", clicks)
    (dialog,) = window.findChildren(SettingsDialog)
    form = dialog.providers.form
    until(qtbot, form.fields.key.isVisible)
    form.fields.key.setText(RIGHT_KEY)  # pasted
    press_down(form.add, "Add")
    until(qtbot, lambda: load_settings().quality == "Standard")
    press_down(dialog.done_button, "Done")
    until(qtbot, lambda: window.prompt.submit.text() == "Make video · about $0.90 · 40 s")
    press_down(window.prompt.submit, "Make video")
    until(qtbot, lambda: service.store.count() == 1)
    assert service.store.list()[0].request.cast == Cast(
        Choice("openrouter", WRITES), Choice("openrouter", FILMS)
    )
    assert len(clicks) == 5


def test_a_wrong_key_is_said_in_words_and_can_be_mended(
    qtbot: QtBot, dialog: SettingsDialog, own_home: Path
):
    add_openrouter(qtbot, dialog, "sk-or-v1-wrong0123456789")
    form = dialog.providers.form
    assert form.verdict.words.text() == (
        "OpenRouter did not accept the key. Enter the right key in the settings."
    )
    assert not form.models.isVisible()
    assert form.fields.key.text() == ""
    qtbot.keyClicks(form.fields.key, RIGHT_KEY)
    qtbot.keyClick(form.fields.key, Qt.Key.Key_Return)
    until(qtbot, form.models.isVisible)
    assert form.verdict.words.text().startswith("OpenRouter accepts the key.")
    assert load_settings().providers == (OPENROUTER,)
    stored = (own_home / "settings.json").read_text()
    assert "sk-or" not in stored
    click(qtbot, form.back)
    assert dialog.providers.rows["openrouter"].state.text() == "Works"


def test_a_key_is_dots_and_is_said_to_last_for_this_session_only_without_a_keychain(
    qtbot: QtBot, dialog: SettingsDialog
):
    click(qtbot, dialog.providers.kinds[ProviderKind.OPENROUTER])
    fields = dialog.providers.form.fields
    assert fields.key.echoMode() is QLineEdit.EchoMode.Password
    until(qtbot, lambda: fields.key_note.text() != "")
    assert fields.key_note.text() == (
        "It will be kept until Vidgen is closed: this computer has no keychain."
    )
    qtbot.keyClicks(fields.key, RIGHT_KEY)
    click(qtbot, dialog.providers.form.add)
    until(qtbot, dialog.providers.form.models.isVisible)
    assert fields.key_note.text() == (
        "The key is kept until Vidgen is closed: this computer has no keychain."
    )
    assert fields.key.placeholderText() == "A key is set. Enter another one to replace it."


def test_a_key_in_the_environment_is_used_and_named(
    qtbot: QtBot, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENROUTER_API_KEY", RIGHT_KEY)
    click(qtbot, dialog.providers.kinds[ProviderKind.OPENROUTER])
    form = dialog.providers.form
    until(qtbot, lambda: "OPENROUTER_API_KEY" in form.fields.key_note.text())
    click(qtbot, form.add)
    until(qtbot, form.models.isVisible)


def test_services_and_keychains_are_never_asked_on_the_main_thread(
    qtbot: QtBot, dialog: SettingsDialog, service: FakeService
):
    add_openrouter(qtbot, dialog, RIGHT_KEY)
    assert service.asked_in
    assert threading.main_thread() not in service.asked_in


def test_models_are_listed_by_role_and_those_that_end_are_marked(
    qtbot: QtBot, dialog: SettingsDialog
):
    add_openrouter(qtbot, dialog, RIGHT_KEY)
    models = dialog.providers.form.models
    assert [models.role.box.itemText(at) for at in range(models.role.box.count())] == [
        "Scripts (2)",
        "Videos (1)",
        "Voices (1)",
    ]
    shown = [models.lines.index(row).data() for row in range(models.lines.rowCount())]
    assert shown[0].startswith("Writer 2 · ends ")
    assert shown[1] == "Writer 3"
    qtbot.keyClicks(models.search, "writer 3")
    assert models.lines.rowCount() == 1
    models.search.clear()
    models.role.choose(Role.VIDEO)
    assert models.lines.index(0).data() == "Film 2 <b>fast</b>"


def test_a_service_that_cannot_be_reached_is_kept_and_said(
    qtbot: QtBot, dialog: SettingsDialog, service: FakeService
):
    service.away = ProviderError(
        "OpenRouter cannot be reached.", "Check the network.", fault=ProviderFault.UNAVAILABLE
    )
    add_openrouter(qtbot, dialog, RIGHT_KEY)
    form = dialog.providers.form
    assert form.verdict.words.text() == "OpenRouter cannot be reached. Check the network."
    assert load_settings().providers == (OPENROUTER,)
    service.away = None
    click(qtbot, form.test)
    until(qtbot, form.models.isVisible)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "OpenAI-compatible server needs an address."),
        ("http://example.com/v1", "would send your key and texts over the internet unprotected"),
        ("https://me:secret@example.com", "has a name or a password in it"),
    ],
)
def test_an_address_that_cannot_be_is_said_beside_it_and_nothing_is_kept(
    qtbot: QtBot, dialog: SettingsDialog, own_home: Path, address: str, said: str
):
    click(qtbot, dialog.providers.kinds[ProviderKind.SHAPED])
    form = dialog.providers.form
    assert form.fields.address.hasFocus()
    form.fields.address.setText(address)
    click(qtbot, form.add)
    assert said in form.verdict.words.text()
    assert form.fields.address.property("wrong") is True
    assert not (own_home / "settings.json").exists()


def test_a_server_of_ones_own_keeps_its_name_limits_and_address(
    qtbot: QtBot, dialog: SettingsDialog
):
    click(qtbot, dialog.providers.kinds[ProviderKind.SHAPED])
    form = dialog.providers.form
    form.fields.title.setText("My Ollama")
    form.fields.address.setText("http://127.0.0.1:11434/v1/")
    form.fields.parallel.choose(2)
    form.fields.wait.choose(3600.0)
    click(qtbot, form.add)
    until(qtbot, form.models.isVisible)
    assert load_settings().providers == (
        ProviderSetup(
            "my-ollama",
            ProviderKind.SHAPED,
            title="My Ollama",
            address="http://127.0.0.1:11434/v1",
            parallel=2,
            wait_seconds=3600.0,
            entered_by_person=True,
        ),
    )


def test_removing_a_provider_asks_once_and_takes_its_key_along(
    qtbot: QtBot, dialog: SettingsDialog
):
    add_openrouter(qtbot, dialog, RIGHT_KEY)
    form = dialog.providers.form
    press(form, "Keep")
    click(qtbot, form.remove)
    assert load_settings().providers == (OPENROUTER,)
    press(form, "Remove")
    click(qtbot, form.remove)
    until(qtbot, lambda: load_settings().providers == ())
    assert keys.key_for(OPENROUTER) is None
    assert not dialog.providers.rows


def test_tab_comes_to_done_after_all_providers(
    qtbot: QtBot, service: FakeService, background: Background
):
    settings = Settings(providers=(OPENROUTER, SERVER))
    dialog = opened(qtbot, service, background, settings)
    dialog.show_page("providers")
    dialog.providers.set_settings(settings)  # as when one was kept: the list is built anew
    chain = tab_order(dialog.navigation, dialog)
    rows = [*dialog.providers.rows.values(), *dialog.providers.kinds.values()]
    assert chain == [dialog.navigation, *rows, dialog.done_button]


def test_two_of_a_kind_get_short_names_of_their_own(qtbot: QtBot, dialog: SettingsDialog):
    add_openrouter(qtbot, dialog, RIGHT_KEY)
    click(qtbot, dialog.providers.form.back)
    add_openrouter(qtbot, dialog, RIGHT_KEY)
    assert [one.id for one in load_settings().providers] == ["openrouter", "openrouter-2"]


def test_a_form_that_is_left_drops_what_was_typed_and_asked(qtbot: QtBot, dialog: SettingsDialog):
    click(qtbot, dialog.providers.kinds[ProviderKind.OPENROUTER])
    form = dialog.providers.form
    qtbot.keyClicks(form.fields.key, RIGHT_KEY)
    click(qtbot, form.back)
    click(qtbot, dialog.providers.kinds[ProviderKind.OPENAI])
    assert form.fields.key.text() == ""
    assert form.heading.text() == "Add OpenAI"


def test_what_a_service_said_is_shown_as_it_is(qtbot: QtBot, dialog: SettingsDialog):
    add_openrouter(qtbot, dialog, RIGHT_KEY)
    rich = [
        label.text()
        for label in dialog.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText and label.text()
    ]
    assert not rich


QUALITY = Quality("Draft", Cast(text=Choice("openrouter", WRITES)))


@pytest.fixture
def qualities(qtbot: QtBot, service: FakeService, background: Background) -> SettingsDialog:
    keys.remember_key(OPENROUTER, RIGHT_KEY)
    settings = Settings(providers=(OPENROUTER, SERVER), qualities=(QUALITY,), quality="Draft")
    dialog = opened(qtbot, service, background, settings)
    dialog.show_page("qualities")
    return dialog


def test_a_quality_is_made_of_providers_models_and_a_voice(qtbot: QtBot, qualities: SettingsDialog):
    page = qualities.qualities
    click(qtbot, page.add)
    form = page.form
    assert form.name.hasFocus()
    qtbot.keyClicks(form.name, "Mine")
    until(qtbot, lambda: form.text.provider.box.count() == 3)
    assert form.clips.provider.box.count() == 2  # the server films nothing
    form.clips.provider.choose("openrouter")
    form.narrator.provider.choose("openrouter")
    until(qtbot, lambda: form.clips.model.box.count() == 1)
    until(qtbot, lambda: form.narrator.model.box.count() == 1)
    for picker in (form.clips, form.narrator):
        picker.model.box.setCurrentIndex(0)
        picker.model.box.activated.emit(0)
    until(qtbot, lambda: form.voice.voice.box.count() == 3)
    form.voice.voice.box.setEditText("Nova (en)")
    form.voice.speed.choose(1.25)
    click(qtbot, form.save)
    assert load_settings().qualities == (
        QUALITY,
        Quality(
            "Mine",
            Cast(clips=Choice("openrouter", FILMS), voice=Choice("openrouter", SPEAKS)),
            "nova",
            1.25,
        ),
    )
    assert form.verdict.words.text() == "Saved."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "The quality needs a name."),
        ("draft", "There is a quality “draft” already."),
        ("Built-in", "There is a quality “Built-in” already."),
    ],
)
def test_a_name_that_cannot_be_is_said(
    qtbot: QtBot, qualities: SettingsDialog, name: str, said: str
):
    click(qtbot, qualities.qualities.add)
    form = qualities.qualities.form
    form.name.setText(name)
    click(qtbot, form.save)
    assert form.verdict.words.text().startswith(said)
    assert form.name.property("wrong") is True


def test_a_role_without_a_model_is_not_saved(qtbot: QtBot, qualities: SettingsDialog):
    click(qtbot, qualities.qualities.add)
    form = qualities.qualities.form
    form.name.setText("Mine")
    until(qtbot, lambda: form.clips.provider.box.count() == 2)
    form.clips.provider.choose("openrouter")
    click(qtbot, form.save)
    assert form.verdict.words.text().startswith("No model was chosen under “Scenes by”.")


def test_a_quality_can_be_renamed_and_deleted(qtbot: QtBot, qualities: SettingsDialog):
    page = qualities.qualities
    click(qtbot, page.rows["Draft"])
    page.form.name.setText("Quick")
    click(qtbot, page.form.save)
    assert load_settings().quality == "Quick"
    press(page.form, "Delete")
    click(qtbot, page.form.remove)
    assert load_settings().qualities == ()
    assert load_settings().quality == ""


def test_suggestions_fill_what_is_missing(qtbot: QtBot, qualities: SettingsDialog):
    page = qualities.qualities
    click(qtbot, page.suggest)
    until(qtbot, lambda: page.verdict.words.text() == "Suggested: Standard, Best.")
    shown = [label.text() for label in page.findChildren(QLabel) if "costs what" in label.text()]
    assert shown == ["Standard costs what it costs.", "Best costs what it costs."]
    assert [one.name for one in load_settings().qualities] == ["Draft", "Standard", "Best"]
    assert load_settings().qualities[0] == QUALITY
    click(qtbot, page.suggest)
    until(qtbot, lambda: page.verdict.words.text().startswith("There is nothing to suggest"))


def test_what_was_suggested_is_suggested_anew_when_there_is_more(
    qtbot: QtBot, qualities: SettingsDialog
):
    """A Standard without pictures gets them; what the person made stays."""
    page = qualities.qualities
    early = Quality("standard", Cast(text=Choice("server", "old")), suggested=True)
    settings = replace(load_settings(), qualities=(QUALITY, early), quality="Draft")
    page.set_settings(replace(settings, providers=(OPENROUTER, SERVER)))
    click(qtbot, page.suggest)
    until(qtbot, lambda: page.verdict.words.text() == "Suggested: Standard, Best.")
    mine, standard, best = load_settings().qualities
    assert mine == QUALITY
    assert standard.cast == Cast(Choice("openrouter", WRITES), Choice("openrouter", FILMS))
    click(qtbot, page.rows["Standard"])
    click(qtbot, page.form.save)
    assert not load_settings().qualities[1].suggested
    assert best.suggested


HERE = (
    ServerHere("Ollama", "http://127.0.0.1:11434/v1", 3),
    ServerHere("Kokoro", "http://127.0.0.1:8880/v1", 1),
)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_from_a_fresh_start_five_clicks_make_a_video_with_servers_on_this_computer(
    qtbot: QtBot, strays: Strays, window: MainWindow, service: FakeService
):
    service.here = HERE
    clicks: list[str] = []

    def press_down(widget: QWidget, name: str) -> None:
        clicks.append(name)
        click(qtbot, widget)

    qtbot.keyClicks(window.prompt.field.edit, "Bees dance.")
    press_down(window.prompt.quality.box, "Quality")
    pick(qtbot, window, "Add another provider…", clicks)
    (dialog,) = window.findChildren(SettingsDialog)
    page = dialog.providers
    until(qtbot, lambda: page.here is not None)
    assert page.here
    assert not [one for one in strays.seen if "Add all" in one]
    press_down(page.here.add_all, "Add all")
    until(qtbot, lambda: load_settings().quality == "Draft")
    press_down(dialog.done_button, "Done")
    until(qtbot, lambda: window.prompt.quality.quality.name == "Draft")
    press_down(window.prompt.submit, "Make video")
    until(qtbot, lambda: service.store.count() == 1)
    assert service.store.list()[0].request.cast.text == Choice("ollama", WRITES)
    assert len(clicks) == 5
    ollama, kokoro = load_settings().providers
    assert (ollama.id, ollama.title, ollama.base) == ("ollama", "Ollama", HERE[0].address)
    assert (kokoro.id, kokoro.entered_by_person) == ("kokoro", True)


def test_one_of_the_servers_on_this_computer_can_be_added(
    qtbot: QtBot, service: FakeService, background: Background
):
    service.here = HERE
    known = replace(SERVER, address=HERE[0].address)
    dialog = opened(qtbot, service, background, Settings(providers=(known,)))
    dialog.show_page("providers")
    page = dialog.providers
    until(qtbot, lambda: page.here is not None)
    assert page.here
    assert list(page.here.rows) == ["Kokoro"]  # the other one is set up
    assert not page.here.add_all.isVisible()
    click(qtbot, page.here.rows["Kokoro"])
    assert [one.id for one in load_settings().providers] == ["server", "kokoro"]
    assert page.rows["kokoro"].state.text() == "Works"
    assert page.here is None


def test_the_keyboard_stays_where_it_is_when_servers_are_found(
    qtbot: QtBot, service: FakeService, background: Background
):
    service.here = HERE
    dialog = opened(qtbot, service, background, Settings())
    dialog.show_page("providers")
    page = dialog.providers
    focused = page.kinds[ProviderKind.FAL]
    focused.setFocus()
    until(qtbot, lambda: page.here is not None)
    assert page.kinds[ProviderKind.FAL] is not focused  # the list was built anew
    assert dialog.focusWidget() is page.kinds[ProviderKind.FAL]


def test_own_prices_are_a_file_with_an_explained_example(
    qtbot: QtBot, dialog: SettingsDialog, own_home: Path
):
    opened_files: list[str] = []

    class Editor(QObject):
        @Slot(QUrl)
        def show(self, url: QUrl) -> None:
            opened_files.append(url.toLocalFile())

    dialog.show_page("limits")
    editor = Editor()
    QDesktopServices.setUrlHandler("file", editor, "show")  # pyright: ignore[reportArgumentType]
    try:
        click(qtbot, dialog.limits.prices.edit)
        file = own_home / "prices.toml"
        assert opened_files == [str(file)]
        own = file.read_text(encoding="utf-8")
        assert price_table(file).prices == price_table().prices  # nothing is priced by the example
        example = own.partition("# [[price]]")[2].replace("\n# ", "\n")
        file.write_text(f"[[price]]{example}", encoding="utf-8")
        (rate,) = price_table(file).rates(ProviderSetup("fal", ProviderKind.FAL), "fal-ai/wan/v3/x")
        assert (rate.unit, rate.micros) == (Unit.SECOND, 100_000)
        click(qtbot, dialog.limits.prices.edit)
        assert file.read_text(encoding="utf-8").startswith("[[price]]")  # and is never overwritten
    finally:
        QDesktopServices.unsetUrlHandler("file")


def test_own_prices_stay_where_they_are_when_something_is_said(
    qtbot: QtBot, dialog: SettingsDialog
):
    dialog.show_page("limits")
    prices = dialog.limits.prices
    until(qtbot, prices.edit.isVisible)
    before = prices.edit.mapTo(dialog, QPoint(0, 0))
    prices.error.say("It cannot be written. Open it with a text editor.")
    until(qtbot, lambda: prices.error.y() > prices.edit.y())
    assert prices.edit.mapTo(dialog, QPoint(0, 0)) == before


def test_a_voice_can_be_heard(qtbot: QtBot, qualities: SettingsDialog, service: FakeService):
    click(qtbot, qualities.qualities.rows["Draft"])
    voice = qualities.qualities.form.voice
    voice.speed.choose(1.1)
    click(qtbot, voice.hear)
    until(qtbot, lambda: voice.player.played is not None)
    assert service.previews == [(Choice(), "auto", 1.1)]
    assert voice.hear.isEnabled()


def test_who_closes_the_settings_waits_for_no_list_of_voices(
    qtbot: QtBot, service: FakeService, background: Background
):
    keys.remember_key(OPENROUTER, RIGHT_KEY)
    service.voices_hang = True
    spoken = replace(QUALITY, cast=replace(QUALITY.cast, voice=Choice("openrouter", "m")))
    settings = Settings(providers=(OPENROUTER, SERVER), qualities=(spoken,), quality="Draft")
    dialog = opened(qtbot, service, background, settings)
    dialog.show_page("qualities")
    click(qtbot, dialog.qualities.rows["Draft"])
    until(qtbot, lambda: bool(service.voices_asked))
    dialog.reject()
    assert all(token.is_cancelled for token in service.voices_asked)


def test_a_model_that_is_not_listed_any_more_is_said(
    qtbot: QtBot, service: FakeService, background: Background
):
    keys.remember_key(OPENROUTER, RIGHT_KEY)
    old = Quality("Old", Cast(text=Choice("openrouter", "maker/gone-1")))
    dialog = opened(qtbot, service, background, Settings(providers=(OPENROUTER,), qualities=(old,)))
    dialog.show_page("qualities")
    click(qtbot, dialog.qualities.rows["Old"])
    model = dialog.qualities.form.text.model
    until(qtbot, lambda: model.note.text() == "The service does not list it.")
    assert model.model == "maker/gone-1"


def test_why_models_cannot_be_listed_fits_below_and_moves_nothing(
    qtbot: QtBot, qualities: SettingsDialog
):
    click(qtbot, qualities.qualities.rows["Draft"])
    model = qualities.qualities.form.text.model
    model.wait()
    until(qtbot, lambda: model.note.height() > 0)
    heights = model.note.sizeHint().height(), model.sizeHint().height()
    refused = "OpenRouter refused the key."
    model.fail(ProviderError(refused, "Check it in Settings.", fault=ProviderFault.REFUSED))
    assert model.note.text() == refused
    assert model.edit.accessibleDescription() == f"{refused} Check it in Settings."
    assert (model.note.sizeHint().height(), model.sizeHint().height()) == heights


def test_without_providers_the_qualities_lead_to_them(
    qtbot: QtBot, service: FakeService, background: Background
):
    dialog = opened(qtbot, service, background, Settings())
    dialog.show_page("qualities")
    click(qtbot, dialog.qualities.add_provider)
    assert dialog.pages.currentWidget() is dialog.providers


def test_limits_are_typed_in_dollars_and_stored_in_micros(
    qtbot: QtBot, service: FakeService, background: Background, own_home: Path
):
    dialog = opened(qtbot, service, background, Settings())
    dialog.show_page("limits")
    fields = dialog.limits.fields
    for name, typed in (("per_video", "2,50"), ("per_month", "$1,000"), ("confirm_above", "")):
        fields[name].setText(typed)
    click(qtbot, dialog.done_button)
    limits = json.loads((own_home / "settings.json").read_text())["limits"]
    assert limits == {
        "per_video": 2_500_000,
        "per_month": 1_000_000_000,
        "confirm_above": None,
    }


@pytest.mark.parametrize(
    ("typed", "micros"),
    [("1,000.50", 1_000_500_000), ("1.000,50", 1_000_500_000), ("$ 0,005", 5_000)],
)
def test_an_amount_is_understood_as_people_write_it(qtbot: QtBot, typed: str, micros: int):
    field = MoneyField("For one video")
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.micros == micros


@pytest.mark.parametrize("typed", ["a lot", "-1", "1e9", "nan", "9999999", "1.000,50,5"])
def test_what_is_no_amount_is_said_beside_it(
    qtbot: QtBot, service: FakeService, background: Background, typed: str, own_home: Path
):
    dialog = opened(qtbot, service, background, Settings())
    dialog.limits.fields["per_month"].setText(typed)
    click(qtbot, dialog.done_button)
    assert dialog.isVisible()
    assert dialog.pages.currentWidget() is dialog.limits
    assert "is no amount" in dialog.limits.error.text()
    assert dialog.limits.fields["per_month"].property("wrong") is True
    assert not (own_home / "settings.json").exists()
