"""What is heard under the voice: music, and the takes' own sound; alone they are loud enough."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.measure import samples, true_peak
from tests.media.conftest import left_behind
from tests.media.hearing import Maker, assert_promised, level, tone
from vidgen_desktop.core.assembly import Placed, Soundtrack
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.sounds.mix import mix
from vidgen_desktop.media.tool import FfmpegTool

CLICKS = "aevalsrc='0.9*lt(mod(t,0.5),0.0004)':d=20:s=48000"


def test_the_takes_own_sound_is_under_the_voice(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    """It is placed, clearly below the voice in its pauses, lower under it, beside the music."""
    voice = Placed(sound("v.wav", "sine=500:d=4"), 4.0)
    music = sound("m.wav", "sine=700:d=12")
    takes = [sound(f"{n}.wav", "sine=1000:d=6", "-ac", "2", "-ar", "48000") for n in range(2)]
    ambience = (Placed(takes[1], 6.0), Placed(takes[0], 0.0))
    out = tmp_path / "s.m4a"
    tool.mix(Soundtrack(12.0, (voice,), music, ambience), out, work)
    assert_promised(out, 12.0)
    heard = samples(out)
    spoken, own = tone(heard, 500, 5, 7), tone(heard, 1000, 2, 3.5)
    assert 12 < spoken - own < 16
    assert 5 < own - tone(heard, 1000, 4.5, 5.5) < 15
    assert -1 < own - tone(heard, 700, 2, 3.5) < 3


@pytest.mark.parametrize("overlap", [0.0, 0.4])
def test_takes_own_sounds_meet_without_a_click_or_a_hole(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path, overlap: float
) -> None:
    """Sounds that begin and end in the middle of a wave."""
    wave = "aevalsrc='0.4*cos(2*PI*{}*t)':d=3:s=48000"
    takes = [sound(f"{tone}.wav", wave.format(tone), "-ac", "2") for tone in (150, 190)]
    ambience = (Placed(takes[0], 0.0), Placed(takes[1], 3.0 - overlap))
    out = tmp_path / "s.m4a"
    tool.mix(Soundtrack(6.0 - overlap, ambience=ambience), out, work)
    assert_promised(out, 6.0 - overlap)
    heard = samples(out)
    assert np.max(np.abs(np.diff(heard))) < np.max(np.abs(heard)) * 0.06
    window = max(0.1, overlap)
    around = level(heard, 3.0 - overlap - window / 2, 3.0 - overlap + 1.5 * window)
    assert around == pytest.approx(level(heard, 1, 2), abs=3)


def test_stretches_that_were_encoded_side_by_side_fit(
    work: Work, sound: Maker, tmp_path: Path
) -> None:
    """A pure tone shows the smallest break: all of it is as clean as if encoded in one."""
    music = sound("m.wav", "sine=440:d=28:r=48000", "-ac", "2")
    made: list[npt.NDArray[np.float32]] = []
    for processors in (1, 3):
        out = tmp_path / f"{processors}.m4a"
        mix(Soundtrack(27.5, music=music), out, work, processors=processors)
        made.append(samples(out))
    whole, joined = made
    assert len(whole) == len(joined)
    rest = (whole - joined)[: len(whole) // 1024 * 1024].reshape(-1, 1024)
    worst = 10 * np.log10(np.max(np.mean(np.square(rest), axis=1)) + 1e-12)
    assert worst < level(whole, 5, 20) - 40


MUSIC = {
    "short, looped": "sine=300:d=1.7",
    "very short": "sine=300:d=0.15",
    "long, cut": "anoisesrc=c=pink:d=20",
    "clicks": CLICKS,
    "nearly silent": "aevalsrc='0.005*sin(2*PI*300*t)':d=20",
    "clipping": "aevalsrc='40*sin(2*PI*220*t)':d=20",
    "very dynamic": "aevalsrc='(0.003+0.6*gt(mod(t,3),2.4))*sin(2*PI*(200+90*t)*t)':d=20",
    "one side only": "aevalsrc='0.3*sin(2*PI*220*t)|0':d=20",
}


@pytest.mark.parametrize("source", MUSIC.values(), ids=MUSIC.keys())
def test_music_alone(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path, source: str
) -> None:
    tool.mix(
        Soundtrack(7.3, music=sound("m.wav", source, "-c:a", "pcm_f32le")), tmp_path / "s.m4a", work
    )
    if source is CLICKS:
        # The peaks come first where nothing but peaks can be heard.
        assert true_peak(tmp_path / "s.m4a") <= -1.0
    else:
        assert_promised(tmp_path / "s.m4a", 7.3)


def test_looped_music_has_no_hole(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    tool.mix(
        Soundtrack(12.0, music=sound("m.wav", "anoisesrc=d=2:seed=1")), tmp_path / "s.m4a", work
    )
    heard = samples(tmp_path / "s.m4a")
    levels = [level(heard, at / 10, at / 10 + 0.1) for at in range(15, 90)]
    assert max(levels) - min(levels) < 3


def test_music_fades_in_and_out(tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path) -> None:
    tool.mix(
        Soundtrack(10.0, music=sound("m.wav", "anoisesrc=d=30:seed=1")), tmp_path / "s.m4a", work
    )
    heard = samples(tmp_path / "s.m4a")
    assert level(heard, 0, 0.05) < level(heard, 4, 5) - 12
    assert level(heard, 9.9, 10) < level(heard, 4, 5) - 18


@pytest.mark.parametrize(
    "options",
    [
        ("m.mp3",),
        ("m.ogg", "-c:a", "libvorbis"),
        ("m.opus", "-ac", "2"),
        ("m.flac", "-ar", "96000"),
        ("m.m4a",),
        ("m.wma",),
        ("m.wav", "-ar", "8000", "-c:a", "pcm_mulaw"),
        ("high.wav", "-ar", "192000", "-c:a", "pcm_f64le"),
        ("m.mka", "-ac", "6", "-c:a", "ac3"),
    ],
    ids=lambda options: options[0],
)
def test_any_music_file(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path, options: tuple[str, ...]
) -> None:
    music = sound(options[0], "anoisesrc=c=pink:d=3", *options[1:])
    tool.mix(Soundtrack(4.0, music=music), tmp_path / "s.m4a", work)
    assert_promised(tmp_path / "s.m4a", 4.0)


def test_the_sound_of_a_video_can_be_the_music(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    video = clip("v.mp4", "-f", "lavfi", "-i", "sine=d=2", "-shortest", "-c:a", "aac")
    tool.mix(Soundtrack(3.0, music=video), tmp_path / "s.m4a", work)
    assert_promised(tmp_path / "s.m4a", 3.0)


def test_music_that_was_moved_is_said_to_be_gone(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    with pytest.raises(MediaError, match=r"“m\.mp3” is not there any more"):
        tool.mix(Soundtrack(2.0, music=tmp_path / "m.mp3"), tmp_path / "mix.m4a", work)


def test_music_that_is_hardly_there(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    music = sound("m.wav", "sine=300:d=0.05")
    with pytest.raises(MediaError, match=r"m\.wav.*too short"):
        tool.mix(Soundtrack(5.0, music=music), tmp_path / "s.m4a", work)
    assert left_behind(tmp_path) == []
