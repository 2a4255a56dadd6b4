"""What a video costs: promised, asked for, counted while it runs, and seen afterwards."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE
from tests.ui.pressing import press
from tests.ui.providing import FILMS, WRITES
from tests.ui.service import FakeService
from vidgen_desktop.config import Settings, load_settings
from vidgen_desktop.core.buying.months import month_of
from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
from vidgen_desktop.core.casting import Cast, Choice, Quality
from vidgen_desktop.core.errors import BudgetExceeded, SpendingLimit, UnknownPurchase
from vidgen_desktop.core.model import Estimate, Generation, Request, Status, now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.ui.costs.data import PAGE
from vidgen_desktop.ui.generation.generation_page import head_facts
from vidgen_desktop.ui.generation.progress_panel import ProgressPanel
from vidgen_desktop.ui.look import texts
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.questions import ConsentQuestion
from vidgen_desktop.ui.settings.dialog import SettingsDialog

OPENROUTER = ProviderSetup("openrouter", ProviderKind.OPENROUTER)
STANDARD = Quality("Standard", Cast(Choice("openrouter", WRITES), Choice("openrouter", FILMS)))
BOUGHT = Settings(providers=(OPENROUTER,), qualities=(STANDARD,), quality="Standard")


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=PATIENCE)


def click(qtbot: QtBot, widget: QWidget) -> None:
    assert widget.isVisible()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def provide(window: MainWindow, settings: Settings = BOUGHT) -> None:
    window.preferences.take(settings)


def test_the_button_names_price_and_time_and_shows_what_for(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    provide(window)
    submit, offer = window.prompt.submit, window.prompt.offer
    until(qtbot, lambda: submit.text() == "Make video · about $0.90 · 40 s")
    assert offer.bill.rows == [
        ("The script", "OpenRouter", "$0.0020"),
        ("About 6 clips of 5 s", "OpenRouter", "$0.90"),
    ]
    assert not offer.bill.isVisible()
    submit.setFocus(Qt.FocusReason.TabFocusReason)
    assert offer.bill.isVisible()
    offer.bill.set_rows([*offer.bill.rows, ("The voice", "OpenRouter", "$0.01")])
    assert offer.bill.height() >= 3 * offer.bill.fontMetrics().height()
    assert offer.bill.geometry().bottom() < submit.mapTo(window, submit.rect().topLeft()).y()
    window.prompt.field.edit.setFocus()
    assert not offer.bill.isVisible()
    assert "About 6 clips of 5 s, OpenRouter: $0.90" in submit.accessibleDescription()
    until(qtbot, lambda: service.learned == [STANDARD.cast])


@pytest.mark.parametrize(
    ("estimate", "button", "hint"),
    [
        (Estimate(0, 40.0), "Make video · about 40 s · free", ""),
        (Estimate(1_200_000, None), "Make video · about $1.20", ""),
        (
            Estimate(1_200_000, 240.0, old_prices=True),
            "Make video · about $1.20 · 4 min",
            "Some prices are older than 60 days.",
        ),
        (
            Estimate(200_000, 240.0, unpriced=True),
            "Make video · at least $0.20 · 4 min",
            "Some prices are not known, so it may cost more.",
        ),
        (
            Estimate(0, None, unpriced=True),
            "Make video · price not known",
            "Some prices are not known, so it may cost more.",
        ),
    ],
)
def test_unknown_and_old_prices_are_said(estimate: Estimate, button: str, hint: str):
    assert texts.offer(estimate) == button
    assert texts.caution(estimate) == hint


def test_the_built_in_engine_is_free_and_has_no_bill(qtbot: QtBot, window: MainWindow):
    until(qtbot, lambda: window.prompt.submit.text() == "Make video · about 40 s · free")
    window.prompt.offer.bill.unfold()
    assert not window.prompt.offer.bill.isVisible()


def test_voices_are_those_of_the_quality(qtbot: QtBot, window: MainWindow):
    spoken = replace(STANDARD, cast=replace(STANDARD.cast, voice=Choice("openrouter", "m")))
    provide(window, replace(BOUGHT, qualities=(replace(spoken, voice="nova", speed=1.25),)))
    voice = window.prompt.choices.voice
    until(qtbot, lambda: voice.value() == "nova")
    window.prompt.field.edit.setPlainText("Bees")
    assert (window.prompt.request().voice, window.prompt.request().speed) == ("nova", 1.25)
    window.prompt.quality.choose_named("Built-in")
    until(qtbot, lambda: voice.value() == "auto")
    assert window.prompt.request().speed == 1.0


def test_who_closes_the_window_waits_for_no_list_of_voices(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    service.voices_hang = True
    spoken = replace(STANDARD, cast=replace(STANDARD.cast, voice=Choice("openrouter", "m")))
    provide(window, replace(BOUGHT, qualities=(spoken,)))
    until(qtbot, lambda: bool(service.voices_asked))
    window.close()
    assert all(token.is_cancelled for token in service.voices_asked)


def test_above_the_limit_a_question_names_the_amount_and_no_is_the_default(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    assert not window.runner.learns_first
    provide(window, replace(BOUGHT, limits=Limits(confirm_above=500_000)))
    assert window.runner.learns_first
    window.prompt.field.edit.setPlainText("Bees dance.")
    seen: list[str] = []
    press(window, "Do not make it")
    until(qtbot, window.prompt.submit.isEnabled)
    window.consent.declined.connect(lambda: seen.append("declined"))
    click(qtbot, window.prompt.submit)
    until(qtbot, lambda: seen == ["declined"])
    assert service.store.count() == 0
    assert window.prompt.field.text() == "Bees dance."
    press(window, "Make the video")
    click(qtbot, window.prompt.submit)
    until(qtbot, lambda: service.store.count() == 1)
    question = ConsentQuestion(window, "about $0.90", "$0.50", unpriced=False)
    assert question.box.text() == "Spend about $0.90 on this video?"
    assert "above $0.50" in question.box.informativeText()
    assert question.box.defaultButton() is question.safe
    assert question.box.escapeButton() is question.safe
    assert question.box.textFormat() is Qt.TextFormat.PlainText


def test_a_reference_picture_goes_along(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    window.prompt.field.edit.setPlainText("Bees")
    window.prompt.more.reference.set_path(str(tmp_path / "bee.png"))
    assert window.prompt.request().reference == str(tmp_path / "bee.png")
    assert window.prompt.summary.text() == "Reference picture"
    window.prompt.popover.open()
    click(qtbot, window.prompt.more.reference.remove)
    assert window.prompt.request().reference is None


def wanted(what: str = "Scene 3, 5 s of video", micros: int = 150_000) -> Wanted:
    return Wanted("clip/3", "openrouter", FILMS, what, micros, f"print of {what}")


def stopped(service: FakeService, code: str, error: str) -> Generation:
    """One that was stopped by a fault, with $0.30 spent."""
    store = service.store
    made = store.create(Request("Bees", cast=STANDARD.cast), "Bees")
    store.claim(made.id)
    bought = store.prepare(made.id, wanted("Scene 1, 5 s of video", 300_000), Limits())
    store.settle(bought.id, PurchaseState.DONE, 300_000, PriceSource.REPORTED)
    store.fail(made.id, code, error, now())
    return store.get(made.id)


def show(qtbot: QtBot, window: MainWindow, generation: Generation) -> None:
    window.follower.show(generation.id)
    until(qtbot, window.page.ended.isVisible)


@pytest.mark.parametrize("field", ["per_video", "per_month"])
def test_a_limit_that_was_reached_leads_to_itself_and_then_on(
    qtbot: QtBot, window: MainWindow, service: FakeService, field: str
):
    provide(window, replace(BOUGHT, limits=Limits(per_video=400_000, per_month=400_000)))
    error = "“Scene 3” would cost about $0.15, and your limit is $0.40."
    reached = BudgetExceeded(error, limit=SpendingLimit(field))
    show(qtbot, window, stopped(service, reached.code, error))
    ended = window.page.ended
    assert ended.heading.text() == "A limit was reached"
    assert ended.sentence.text() == error
    assert ended.kept.text() == "$0.30 was spent. The rest will cost about $0.60."
    assert ended.raise_limit.property("kind") == "primary"
    click(qtbot, ended.raise_limit)
    (dialog,) = window.findChildren(SettingsDialog)
    until(qtbot, dialog.limits.fields[field].hasFocus)
    qtbot.keyClicks(dialog.limits.fields[field], "5")
    click(qtbot, dialog.done_button)
    assert getattr(load_settings().limits, field) == 5_000_000
    assert ended.resume.text() == "Resume"
    assert ended.resume.property("kind") == "primary"
    click(qtbot, ended.resume)
    until(qtbot, lambda: service.store.list()[0].status is Status.COMPLETED)


def lost(service: FakeService) -> tuple[Generation, int]:
    """One whose third scene was ordered, and of which the service then knew nothing."""
    store = service.store
    made = store.create(Request("Bees", cast=STANDARD.cast), "Bees")
    store.claim(made.id)
    purchase = store.prepare(made.id, wanted(), Limits())
    store.submitted(purchase.id, "job-3")
    store.unknown(purchase.id)
    store.fail(made.id, UnknownPurchase.code, "OpenRouter no longer knows the job.", now())
    return store.get(made.id), purchase.id


def test_what_may_have_been_bought_can_be_looked_for(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    provide(window)
    generation, purchase = lost(service)
    show(qtbot, window, generation)
    ended = window.page.ended
    (card,) = ended.unknown.cards
    assert card.sentence.text() == (
        "It is not known whether “Scene 3, 5 s of video” was made by OpenRouter."
    )
    assert "about $0.15" in card.amount.text()
    assert "Up to $0.15 more may still be billed." in ended.kept.text()
    assert not ended.resume.isVisible()
    click(qtbot, card.look)
    until(qtbot, lambda: service.store.get(generation.id).status is Status.COMPLETED)
    states = {one.id: one.state for one in service.store.purchases(generation.id)}
    assert states[purchase] is PurchaseState.SUBMITTED


def test_what_is_paid_and_cannot_be_had_can_be_bought_anew(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    provide(window)
    generation = stopped(service, UnknownPurchase.code, "OpenRouter no longer has it.")
    (bought,) = service.store.purchases(generation.id)
    service.store.undelivered(bought.id)
    show(qtbot, window, generation)
    ended = window.page.ended
    assert ended.heading.text() == "What was bought cannot be had"
    assert ended.kept.text() == "$0.30 was spent."
    (card,) = ended.unknown.cards
    assert card.sentence.text() == (
        "“Scene 1, 5 s of video” was made by OpenRouter and paid for, but cannot be had."
    )
    assert card.amount.text() == "To have it made anew costs about $0.30 once more."
    press(window, "Buy again")
    click(qtbot, card.buy)
    until(qtbot, lambda: service.store.get(generation.id).status is Status.COMPLETED)
    (bought,) = service.store.purchases(generation.id)
    assert (bought.state, bought.cost_micros) == (PurchaseState.FAILED, 300_000)
    assert service.store.total_micros() == 300_000


def test_buying_again_asks_once(qtbot: QtBot, window: MainWindow, service: FakeService):
    provide(window)
    generation, purchase = lost(service)
    show(qtbot, window, generation)
    (card,) = window.page.ended.unknown.cards
    press(window, "Do not buy")
    click(qtbot, card.buy)
    assert service.store.purchases(generation.id)[0].state is PurchaseState.UNKNOWN
    press(window, "Buy again")
    click(qtbot, card.buy)
    until(qtbot, lambda: service.store.get(generation.id).status is Status.COMPLETED)
    assert service.store.purchases(generation.id)[0].id == purchase
    assert service.store.purchases(generation.id)[0].state is PurchaseState.FAILED


def test_a_cancel_tells_what_was_spent_may_be_billed_and_was_kept(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    generation = stopped(service, "cancelled", "Cancelled by user")
    store = service.store
    store.reset(generation.id)
    store.claim(generation.id)
    under_way = store.prepare(generation.id, wanted(), Limits())
    store.submitted(under_way.id, "job-1")
    store.fail(generation.id, "cancelled", "Cancelled by user", now())
    show(qtbot, window, generation)
    assert window.page.ended.kept.text() == (
        "$0.30 was spent. Up to $0.15 more may still be billed. The rest will cost about $0.60."
    )
    assert window.page.ended.heading.text() == "Cancelled"


def test_while_it_runs_spent_and_estimated_are_shown(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    service.price = 250_000
    service.holds = {"clip/3"}
    window.prompt.field.edit.setPlainText("Bees dance.")
    click(qtbot, window.prompt.submit)
    until(qtbot, service.reached.is_set)
    until(
        qtbot,
        lambda: window.page.progress.facts.text().endswith("$0.50 of about $1.00"),
    )


def test_what_has_cost_more_than_was_estimated_is_not_called_a_part_of_it(
    qtbot: QtBot, service: FakeService
):
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    known = service.store.create(Request("Bees"), "Bees")
    panel.show_generation(known, waiting_here=False)
    panel.set_estimate(known.id, Estimate(910_000, None))
    panel.set_cost(910_000)
    assert panel.facts.text() == "$0.91 of about $0.91"
    panel.set_cost(1_010_000)
    assert panel.facts.text() == "$1.01 spent"


def test_costs_are_empty_before_the_first_purchase(qtbot: QtBot, window: MainWindow):
    click(qtbot, window.library.costs_button)
    page = window.costs
    until(qtbot, lambda: not page.chart.isVisible())
    assert not page.export.isVisible()
    assert not page.period.isVisible()


def test_costs_by_month_provider_and_video_and_as_csv(
    qtbot: QtBot, window: MainWindow, service: FakeService, tmp_path: Path
):
    provide(window, replace(BOUGHT, limits=Limits(per_month=20_000_000)))
    generation = stopped(service, "cancelled", "Cancelled by user")
    click(qtbot, window.library.costs_button)
    page = window.costs
    until(qtbot, lambda: page.now.text() == "$0.30")
    assert page.whole.text() == "$0.30"
    assert page.limit.text() == "Your limit for a month is $20.00."
    cells = [page.providers.index(0, column).data() for column in range(5)]
    assert cells == ["OpenRouter", "1", "$0.30", "$0.30", "as estimated"]
    assert [page.videos.index(0, column).data() for column in range(4)] == [
        *("Bees", "OpenRouter", "1", "$0.30"),
    ]
    this_month = month_of(now())
    assert f"{texts.month(this_month)}: $0.30" in page.chart.accessibleDescription()
    assert page.chart.hasFocus()
    qtbot.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.period.value() == this_month
    qtbot.keyClick(page.chart, Qt.Key.Key_Left)
    until(qtbot, lambda: page.providers.rowCount() == 0)
    qtbot.keyClick(page.chart, Qt.Key.Key_Escape)
    until(qtbot, lambda: page.providers.rowCount() == 1)
    target = tmp_path / "costs.csv"
    page.write(target, None)
    until(qtbot, lambda: page.verdict.words.text() == f"Exported to {target}.")
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[1].endswith("0.300000,reported,0.300000")
    assert [path.name for path in tmp_path.glob("*costs*")] == ["costs.csv"]
    page.write(tmp_path / "nowhere" / "costs.csv", None)
    until(qtbot, lambda: "cannot be written" in page.verdict.words.text())
    provide(window, replace(BOUGHT, limits=Limits(per_month=0)))
    page.read()
    until(qtbot, lambda: page.limit.text() == "Your limit for a month is $0.00.")
    page.video_view.activated.emit(page.videos.index(0, 0))
    until(qtbot, window.page.ended.isVisible)
    assert window.follower.wanted == generation.id


def test_many_videos_come_page_by_page(
    qtbot: QtBot, window: MainWindow, service: FakeService, tmp_path: Path
):
    stopped(service, "cancelled", "Cancelled by user")
    buy_many(tmp_path / "vidgen.db", 2 * PAGE)
    click(qtbot, window.library.costs_button)
    page = window.costs
    until(qtbot, lambda: page.videos.rowCount() == PAGE)
    page.video_view.scrollToBottom()
    until(qtbot, lambda: page.videos.rowCount() == 2 * PAGE)
    page.video_view.scrollToBottom()
    until(qtbot, lambda: page.videos.rowCount() == 2 * PAGE + 1)
    assert not page.videos.canFetchMore(QModelIndex())


def buy_many(path: Path, count: int) -> None:
    """Copy the one line of the ledger, each for a provider of its own."""
    with closing(sqlite3.connect(path)) as database, database:
        names: list[str] = [row[1] for row in database.execute("PRAGMA table_info(cost_entries)")]
        names.remove("id")
        own = {"provider": "'provider ' || n", "purchase_id": "NULL"}
        database.execute(
            f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers "
            f"WHERE n < {count}) INSERT INTO cost_entries ({', '.join(names)}) "
            f"SELECT {', '.join(own.get(name, name) for name in names)} "
            f"FROM numbers, (SELECT * FROM cost_entries LIMIT 1)"
        )


def test_what_nobody_knows_the_price_of_is_nowhere_called_free(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    store = service.store
    made = store.create(Request("Bees", cast=STANDARD.cast), "Bees")
    store.claim(made.id)
    bought = store.prepare(made.id, replace(wanted(micros=0), unpriced=True), Limits())
    store.settle(bought.id, PurchaseState.DONE, 0, PriceSource.UNKNOWN)
    store.fail(made.id, "provider", "It broke.", now())
    show(qtbot, window, made)
    ended = window.page.ended
    assert ended.kept.text().startswith("What was spent is not known.")
    assert "cost not known" in head_facts(store.get(made.id), now())
    lost = store.create(Request("Wasps", cast=STANDARD.cast), "Wasps")
    store.prepare(lost.id, wanted(), Limits())
    click(qtbot, window.library.costs_button)
    said = (
        "What 1 purchase cost is not known, so more was spent. "
        "Up to $0.15 more may still be billed."
    )
    until(qtbot, lambda: window.costs.limit.text() == said)
    assert window.costs.export.isVisible()

    store.charge(made.id, CostEntry("plan", "openrouter", "x", 500_000, PriceSource.REPORTED))
    assert texts.spent(store.get(made.id)) == "at least $0.50"
    assert texts.was_spent(store.get(made.id)) == "At least $0.50 was spent."
