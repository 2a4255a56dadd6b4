"""The sound of the video: voice over ducked music, at one loudness."""

import tempfile
from pathlib import Path

from vidgen_desktop.core.assembly import Soundtrack
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.decode import RATE, decode, frames_in, raw_input
from vidgen_desktop.media.ffmpeg import named, run
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.loudness import measure
from vidgen_desktop.media.master import FAILED, LOUDER_AT_MOST, master
from vidgen_desktop.media.track import Track

VOICE_LEVEL = -20.0  # LUFS while mixing; the master decides about the end
MUSIC_BELOW = 14.0  # LU below the voice in its pauses
AMBIENCE_BELOW = 13.0  # likewise; the takes' own sound may be heard beside the music
# While it speaks, the compressor lowers both by about 8 dB more.
DUCK = "sidechaincompress=threshold=0.02:ratio=2.5:attack=40:release=600"
CLICK_FADE = round(0.006 * RATE)
SHORTEST_MUSIC = 0.1  # seconds
SEAM = 2.0  # seconds of crossfade where music is looped
MUSIC_IN, MUSIC_OUT = 0.8, 2.5  # seconds of fade
MEETING_FADE = round(0.03 * RATE)  # where one take's own sound gives way to the next

VOICES_SHARE, BEDS_SHARE, BLEND_SHARE = 0.3, 0.5, 0.6  # of the progress, at their ends


def mix(track: Soundtrack, out: Path, work: Work) -> None:
    """See `core.ports.MediaTool.mix`. Needs 2 MB of scratch for each second at most."""
    with (
        landing(out, FAILED) as part,
        tempfile.TemporaryDirectory(prefix="mix-", dir=work.scratch) as name,
    ):
        folder = Path(name)
        voice = _voice(track, folder, _within(work, 0, VOICES_SHARE))
        beds = _beds(track, folder, _within(work, VOICES_SHARE, BEDS_SHARE))
        mixed = folder / "mixed.f32"
        _blend(voice, beds, track.seconds, mixed, _within(work, BEDS_SHARE, BLEND_SHARE))
        master(mixed, track.seconds, part, _within(work, BLEND_SHARE, 1))


def _within(work: Work, start: float, end: float) -> Work:
    """The same work, whose progress fills a part of the whole."""
    return Work(work.token, work.scratch, lambda done: work.progress(start + done * (end - start)))


def _voice(soundtrack: Soundtrack, folder: Path, work: Work) -> Track | None:
    """All voices in one mono track, each at its sample, its edges softened."""
    voices = soundtrack.voices
    if not voices:
        return None
    decoded = decode([voice.path for voice in voices], 1, folder, work)
    track = Track(folder / "voice.f32", round(soundtrack.seconds * RATE), 1)
    for voice, sound in zip(voices, decoded, strict=True):
        track.add(sound, round(voice.at * RATE), fade_in=CLICK_FADE, fade_out=CLICK_FADE)
        sound.unlink()
        work.token.check()
    return track


def _beds(soundtrack: Soundtrack, folder: Path, work: Work) -> list[tuple[Track, float]]:
    """What is heard under the voices, each with how far below them it is (LU)."""
    beds: list[tuple[Track, float]] = []
    if soundtrack.music is not None:
        beds.append((_music(soundtrack.music, soundtrack.seconds, folder, work), MUSIC_BELOW))
    if soundtrack.ambience:
        beds.append((_ambience(soundtrack, folder, work), AMBIENCE_BELOW))
    return beds


def _ambience(soundtrack: Soundtrack, folder: Path, work: Work) -> Track:
    """The takes' own sound in a stereo track: crossfaded where they overlap, softly where not."""
    takes = sorted(soundtrack.ambience, key=lambda take: take.at)
    track = Track(folder / "ambience.f32", round(soundtrack.seconds * RATE), 2)
    decoded = decode([take.path for take in takes], 2, folder, work)
    begins = [round(take.at * RATE) for take in takes]
    ends = [at + frames_in(sound, 2) for at, sound in zip(begins, decoded, strict=True)]
    for number, sound in enumerate(decoded):
        before = ends[number - 1] - begins[number] if number else 0
        after = ends[number] - begins[number + 1] if number + 1 < len(takes) else 0
        track.add(
            sound,
            begins[number],
            fade_in=max(MEETING_FADE, before),
            fade_out=max(MEETING_FADE, after),
        )
        sound.unlink()
        work.token.check()
    return track


def _music(music: Path, seconds: float, folder: Path, work: Work) -> Track:
    """The music in a stereo track, looped with crossfades where it is too short."""
    [sound] = decode([music], 2, folder, work, seconds=seconds)
    track = Track(folder / "bed.f32", round(seconds * RATE), 2)
    length = frames_in(sound, 2)
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


def _blend(
    voice: Track | None, beds: list[tuple[Track, float]], seconds: float, mixed: Path, work: Work
) -> None:
    """Write what is to be heard, or silence, as one stereo raw file."""
    tracks = [*([voice] if voice else []), *(bed for bed, _ in beds)]
    inputs = [part for track in tracks for part in _input(track)]
    if not tracks:
        inputs = ["-f", "lavfi", "-t", f"{seconds:.6f}", "-i", f"anullsrc=r={RATE}:cl=stereo"]
    run(
        [
            *inputs,
            *("-filter_complex", _graph(voice, beds, seconds, work), "-map", "[out]"),
            *("-ac", "2", "-ar", str(RATE), "-f", "f32le", named(mixed)),
        ],
        work,
        failed=FAILED,
        out=mixed,
    )
    work.progress(1.0)


def _graph(voice: Track | None, beds: list[tuple[Track, float]], seconds: float, work: Work) -> str:
    stereo = "aformat=sample_fmts=flt:channel_layouts=stereo"
    if not beds:
        return f"[0:a]{stereo}[out]"
    fades = (
        f"afade=t=in:d={min(MUSIC_IN, seconds / 4):.3f},"
        f"afade=t=out:st={max(0.0, seconds - MUSIC_OUT):.3f}:d={min(MUSIC_OUT, seconds):.3f}"
    )
    first = 1 if voice else 0
    steps = [
        f"[{number}:a]{_gain(bed, VOICE_LEVEL - below, work)}[bed{number}]"
        for number, (bed, below) in enumerate(beds, first)
    ]
    names = "".join(f"[bed{number}]" for number in range(first, first + len(beds)))
    steps.append(f"{names}amix=inputs={len(beds)}:normalize=0,{fades}[{'bed' if voice else 'out'}]")
    if voice:
        steps += [
            f"[0:a]{_gain(voice, VOICE_LEVEL, work)},{stereo},asplit[voice][key]",
            f"[bed][key]{DUCK}[ducked]",
            "[voice][ducked]amix=inputs=2:normalize=0:duration=first[out]",
        ]
    return ";".join(steps)


def _input(track: Track) -> list[str]:
    return raw_input(track.path, track.channels)


def _gain(track: Track, level: float, work: Work) -> str:
    """The filter that brings a track to a loudness; silence stays silence."""
    loudness = measure(_input(track), work)
    gain = 0.0 if loudness.is_silent else min(LOUDER_AT_MOST, level - loudness.integrated)
    return f"volume={gain:.3f}dB:precision=float"
