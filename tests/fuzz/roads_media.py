"""The roads of a text out of the program: spoken, drawn, burned in, exported, on a command line."""

import contextlib
import importlib
import io
import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tests.fuzz.roads_words import kept, sound
from tests.fuzz.tally import Tally, parts
from tests.measure import ffmpeg
from tests.media.test_captions import shown_by_ffmpeg
from vidgen_desktop import cli, logs
from vidgen_desktop.config import own_command
from vidgen_desktop.core.assembly import Film, Fitting, Piece, Subtitling
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import CaptionStyle
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import Cue, Scene, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.captions.files import write_captions
from vidgen_desktop.media.exports.timeline import Lane, write_timeline
from vidgen_desktop.media.exports.timeline import Piece as Clip
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.builtin.film.job import FilmJob
from vidgen_desktop.providers.builtin.film.titling import title_for
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.pictures.layers import Zone
from vidgen_desktop.providers.builtin.pictures.palette import palette

SMALL = VideoFormat(256, 144, 4)
EACH = 0.5  # seconds that a caption is shown
SPOKEN_AT_ONCE, DRAWN_AT_ONCE = 20, 250
FIRST_SIGNAL = 128  # of exit codes
VIDEOS, SENTENCES = 2, 3
FORMATS = ((256, 144), (144, 256), (192, 192))


def voice(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """Spoken by the built-in voice, in the language that the words seem to be of."""
    narrator, work = BuiltinNarrator(), Work(CancelToken(), folder)
    try:
        voices = [narrator.voice_for(language, "auto") for language in ("en", "zh", "ar", "de")]
        spoken = [voice for voice in voices if voice]
        for number, some in enumerate(parts(texts, SPOKEN_AT_ONCE)):
            with tally.batch(some):
                scene = Scene(1, "\n".join(sound(some)), "", 1.0)
                speaker = spoken[number % len(spoken)]
                speech = narrator.speak(scene, speaker, 2.0, folder / "voice.wav", work)
                assert speech.seconds > 0 or not scene.narration
                last = 0.0
                for cue in speech.cues:
                    assert last - 0.01 <= cue.start < cue.end <= speech.seconds + 0.01, cue
                    last = cue.end
    finally:
        narrator.close()


def headings(texts: Sequence[str], _: Path, tally: Tally) -> None:
    """Set as the heading of a scene, in all shapes and families of letters."""
    colours = palette("warm", 0)
    for number, text in enumerate(texts):
        with tally.text(text):
            width, height = FORMATS[number % 3]
            frames = [np.zeros((height, width, 3), np.uint8)]
            title_for(_job(text, width, height), Zone.LEFT, colours, frames)


def painted(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """Painted by the child and encoded: one in a hundred."""
    tool, work = FfmpegTool(), Work(CancelToken(), folder)
    for text in texts[:: max(1, min(100, len(texts) // 3))]:
        with tally.text(text):
            job = _job(text, 256, 144)
            source = FrameSource([*own_command(), "_film"], job.to_json(), job.frames)
            tool.encode(source, VideoFormat(256, 144, 4), folder / "film.mp4", work)


def burned(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """Written to caption files, and drawn into a video by ffmpeg."""
    tool, work = FfmpegTool(), Work(CancelToken(), folder)
    for number, some in enumerate(parts(texts, DRAWN_AT_ONCE)):
        with tally.batch(some):
            cues = _cues(some)
            srt, vtt = folder / "c.srt", folder / "c.vtt"
            write_captions(cues, srt, vtt, word_by_word=bool(number % 2))
            for file in (srt, vtt):
                assert "\x00" not in file.read_text("utf-8")
                shown_by_ffmpeg(file)
            grey = _grey(folder, len(some) * EACH)
            style = list(CaptionStyle)[number % len(CaptionStyle)]
            subtitling = Subtitling(tuple(cues), style, bool(number % 2))
            fitting = Fitting(SMALL, len(some) * EACH, captions=subtitling)
            fitted = tool.conform(grey, fitting, folder / "burned.mp4", work)
            assert fitted.frames == SMALL.frames(len(some) * EACH)
            _with_soft_captions(tool, folder, srt, some, work)


def projects(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """The names, words and title of a project for editors, read back as they are."""
    otio: Any = importlib.import_module("opentimelineio")

    for some in parts(list(map(kept, texts)), DRAWN_AT_ONCE):
        with tally.batch(some):
            clips = [
                Clip(folder / "media" / f"{at}.mp4", text, at * 10, 10, text)
                for at, text in enumerate(some)
            ]
            out = folder / "p.otio"
            lanes = [Lane("Video", clips, picture=True)]
            write_timeline(out, title=some[0], fps=24, lanes=lanes, marked=clips)
            timeline = otio.schema.Timeline.from_json_file(str(out))
            read = [clip.media_reference.target_url for clip in timeline.find_clips()]
            assert read == [f"media/{at}.mp4" for at in range(len(some))]


def command_line(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """Typed as a prompt, a search, a name, a file and a value; from every position."""
    os.environ["VIDGEN_HOME"] = str(folder / "home")
    for number, text in enumerate(texts):
        typed = os.fsdecode(os.fsencode(text.replace("\0", "").encode("utf-8", "replace")))
        lines = (
            ["generate", "--estimate", typed],
            ["generate", "--estimate", "--", typed],
            ["list", "--search", typed],
            ["--profile", typed, "list"],
            ["generate", "--estimate", "--language", typed, "--voice", typed, "x"],
            ["generate", "--estimate", "--length", typed, "--picture", typed, "x"],
            ["costs", "--month", typed],
            [typed],
        )
        with tally.text(text):
            code, said = _typed(lines[number % len(lines)])
            assert 0 <= code < FIRST_SIGNAL, said
            assert "Something went wrong inside Vidgen" not in said, said
            assert "Traceback" not in said, said
    logs.release_logs()


def whole_videos(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """Whole videos by the program itself, of many texts each, captions drawn in."""
    told = sound(texts)
    chosen = [told[at::VIDEOS][:SENTENCES] for at in range(VIDEOS)]
    for number, some in enumerate(chosen):
        home = folder / f"home-{number}"
        with tally.batch(some):
            made = subprocess.run(
                [
                    *(*own_command(), "generate", "--length", "5", "--resolution", "720p"),
                    *("--captions", ("burned", "soft")[number % 2], "--music", "none", "-"),
                ],
                input="\n\n".join(some).encode(),
                capture_output=True,
                env={**os.environ, "VIDGEN_HOME": str(home)},
                check=False,
            )
            assert made.returncode == 0, made.stderr.decode()[-2000:]
            video = Path(made.stdout.decode().strip().splitlines()[-1])
            assert video.is_file()


def _typed(line: list[str]) -> tuple[int, str]:
    heard = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
        code = cli.main(line, open_window=lambda *_: 0)
    heard.flush()
    return code, heard.buffer.getvalue().decode()


def _job(heading: str, width: int, height: int) -> FilmJob:
    return FilmJob(
        *(width, height, 4, 3, "sea", "warm", 0, "drift", 1, 0),
        heading=heading,
        is_title=len(heading) % 2 == 0,
        language="",
    )


def _cues(texts: Sequence[str]) -> list[Cue]:
    return [Cue(at * EACH, (at + 1) * EACH, text) for at, text in enumerate(texts)]


def _grey(folder: Path, seconds: float) -> Path:
    path = folder / f"grey-{seconds}.mp4"
    if not path.exists():
        source = f"color=gray:s={SMALL.width}x{SMALL.height}:r={SMALL.fps}:d={seconds}"
        ffmpeg(*("-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast", str(path)))
    return path


def _with_soft_captions(
    tool: FfmpegTool, folder: Path, srt: Path, texts: list[str], work: Work
) -> None:
    """A whole film with the captions beside the picture and a text for its title."""
    piece = Piece(folder / "burned.mp4", SMALL.frames(len(texts) * EACH))
    film = Film((piece,), SMALL, captions=srt, title=texts[0], language="en")
    for title in (*texts[: len(texts) // 50], *texts[:1]):
        tool.assemble(replace(film, title=title), folder / "film.mp4", work)
