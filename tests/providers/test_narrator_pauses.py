"""The pauses of real narrations, as they are heard: measured in the sound itself."""

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Scene
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.voice.sound import Sound, with_short_pauses

AUDIBLE = 160  # of 32767
BLUR = 0.012  # seconds that a voice takes to die away
TEXTS = {
    "en": "The river wakes first. Does it move? Nothing... Then, slowly — at last — a boat: small!",
    "de": "Der Fluss erwacht. Bewegt sich etwas? Nichts… Dann kommt, ganz langsam, ein Boot.",
    "zh": "河流在城市之前醒来。有什么在动吗？什么也没有，然后，第一艘船来了。",
    "hi": "नदी शहर से पहले जागती है। क्या कुछ हिलता है? फिर पहली नाव आती है।",
}


@pytest.fixture(scope="module")
def narrator() -> Iterator[BuiltinNarrator]:
    narrator = BuiltinNarrator()
    yield narrator
    narrator.close()


def pauses_of(path: Path) -> list[tuple[float, float]]:
    """Start and end, in seconds, of what is quiet within."""
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int32)
    loud = np.flatnonzero(np.abs(samples) > AUDIBLE)
    return [
        (loud[gap] / rate, loud[gap + 1] / rate)
        for gap in np.flatnonzero(np.diff(loud) > 0.1 * rate)
    ]


@pytest.mark.parametrize("language", TEXTS)
def test_pauses_are_natural_at_any_speed(
    narrator: BuiltinNarrator, tmp_path: Path, language: str
) -> None:
    voice = narrator.voice_for(language, "auto")
    if voice is None:
        pytest.skip("no voice on this machine")
    work = Work(CancelToken(), tmp_path)
    scene = Scene(1, TEXTS[language], "", 9)
    for speed in (0.5, 1.0, 2.0):
        speech = narrator.speak(scene, voice, speed, tmp_path / "said.wav", work)
        pauses = pauses_of(tmp_path / "said.wav")
        assert all(end - start <= 0.4 + BLUR for start, end in pauses)
        for cue in speech.cues[1:]:
            [around] = [end - start for start, end in pauses if start <= cue.start <= end]
            assert 0.15 - BLUR <= around <= 0.4 + BLUR


def test_a_long_pause_is_shortened_and_word_times_follow() -> None:
    rate = 1_000
    word = np.full(500, 9_000, np.int16)
    samples = np.concatenate([word, np.zeros(2_000, np.int16), word, np.zeros(300, np.int16), word])
    spoken = Sound(rate, samples, ((0, 0.0), (5, 2.5), (9, 3.3), (12, 3.8)))
    short = with_short_pauses(spoken, 0.4)
    assert short.seconds == pytest.approx(2.2, abs=0.002)
    assert [second for _at, second in short.words] == pytest.approx([0, 0.9, 1.7, 2.2], abs=0.002)
    loud = np.flatnonzero(short.samples)
    assert np.diff(loud).max() / rate == pytest.approx(0.4, abs=0.002)


def test_short_pauses_stay_as_they_are() -> None:
    samples = np.concatenate([np.full(9, 9_000), np.zeros(300), np.full(9, 9_000)]).astype(np.int16)
    sound = Sound(1_000, samples)
    assert with_short_pauses(sound, 0.4) is sound
