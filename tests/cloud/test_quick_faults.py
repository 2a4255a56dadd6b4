"""Every fault on the way to what comes with the answer itself: texts, voices, pictures.

A definite no is asked again, a lost answer never; what is paid and useless is told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.cloud.desk import RATES, SCENE, Desk, near
from tests.cloud.whole import PROMPT, SCRIPT
from tests.servers import aimock as say
from tests.servers import faults
from tests.servers.aimock import Aimock
from tests.servers.proxy import Fault, FaultProxy, faults_before
from tests.servers.shaped import Pictures, Speech
from tests.servers.site import Site
from vidgen_desktop.core.buying.purchase import Decision, PurchaseState
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import ProviderError, UnknownPurchase, VidgenError
from vidgen_desktop.core.model import Request, VideoFormat, Voice
from vidgen_desktop.providers.builtin.clips import BuiltinClips
from vidgen_desktop.providers.shaped_pictures import ShapedPictures
from vidgen_desktop.providers.shaped_text import ShapedText
from vidgen_desktop.providers.shaped_voice import ShapedVoice
from vidgen_desktop.setups import ProviderKind

DONE, LOST, NOTHING = PurchaseState.DONE, PurchaseState.UNKNOWN, PurchaseState.FAILED


@dataclass
class Shop:
    """One thing to buy through a proxy: how, and how often the server has done it."""

    desk: Desk
    proxy: FaultProxy
    path: str
    once: Callable[[], object]
    taken: Callable[[], int]

    def buy(self) -> VidgenError | None:
        """The fault, if it came to one."""
        try:
            self.once()
        except VidgenError as fault:
            return fault
        return None

    def check(self, fault: VidgenError | None, *states: PurchaseState) -> None:
        """Books and words are right, and nothing is left half done."""
        desk = self.desk
        assert desk.states == list(states), fault
        paid = sum(purchase.cost_micros or 0 for purchase in desk.purchases)
        assert paid == sum(entry.micros for entry in desk.ledger) == desk.spent
        # What came to nothing and was paid for was a useless answer.
        sure = sum(one.state is DONE or bool(one.cost_micros) for one in desk.purchases)
        assert sure <= self.taken() <= sure + desk.states.count(LOST)
        assert not list(desk.folder.rglob("*.part"))
        if fault is not None:
            assert "Studio" in fault.message
            assert fault.advice


@pytest.fixture
def text(desk: Desk, aimock: Aimock) -> Iterator[Shop]:
    aimock.add(say.says(SCRIPT))
    with faults_before(aimock.url) as proxy:
        writer = ShapedText(near(f"{proxy.url}/v1", ProviderKind.SHAPED), desk.key, "one", RATES)
        path = "/v1/chat/completions"
        yield Shop(
            desk, proxy, path,
            lambda: writer.write(Request(PROMPT, seconds=8), desk.work()),
            lambda: aimock.taken(path),
        )  # fmt: skip


@pytest.fixture
def voice(desk: Desk, site: Site) -> Iterator[Shop]:
    served = Speech(site)
    with faults_before(site.url) as proxy:
        setup = near(f"{proxy.url}/v1", ProviderKind.SHAPED)
        narrator = ShapedVoice(setup, desk.key, "one", desk.media, RATES)
        wav = desk.folder / "voices" / "1.wav"
        wav.parent.mkdir()
        sky = Voice("af_sky", "Sky", "en")
        yield Shop(
            desk, proxy, "/v1/audio/speech",
            lambda: narrator.speak(SCENE, sky, 1.0, wav, desk.work()),
            lambda: len(served.spoken),
        )  # fmt: skip


@pytest.fixture
def pictures(desk: Desk, site: Site) -> Iterator[Shop]:
    served = Pictures(site)
    with faults_before(site.url) as proxy:
        setup = near(f"{proxy.url}/v1", ProviderKind.SHAPED)
        camera = BuiltinClips(desk.media)
        maker = ShapedPictures(setup, desk.key, "one", desk.media, camera, RATES)

        def once() -> None:
            fault = desk.film(maker, format=VideoFormat(320, 180, 12))
            if fault is not None:
                raise fault

        yield Shop(desk, proxy, "/v1/images/generations", once, lambda: len(served.drawn))


@pytest.fixture(params=["text", "voice", "pictures"])
def shop(request: pytest.FixtureRequest, aimock_of_the_module: Aimock) -> Shop:
    """Any of them. (The server that is started once must be there before the test begins.)"""
    del aimock_of_the_module
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("fault", [faults.BUSY, faults.BUSY_WITHOUT_A_TIME, faults.BROKEN])
def test_a_definite_no_is_asked_again(shop: Shop, fault: Fault) -> None:
    shop.proxy.next(fault, "POST", shop.path)

    assert shop.buy() is None

    shop.check(None, NOTHING, DONE)
    assert shop.taken() == 1


@pytest.mark.parametrize(
    "fault",
    [faults.MAINTENANCE, faults.dropped_before, faults.dropped_after, faults.cut],
    ids=["503 with HTML", "dropped before", "dropped after", "cut"],
)
def test_a_lost_answer_is_asked_again_only_by_the_person(shop: Shop, fault: Fault) -> None:
    shop.proxy.next(fault, "POST", shop.path)

    first, second = shop.buy(), shop.buy()

    assert isinstance(first, UnknownPurchase)
    assert isinstance(second, UnknownPurchase)
    shop.check(first, LOST)
    known = shop.taken()
    shop.desk.store.decide(shop.desk.purchases[0].id, Decision.BUY_AGAIN)
    assert shop.buy() is None
    assert shop.taken() == known + 1


@pytest.mark.parametrize("fault", [faults.rubbish, faults.malformed, faults.empty])
def test_rubbish_is_told_and_never_used(shop: Shop, fault: Fault) -> None:
    shop.proxy.next(fault, "POST", shop.path)

    ended = shop.buy()

    assert isinstance(ended, ProviderError | UnknownPurchase), ended
    assert shop.taken() == 1
    assert len(shop.desk.states) == 1
    shop.check(ended, *shop.desk.states)
    if shop.desk.states == [LOST]:
        shop.desk.store.decide(shop.desk.purchases[0].id, Decision.BUY_AGAIN)
    assert shop.buy() is None
    assert shop.taken() == 2


def test_a_drip_is_waited_for(shop: Shop) -> None:
    shop.proxy.next(faults.drip, "POST", shop.path)

    assert shop.buy() is None
    shop.check(None, DONE)


def test_a_cancel_ends_a_silent_answer_at_once_and_says_that_it_may_be_billed(
    voice: Shop, site: Site
) -> None:
    token = CancelToken()
    voice.proxy.next(hanging(token), "POST", voice.path)
    narrator = ShapedVoice(
        near(f"{voice.proxy.url}/v1", ProviderKind.SHAPED),
        voice.desk.key, "one", voice.desk.media, RATES,
    )  # fmt: skip
    wav = voice.desk.folder / "voices" / "1.wav"

    with pytest.raises(BaseException, match="Cancelled"):
        narrator.speak(SCENE, Voice("af_sky", "Sky", "en"), 1.0, wav, voice.desk.work(token))

    assert voice.desk.states == [LOST]
    assert not wav.exists()
    assert site.count("POST", voice.path) == 1


def hanging(token: CancelToken) -> Fault:
    """The server does it and says nothing; the person loses patience."""

    def silent(exchange: faults.Exchange) -> None:
        exchange.forward()
        token.cancel()
        while exchange.client.recv(65536):
            pass

    return silent
