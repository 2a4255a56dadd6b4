"""The narrator speaks what the plan measured, with the time of each sentence."""

import threading
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import pytest

from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import ProviderError
from vidgen_desktop.core.model import Scene, Speech, Voice
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.voice.cast import Cast
from vidgen_desktop.providers.builtin.voice.engine import VoiceFault
from vidgen_desktop.providers.builtin.voice.espeak_child import EspeakChild
from vidgen_desktop.providers.builtin.voice.sound import Sound

TEXT = "Bees visit hundreds of flowers every day. Do they sleep? They carry nectar home."


@pytest.fixture
def narrator() -> Iterator[BuiltinNarrator]:
    narrator = BuiltinNarrator()
    yield narrator
    narrator.close()


@pytest.fixture
def espeak() -> Iterator[EspeakChild]:
    engine = EspeakChild()
    yield engine
    engine.close()


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(CancelToken(), tmp_path)


def english(narrator: BuiltinNarrator) -> Voice:
    voice = narrator.voice_for("en", "auto")
    assert voice is not None
    return voice


def samples_of(speech: Speech) -> tuple[np.ndarray, int]:
    with wave.open(speech.path) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2"), file.getframerate()


def test_what_is_spoken_lasts_exactly_as_long_as_was_measured(
    narrator: BuiltinNarrator, work: Work, tmp_path: Path
) -> None:
    voice = english(narrator)
    for speed in (0.5, 1.0, 2.0):
        measured = narrator.seconds(TEXT, voice, speed, CancelToken())
        speech = narrator.speak(Scene(1, TEXT, "", 9), voice, speed, tmp_path / "a.wav", work)
        samples, rate = samples_of(speech)
        assert speech.seconds == pytest.approx(measured, abs=1e-6)
        assert len(samples) / rate == pytest.approx(measured, abs=1e-6)
        assert speech.provider == "builtin"
        assert speech.voice == voice.id


def test_speed_changes_the_length(narrator: BuiltinNarrator) -> None:
    voice = english(narrator)
    slow, normal, fast = (
        narrator.seconds(TEXT, voice, speed, CancelToken()) for speed in (0.5, 1.0, 2.0)
    )
    assert 1.6 < slow / normal < 2.2
    assert 0.4 < fast / normal < 0.62


def test_every_sentence_has_its_time(narrator: BuiltinNarrator, work: Work, tmp_path: Path) -> None:
    scene = Scene(1, TEXT, "", 9)
    speech = narrator.speak(scene, english(narrator), 1.0, tmp_path / "a.wav", work)
    assert [cue.text for cue in speech.cues] == [
        "Bees visit hundreds of flowers every day.",
        "Do they sleep?",
        "They carry nectar home.",
    ]
    samples, rate = samples_of(speech)
    assert speech.cues[0].start == 0
    assert speech.cues[-1].end == pytest.approx(speech.seconds)
    for before, after in zip(speech.cues, speech.cues[1:], strict=False):
        assert 0.15 <= after.start - before.end <= 0.4
        pause = samples[round(before.end * rate) : round(after.start * rate)]
        assert not pause.any()
    for cue in speech.cues:
        heard = samples[round(cue.start * rate) : round(cue.end * rate)].astype(float)
        assert np.sqrt((heard**2).mean()) > 500


def test_a_long_sentence_is_one_cue_which_whoever_sets_captions_divides(
    narrator: BuiltinNarrator, work: Work, tmp_path: Path
) -> None:
    text = (
        "Today, they drink nectar with a long tongue and carry it home in a special stomach, which "
        "holds nearly as much as the bee weighs itself, so that one flight feeds many."
    )
    speech = narrator.speak(Scene(1, text, "", 9), english(narrator), 1.0, tmp_path / "a.wav", work)
    [cue] = speech.cues
    assert cue.text == text
    assert (cue.start, cue.end) == (0, pytest.approx(speech.seconds))
    assert [word.text for word in cue.words] == text.split()


def test_the_voice_is_neither_clipped_nor_faint_nor_late(
    narrator: BuiltinNarrator, work: Work, tmp_path: Path
) -> None:
    scene = Scene(1, TEXT, "", 9)
    speech = narrator.speak(scene, english(narrator), 1.0, tmp_path / "a.wav", work)
    samples, rate = samples_of(speech)
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 300)
    assert np.abs(samples.astype(int)).max() < 32_000
    assert np.sqrt((samples.astype(float) ** 2).mean()) > 1_000
    assert loud[0] / rate < 0.06
    assert (len(samples) - loud[-1]) / rate < 0.12


@pytest.mark.parametrize(
    ("language", "text", "shortest", "longest"),
    [
        ("de", "Bienen machen Honig aus dem Nektar vieler Blüten.", 1.8, 5),
        ("fr", "Les abeilles font du miel avec le nectar des fleurs.", 1.8, 5),
        ("ru", "Пчёлы делают мёд из нектара цветов.", 1.5, 4.5),
        ("ar", "النحل يصنع العسل من رحيق الأزهار.", 1.8, 5),
        ("hi", "मधुमक्खियाँ फूलों के रस से शहद बनाती हैं।", 1.8, 5),
        ("zh", "蜜蜂从花朵中采集花蜜。", 1.7, 4.5),
        ("ko", "꿀벌은 꽃의 꿀을 모아 꿀을 만듭니다.", 1.8, 5),
    ],
)
def test_other_languages_last_as_long_as_people_take(
    narrator: BuiltinNarrator, language: str, text: str, shortest: float, longest: float
) -> None:
    voice = narrator.voice_for(language, "auto")
    assert voice is not None
    assert shortest < narrator.seconds(text, voice, 1.0, CancelToken()) < longest


@pytest.mark.parametrize("language", ["ja", "he", "tlh", ""])
def test_what_cannot_be_spoken_well_is_not_spoken(narrator: BuiltinNarrator, language: str) -> None:
    assert narrator.voice_for(language, "auto") is None


@pytest.mark.parametrize(
    ("language", "wanted", "chosen"),
    [
        ("en", "auto", "builtin:en-us"),
        ("en-GB", "auto", "builtin:en-gb"),
        ("pt-BR", "auto", "builtin:pt-br"),
        ("es-MX", "auto", "builtin:es-419"),
        ("nn", "auto", "builtin:nb"),
        ("zh-HK", "auto", "builtin:yue"),
        ("en", "builtin:de", "builtin:de"),
        ("en", "a voice of another machine", "builtin:en-us"),
    ],
)
def test_a_voice_is_chosen_for_a_language(
    narrator: BuiltinNarrator, language: str, wanted: str, chosen: str
) -> None:
    voice = narrator.voice_for(language, wanted)
    assert voice is not None
    assert voice.id == chosen


def test_every_voice_that_is_offered_can_speak(narrator: BuiltinNarrator) -> None:
    assert len(narrator.voices()) > 80
    seconds = {
        voice.id: narrator.seconds("Mama 1", voice, 1.0, CancelToken())
        for voice in narrator.voices()
    }
    assert [voice for voice, length in seconds.items() if length < 0.3] == []


def test_pictures_and_letters_of_other_scripts_are_not_spelled_out(
    narrator: BuiltinNarrator,
) -> None:
    voice = english(narrator)
    plain = narrator.seconds("I love honey.", voice, 1.0, CancelToken())
    assert narrator.seconds("I love 🐝 蜜 honey.", voice, 1.0, CancelToken()) == pytest.approx(
        plain, abs=0.3
    )


@pytest.mark.parametrize(
    "text", ["\x00", "…", "🐝", "\ud800", "\u202e\u200f", "x" * 20_000, "[[_^_EN]]", "<speak>"]
)
def test_strange_texts_are_survived(
    narrator: BuiltinNarrator, work: Work, tmp_path: Path, text: str
) -> None:
    speech = narrator.speak(Scene(1, text, "", 9), english(narrator), 1.0, tmp_path / "a.wav", work)
    samples, rate = samples_of(speech)
    assert len(samples) / rate == pytest.approx(speech.seconds)


ONE = Voice("test:one", "One", "en")


@dataclass
class CountingEngine:
    """Speaks half a second of tone per sentence and counts."""

    voice: Voice = ONE
    spoken: list[str] = field(default_factory=list[str])
    wait_for_cancel: bool = False
    fails: bool = False

    def voices(self) -> Sequence[Voice]:
        return [self.voice]

    def speak(self, text: str, voice: Voice, speed: float, token: CancelToken) -> Sound:
        self.spoken.append(text)
        if self.wait_for_cancel:
            token.wait(30)
        if self.fails:
            raise VoiceFault("it fell silent")
        assert voice == self.voice
        assert speed > 0
        return Sound(22_050, np.full(11_025, 5_000, np.int16))

    def close(self) -> None:
        """Nothing to end."""


class BrokenEngine(CountingEngine):
    def voices(self) -> Sequence[Voice]:
        raise VoiceFault("it is not installed")


def test_nothing_is_synthesised_twice(work: Work, tmp_path: Path) -> None:
    engine = CountingEngine()
    narrator = BuiltinNarrator(Cast([engine]))
    narrator.seconds("One. Two.", engine.voice, 1.0, CancelToken())
    narrator.seconds("One.", engine.voice, 1.0, CancelToken())
    narrator.speak(Scene(1, "One. Two.", "", 9), engine.voice, 1.0, tmp_path / "a.wav", work)
    assert engine.spoken == ["One.", "Two."]


def test_the_first_engine_that_works_is_used() -> None:
    engine = CountingEngine()
    narrator = BuiltinNarrator(Cast([BrokenEngine(), engine]))
    assert narrator.voices() == [engine.voice]
    assert narrator.reason == ""


def test_without_any_voice_the_reason_is_told() -> None:
    narrator = BuiltinNarrator(Cast([BrokenEngine()]))
    assert narrator.voices() == []
    assert narrator.voice_for("en", "auto") is None
    assert narrator.reason == "No voice was found: it is not installed."


def test_a_voice_that_fails_is_a_fault_with_advice(work: Work, tmp_path: Path) -> None:
    engine = CountingEngine(fails=True)
    narrator = BuiltinNarrator(Cast([engine]))
    with pytest.raises(ProviderError, match="fell silent") as fault:
        narrator.speak(Scene(1, "One.", "", 9), engine.voice, 1.0, tmp_path / "a.wav", work)
    assert fault.value.advice
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_stops_it_and_leaves_no_file(work: Work, tmp_path: Path) -> None:
    engine = CountingEngine(wait_for_cancel=True)
    narrator = BuiltinNarrator(Cast([engine]))
    timer = threading.Timer(0.05, work.token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        narrator.speak(Scene(1, "One.", "", 9), engine.voice, 1.0, tmp_path / "a.wav", work)
    timer.join()
    assert list(tmp_path.iterdir()) == []


def american(engine: EspeakChild) -> Voice:
    return next(voice for voice in engine.voices() if voice.id == "builtin:en-us")


def speak_on_and_on(engine: EspeakChild, voice: Voice, token: CancelToken) -> None:
    while True:  # a cancel falls into one of them
        engine.speak("word " * 4_000, voice, 1.0, token)


def test_a_cancel_ends_the_child_that_speaks(espeak: EspeakChild) -> None:
    voice, token = american(espeak), CancelToken()
    threading.Timer(0.05, token.cancel).start()
    with pytest.raises(Cancelled):
        speak_on_and_on(espeak, voice, token)
    assert not [child for child in psutil.Process().children() if child.is_running()]


def test_the_child_ends_by_itself_when_nothing_is_asked(espeak: EspeakChild) -> None:
    assert espeak.voices()
    children = psutil.Process().children()
    assert children
    gone, alive = psutil.wait_procs(children, timeout=3)
    assert gone
    assert not alive
    assert espeak.voices()  # and a new one answers


def test_a_child_that_crashed_is_replaced(espeak: EspeakChild) -> None:
    voice = american(espeak)
    for child in psutil.Process().children():
        child.kill()
    assert espeak.speak("Still here.", voice, 1.0, CancelToken()).seconds > 0.3


def test_closing_ends_the_child_at_once(espeak: EspeakChild) -> None:
    assert espeak.voices()
    espeak.close()
    assert not psutil.Process().children()


def test_two_threads_may_speak_at_once(narrator: BuiltinNarrator, tmp_path: Path) -> None:
    voice = english(narrator)
    found: dict[int, Speech] = {}

    def speak(number: int) -> None:
        scene = Scene(number, f"This is scene {number}. It is short.", "", 9)
        work = Work(CancelToken(), tmp_path)
        found[number] = narrator.speak(scene, voice, 1.0, tmp_path / f"{number}.wav", work)

    threads = [threading.Thread(target=speak, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(8))
    for number, speech in found.items():
        alone = BuiltinNarrator().seconds(
            f"This is scene {number}. It is short.", voice, 1.0, CancelToken()
        )
        assert speech.seconds == pytest.approx(alone, abs=0.02)
