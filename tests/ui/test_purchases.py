"""What is said of purchases that wait for the person's word, and what can be done about them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, Strays
from tests.ui.pressing import press
from tests.ui.service import FakeService, storyboard
from tests.ui.test_look import assert_reading_order, tab_order
from vidgen_desktop.config import Settings
from vidgen_desktop.core.buying.purchase import Decision, Limits, Purchase, PurchaseState, Wanted
from vidgen_desktop.core.buying.purse import may_be_billed
from vidgen_desktop.core.casting import Cast, Choice, Role
from vidgen_desktop.core.errors import DiskFull, UnknownPurchase, VidgenError
from vidgen_desktop.core.model import Generation, Request, now
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.ui.generation.details import Details
from vidgen_desktop.ui.generation.ended_view import EndedView
from vidgen_desktop.ui.generation.unknown_purchases import PurchaseCard
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.questions import BuyAgainQuestion

CLOUD = ProviderSetup("openrouter", ProviderKind.OPENROUTER)
SERVER = ProviderSetup("mine", ProviderKind.SHAPED, "My server", "https://films.example/v1")
NO_ROOM = DiskFull(
    "There is no room for the narration: 3 kB are free in /videos, and that was too little.",
    "Free some space there or choose another folder, then try again: what is done is kept.",
    folder="/videos",
)
HIDDEN = UnknownPurchase(
    "OpenRouter does not show “Scene 3, 5 s of video” to us.",
    "Look in your account there. If it is not there, say to buy it anew.",
)
WORD = "Nothing is bought again without your word."


@pytest.fixture(autouse=True)
def provided(window: MainWindow, service: FakeService) -> None:
    service.use(Settings(providers=(CLOUD, SERVER)))
    window.preferences.take(Settings(providers=(CLOUD, SERVER)))


def wanted(step: str = "clip/3", provider: str = "openrouter", micros: int = 150_000) -> Wanted:
    return Wanted(step, provider, "a model", f"What {step} is for", micros, f"print of {step}")


def cast(provider: str = "openrouter", clips_by: Role = Role.VIDEO) -> Cast:
    return Cast(clips=Choice(provider, "a model"), clips_by=clips_by)


def stopped(
    service: FakeService, fault: VidgenError, *bought: Wanted, made_by: Cast | None = None
) -> Generation:
    """A video of four scenes that a fault ended, with purchases whose answers were lost."""
    store = service.store
    made = store.create(Request("Bees", cast=made_by or cast()), "Bees")
    store.claim(made.id)
    store.save_storyboard(made.id, storyboard(made.request, 4))
    for one in bought:
        store.unknown(store.prepare(made.id, one, Limits()).id)
    store.fail(made.id, fault.code, str(fault), now())
    return store.get(made.id)


def without_room(service: FakeService) -> Generation:
    """A voice was paid for, and there was no room for it."""
    store = service.store
    made = store.create(Request("Bees", cast=cast()), "Bees")
    store.claim(made.id)
    voice = store.prepare(made.id, wanted("voice/3"), Limits())
    store.settle(voice.id, PurchaseState.DONE, 150_000, PriceSource.COMPUTED)
    store.undelivered(voice.id)
    store.fail(made.id, NO_ROOM.code, str(NO_ROOM), now())
    return store.get(made.id)


def show(qtbot: QtBot, window: MainWindow, generation: Generation) -> list[PurchaseCard]:
    window.follower.show(generation.id)
    ended = window.page.ended
    qtbot.waitUntil(lambda: ended.isVisible() and bool(ended.unknown.cards), timeout=PATIENCE)
    return ended.unknown.cards


def is_wholly_seen(widget: QWidget) -> bool:
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def test_the_reason_is_said_and_that_nothing_is_bought_again(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    (card,) = show(qtbot, window, without_room(service))
    ended = window.page.ended
    assert ended.heading.text() == "What was bought cannot be had"
    assert ended.sentence.text() == f"{NO_ROOM} {WORD}"
    assert "There is no room for the narration" in ended.sentence.text()
    assert "Free some space there" in ended.sentence.text()
    assert card.buy.isVisible()
    assert not card.look.isVisible()


def test_what_the_service_said_of_a_clip_is_said(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    show(qtbot, window, stopped(service, HIDDEN, wanted()))
    assert window.page.ended.sentence.text() == (
        "OpenRouter does not show “Scene 3, 5 s of video” to us. Look in your account there. "
        f"If it is not there, say to buy it anew. {WORD}"
    )


def test_the_question_says_no_more_than_is_known_of_the_first_one(window: MainWindow):
    for is_paid, first in (
        (True, "The first one is paid for and could not be kept or fetched."),
        (False, "The first one may have arrived at OpenRouter and may be billed as well."),
    ):
        asked = BuyAgainQuestion(window, "The voice", "OpenRouter", "about $0.15", is_paid=is_paid)
        assert asked.box.informativeText() == f"{first} The new one costs about $0.15."


@pytest.mark.parametrize(
    "case",
    [
        (wanted("clip/3", "mine"), Role.VIDEO, True),  # it lists its jobs
        (wanted("clip/3"), Role.VIDEO, False),  # it shows only jobs that are known
        (wanted("clip/3", "mine"), Role.PICTURE, False),
        (wanted("voice/3", "mine"), Role.VIDEO, False),
        (wanted("plan", "mine"), Role.VIDEO, False),
    ],
    ids=["found", "not found", "picture", "voice", "text"],
)
def test_to_look_again_is_offered_where_the_service_can_be_asked(
    qtbot: QtBot,
    strays: Strays,
    window: MainWindow,
    service: FakeService,
    case: tuple[Wanted, Role, bool],
):
    bought, clips_by, can_look = case
    made_by = cast(bought.provider, clips_by)
    (card,) = show(qtbot, window, stopped(service, HIDDEN, bought, made_by=made_by))
    assert card.look.isVisible() is can_look
    assert not strays.seen
    assert card.buy.isVisible()
    assert ("cannot be asked for it" in card.amount.text()) is not can_look


STEPS = [f"clip/{number}" for number in range(1, 5)]


@pytest.fixture
def four(qtbot: QtBot, window: MainWindow, service: FakeService) -> Generation:
    """Four to decide about, in the smallest window."""
    window.resize(960, 640)
    bought = [wanted(step, "mine") for step in STEPS]
    generation = stopped(service, HIDDEN, *bought, made_by=cast("mine"))
    assert len(show(qtbot, window, generation)) == len(STEPS)
    return generation


@pytest.mark.usefixtures("four")
def test_every_choice_is_reached_in_a_low_window(qtbot: QtBot, window: MainWindow):
    ended = window.page.ended
    ended.details_button.click()
    chain = tab_order(ended.unknown.cards[0].look, ended)
    assert_reading_order(chain, ended.page)
    assert chain == [*ended.unknown.buttons, ended.details_button, ended.happened]
    chain[0].setFocus(Qt.FocusReason.TabFocusReason)
    for widget in chain:
        assert window.focusWidget() is widget
        qtbot.waitUntil(lambda seen=widget: is_wholly_seen(seen), timeout=PATIENCE)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)


@pytest.mark.usefixtures("four")
def test_nothing_is_drawn_over_anything_else(window: MainWindow):
    ended = window.page.ended
    parts = [ended.heading, ended.sentence, ended.kept, *ended.unknown.cards, ended.details_button]
    bottoms = [part.mapTo(ended.page, part.rect().bottomLeft()).y() for part in parts]
    tops = [part.mapTo(ended.page, part.rect().topLeft()).y() for part in parts]
    assert all(bottom < top for bottom, top in zip(bottoms, tops[1:], strict=False))
    assert all(card.height() >= card.minimumSizeHint().height() for card in ended.unknown.cards)


@pytest.mark.usefixtures("four")
def test_after_a_decision_the_keyboard_is_on_the_next_card(qtbot: QtBot, window: MainWindow):
    ended = window.page.ended
    last = ended.unknown.cards[-1]
    last.buy.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, "Buy again")
    qtbot.keyClick(last.buy, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(ended.unknown.cards) == 3, timeout=PATIENCE)
    assert window.focusWidget() is ended.unknown.cards[0].look
    qtbot.waitUntil(lambda: is_wholly_seen(ended.unknown.cards[0].look), timeout=PATIENCE)
    qtbot.keyClick(ended.unknown.cards[0].look, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(ended.unknown.cards) == 2, timeout=PATIENCE)
    assert window.focusWidget() is ended.unknown.cards[0].look


def test_who_types_elsewhere_is_left_there(
    qtbot: QtBot, window: MainWindow, four: Generation, service: FakeService
):
    window.library.search.setFocus()
    service.store.decide(service.store.purchases(four.id)[0].id, Decision.BUY_AGAIN)
    window.follower.read(four.id)
    qtbot.waitUntil(lambda: len(window.page.ended.unknown.cards) == 3, timeout=PATIENCE)
    assert window.focusWidget() is window.library.search


def test_deleting_tells_what_may_still_be_billed(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    generation = stopped(service, HIDDEN, wanted())
    show(qtbot, window, generation)
    said = press(window, "Keep")
    window.doing.delete(generation)
    qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE)
    assert said[0] == (
        "The video, its captions and its scenes are removed. What was ordered for it and has not "
        "come is given up. Up to $0.15 more may still be billed. This cannot be undone."
    )


def lost_purchase(micros: int, *, unpriced: bool) -> Purchase:
    asked = replace(wanted(micros=micros), unpriced=unpriced)
    at = now()
    return Purchase(1, 1, "key", asked, PurchaseState.UNKNOWN, None, None, None, at, at)


def test_what_has_no_known_price_may_still_be_billed(qtbot: QtBot, service: FakeService):
    unpriced, priced = lost_purchase(0, unpriced=True), lost_purchase(150_000, unpriced=False)
    assert may_be_billed([unpriced]) == "More may still be billed."
    assert may_be_billed([priced]) == "Up to $0.15 more may still be billed."
    assert may_be_billed([priced, unpriced]) == (
        "Up to $0.15 more may still be billed. Some prices are not known, so it may be more."
    )
    assert not may_be_billed([lost_purchase(0, unpriced=False)])
    ended = EndedView()
    qtbot.addWidget(ended)
    ended.show_details(Details(stopped(service, HIDDEN), None, (), None, (unpriced,)), 0)
    assert ended.kept.text() == "Nothing was spent. More may still be billed."
