"""A small finished video with all that is kept of it, for the tests of exports."""

from dataclasses import replace
from pathlib import Path

from tests.measure import ffmpeg
from vidgen_desktop.core.export import (
    Exported,
    ExportKind,
    ExportOrder,
    Material,
    Shot,
    Spoken,
    checked_order,
)
from vidgen_desktop.core.model import Cue, Scene, Speech, Take, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

FRAMES = (40, 34)  # of the two takes
WORDS = ("Bees dance.", "Flowers wait.")


def material(folder: Path, fps: int = 24, size: str = "320x180") -> Material:
    """Two scenes of 40 and 34 frames, a voice in each, and music that must be looped."""
    width, height = (int(side) for side in size.split("x"))
    seconds = sum(FRAMES) / fps
    video = folder / "Bees 蜂.mp4"
    _make(
        *("-f", "lavfi", "-i", f"testsrc2=s={size}:r={fps}:d={seconds}"),
        *("-f", "lavfi", "-i", f"sine=440:d={seconds}:r=48000", "-frames:v", str(sum(FRAMES))),
        *("-c:v", "libx264", "-preset", "ultrafast", "-g", str(2 * fps), "-pix_fmt", "yuv420p"),
        *("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
        *("-c:a", "aac", "-ac", "2", str(video)),
    )
    shots: list[Shot] = []
    spoken: list[Spoken] = []
    at = 0.0
    for number, (frames, words) in enumerate(zip(FRAMES, WORDS, strict=True), 1):
        take, voice = folder / f"take-{number}.mp4", folder / f"voice-{number}.wav"
        _make(
            *("-f", "lavfi", "-i", f"testsrc2=s={size}:r={fps}:d={frames / fps}"),
            *("-frames:v", str(frames), "-c:v", "libx264", "-preset", "ultrafast", str(take)),
        )
        _make("-f", "lavfi", "-i", "sine=300:d=0.8:r=22050", "-c:a", "pcm_s16le", str(voice))
        scene = Scene(number, words, "a field", frames / fps, heading=words.rstrip("."))
        shots.append(Shot(scene, Take(number, str(take), "", frames / fps, "test"), at, take))
        cues = (Cue(0.0, 0.8, words),)
        spoken.append(Spoken(Speech(number, str(voice), 0.8, cues, "test", "en"), at + 0.25))
        at += frames / fps
    music = folder / "music.wav"
    _make("-f", "lavfi", "-i", "sine=150:d=1:r=44100", str(music))
    return Material(
        title="Bees 蜂",
        language="en",
        format=VideoFormat(width, height, fps),
        seconds=seconds,
        video=video,
        cues=tuple(Cue(s.at, s.at + 0.8, s.speech.cues[0].text) for s in spoken),
        captioned=True,
        shots=tuple(shots),
        spoken=tuple(spoken),
        music=music,
    )


def exported(given: Material, order: ExportOrder, folder: Path, work: Work) -> Exported:
    """Export into `folder` with the real tool."""
    out = folder / f"{given.video.stem}-out{order.offer.suffix}"
    sound = checked_order(order, given.seconds, given.format)
    notes = FfmpegTool().export(given, sound, out, work)
    return Exported(str(out), order.kind, tuple(notes))


def silent(given: Material, folder: Path) -> Material:
    """The same without any sound."""
    video = folder / "silent.mp4"
    _make("-i", str(given.video), "-c", "copy", "-an", str(video))
    return replace(given, video=video, spoken=(), music=None, cues=())


def order(kind: str, **choices: object) -> ExportOrder:
    """An order with some choices made."""
    return replace(ExportOrder(ExportKind(kind)), **choices)


def _make(*arguments: str) -> None:
    ffmpeg("-v", "error", *arguments)
