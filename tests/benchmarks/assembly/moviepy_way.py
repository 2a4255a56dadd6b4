"""The way such programs usually do it with MoviePy: every scene written, all joined and written
again, captions and sound put over that and written a third time. Settings are MoviePy's own.
"""

from pathlib import Path
from typing import Any

import moviepy

from tests.benchmarks.assembly.given import Given, GivenTake
from vidgen_desktop.core.assembly import CROSSFADE_SECONDS
from vidgen_desktop.core.model import Cue
from vidgen_desktop.resource_files import resource

FONT = "fonts/Manrope-ExtraBold.ttf"
MUSIC_VOLUME = 0.2

mp: Any = moviepy


def moviepy_way(given: Given, folder: Path) -> Path:
    """Make the video; the files between are left in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    scenes = [_scene(given, number, folder) for number in range(len(given.takes))]
    joined = _joined(given, scenes, folder / "joined.mp4")
    return _finished(given, joined, folder / "finished.mp4")


def _write(given: Given, clip: Any, out: Path, *, audio: bool = False) -> Path:
    sound = {"audio_codec": "aac"} if audio else {"audio": False}
    fps = given.request.fps
    temporary = str(out.with_suffix(".m4a"))
    clip.write_videofile(
        str(out), fps=fps, codec="libx264", logger=None, temp_audiofile=temporary, **sound
    )
    return out


def _scene(given: Given, number: int, folder: Path) -> Path:
    take = given.takes[number]
    seconds = given.frames[number] / given.request.fps
    with mp.VideoFileClip(str(take.path), audio=False) as clip:
        if clip.duration >= seconds:
            timed = clip.subclipped(0, seconds)
        else:
            timed = clip.with_effects([mp.vfx.MultiplySpeed(final_duration=seconds)])
        return _write(given, _covering(given, take, timed), folder / f"scene-{number}.mp4")


def _covering(given: Given, take: GivenTake, clip: Any) -> Any:
    width, height = given.request.format.width, given.request.format.height
    if (take.width, take.height) == (width, height):
        return clip
    scale = max(width / take.width, height / take.height)
    return clip.resized(scale).cropped(
        x_center=take.width * scale / 2,
        y_center=take.height * scale / 2,
        width=width,
        height=height,
    )


def _joined(given: Given, scenes: list[Path], out: Path) -> Path:
    clips = [mp.VideoFileClip(str(scene), audio=False) for scene in scenes]
    if given.overlap:
        fade = mp.vfx.CrossFadeIn(CROSSFADE_SECONDS)
        clips = [clips[0], *(clip.with_effects([fade]) for clip in clips[1:])]
        whole = mp.concatenate_videoclips(clips, method="compose", padding=-CROSSFADE_SECONDS)
    else:
        whole = mp.concatenate_videoclips(clips)
    _write(given, whole, out)
    for clip in clips:
        clip.close()
    return out


def _finished(given: Given, joined: Path, out: Path) -> Path:
    with mp.VideoFileClip(str(joined), audio=False) as video:
        texts = [_text(given, cue) for cue in _shown(given)]
        whole = mp.CompositeVideoClip([video, *texts]).with_audio(_sound(given))
        return _write(given, whole.with_duration(video.duration), out, audio=True)


def _shown(given: Given) -> list[Cue]:
    """Sentences, or one word at a time."""
    cues = given.subtitling.cues
    if not given.subtitling.word_by_word:
        return list(cues)
    return [Cue(word.start, word.end, word.text) for cue in cues for word in cue.words]


def _text(given: Given, cue: Cue) -> Any:
    width, height = given.request.format.width, given.request.format.height
    size = round(min(width, height) * 0.07)
    text = mp.TextClip(
        font=str(resource(FONT)),
        text=cue.text,
        font_size=size,
        margin=(0, size // 3),  # it would cut the lower parts of letters off
        color="white",
        stroke_color="black",
        stroke_width=3,
        method="caption",
        size=(round(width * 0.84), None),
        text_align="center",
    )
    placed = text.with_start(cue.start).with_duration(cue.end - cue.start)
    return placed.with_position(("center", 0.76), relative=True)


def _sound(given: Given) -> Any:
    voices = [
        mp.AudioFileClip(speech.path).with_start(at)
        for speech, at in zip(given.speeches, given.voice_times, strict=True)
    ]
    quiet = mp.afx.MultiplyVolume(MUSIC_VOLUME)
    looped = mp.afx.AudioLoop(duration=given.seconds)
    music = mp.AudioFileClip(str(given.music)).with_effects([looped, quiet])
    return mp.CompositeAudioClip([music, *voices])
