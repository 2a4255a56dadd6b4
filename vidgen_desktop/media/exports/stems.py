"""Narration and music as separate sounds that fit into whole frames, for editors."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.assembly import Soundtrack
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import given, named, run
from vidgen_desktop.media.sounds.decode import RATE, raw_input
from vidgen_desktop.media.sounds.lay import AMBIENCE_BELOW, MUSIC_BELOW, lay
from vidgen_desktop.media.sounds.loudness import SILENT, measure, together

FAILED = "The sound could not be exported."
ALONE = -16.0  # LUFS of music that no voice is heard with
MEASURED = 3  # voices are alike: so many tell how loud they are
_WAV = ("-c:a", "pcm_s16le", "-ar", str(RATE), "-f", "wav")


def voice_stem(voice: Path, delay: float, seconds: float, out: Path, work: Work) -> None:
    """A speech after `delay` seconds of silence, `seconds` long in all."""
    length = round(seconds * RATE)
    filters = f"aresample={RATE},adelay={round(delay * RATE)}S:all=1,apad=whole_len={length}"
    run(
        [
            *given(voice),
            *("-map", "0:a:0", "-af", f"{filters},atrim=end_sample={length}"),
            *_WAV,
            named(out),
        ],
        work,
        failed=FAILED,
        out=out,
    )


def voice_level(voices: Sequence[Path], work: Work) -> float | None:
    """How loud the voices are (LUFS); None where there is nothing to hear."""
    heard = together((measure(given(voice), work), 1.0) for voice in voices[:MEASURED])
    return None if heard.is_silent else heard.integrated


def own_gain(sounds: Sequence[tuple[Path, float]], voice: float | None, work: Work) -> float:
    """The decibels by which the takes' own sounds (with their seconds) are as far below the
    voices as in their pauses. One gain for all: what is quiet stays quieter than the rest.
    """
    own = together((measure(given(sound), work), seconds) for sound, seconds in sounds)
    return 0.0 if voice is None or own.is_silent else voice - AMBIENCE_BELOW - own.integrated


def own_stem(sound: Path, gain: float, out: Path, work: Work) -> None:
    """A take's own sound, `gain` decibels louder."""
    run(
        [*given(sound), "-map", "0:a:0", "-af", f"volume={gain:.3f}dB", *_WAV, named(out)],
        work,
        failed=FAILED,
        out=out,
    )


def music_stem(music: Path, seconds: float, voice: float | None, out: Path, work: Work) -> None:
    """The music as the video has it, looped and faded, and as far below the voices as in their
    pauses.

    It is not ducked: that is for the person to do in the editor.
    """
    with tempfile.TemporaryDirectory(prefix="music-", dir=work.scratch) as name:
        _voice, bed = lay(Soundtrack(seconds, music=music), Path(name), work)
        assert bed is not None  # noqa: S101 - there is music
        level = ALONE if voice is None else voice - MUSIC_BELOW
        gain = bed.gain + level - bed.level if bed.level > SILENT else 0.0
        run(
            [
                *raw_input(bed.track.path, bed.track.channels),
                *("-af", f"volume={gain:.3f}dB", *_WAV, named(out)),
            ],
            work,
            failed=FAILED,
            out=out,
        )
