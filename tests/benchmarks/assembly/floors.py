"""The floors: one raw ffmpeg command each, as an expert would write it.

They get everything that can be prepared beforehand for nothing: the caption scripts, and the
lengths, sizes and rates of the takes. Voices are placed, music is looped, faded and ducked by
the same side chain as ours. What they do not do, and ours does: measure and correct the
loudness, look at what arrives and at what was made, put the index in front, take posters,
write SRT and VTT beside the video, record every step so that nothing is done twice.
"""

from pathlib import Path

from tests.benchmarks.assembly.given import Given, GivenTake
from tests.benchmarks.assembly.raw import ffmpeg
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.captions.files import write_captions
from vidgen_desktop.media.captions.style import script
from vidgen_desktop.media.fitting.mezzanine import COLOUR_FILTER, encoder
from vidgen_desktop.resource_files import resource

RATE = 48_000
AAC = ("-c:a", "aac", "-b:a", "192k", "-ar", str(RATE), "-ac", "2")
ASS = "ass=captions.ass:fontsdir=.,format=yuv420p"
# Ends a command for pictures alone; the floor writes sound in the same command.
ALONE = ("-an", "-sn", "-dn")
SLOWEST = 1.15
DUCK = "sidechaincompress=threshold=0.02:ratio=2.5:attack=40:release=600"
MUSIC_IN, MUSIC_OUT = 0.8, 2.5  # seconds of fade


class Floors:
    """The raw commands for one case, with their captions and lists ready in `folder`."""

    def __init__(self, given: Given, folder: Path) -> None:
        self._given = given
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        write_captions(given.subtitling.cues, folder / "captions.srt", folder / "captions.vtt")
        captions = script(given.subtitling, given.request.format)
        (folder / "captions.ass").write_text(captions, encoding="utf-8")
        for font in resource("fonts").glob("*.ttf"):
            (folder / font.name).write_bytes(font.read_bytes())
        takes = "".join(f"file 'file:{take.path.absolute()}'\n" for take in given.takes)
        (folder / "takes.txt").write_text(takes, encoding="utf-8")

    def copy(self) -> Path:
        """Takes by stream copy, mixed sound, captions as a soft track."""
        inputs, graph, after = self._sound(first=1)
        return self._run(
            *self._list(),
            *inputs,
            *("-i", "captions.srt", "-filter_complex", graph),
            *("-map", "0:v", "-map", "[sound]", "-map", f"{after}:s"),
            *("-c:v", "copy", *AAC, "-c:s", "mov_text", "-metadata:s:s", "language=eng"),
        )

    def burn(self) -> Path:
        """Takes of one kind, captions drawn in, encoded like ours; mixed sound."""
        inputs, graph, _ = self._sound(first=1)
        pictures = f"[0:v]{ASS},{COLOUR_FILTER}[video]"
        return self._run(
            *self._list(),
            *inputs,
            *("-filter_complex", f"{pictures};{graph}", "-map", "[video]", "-map", "[sound]"),
            *_encoder(self._given.request.format),
            *AAC,
        )

    def graph(self) -> Path:
        """Takes of any kind: scaled, retimed, crossfaded and captioned in one filter graph."""
        takes = self._given.takes
        inputs, sound, _ = self._sound(first=len(takes))
        files = [part for take in takes for part in ("-i", str(take.path))]
        graph = f"{self._crossfaded()};{sound}"
        return self._run(
            *files,
            *inputs,
            *("-filter_complex", graph, "-map", "[video]", "-map", "[sound]"),
            *_encoder(self._given.request.format),
            *AAC,
        )

    def _list(self) -> tuple[str, ...]:
        return ("-f", "concat", "-safe", "0", "-i", "takes.txt")

    def _run(self, *arguments: str) -> Path:
        out = self._folder / "floor.mp4"
        out.unlink(missing_ok=True)
        length = ("-t", f"{self._given.seconds:.6f}")
        ffmpeg(*arguments, *length, "-f", "mp4", str(out), cwd=self._folder)
        return out

    def _sound(self, first: int) -> tuple[list[str], str, int]:
        """Inputs (numbered from `first`) and graph of the sound, and the next input's number."""
        given = self._given
        count, seconds = len(given.speeches), given.seconds
        inputs = [part for speech in given.speeches for part in ("-i", speech.path)]
        inputs += ["-stream_loop", "-1", "-i", str(given.music)]
        stereo = f"aformat=sample_fmts=fltp:sample_rates={RATE}:channel_layouts=stereo"
        steps = [
            f"[{first + n}:a]adelay={at * 1000:.3f}:all=1[v{n}]"
            for n, at in enumerate(given.voice_times)
        ]
        voices = "".join(f"[v{n}]" for n in range(count))
        steps += [
            (
                f"{voices}amix=inputs={count}:normalize=0,{stereo},volume=6dB,"
                f"apad=whole_dur={seconds:.6f},asplit[voice][key]"
            ),
            (
                f"[{first + count}:a]{stereo},atrim=end={seconds:.6f},volume=-8dB,"
                f"afade=t=in:d={MUSIC_IN},"
                f"afade=t=out:st={seconds - MUSIC_OUT:.3f}:d={MUSIC_OUT}[bed]"
            ),
            f"[bed][key]{DUCK}[ducked]",
            "[voice][ducked]amix=inputs=2:normalize=0,alimiter=limit=0.83:level=0[sound]",
        ]
        return inputs, ";".join(steps), first + count + 1

    def _crossfaded(self) -> str:
        given = self._given
        fps = given.request.fps
        steps = [
            f"[{n}:v:0]{_fitted(take, frames, given.request.format)}[p{n}]"
            for n, (take, frames) in enumerate(zip(given.takes, given.frames, strict=True))
        ]
        before = "p0"
        for n, start in enumerate(given.starts[1:], start=1):
            steps.append(
                f"[{before}][p{n}]xfade=transition=fade:duration={given.overlap / fps:.6f}"
                f":offset={start / fps:.6f}[x{n}]"
            )
            before = f"x{n}"
        return ";".join([*steps, f"[{before}]{ASS},{COLOUR_FILTER}[video]"])


def _fitted(take: GivenTake, frames: int, format: VideoFormat) -> str:
    """The filters that make a take fit. Cut before scaling; frames that will be dropped are
    not scaled, nor is one scaled twice.
    """
    size = f"min(iw\\,ih*{format.width}/{format.height})"
    tall = f"min(ih\\,iw*{format.height}/{format.width})"
    scaled = [
        f"crop=w={size}:h={tall}",
        f"scale={format.width}:{format.height}:flags=bicubic:out_color_matrix=bt709:out_range=tv",
        "format=yuv420p,setsar=1",
    ]
    slower = min(SLOWEST, max(1.0, frames / format.fps / take.seconds))
    times = [f"setpts=(PTS-STARTPTS)*{slower:.6f}"]
    rate = [f"fps={format.fps}"]
    steps = [*rate, *scaled] if take.fps > format.fps else [*scaled, *rate]
    held = [f"tpad=stop_mode=clone:stop_duration=1,trim=end_frame={frames},settb=1/{format.fps}"]
    return ",".join([*times, *steps, *held])


def _encoder(format: VideoFormat) -> list[str]:
    """Our settings for pictures, with x264's own choice of threads."""
    return [part for part in encoder(format, threads=0) if part not in ALONE]
