"""Voices over a network: sounds of every kind, cues, voices, and what is bought."""

import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.providers.purses import MemoryPurse
from tests.servers import faults
from tests.servers.canary import Canary
from tests.servers.films import picture, speech
from tests.servers.proxy import Exchange, FaultProxy, faults_before
from tests.servers.site import Answer, Asked, Site, open_site, told
from tests.small_disk import fill, make_room, small_disk
from vidgen_desktop.core.buying.purchase import NoPurse, PurchaseState
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import (
    BudgetExceeded,
    DiskFull,
    ProviderError,
    ProviderFault,
    UnknownPurchase,
)
from vidgen_desktop.core.media_info import MediaKind
from vidgen_desktop.core.model import Scene, Voice
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.core.ports import Work
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.gratis import Gratis
from vidgen_desktop.providers.shaped_voice import ShapedVoice, models
from vidgen_desktop.setups import ProviderKind, ProviderSetup

DONE, FAILED, UNKNOWN = PurchaseState.DONE, PurchaseState.FAILED, PurchaseState.UNKNOWN
CREATE = ("POST", "/v1/audio/speech")
RATES = (Rate(Unit.MILLION_CHARACTERS, 15_000_000, "tests", date(2026, 11, 1)),)
HEART = Voice("af_heart", "Heart", "en-US")
SCENE = Scene(3, "The lake is still. Nobody is there.", "a lake", 4.0)


@dataclass
class Booth:
    """A speech server, a proxy before it, a purse, and narrators that know only the proxy."""

    site: Site
    proxy: FaultProxy
    key: str
    folder: Path
    answer: Callable[[dict[str, Any]], Answer]
    spoken: list[dict[str, Any]] = field(default_factory=list)
    purse: MemoryPurse = field(default_factory=MemoryPurse)

    @property
    def work(self) -> Work:
        scratch = self.folder / "scratch"
        scratch.mkdir(exist_ok=True)
        return Work(CancelToken(), scratch, purse=self.purse)

    @property
    def out(self) -> Path:
        return self.folder / "voice-3.wav"

    def setup(self, **more: Any) -> ProviderSetup:
        there = f"{self.proxy.url}/v1"
        made = ProviderSetup("studio", ProviderKind.SHAPED, "Studio", there, entered_by_person=True)
        return replace(made, **more)

    def narrator(self, *rates: Rate, **more: Any) -> ShapedVoice:
        key = Key(self.key, Where.SESSION)
        return ShapedVoice(self.setup(**more), key, "kokoro", FfmpegTool(), rates)

    def speak(self, asked: Asked) -> Answer:
        self.spoken.append(asked.fields())
        return self.answer(self.spoken[-1])


def wav(_fields: dict[str, Any]) -> Answer:
    return Answer(200, speech(2.0), "audio/wav")


@contextmanager
def opened_booth(key: str, folder: Path) -> Iterator[Booth]:
    site = Site(key)
    with open_site(site), faults_before(site.url) as proxy:
        booth = Booth(site, proxy, key, folder, wav)
        site.on("POST", "/v1/audio/speech", booth.speak)
        yield booth


@pytest.fixture
def booth(canary: Canary, tmp_path: Path) -> Iterator[Booth]:
    with opened_booth(canary.key, tmp_path) as booth:
        yield booth


def streamed(data: bytes) -> bytes:
    """A WAV file as a server writes it that does not know yet how long it will be."""
    at = data.index(b"data")
    return data[:4] + b"\xff" * 4 + data[8 : at + 4] + b"\xff" * 4 + data[at + 8 :]


def bare(data: bytes) -> bytes:
    return data[data.index(b"data") + 8 :]


def test_a_scene_is_spoken_once_as_wav_with_the_time_of_each_sentence(booth: Booth) -> None:
    spoken = booth.narrator(*RATES).speak(SCENE, HEART, 1.2, booth.out, booth.work)

    info = FfmpegTool().probe(booth.out, booth.work)
    assert info.kind is MediaKind.SOUND
    assert info.seconds == pytest.approx(spoken.seconds, abs=0.01)
    assert [cue.text for cue in spoken.cues] == ["The lake is still.", "Nobody is there."]
    assert spoken.cues[0].start == 0
    assert spoken.cues[0].end <= spoken.cues[1].start < spoken.cues[1].end
    assert spoken.cues[1].end == pytest.approx(spoken.seconds, abs=0.001)
    assert not any(cue.words for cue in spoken.cues)
    assert (spoken.scene, spoken.provider, spoken.voice) == (3, "studio/kokoro", "af_heart")
    [fields] = booth.spoken
    assert fields == {
        "model": "kokoro",
        "input": SCENE.narration,
        "voice": "af_heart",
        "response_format": "wav",
        "speed": 1.2,
    }
    [bought] = booth.purse.purchases
    assert (bought.state, bought.wanted.step) == (DONE, "voice/3/1")
    assert bought.cost_micros == bought.wanted.estimate_micros == 15 * len(SCENE.narration)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (streamed(speech(2.0)), "audio/wav"),
        (speech(2.0, "mp3"), "audio/mpeg"),
        (speech(2.0, "mp3"), "application/octet-stream"),
        (speech(2.0, "opus"), "audio/ogg"),
        (bare(speech(2.0)), "audio/pcm;rate=24000;channels=1"),
        (bare(speech(1.0)), "audio/pcm; rate=12000"),
    ],
    ids=["streamed", "mp3", "unnamed", "opus", "pcm", "slow-pcm"],
)
def test_every_kind_of_sound_is_understood(data: bytes, kind: str, booth: Booth) -> None:
    booth.answer = lambda _: Answer(200, data, kind)
    spoken = booth.narrator().speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert spoken.seconds == pytest.approx(2.0, abs=0.12)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!doctype html><p>Upstream error" * 40, "audio/wav"),
        (b'{"audio": null}', "application/json"),
        (b"", "audio/wav"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
        (picture(), "audio/mpeg"),
        (b"\xff\xfb\x90" + b"\0" * 900, "audio/mpeg"),
    ],
    ids=["html", "json", "nothing", "half", "picture", "noise"],
)
def test_rubbish_is_told_of_was_paid_for_and_is_bought_anew_next_time(
    data: bytes, kind: str, booth: Booth
) -> None:
    booth.answer = lambda _: Answer(200, data, kind)
    narrator = booth.narrator(*RATES)
    with pytest.raises(ProviderError, match="Studio sent") as fault:
        narrator.speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert fault.value.fault is ProviderFault.BAD_ANSWER
    assert booth.purse.states == [FAILED]
    assert booth.purse.spent == 15 * len(SCENE.narration)
    assert not booth.out.exists()
    booth.answer = wav
    narrator.speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert booth.purse.states == [FAILED, DONE]
    assert len(booth.spoken) == 2


def test_a_long_narration_is_bought_in_parts_at_sentences(booth: Booth) -> None:
    sentence = "The lake lies still between the mountains, and nobody is there to see it."
    scene = replace(SCENE, narration=" ".join([sentence] * 110))
    spoken = booth.narrator(*RATES).speak(scene, HEART, 1.0, booth.out, booth.work)
    said = [fields["input"] for fields in booth.spoken]
    assert len(said) == 3
    assert all(len(text) <= 4096 and text.endswith(".") for text in said)
    assert " ".join(said) == scene.narration
    assert [one.wanted.step for one in booth.purse.purchases] == [
        "voice/3/1",
        "voice/3/2",
        "voice/3/3",
    ]
    assert spoken.seconds == pytest.approx(3 * 2.0 + 2 * 0.25, abs=0.3)
    starts = [cue.start for cue in spoken.cues]
    assert starts == sorted(starts)
    assert len(starts) == 110


def test_what_was_bought_before_a_crash_is_not_bought_again(booth: Booth) -> None:
    for _ in range(2):
        booth.out.unlink(missing_ok=True)
        booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert len(booth.spoken) == 1
    assert booth.out.exists()
    booth.narrator(*RATES).speak(SCENE, HEART, 1.1, booth.out, booth.work)
    assert len(booth.spoken) == 2


@pytest.mark.parametrize("is_said", [False, True], ids=["nobody is asked", "the person said so"])
def test_an_answer_that_was_kept_before_a_crash_is_not_lost(booth: Booth, *, is_said: bool) -> None:
    """Killed between the file's name and the word that it was delivered."""
    booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
    [bought] = booth.purse.purchases
    booth.purse.purchases[0] = replace(bought, state=UNKNOWN, cost_micros=None, source=None)
    if is_said:
        booth.purse.look_again(booth.purse.purchases[0])
    booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert len(booth.spoken) == 1
    assert booth.purse.states == [DONE]
    assert booth.purse.spent == bought.cost_micros


@pytest.mark.parametrize("fault", [faults.cut, faults.dropped_after, faults.MAINTENANCE])
def test_a_lost_answer_waits_for_the_persons_word(fault: faults.Fault, booth: Booth) -> None:
    booth.proxy.next(fault, *CREATE)
    narrator = booth.narrator(*RATES)
    for _ in range(2):
        with pytest.raises(UnknownPurchase):
            narrator.speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert len(booth.proxy.seen) == 1
    assert booth.purse.states == [UNKNOWN]
    booth.purse.look_again(booth.purse.purchases[0])
    with pytest.raises(UnknownPurchase, match="cannot be asked"):
        narrator.speak(SCENE, HEART, 1.0, booth.out, booth.work)
    booth.purse.give_up(booth.purse.purchases[0])
    narrator.speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert booth.purse.states == [FAILED, DONE]


def test_a_busy_server_is_asked_again_and_a_slow_one_waited_for(booth: Booth) -> None:
    booth.proxy.next(faults.BUSY, *CREATE)
    booth.proxy.next(faults.drip, *CREATE)
    booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert booth.purse.states == [FAILED, DONE]


def test_a_server_without_wav_is_asked_for_mp3(booth: Booth) -> None:
    def mp3_only(fields: dict[str, Any]) -> Answer:
        if fields["response_format"] != "mp3":
            return told({"detail": f"Unsupported format: {fields['response_format']}"}, 400)
        return Answer(200, speech(2.0, "mp3"), "audio/mpeg")

    booth.answer = mp3_only
    narrator = booth.narrator(*RATES)
    narrator.speak(SCENE, HEART, 1.0, booth.out, booth.work)
    narrator.speak(replace(SCENE, number=4), HEART, 1.0, booth.out, booth.work)
    assert [fields["response_format"] for fields in booth.spoken] == ["wav", "mp3", "mp3"]
    assert booth.purse.states == [FAILED, DONE, DONE]


def test_scenes_that_are_refused_side_by_side_are_all_asked_in_the_other_way(
    booth: Booth,
) -> None:
    together = Barrier(2)

    def refused(exchange: Exchange) -> None:
        together.wait(10)
        faults.refuse(400, {"detail": "Unsupported format: wav"})(exchange)

    booth.answer = lambda _: Answer(200, speech(2.0, "mp3"), "audio/mpeg")
    booth.proxy.next(refused, *CREATE, times=2)
    narrator = booth.narrator(*RATES)

    def speak(number: int) -> None:
        out = booth.folder / f"voice-{number}.wav"
        narrator.speak(replace(SCENE, number=number), HEART, 1.0, out, booth.work)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(speak, (1, 2)))
    assert sorted(booth.purse.states) == [DONE, DONE, FAILED, FAILED]
    assert {fields["response_format"] for fields in booth.spoken} == {"mp3"}


def test_openrouter_sends_samples_and_tells_the_price_a_moment_later(booth: Booth) -> None:
    looks = iter([told({}, 404), told({"data": {"total_cost": 0.00123}})])
    booth.site.on("GET", "/v1/generation", lambda _: next(looks))
    booth.answer = lambda _: Answer(
        200, bare(speech(2.0)), "audio/pcm;rate=24000;channels=1", {"X-Generation-Id": "gen-1"}
    )
    narrator = booth.narrator(*RATES, kind=ProviderKind.OPENROUTER)
    narrator.speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert booth.spoken[0]["response_format"] == "pcm"
    assert booth.purse.spent == 1230
    assert booth.purse.purchases[0].source is PriceSource.REPORTED


@pytest.mark.parametrize(
    ("listed", "language", "wanted", "chosen"),
    [
        ({"voices": ["am_adam", "af_heart", "bf_emma"]}, "en", "auto", ("af_heart", "en-US")),
        ({"voices": ["af_heart", "bf_emma"]}, "en-GB", "auto", ("bf_emma", "en-GB")),
        ({"voices": [{"id": "zf_xiaoxiao", "name": "x"}]}, "zh", "auto", ("zf_xiaoxiao", "zh")),
        ({"voices": ["af_heart"]}, "de", "auto", None),
        ({"voices": ["af_heart", "zf_xiaoni"]}, "de", "zf_xiaoni", ("zf_xiaoni", "zh")),
        ({"voices": ["af_sky", "af_bella"]}, "en", "af_sky+af_bella", ("af_sky+af_bella", "en-US")),
        ({"data": [{"voice_id": "v1", "language": "de_DE"}]}, "de", "auto", ("v1", "de-DE")),
        ({"voices": ["nova", "alloy"]}, "fr", "auto", ("alloy", "fr")),
        ({"detail": "Not Found"}, "fr", "auto", ("alloy", "fr")),
        ({"detail": "Not Found"}, "fr", "marie", ("marie", "fr")),
    ],
)
def test_a_voice_is_found_for_the_language(
    listed: object, language: str, wanted: str, chosen: tuple[str, str] | None, booth: Booth
) -> None:
    status = 404 if "detail" in str(listed) else 200
    booth.site.on("GET", "/v1/audio/voices", lambda _: told(listed, status))
    narrator = booth.narrator()
    voice = narrator.voice_for(language, wanted)
    assert (voice and (voice.id, voice.language)) == chosen
    assert bool(narrator.voices()) == (status == 200)
    assert len(booth.proxy.seen) == 1  # asked once
    assert not booth.purse.purchases


def test_a_voice_server_that_is_not_there_is_told_of(booth: Booth) -> None:
    away = booth.setup(address="http://127.0.0.1:9/v1")
    narrator = ShapedVoice(away, None, "kokoro", FfmpegTool())
    with pytest.raises(ProviderError, match="Studio could not be reached"):
        narrator.voice_for("en", "auto")


def test_a_cancel_ends_the_wait_for_a_list_of_voices(booth: Booth) -> None:
    token = CancelToken()

    def never(exchange: Exchange) -> None:
        token.cancel()
        faults.silent(exchange)

    booth.proxy.next(never, "GET", "/v1/audio/voices")
    with pytest.raises(Cancelled):
        booth.narrator().voice_for("en", "auto", token)


def test_openrouters_models_say_their_voices_and_prices(booth: Booth) -> None:
    model = {
        "id": "kokoro",
        "name": "Kokoro 82M",
        "architecture": {"output_modalities": ["speech"]},
        "pricing": {"prompt": "0.00000062", "completion": "0"},
        "supported_voices": ["af_heart", "bf_emma"],
        "expiration_date": "2027-01-06",
    }
    asked: list[dict[str, str]] = []

    def listed(request: Asked) -> Answer:
        asked.append(request.query)
        return told({"data": [model, {"id": "x", "architecture": {"output_modalities": ["text"]}}]})

    booth.site.on("GET", "/v1/models", listed)
    setup = booth.setup(kind=ProviderKind.OPENROUTER)
    [found] = models(setup, Key(booth.key, Where.SESSION), CancelToken())
    assert asked == [{"output_modalities": "speech"}]
    assert (found.title, found.voices) == ("Kokoro 82M", ("af_heart", "bf_emma"))
    assert found.shutdown == date(2027, 1, 6)
    assert (found.rates[0].unit, found.rates[0].micros) == (Unit.MILLION_CHARACTERS, 620_000)
    narrator = booth.narrator(kind=ProviderKind.OPENROUTER)
    assert [voice.language for voice in narrator.voices()] == ["en-US", "en-GB"]


def test_trying_a_voice_needs_a_purse_only_where_it_costs(booth: Booth) -> None:
    work = replace(booth.work, purse=NoPurse())
    spoken = booth.narrator().preview(Voice("v", "V", "de"), 1.0, booth.out, work)
    assert booth.spoken[0]["input"].startswith("So klinge ich.")
    assert spoken.seconds > 1
    with pytest.raises(LookupError, match="without a purse"):
        booth.narrator(*RATES).preview(HEART, 1.0, booth.out, work)
    booth.narrator(*RATES).preview(HEART, 1.0, booth.out, booth.work)
    assert booth.purse.purchases[0].wanted.what == "A sample of Heart"
    with pytest.raises(BudgetExceeded, match=r"A sample of Heart would cost \$0"):
        booth.narrator(*RATES).preview(HEART, 1.0, booth.out, replace(work, purse=Gratis()))
    assert len(booth.spoken) == 2


@pytest.mark.parametrize("rate", [Unit.SECOND, Unit.MILLION_TOKENS_OUT])
def test_speech_is_billed_by_what_its_price_is_for(rate: Unit, booth: Booth) -> None:
    micros = {Unit.SECOND: 250, Unit.MILLION_TOKENS_OUT: 10_000_000}[rate]
    priced = Rate(rate, micros, "tests", date(2026, 11, 1))
    booth.narrator(priced).speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert booth.purse.spent == pytest.approx(500, abs=2)


def test_samples_are_given_a_header_that_says_what_they_are() -> None:
    import httpx2

    from vidgen_desktop.providers.voice.sounds import as_file, wav_seconds

    data = struct.pack("<8h", *range(8))
    kind = {"content-type": "audio/L16;rate=48000;channels=2"}
    made = as_file(httpx2.Response(200, headers=kind, content=data), "pcm", "Studio")
    assert wav_seconds(made) == pytest.approx(4 / 48_000)
    assert made.endswith(data)


@contextmanager
def full_as_it_answers(booth: Booth) -> Iterator[None]:
    """The disk for what is bought fills up while the service works."""
    with small_disk(booth.folder / "scratch", 1_000_000) as disk:

        def full(fields: dict[str, Any]) -> Answer:
            fill(disk)
            return wav(fields)

        booth.answer = full
        yield


def test_what_was_paid_for_and_found_no_room_is_bought_again_only_at_a_word(booth: Booth) -> None:
    with full_as_it_answers(booth):
        with pytest.raises(DiskFull):
            booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
        [bought] = booth.purse.purchases
        assert bought.is_undelivered
        assert bought.cost_micros == 15 * len(SCENE.narration)
        make_room(booth.folder / "scratch")
        booth.answer = wav
        for _ in range(2):
            with pytest.raises(UnknownPurchase, match="could not be kept"):
                booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
            booth.purse.look_again(bought)
        assert len(booth.spoken) == 1
        with pytest.raises(UnknownPurchase):
            booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
        booth.purse.give_up(bought)
        booth.narrator(*RATES).speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert booth.purse.states == [FAILED, DONE]
    assert len(booth.spoken) == 2


def test_what_cost_nothing_and_found_no_room_is_simply_made_again(booth: Booth) -> None:
    with full_as_it_answers(booth):
        with pytest.raises(DiskFull):
            booth.narrator().speak(SCENE, HEART, 1.0, booth.out, booth.work)
        make_room(booth.folder / "scratch")
        booth.answer = wav
        booth.narrator().speak(SCENE, HEART, 1.0, booth.out, booth.work)
    assert len(booth.spoken) == 2
