"""Dead air is taken out of a narration, and every word keeps its time."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.measure import ffmpeg, samples, shape
from tests.media.conftest import left_behind
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Cue, SpokenWord
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

RATE = 48_000
FLOOR = 10 ** (-50 / 20)

# A word is a tone of its own, so that it can be found again.
Word = tuple[float, float]
SENTENCES: list[Word] = [(0.9, 1.3), (1.42, 2.0), (3.8, 4.1), (4.9, 5.6), (8.2, 8.9)]
SECONDS = 9.7


def pitch(number: int) -> float:
    return 400.0 + 300 * number


def spoken(words: list[Word], seconds: float, floor: float = FLOOR) -> npt.NDArray[np.float32]:
    """Tones with soft edges at the times of the words, over the noise of a room."""
    sound = np.random.default_rng(7).normal(0, floor or 1e-9, round(seconds * RATE))
    for number, (start, end) in enumerate(words):
        at = np.arange(round((end - start) * RATE))
        edges = np.minimum(1, np.minimum(at + 1, len(at) - at) / (0.003 * RATE))
        first = round(start * RATE)
        sound[first : first + len(at)] += (
            0.3 * edges * np.sin(2 * np.pi * pitch(number) * at / RATE)
        )
    return sound.astype("<f4")


def written(sound: npt.NDArray[np.float32], path: Path, *options: str, channels: int = 1) -> Path:
    raw = path.with_suffix(".raw")
    np.repeat(sound, channels).tofile(raw)
    ffmpeg(
        *("-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "-i", str(raw)),
        *(*options, str(path)),
    )
    return path


def cue_of(words: list[Word]) -> Cue:
    told = tuple(SpokenWord(start, end, f"w{n}") for n, (start, end) in enumerate(words))
    return Cue(words[0][0], words[-1][1], "words", told)


def heard_at(sound: npt.NDArray[np.float32], number: int) -> Word:
    """Where the tone of a word begins and ends, to a few milliseconds."""
    window = round(0.01 * RATE)
    wave = np.exp(-2j * np.pi * pitch(number) * np.arange(len(sound)) / RATE)
    level = np.abs(np.convolve(sound * wave, np.ones(window) / window, "same"))
    loud = np.flatnonzero(level > level.max() / 2)
    return loud[0] / RATE, loud[-1] / RATE


@pytest.mark.parametrize("floor", [FLOOR, 0.0], ids=["in a room", "in pure silence"])
def test_every_word_is_where_its_time_says(
    tool: FfmpegTool, work: Work, tmp_path: Path, floor: float
) -> None:
    source = written(spoken(SENTENCES, SECONDS, floor), tmp_path / "said.wav")
    [cue] = tool.tidy_speech(source, [cue_of(SENTENCES)], tmp_path / "tidy.wav", work)
    sound = samples(tmp_path / "tidy.wav")
    for number, word in enumerate(cue.words):
        start, end = heard_at(sound, number)
        assert start == pytest.approx(word.start, abs=0.01)
        assert end == pytest.approx(word.end, abs=0.01)
        assert word.end - word.start == pytest.approx(
            SENTENCES[number][1] - SENTENCES[number][0], abs=0.001
        )
    assert (cue.start, cue.end) == (cue.words[0].start, cue.words[-1].end)


def test_long_pauses_are_shortened_and_short_ones_kept(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    source = written(spoken(SENTENCES, SECONDS), tmp_path / "said.wav")
    [cue] = tool.tidy_speech(source, [cue_of(SENTENCES)], tmp_path / "tidy.wav", work)
    pauses = [after.start - before.end for before, after in pairwise(cue.words)]
    assert pauses == pytest.approx([0.12, 0.4, 0.8, 0.4], abs=0.012)
    assert cue.words[0].start == pytest.approx(0.05, abs=0.01)
    made = shape(tmp_path / "tidy.wav").sound
    assert made
    assert made.codec == "pcm_s16le"
    assert made.sample_rate == RATE
    assert made.seconds == pytest.approx(cue.words[-1].end + 0.05, abs=0.012)
    assert left_behind(tmp_path) == []


def test_the_room_goes_on_over_a_cut(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    """Neither a hole nor a click: the noise in a shortened pause stays as loud as it was."""
    source = written(spoken([(0.2, 0.8), (4.0, 4.6)], 5.0), tmp_path / "said.wav")
    tool.tidy_speech(source, [], tmp_path / "tidy.wav", work)
    pause = samples(tmp_path / "tidy.wav")[round(0.7 * RATE) : round(1.0 * RATE)]
    levels = np.sqrt(np.mean(pause[: len(pause) // 480 * 480].reshape(-1, 480) ** 2, axis=1))
    assert levels == pytest.approx(np.full(len(levels), FLOOR), rel=0.25)
    assert np.abs(pause).max() < 6 * FLOOR


def test_what_is_fine_already_stays_as_long_as_it_is(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    source = written(spoken([(0.04, 0.5), (0.6, 1.5)], 1.54), tmp_path / "said.wav")
    cue = cue_of([(0.04, 0.5), (0.6, 1.5)])
    assert tool.tidy_speech(source, [cue], tmp_path / "tidy.wav", work) == (cue,)
    assert len(samples(tmp_path / "tidy.wav")) == len(samples(source))


def test_times_in_what_was_taken_away_go_to_the_cut(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    """A caption that stays until the next begins does so still, and none gets out of order."""
    source = written(spoken([(1.0, 2.0), (5.0, 6.0)], 8.0), tmp_path / "said.wav")
    cues = [Cue(0.0, 3.5, "one"), Cue(3.5, 8.0, "two"), Cue(8.0, 9.0, "beyond")]
    one, two, beyond = tool.tidy_speech(source, cues, tmp_path / "tidy.wav", work)
    assert (one.start, one.end) == pytest.approx((0.0, 1.25), abs=0.012)
    assert (two.start, two.end) == pytest.approx((1.25, 2.5), abs=0.012)
    assert beyond.start == beyond.end == two.end


def test_silence_is_left_as_it_is(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    source = written(spoken([], 3.0, 1e-4), tmp_path / "silence.wav")
    cues = (Cue(0.5, 2.5, "Nothing that can be said."),)
    assert tool.tidy_speech(source, cues, tmp_path / "tidy.wav", work) == cues
    assert len(samples(tmp_path / "tidy.wav")) == 3 * RATE


@pytest.mark.parametrize("options", [("said.mp3",), ("said.ogg", "-c:a", "libopus")], ids=str)
def test_compressed_stereo(
    tool: FfmpegTool, work: Work, tmp_path: Path, options: tuple[str, ...]
) -> None:
    words = [(1.0, 1.6), (3.4, 4.0)]
    source = written(spoken(words, 5.0), tmp_path / options[0], *options[1:], channels=2)
    [cue] = tool.tidy_speech(source, [cue_of(words)], tmp_path / "tidy.wav", work)
    sound = samples(tmp_path / "tidy.wav")
    for number, word in enumerate(cue.words):
        assert heard_at(sound, number) == pytest.approx((word.start, word.end), abs=0.012)


def test_what_is_no_sound_is_named(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    (tmp_path / "said.wav").write_text("no sound")
    with pytest.raises(MediaError, match=r"said\.wav"):
        tool.tidy_speech(tmp_path / "said.wav", [], tmp_path / "tidy.wav", work)
    assert not (tmp_path / "tidy.wav").exists()
    assert left_behind(tmp_path) == []
