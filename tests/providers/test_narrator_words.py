"""Each word has the time at which it is heard: measured in the sound itself."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Scene
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.voice.cast import Cast
from vidgen_desktop.providers.builtin.voice.cues import cue_of
from vidgen_desktop.providers.builtin.voice.espeak_child import EspeakChild
from vidgen_desktop.providers.builtin.voice.sound import Sound, trimmed

CLOSE = 0.08  # seconds


@pytest.fixture
def voices() -> Iterator[Cast]:
    cast = Cast([EspeakChild()])
    yield cast
    cast.close()


def said(voices: Cast, text: str, language: str, speed: float = 1.0) -> Sound:
    voice = voices.voice_for(language, "auto")
    assert voice is not None
    return trimmed(voices.speak(text, voice, speed, CancelToken()))


def onsets(sound: Sound, quiet: float) -> list[float]:
    """When sound begins after so many seconds of silence."""
    step = round(sound.rate * 0.005)
    samples = sound.samples[: len(sound.samples) // step * step].astype(float)
    loud = np.sqrt((samples.reshape(-1, step) ** 2).mean(axis=1)) > 200
    found: list[float] = []
    silent = quiet
    for at in range(len(loud)):
        if loud[at] and silent >= quiet:
            found.append(at * 0.005)
        silent = 0.0 if loud[at] else silent + 0.005
    return found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Bread, table, garden, number, dolphin."),
        ("de", "Brot, Tisch, Garten, Nummer, Delfin."),
        ("fr", "Bonjour, table, jardin, nombre, dauphin."),
        ("ru", "Дом, мама, берег, номер, дельфин."),
        ("ar", "بيت، ماء، نور، دار، باب."),
        ("ko", "바다, 나무, 집, 달, 구름."),
    ],
)
def test_words_begin_when_they_are_heard(voices: Cast, language: str, text: str) -> None:
    for speed in (0.7, 1.0, 1.6):
        sound = said(voices, text, language, speed)
        cue = cue_of(text, sound, 2.0)
        assert [word.text for word in cue.words] == text.split()
        heard = [2.0 + at for at in onsets(sound, 0.065 / speed)]
        assert len(heard) == len(cue.words)
        assert [word.start for word in cue.words] == pytest.approx(heard, abs=CLOSE)
        assert cue.words[-1].end == pytest.approx(cue.end)


def test_chinese_phrases_begin_when_they_are_heard(voices: Cast) -> None:
    text = "苹果，房子，天空，花园，大海。"
    sound = said(voices, text, "zh")
    cue = cue_of(text, sound, 0.0)
    assert "".join(word.text for word in cue.words) == text
    starts = {word.text[0]: word.start for word in cue.words}
    assert [starts[char] for char in "苹房天花大"] == pytest.approx(onsets(sound, 0.065), abs=CLOSE)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2024, Dr. Smith paid $1,500 for the map of the city, dolphin."),
        ("en", "They had not seen the U.S. coast since 3.5 million years ago, dolphin."),
        ("de", "Am 3. Oktober 1990 kamen z. B. 25 % mehr Gäste an, Delfin."),
    ],
)
def test_numbers_and_abbreviations_put_no_later_word_out_of_step(
    voices: Cast, language: str, text: str
) -> None:
    sound = said(voices, text, language)
    words = cue_of(text, sound, 0.0).words
    assert [word.text for word in words] == text.split()
    starts = [word.start for word in words]
    assert starts == sorted(starts)
    assert starts[-1] == pytest.approx(onsets(sound, 0.1)[-1], abs=CLOSE)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One — two … three -- “four”, 'five' (six): it's well-known!"),
        ("th", "ผึ้งทำน้ำผึ้งจากน้ำหวานของดอกไม้ ในปี 2024"),
        ("zh", "蜜蜂从花朵中采集花蜜，有2024只。"),
        ("hi", "मधुमक्खियाँ फूलों के रस से शहद बनाती हैं।"),
        ("fr", "L'abeille n'a que 3 jours : c'est-à-dire peu !"),
        ("en", "Bees 🐝 love 蜜 honey."),
        ("en", "word " * 60),
    ],
)
def test_the_words_are_all_of_the_text_in_order(
    voices: Cast, tmp_path: Path, language: str, text: str
) -> None:
    narrator = BuiltinNarrator(voices)
    voice = narrator.voice_for(language, "auto")
    assert voice is not None
    work = Work(CancelToken(), tmp_path)
    for speed in (0.5, 2.0):
        speech = narrator.speak(Scene(1, text, "", 9), voice, speed, tmp_path / "a.wav", work)
        for cue in speech.cues:
            together = "".join("".join(word.text.split()) for word in cue.words)
            assert together == "".join(cue.text.split())
            times = [cue.start, *(at for w in cue.words for at in (w.start, w.end)), cue.end]
            assert times == sorted(times)


def test_words_that_the_voice_joins_share_their_time() -> None:
    sound = Sound(1_000, np.full(4_000, 9, np.int16), ((0, 0.0), (13, 3.0)))
    cue = cue_of("Of the sweet tea.", sound, 1.0)
    # By letters: "Of", "the" and "sweet" have ten of them in three seconds.
    assert [(word.text, round(word.start, 3)) for word in cue.words] == [
        ("Of", 1.0),
        ("the", 1.6),
        ("sweet", 2.5),
        ("tea.", 4.0),
    ]


def test_a_voice_that_tells_nothing_leaves_the_words_open() -> None:
    silent_about_words = Sound(1_000, np.full(2_000, 9, np.int16))
    cue = cue_of("Bees dance.", silent_about_words, 0.0)
    assert cue.words == ()


def test_times_that_cannot_be_are_passed_over() -> None:
    strange = ((-3, 0.5), (5, 9.0), (5, 0.9), (2, 0.1), (900, 1.0), (6, -4.0))
    sound = Sound(1_000, np.full(2_000, 9, np.int16), strange)
    cue = cue_of("Bees dance.", sound, 0.0)
    assert [word.text for word in cue.words] == ["Bees", "dance."]
    assert 0 <= cue.words[0].start <= cue.words[1].start <= cue.words[1].end <= 2.0
