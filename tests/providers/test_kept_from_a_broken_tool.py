"""What was paid for outlives an ffmpeg that does not start or is ended while it looks at it: it is
kept, nobody calls it bad, and the next try buys nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.broken_tool import OVER_A_FILE, WAYS, break_ffmpeg, mend_ffmpeg
from tests.providers.test_shaped_pictures import THREE_CENTS, Atelier, drawn
from tests.providers.test_shaped_pictures import opened as opened_atelier
from tests.providers.test_shaped_voice import HEART, RATES, SCENE, opened_booth
from tests.providers.video.ordering import SCENE as FILMED
from tests.providers.video.ordering import Studio
from tests.providers.video.test_shaped_video import House
from tests.providers.video.test_shaped_video import opened as opened_house
from tests.servers.canary import Canary
from tests.servers.films import film, picture, speech
from tests.servers.site import Answer, told
from tests.servers.videos import OPENAI
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.errors import ProviderError, ToolError, UnknownPurchase
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.run.workspace import BOUGHT
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.builtin.clips import BuiltinClips

DONE = PurchaseState.DONE


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    (tmp_path / "scratch").mkdir()
    return Studio(tmp_path)


@pytest.fixture
def atelier(canary: Canary) -> Iterator[Atelier]:
    with opened_atelier(canary.key) as atelier:
        yield atelier


@pytest.fixture
def house(canary: Canary) -> Iterator[House]:
    with opened_house(OPENAI, canary) as house:
        yield house


def assert_true(fault: ToolError) -> None:
    """The sentence is about the tool, and about no file of ours."""
    assert "ffmpeg" in fault.message or "The system says" in fault.message
    assert "“" not in fault.message
    assert "It is kept" in fault.advice


def is_told_twice(make: Callable[[], object]) -> None:
    """Also to who tries again before the tool is mended."""
    for _ in range(2):
        with pytest.raises(ToolError) as fault:
            make()
        assert_true(fault.value)


@pytest.mark.parametrize("way", WAYS)
def test_a_voice(way: str, canary: Canary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened_booth(canary.key, tmp_path) as booth:
        narrator, work = booth.narrator(*RATES), booth.work
        break_ffmpeg(way, tmp_path, monkeypatch)
        is_told_twice(lambda: narrator.speak(SCENE, HEART, 1.0, booth.out, work))
        assert booth.purse.states == [DONE]
        assert [kept.read_bytes() for kept in tmp_path.rglob(f"{BOUGHT}*")] == [speech(2.0)]
        mend_ffmpeg(monkeypatch)
        assert narrator.speak(SCENE, HEART, 1.0, booth.out, work).seconds > 1
        assert len(booth.spoken) == 1
        assert booth.purse.states == [DONE]


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_that_could_not_be_filmed(
    way: str, atelier: Atelier, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atelier.camera = BuiltinClips(FfmpegTool())  # type: ignore[assignment] - the real one
    order = studio.order(replace(FILMED, seconds=0.5), format=VideoFormat(320, 180, 24))
    pictures = atelier.pictures(*THREE_CENTS)
    break_ffmpeg(way, tmp_path, monkeypatch)
    with pytest.raises(ToolError):
        pictures.make(order, studio.work())
    assert [kept.read_bytes() for kept in studio.bought] == [picture()]
    mend_ffmpeg(monkeypatch)
    assert Path(pictures.make(order, studio.work()).path).is_file()
    assert len(atelier.drawn) == 1
    assert studio.purse.states == [DONE]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("linked", [False, True], ids=["sent", "behind a link"])
def test_what_only_ffmpeg_can_tell_from_a_picture_is_judged_when_it_can(
    way: str,
    linked: bool,
    atelier: Atelier,
    studio: Studio,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent, fetched = film(0.2, "64x64"), list[str]()

    def serve(_asked: object) -> Answer:
        fetched.append("once")
        return Answer(200, sent, "image/png")

    atelier.site.on("GET", "/files/1.png", serve)
    link = told({"data": [{"url": f"{atelier.proxy.url}/files/1.png"}]})
    atelier.answer = lambda _: link if linked else drawn(sent)
    pictures = atelier.pictures(*THREE_CENTS)
    break_ffmpeg(way, tmp_path, monkeypatch)
    with pytest.raises(ToolError) as fault:
        pictures.make(studio.order(), studio.work())
    assert_true(fault.value)
    assert [kept.read_bytes() for kept in studio.bought] == [sent]
    assert studio.purse.states == [DONE]
    mend_ffmpeg(monkeypatch)
    with pytest.raises(ProviderError, match="no picture: It is a video"):
        pictures.make(studio.order(), studio.work())
    assert (len(atelier.drawn), len(fetched)) == (1, int(linked))


def test_a_picture_behind_a_link_for_which_there_is_no_place_to_write(
    atelier: Atelier, studio: Studio, tmp_path: Path
) -> None:
    atelier.site.on("GET", "/files/1.png", lambda _: Answer(200, picture(), "image/png"))
    link = told({"data": [{"url": f"{atelier.proxy.url}/files/1.png"}]})
    atelier.answer = lambda _: link
    (tmp_path / "shelf").mkdir()
    (tmp_path / "taken").write_bytes(b"a file where a folder should be")
    work = replace(studio.work(), kept=tmp_path / "shelf")
    pictures = atelier.pictures(*THREE_CENTS)
    with pytest.raises(ToolError, match="cannot be written"):
        pictures.make(studio.order(), replace(work, scratch=tmp_path / "taken"))
    pictures.make(studio.order(), work)
    assert atelier.camera.filmed == picture()
    assert len(atelier.drawn) == 1
    assert studio.purse.states == [DONE]


@pytest.mark.parametrize("way", WAYS)
def test_a_clip(
    way: str, house: House, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = house.clips()
    break_ffmpeg(way, tmp_path, monkeypatch)
    is_told_twice(lambda: clips.make(studio.order(), studio.work()))
    assert [kept.read_bytes() for kept in studio.bought] == [film()]
    mend_ffmpeg(monkeypatch)
    house.videos.jobs.made.clear()  # the service has forgotten it
    take = clips.make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()
    assert house.made == 0
    assert studio.purse.states == [DONE]
    assert not studio.left_behind


def test_a_clip_over_which_ffmpeg_breaks_down_is_given_up_and_told(
    house: House, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = house.clips()
    break_ffmpeg(OVER_A_FILE, tmp_path, monkeypatch)
    with pytest.raises(UnknownPurchase, match="fails whenever it reads it") as told:
        clips.make(studio.order(), studio.work())
    assert "say to buy it anew" in told.value.advice
    assert not studio.bought
    assert house.made == 1


def test_a_voice_over_which_ffmpeg_breaks_down_is_given_up_and_told(
    canary: Canary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_booth(canary.key, tmp_path) as booth:
        break_ffmpeg(OVER_A_FILE, tmp_path, monkeypatch)
        with pytest.raises(ProviderError, match="no sound"):
            booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
        assert not list(tmp_path.rglob(f"{BOUGHT}*"))
