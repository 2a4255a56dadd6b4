"""Whole generations by other people's models: from the prompt to a file that plays."""

from dataclasses import replace

import pytest

from tests.cloud.desk import near
from tests.cloud.whole import SCRIPT, SHOTS, no_partial_videos, whole
from tests.servers import aimock as say
from tests.servers import faults
from tests.servers.aimock import Aimock
from tests.servers.canary import Canary
from tests.servers.films import film, speech
from tests.servers.jobs import Plan
from tests.servers.proxy import faults_before
from tests.servers.shaped import Pictures, Speech
from tests.servers.site import Site
from tests.servers.videos import LITELLM, Videos
from vidgen_desktop.core.buying.purchase import Decision, PurchaseState
from vidgen_desktop.core.casting import Cast, Choice, Role
from vidgen_desktop.core.events import Failed
from vidgen_desktop.setups import ProviderKind

SHAPED = ProviderKind.SHAPED
WRITER, FILMER, SPEAKER = "writers/one", "films/one", "voices/one"


@pytest.fixture
def stocked(aimock: Aimock) -> Aimock:
    """aimock with a script, a storyboard, a voice and a film, each at its price."""
    aimock.add(
        say.says(SCRIPT, about='"material"', cost=0.002),
        say.says(SHOTS, about='"scenes"', cost=0.003),
        say.speaks(speech(2.5, "mp3"), kind="mp3"),
        say.films(film(8.0), cost=0.5, model=FILMER),
    )
    return aimock


def test_openrouter_writes_films_and_speaks(stocked: Aimock, canary: Canary) -> None:
    setup = near(f"{stocked.url}/api/v1", ProviderKind.OPENROUTER)
    text, clips, voice = (Choice(setup.id, model) for model in (WRITER, FILMER, SPEAKER))
    cast = Cast(text, clips, voice)

    with whole(canary.key, setup) as house:
        made, outcome = house.make(cast)
        house.check_video(outcome, 8.0)
        house.check_books(made)
        bought = house.bought(made)

    clips = [purchase for purchase in bought if purchase.wanted.step.startswith("clip/")]
    assert {purchase.state for purchase in bought} == {PurchaseState.DONE}
    assert {purchase.cost_micros for purchase in clips} == {500_000}
    assert stocked.taken("/api/v1/videos") == len(clips) == len(SCRIPT["paragraphs"])
    assert stocked.taken("/api/v1/chat/completions") == 2
    assert stocked.taken("/api/v1/audio/speech") == len(clips)
    assert made.cost_micros >= 5_000 + 500_000 * len(clips)
    no_partial_videos()


def test_a_mix_of_own_servers_survives_a_bad_day(
    aimock: Aimock, site: Site, canary: Canary
) -> None:
    """Text here, video there, voice elsewhere; each has a bad moment, and the answer to one
    create is lost for good: the person decides, and only that clip is bought again.
    """
    aimock.add(say.says(SCRIPT, about='"material"'), say.says(SHOTS, about='"scenes"'))
    videos, voices = Videos(site, LITELLM), Speech(site)
    videos.jobs.plan = Plan(looks=2)
    with faults_before(aimock.url) as text, faults_before(site.url) as studio:
        setups = (
            replace(near(f"{text.url}/v1", SHAPED), id="text"),
            replace(near(f"{studio.url}/v1", SHAPED), id="video"),
            replace(near(f"{studio.url}/v1", SHAPED), id="voice"),
        )
        cast = Cast(Choice("text", WRITER), Choice("video", FILMER), Choice("voice", SPEAKER))
        text.next(faults.BUSY, "POST", "/v1/chat/completions")
        studio.next(faults.BROKEN, "POST", "/v1/audio/speech")
        studio.next(faults.cut, "GET", "/v1/videos/[^/]+/content")
        studio.next(faults.dropped_after, "POST", "/v1/videos")
        with whole(canary.key, *setups) as house:
            stopped, outcome = house.make(cast)
            lost = [one for one in house.bought(stopped) if one.state is PurchaseState.UNKNOWN]
            no_partial_videos()
            assert isinstance(outcome, Failed), outcome
            assert outcome.code == "unknown_purchase"
            assert len(lost) == 1
            spoken = len(voices.spoken)

            house.engine.store.decide(lost[0].id, Decision.BUY_AGAIN)
            made, outcome = house.again(stopped.id)

            house.check_video(outcome, 8.0)
            house.check_books(made)
            clips = [one for one in house.bought(made) if one.wanted.step.startswith("clip/")]
    assert len(videos.jobs.made) == len(clips) == len(SCRIPT["paragraphs"]) + 1
    assert all(times == 1 for times in videos.jobs.per_key().values())
    assert len(voices.spoken) == len(SCRIPT["paragraphs"]) >= spoken
    assert aimock.taken("/v1/chat/completions") == 2


def test_pictures_are_drawn_and_filmed(site: Site, canary: Canary) -> None:
    served = Pictures(site)
    setup = near(f"{site.url}/v1", SHAPED)

    with whole(canary.key, setup) as house:
        cast = Cast(clips=Choice(setup.id, "pen"), clips_by=Role.PICTURE)
        made, outcome = house.make(cast, seconds=5.0)
        house.check_video(outcome, 5.0)
        house.check_books(made)
        clips = house.bought(made)

    assert len(served.drawn) == len(clips) >= 1
    assert {one.state for one in clips} == {PurchaseState.DONE}
