"""How many things are under way at one provider."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from tests.providers.video.ordering import SCENE, Studio, setup_at
from tests.servers.canary import Canary
from tests.servers.shaped import Speech
from tests.servers.site import Site
from tests.servers.videos import Videos
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.model import Voice
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.shaped_video import ShapedClips
from vidgen_desktop.providers.shaped_voice import ShapedVoice
from vidgen_desktop.providers.turns import turn
from vidgen_desktop.setups import ProviderSetup

Ask = Callable[[ProviderSetup, Key, Studio], None]
ONE = setup_at("http://127.0.0.1:9/v1", parallel=1)


def test_nobody_waits_where_no_number_is_set() -> None:
    token = CancelToken()
    setup = replace(ONE, parallel=None)
    with turn(setup, token), turn(setup, token), turn(ONE, token):
        """All are under way."""


def test_as_many_have_their_turn_as_the_person_lets_it() -> None:
    two, order = replace(ONE, parallel=2), list[str]()

    def third() -> None:
        with turn(two, CancelToken()):
            order.append("third")

    with ThreadPoolExecutor(1) as lane, turn(two, CancelToken()):
        with turn(two, CancelToken()):
            waiting = lane.submit(third)
            order.append("second")
        waiting.result(10)
        order.append("first")
    assert order == ["second", "third", "first"]


def test_a_cancel_ends_the_wait_for_ones_turn() -> None:
    token, started = CancelToken(), Event()

    def late() -> None:
        started.set()
        with turn(ONE, token):
            """It never comes to this."""

    with ThreadPoolExecutor(1) as lane, turn(ONE, CancelToken()):
        waiting = lane.submit(late)
        assert started.wait(10)
        token.cancel()
        with pytest.raises(Cancelled):
            waiting.result(10)


@pytest.fixture
def studios(tmp_path: Path) -> tuple[Studio, Studio]:
    folders = [tmp_path / name for name in ("gated", "free")]
    for folder in folders:
        folder.mkdir()
    return Studio(folders[0]), Studio(folders[1])


def film(setup: ProviderSetup, key: Key, studio: Studio) -> None:
    maker = ShapedClips(setup, key, "wan-3", FfmpegTool())
    maker.make(studio.order(), studio.work())


def speak(setup: ProviderSetup, key: Key, studio: Studio) -> None:
    work = studio.work()
    work.scratch.mkdir(exist_ok=True)
    voice = Voice("af_heart", "Heart", "en-US")
    narrator = ShapedVoice(setup, key, "kokoro", FfmpegTool())
    narrator.speak(SCENE, voice, 1.0, studio.folder / "voice.wav", work)


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize("ask", [film, speak])
def test_whatever_is_bought_waits_for_its_turn(
    ask: Ask, site: Site, canary: Canary, studios: tuple[Studio, Studio]
) -> None:
    Videos(site)
    Speech(site)
    key, free = Key(canary.key, Where.SESSION), setup_at(f"{site.url}/v1")
    gated = replace(free, parallel=1)
    with ThreadPoolExecutor(1) as lane:
        with turn(gated, CancelToken()):
            waiting = lane.submit(ask, gated, key, studios[0])
            ask(free, key, studios[1])
            assert studios[0].purse.purchases == []
        waiting.result(30)
    assert len(studios[0].purse.purchases) == 1
