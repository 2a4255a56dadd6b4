"""Whole generations by other people's models: from the prompt to a file that plays."""

import pytest

from tests.cloud.desk import near
from tests.cloud.whole import SCRIPT, SHOTS, no_partial_videos, whole
from tests.servers import aimock as say
from tests.servers.aimock import Aimock
from tests.servers.canary import Canary
from tests.servers.films import film, speech
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.purchase import PurchaseState
from vidgen_desktop.setups import ProviderKind

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
