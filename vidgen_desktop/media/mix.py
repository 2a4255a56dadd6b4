"""The sound of the video: voice over ducked music, at one loudness."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.assembly import Placed
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.decode import RATE, decode, raw_input
from vidgen_desktop.media.ffmpeg import named, run
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.loudness import measure
from vidgen_desktop.media.master import FAILED, LOUDER_AT_MOST, master
from vidgen_desktop.media.track import Track

VOICE_LEVEL = -20.0  # LUFS while mixing; the master decides about the end
MUSIC_BELOW = 14.0  # LU below the voice in its pauses
# While it speaks, the compressor lowers the music by about 8 dB more.
DUCK = "sidechaincompress=threshold=0.02:ratio=2.5:attack=40:release=600"
CLICK_FADE = round(0.006 * RATE)
SHORTEST_MUSIC = 0.1  # seconds
SEAM = 2.0  # seconds of crossfade where music is looped
MUSIC_IN, MUSIC_OUT = 0.8, 2.5  # seconds of fade

VOICES_SHARE, MUSIC_SHARE, BLEND_SHARE = 0.3, 0.5, 0.6  # of the progress, at their ends


def mix(
    voices: Sequence[Placed], music: Path | None, seconds: float, out: Path, work: Work
) -> None:
    """See `core.ports.MediaTool.mix`. Needs 1.6 MB of scratch for each second at most."""
    with (
        landing(out, FAILED) as part,
        tempfile.TemporaryDirectory(prefix="mix-", dir=work.scratch) as name,
    ):
        folder = Path(name)
        voice = _voice(voices, seconds, folder, _within(work, 0, VOICES_SHARE))
        bed = None
        if music is not None:
            bed = _bed(music, seconds, folder, _within(work, VOICES_SHARE, MUSIC_SHARE))
        mixed = folder / "mixed.f32"
        _blend(voice, bed, seconds, mixed, _within(work, MUSIC_SHARE, BLEND_SHARE))
        master(mixed, seconds, part, _within(work, BLEND_SHARE, 1))


def _within(work: Work, start: float, end: float) -> Work:
    """The same work, whose progress fills a part of the whole."""
    return Work(work.token, work.scratch, lambda done: work.progress(start + done * (end - start)))


def _voice(voices: Sequence[Placed], seconds: float, folder: Path, work: Work) -> Track | None:
    """All voices in one mono track, each at its sample, its edges softened."""
    if not voices:
        return None
    decoded = decode([voice.path for voice in voices], 1, folder, work)
    track = Track(folder / "voice.f32", round(seconds * RATE), 1)
    for voice, sound in zip(voices, decoded, strict=True):
        track.add(sound, round(voice.at * RATE), fade_in=CLICK_FADE, fade_out=CLICK_FADE)
        sound.unlink()
        work.token.check()
    return track


def _bed(music: Path, seconds: float, folder: Path, work: Work) -> Track:
    """The music in a stereo track, looped with crossfades where it is too short."""
    [sound] = decode([music], 2, folder, work, seconds=seconds)
    track = Track(folder / "bed.f32", round(seconds * RATE), 2)
    length = sound.stat().st_size // 8
    if length < min(SHORTEST_MUSIC * RATE, track.frames):
        raise MediaError(f"The music “{music.name}” is too short.", "Choose another file.")
    seam = min(round(SEAM * RATE), length // 4)
    at = 0
    while at < track.frames:
        fade_in = seam if at else 1
        track.add(sound, at, fade_in=fade_in, fade_out=seam if length < track.frames else 1)
        work.token.check()
        at += length - seam if length < track.frames else track.frames
    sound.unlink()
    return track


def _blend(voice: Track | None, bed: Track | None, seconds: float, mixed: Path, work: Work) -> None:
    """Write voice and bed, or one of them, or silence, as one stereo raw file."""
    stereo = "aformat=sample_fmts=flt:channel_layouts=stereo"
    fades = (
        f"afade=t=in:d={min(MUSIC_IN, seconds / 4):.3f},"
        f"afade=t=out:st={max(0.0, seconds - MUSIC_OUT):.3f}:d={min(MUSIC_OUT, seconds):.3f}"
    )
    inputs = [part for track in (voice, bed) if track for part in _input(track)]
    if voice and bed:
        graph = (
            f"[0:a]{_gain(voice, VOICE_LEVEL, work)},{stereo},asplit[voice][key];"
            f"[1:a]{_gain(bed, VOICE_LEVEL - MUSIC_BELOW, work)},{fades}[bed];"
            f"[bed][key]{DUCK}[ducked];"
            "[voice][ducked]amix=inputs=2:normalize=0:duration=first[out]"
        )
    elif voice:
        graph = f"[0:a]{stereo}[out]"
    elif bed:
        graph = f"[0:a]{fades}[out]"
    else:
        inputs = ["-f", "lavfi", "-t", f"{seconds:.6f}", "-i", f"anullsrc=r={RATE}:cl=stereo"]
        graph = f"[0:a]{stereo}[out]"
    run(
        [
            *inputs,
            *("-filter_complex", graph, "-map", "[out]"),
            *("-ac", "2", "-ar", str(RATE), "-f", "f32le", named(mixed)),
        ],
        work,
        failed=FAILED,
        out=mixed,
    )
    work.progress(1.0)


def _input(track: Track) -> list[str]:
    return raw_input(track.path, track.channels)


def _gain(track: Track, level: float, work: Work) -> str:
    """The filter that brings a track to a loudness; silence stays silence."""
    loudness = measure(_input(track), work)
    gain = 0.0 if loudness.is_silent else min(LOUDER_AT_MOST, level - loudness.integrated)
    return f"volume={gain:.3f}dB:precision=float"
