"""How long a text takes to speak, and where in a speech its sentences are."""

import numpy as np
import pytest

from vidgen_desktop.providers.builtin.voice.sound import Sound
from vidgen_desktop.providers.voice.dividing import divided
from vidgen_desktop.providers.voice.hearing import sentence_times, silences_in
from vidgen_desktop.providers.voice.pace import count, speech_seconds

RATE = 8_000


def voice(*stretches: float) -> Sound:
    """Speech (above zero) and silence (below), so many seconds each, in a quiet room."""
    dice = np.random.default_rng(1)
    parts = [
        dice.normal(0, 4000 if seconds > 0 else 6, round(abs(seconds) * RATE))
        for seconds in stretches
    ]
    return Sound(RATE, np.concatenate(parts).clip(-32768, 32767).astype(np.int16))


def test_sentences_end_in_the_long_silences_not_in_those_at_commas() -> None:
    sentences = [
        "She flies out at dawn, over the hills, and home again.",
        "Why?",
        "Each flower gives her one sip, and no more.",
    ]
    sound = voice(1.2, -0.12, 0.9, -0.12, 1.0, -0.4, 0.5, -0.4, 1.3, -0.12, 0.9)
    times = sentence_times(sound, sentences, "en")
    assert times == [
        (0.0, pytest.approx(3.34, abs=0.03)),
        (pytest.approx(3.74, abs=0.03), pytest.approx(4.24, abs=0.03)),
        (pytest.approx(4.64, abs=0.03), sound.seconds),
    ]


def test_sentences_spoken_in_one_breath_share_the_time_by_their_length() -> None:
    sound = voice(6.0)
    first, second = sentence_times(
        sound, ["A short one.", "This one is about twice as long."], "en"
    )
    assert first[0] == 0.0
    assert first[1] == second[0] == pytest.approx(2.0, abs=0.5)
    assert second[1] == sound.seconds


@pytest.mark.parametrize("sound", [voice(-3.0), voice(0.004), Sound(RATE, np.zeros(0, np.int16))])
def test_silence_and_next_to_nothing_have_times_too(sound: Sound) -> None:
    times = sentence_times(sound, ["One.", "Two.", "Three."], "en")
    assert len(times) == 3
    assert all(0 <= start <= end <= sound.seconds for start, end in times)
    assert not silences_in(sound)


@pytest.mark.parametrize(
    ("language", "text", "least", "most"),
    [
        ("en", "One bee makes a twelfth of a spoon of honey in her whole life.", 3.5, 5.5),
        ("de", "Eine Biene macht in ihrem Leben einen zwölften Löffel Honig.", 3.0, 5.0),
        ("zh", "一只蜜蜂一生只能酿造十二分之一茶匙的蜂蜜。", 3.2, 5.5),
        ("ja", "一匹の蜂が一生に作る蜜は、小さじ十二分の一です。", 3.0, 5.5),
        ("ko", "벌 한 마리는 평생 찻숟가락 십이분의 일의 꿀을 만듭니다.", 3.5, 6.5),
        ("en", "1984", 0.5, 1.6),
        ("en", "…", 0.0, 0.0),
    ],
)
def test_speech_is_about_as_long_as_people_take(
    language: str, text: str, least: float, most: float
) -> None:
    seconds = speech_seconds(text, language)
    assert least <= seconds <= most
    assert speech_seconds(text, language, 2.0) == pytest.approx(seconds / 2)


def test_pauses_count_and_languages_have_their_own_units() -> None:
    assert speech_seconds("One two. Three four.", "en") > speech_seconds("One two three four", "en")
    assert count("Two words — here.", "en") == 3
    assert count("蜜蜂，飞。", "zh") == 3


def test_nothing_is_lost_where_a_text_is_divided() -> None:
    long = "word " * 30 + "end, " + "more " * 30 + "end"
    text = f"First one. {long}. " + "字" * 150
    parts = divided(text, "en", longest=60)
    assert all(len(" ".join(part)) <= 60 for part in parts)
    said = "".join(piece for part in parts for piece in part).replace(" ", "")
    assert said == text.replace(" ", "")
