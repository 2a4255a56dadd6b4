"""Text, voice and pictures against other people's server, with a real database to buy for."""

from datetime import date

from tests.cloud.desk import SCENE, Desk, near
from tests.providers.scribe import SCRIPT, storyboard
from tests.providers.scribe import spoken as read_aloud
from tests.servers import aimock as say
from tests.servers.aimock import Aimock
from tests.servers.films import picture, speech
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.model import Request, Storyboard, VideoFormat, Voice
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.core.ports import ClipOrder
from vidgen_desktop.providers.builtin.clips import BuiltinClips
from vidgen_desktop.providers.openai_text import OpenAIText
from vidgen_desktop.providers.shaped_pictures import ShapedPictures
from vidgen_desktop.providers.shaped_text import ShapedText
from vidgen_desktop.providers.shaped_voice import ShapedVoice
from vidgen_desktop.setups import ProviderKind

DAY = date(2026, 11, 1)
TOKENS = (
    Rate(Unit.MILLION_TOKENS_IN, 1_000_000, "tests", DAY),
    Rate(Unit.MILLION_TOKENS_OUT, 2_000_000, "tests", DAY),
)
EACH = (Rate(Unit.REQUEST, 500, "tests", DAY),)


def test_openrouter_writes_and_imagines_for_the_cost_it_reports(aimock: Aimock, desk: Desk) -> None:
    shots = storyboard([{"number": number} for number in range(1, 7)])
    aimock.add(
        say.says(shots, about='"scenes"', cost=0.002),
        say.says(SCRIPT, about="material", cost=0.001),
    )
    setup = near(f"{aimock.url}/api/v1", ProviderKind.OPENROUTER)
    writer = ShapedText(setup, desk.key, "maker/writer", TOKENS)
    wish = Request("how bees make honey", seconds=40)

    script = writer.write(wish, desk.work())
    board = writer.plan(script, wish, read_aloud, desk.work())

    assert board.seconds == 40
    assert all("Mina" in scene.visual for scene in board.scenes)
    assert [entry.micros for entry in desk.ledger] == [1_000, 2_000]
    assert {entry.source for entry in desk.ledger} == {PriceSource.REPORTED}
    assert aimock.taken("/api/v1/chat/completions") == len(desk.purchases) == 2


def test_openai_writes_through_responses(aimock: Aimock, desk: Desk) -> None:
    said = say.says(SCRIPT, about="material")
    del said["match"]["endpoint"]
    aimock.add(said)
    writer = OpenAIText(near(f"{aimock.url}/v1", ProviderKind.OPENAI), desk.key, "gpt", TOKENS)
    script = writer.write(Request("how bees make honey"), desk.work())
    assert script.title == SCRIPT["title"]
    assert desk.states == [PurchaseState.DONE]
    assert desk.spent > 0
    assert aimock.taken("/v1/responses") == 1


def test_it_speaks_and_draws_once_each(aimock: Aimock, desk: Desk) -> None:
    aimock.add(say.speaks(speech()), say.draws(picture()))
    setup = near(f"{aimock.url}/v1", ProviderKind.SHAPED)
    narrator = ShapedVoice(setup, desk.key, "voice", desk.media, EACH)
    camera = BuiltinClips(desk.media)
    pictures = ShapedPictures(setup, desk.key, "pen", desk.media, camera, EACH)
    small = VideoFormat(320, 180, 24)
    board = Storyboard("Lakes", "en", (SCENE,))
    order = ClipOrder(SCENE, board, small, Look.AUTO, 7, desk.out, desk.out.with_suffix(".png"))

    voice = narrator.voice_for("en", "auto") or Voice("", "", "")
    spoken = narrator.speak(SCENE, voice, 1.0, desk.folder / "voice.wav", desk.work())
    take = pictures.make(order, desk.work())

    assert spoken.seconds > 1.5
    assert take.seconds == 5.0
    assert [entry.step for entry in desk.ledger] == ["voice/1/1", "clip/1"]
    assert desk.spent == 1_000
    assert aimock.taken("/v1/audio/speech") == aimock.taken("/v1/images/generations") == 1
