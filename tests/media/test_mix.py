"""Voice over quiet music, at the promised loudness, at the promised moment, of exact length."""

import math
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.measure import ffmpeg, integrated_loudness, samples, shape, true_peak
from tests.media.conftest import left_behind
from tests.media.hearing import RATE, Maker, assert_promised, level
from vidgen_desktop.core.assembly import Placed, Soundtrack
from vidgen_desktop.core.cancel import Cancelled
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

# Bursts with pauses, rather like speech.
SPEECH = "aevalsrc='0.3*sin(2*PI*(180+40*sin(5*t))*t)*gt(sin(9*t),-0.4)*(0.6+0.4*sin(31*t))':d=4"


def test_voice_over_music(tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path) -> None:
    voice, music = sound("v.wav", SPEECH, "-ar", "22050"), sound("m.mp3", "anoisesrc=c=pink:d=30")
    out = tmp_path / "s.m4a"
    tool.mix(
        Soundtrack(14.5, voices=(Placed(voice, 2.0), Placed(voice, 8.0)), music=music), out, work
    )
    assert_promised(out, 14.5)
    assert left_behind(tmp_path) == []
    heard = samples(out)
    assert len(heard) == pytest.approx(14.5 * RATE, abs=2)
    assert level(heard, 2.2, 5.8) - level(heard, 0.9, 1.9) > 10


def test_music_is_lower_under_the_voice(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    """The music is a high tone that can be told from the low voice."""
    voice, music = sound("v.wav", "sine=200:d=4"), sound("m.wav", "sine=5000:d=12")
    out = tmp_path / "s.m4a"
    tool.mix(Soundtrack(12.0, voices=(Placed(voice, 4.0),), music=music), out, work)
    only_music = tmp_path / "high.wav"
    ffmpeg("-i", str(out), "-af", "highpass=3000:p=2,highpass=3000:p=2", str(only_music))
    high, all_of_it = samples(only_music), samples(out)
    alone, under, voice_level = level(high, 2, 3.8), level(high, 5, 7.5), level(all_of_it, 5, 7.5)
    assert 5 < alone - under < 15
    assert 17 < voice_level - under < 30
    assert level(high, 10, 11) > under + 4  # it comes back, before it fades out


def test_a_voice_begins_at_its_sample(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    voice = sound("v.wav", "sine=1000:d=0.5:r=48000")
    out = tmp_path / "s.m4a"
    tool.mix(
        Soundtrack(4.0, voices=tuple(Placed(voice, at) for at in (0.0, 1.2345, 3.217))), out, work
    )
    heard = samples(out)
    for at in (1.2345, 3.217):
        before = round((at - 0.1) * RATE)
        loud = before + int(np.argmax(np.abs(heard[before:]) > 0.02))
        assert loud / RATE == pytest.approx(at, abs=0.001)
    assert level(heard, 0.6, 1.2) < -70
    assert_promised(out, 4.0)


def test_sounds_have_soft_edges(tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path) -> None:
    """A voice file that begins and ends in the middle of a wave does not click."""
    voice = sound("v.wav", "aevalsrc='0.5*cos(2*PI*100*t)':d=1:s=48000")
    tool.mix(Soundtrack(2.0, voices=(Placed(voice, 0.5),)), tmp_path / "s.m4a", work)
    heard = samples(tmp_path / "s.m4a")
    assert np.max(np.abs(np.diff(heard))) < np.max(np.abs(heard)) * 0.08


SILENCE = "anullsrc=r=22050:cl=mono:d=2"


@pytest.mark.parametrize("with_voice", [True, False])
@pytest.mark.parametrize("with_music", [True, False])
def test_silence_stays_silence(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path, with_voice: bool, with_music: bool
) -> None:
    silence = sound("silence.wav", SILENCE)
    voices = [Placed(silence, 0.5)] if with_voice else []
    tool.mix(
        Soundtrack(3.0, voices=tuple(voices), music=silence if with_music else None),
        tmp_path / "s.m4a",
        work,
    )
    made = shape(tmp_path / "s.m4a")
    assert made.container_seconds == pytest.approx(3.0, abs=0.011)
    assert integrated_loudness(tmp_path / "s.m4a") == -70


def test_what_nobody_can_hear_is_not_raised(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    faint = sound("faint.wav", "aevalsrc='0.0001*sin(2*PI*300*t)':d=5", "-c:a", "pcm_f32le")
    tool.mix(Soundtrack(5.0, music=faint), tmp_path / "s.m4a", work)
    assert true_peak(tmp_path / "s.m4a") < -60


def test_a_silent_voice_leaves_the_music(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    voices = [Placed(sound("v.wav", SILENCE), 0.0)]
    tool.mix(
        Soundtrack(6.0, voices=tuple(voices), music=sound("m.wav", "anoisesrc=d=6")),
        tmp_path / "s.m4a",
        work,
    )
    assert_promised(tmp_path / "s.m4a", 6.0)


def test_broken_samples_do_no_harm(
    tool: FfmpegTool, work: Work, tmp_path: Path, sound: Maker
) -> None:
    """Infinite and undefined samples in one voice leave the others to be heard."""
    import struct

    raw = tmp_path / "bad.raw"
    raw.write_bytes(struct.pack("<4f", math.nan, math.inf, -math.inf, 1e30) * 3000)
    bad = tmp_path / "bad.wav"
    ffmpeg("-f", "f32le", "-ar", "48000", "-i", str(raw), "-c:a", "pcm_f32le", str(bad))
    voices = [Placed(bad, 0.0), Placed(sound("v.wav", SPEECH), 1.0)]
    tool.mix(Soundtrack(6.0, voices=tuple(voices)), tmp_path / "s.m4a", work)
    assert true_peak(tmp_path / "s.m4a") <= -1.0
    assert level(samples(tmp_path / "s.m4a"), 1.2, 4.8) > -40


def test_many_voices(tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path) -> None:
    voice = sound("v.wav", "sine=400:d=0.3:r=22050")
    voices = [Placed(voice, number * 0.5) for number in range(60)]
    tool.mix(Soundtrack(30.0, voices=tuple(voices)), tmp_path / "s.m4a", work)
    assert_promised(tmp_path / "s.m4a", 30.0)
    heard = samples(tmp_path / "s.m4a")
    assert all(level(heard, n * 0.5 + 0.05, n * 0.5 + 0.25) > -25 for n in range(60))


def test_a_voice_beyond_the_end_is_cut(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    voice = sound("v.wav", SPEECH)
    voices = [Placed(voice, 0.0), Placed(voice, 3.0), Placed(voice, 99.0)]
    tool.mix(Soundtrack(5.0, voices=tuple(voices)), tmp_path / "s.m4a", work)
    assert_promised(tmp_path / "s.m4a", 5.0)


def test_a_voice_may_be_longer_than_the_video(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    voice = Placed(sound("v.wav", SPEECH.replace("d=4", "d=30")), 1.0)
    tool.mix(Soundtrack(4.0, (voice,)), tmp_path / "s.m4a", work)
    assert_promised(tmp_path / "s.m4a", 4.0)


def test_progress_moves_with_the_work(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    seen: list[float] = []
    watched = Work(work.token, work.scratch, seen.append)
    music = sound("m.wav", "anoisesrc=c=pink:d=30", "-ac", "2")
    tool.mix(Soundtrack(30.0, music=music), tmp_path / "s.m4a", watched)
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert len(set(seen)) >= 5


@pytest.mark.parametrize("moment", [0.05, 0.4, 0.8])
def test_a_cancel_in_any_phase_leaves_nothing(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path, moment: float
) -> None:
    def cancel(done: float) -> None:
        if done >= moment:
            work.token.cancel()

    voices = (Placed(sound("v.wav", SPEECH), 1.0),)
    music = sound("m.wav", "anoisesrc=c=pink:d=40", "-ac", "2")
    watched = Work(work.token, work.scratch, cancel)
    with pytest.raises(Cancelled):
        tool.mix(Soundtrack(40.0, voices, music), tmp_path / "s.m4a", watched)
    assert psutil.Process().children(recursive=True) == []
    assert left_behind(tmp_path) == []
    assert not (tmp_path / "s.m4a").exists()


def test_a_moment_of_sound(tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path) -> None:
    """What is too short to be measured is neither raised without end nor too loud."""
    voices = (Placed(sound("v.wav", SPEECH), 0.0),)
    tool.mix(Soundtrack(0.2, voices), tmp_path / "s.m4a", work)
    assert len(samples(tmp_path / "s.m4a")) == pytest.approx(0.2 * RATE, abs=2)
    assert -20 < true_peak(tmp_path / "s.m4a") <= -1


def test_a_damaged_voice_is_named(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    (tmp_path / "bad.wav").write_bytes(b"RIFF nothing")
    with pytest.raises(MediaError, match=r"bad\.wav"):
        tool.mix(
            Soundtrack(5.0, voices=(Placed(tmp_path / "bad.wav", 0.0),)), tmp_path / "s.m4a", work
        )
    assert left_behind(tmp_path) == []
    assert not (tmp_path / "s.m4a").exists()


def test_music_without_sound_is_a_sentence(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    with pytest.raises(MediaError, match="cannot be read"):
        tool.mix(Soundtrack(5.0, music=clip("silent.mp4")), tmp_path / "s.m4a", work)
