"""Measures a finished file with ffmpeg, independently of the code that made it."""

import math
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt

FFMPEG = str(imageio_ffmpeg.get_ffmpeg_exe())


@dataclass
class Track:
    """One stream as its packets tell it; times in seconds."""

    kind: str = ""
    codec: str = ""
    width: int = 0
    height: int = 0
    sample_rate: int = 0
    tick: float = 1.0
    times: list[tuple[float, float]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return max(end for _, end in self.times) - min(start for start, _ in self.times)

    @property
    def fps(self) -> float:
        return len(self.times) / self.seconds


@dataclass
class Shape:
    """What is in a file."""

    video: Track | None
    sound: Track | None
    subtitles: Track | None
    container_seconds: float
    text: str  # all that ffmpeg says of it


def ffmpeg(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run ffmpeg for a test; it fails the test if it fails."""
    done = subprocess.run(
        [FFMPEG, "-hide_banner", "-nostdin", "-y", *arguments],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0 or not check, done.stderr[-2000:]
    return done


def shape(path: Path) -> Shape:
    """The first stream of each kind, packet by packet."""
    maps = ("-map", "0:V:0?", "-map", "0:a:0?", "-map", "0:s:0?")
    done = ffmpeg("-i", str(path), *maps, "-c", "copy", "-f", "framecrc", "-")
    tracks: dict[str, Track] = {}
    for line in done.stdout.splitlines():
        if fact := re.match(r"#(\w+) (\d+):\s*(.*)", line):
            _learn(tracks.setdefault(fact[2], Track()), fact[1], fact[3])
        elif re.match(r"\d+,", line):
            _count(tracks, line)
    kinds = {track.kind: track for track in tracks.values()}
    length = re.search(r"Duration: (\d+):(\d+):([\d.]+)", done.stderr)
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3]) if length else 0.0
    return Shape(
        kinds.get("video"), kinds.get("audio"), kinds.get("subtitle"), seconds, done.stderr
    )


def _learn(track: Track, key: str, value: str) -> None:
    match key:
        case "media_type":
            track.kind = value
        case "codec_id":
            track.codec = value
        case "dimensions":
            track.width, track.height = map(int, value.split("x"))
        case "sample_rate":
            track.sample_rate = int(value)
        case "tb":
            above, below = value.split("/")
            track.tick = int(above) / int(below)
        case _:
            pass


def _count(tracks: dict[str, Track], line: str) -> None:
    fields = [part.strip() for part in line.split(",")]
    flags = next(
        (int(part.removeprefix("F="), 0) for part in fields[6:] if part.startswith("F=")), 0
    )
    track = tracks[fields[0]]
    empty_text = track.kind == "subtitle" and int(fields[4]) <= len(b"\0\0")
    if not flags & 0x4 and not empty_text:
        start = int(fields[2]) * track.tick
        track.times.append((start, start + int(fields[3]) * track.tick))


def integrated_loudness(path: Path) -> float:
    """LUFS, by EBU R 128; -70 for silence."""
    return _ebu(path)[0]


def true_peak(path: Path) -> float:
    """dBTP; minus infinity for silence."""
    return _ebu(path)[1]


def _ebu(path: Path) -> tuple[float, float]:
    said = ffmpeg("-i", str(path), "-map", "0:a:0", "-af", "ebur128=peak=true", "-f", "null", "-")
    summary = said.stderr[said.stderr.rindex("Summary:") :]
    loudness = re.search(r"I:\s+(-?[\d.]+|-inf) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary)
    assert loudness, summary
    assert peak, summary
    return float(loudness[1]), float(peak[1])


def black_stretches(path: Path, longer_than: float = 2.0) -> list[tuple[float, float]]:
    """Start and end of every stretch that is black."""
    found = _detect(path, f"blackdetect=d={longer_than}:pix_th=0.05", "black_start", "black_end")
    return [(start, end) for start, end in found if end - start > longer_than]


def frozen_stretches(path: Path, longer_than: float = 2.0) -> list[tuple[float, float]]:
    """Start and end of every stretch in which the picture does not change.

    A key frame draws the same picture a little differently: what it interrupts is one
    stretch all the same.
    """
    shortest, gap = min(0.25, longer_than), 0.1
    merged: list[tuple[float, float]] = []
    graph = f"freezedetect=n=-60dB:d={shortest}"
    for start, end in _detect(path, graph, "freeze_start", "freeze_end"):
        if merged and start - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return [(start, end) for start, end in merged if end - start > longer_than]


def _detect(path: Path, graph: str, begins: str, ends: str) -> list[tuple[float, float]]:
    said = ffmpeg("-i", str(path), "-map", "0:V:0", "-vf", graph, "-f", "null", "-").stderr
    starts = [float(value) for value in re.findall(begins + r":\s*([\d.]+)", said)]
    stops = [float(value) for value in re.findall(ends + r":\s*([\d.]+)", said)]
    # A stretch that lasts to the end of the file has no end of its own.
    return list(zip(starts, stops + [math.inf] * (len(starts) - len(stops)), strict=True))


def frame_hashes(path: Path) -> list[str]:
    """The MD5 of every decoded frame, in order of showing."""
    said = ffmpeg("-i", str(path), "-map", "0:V:0", "-f", "framemd5", "-").stdout
    return [line.rsplit(",", 1)[1].strip() for line in said.splitlines() if line[:1].isdigit()]


def samples(path: Path, rate: int = 48_000) -> npt.NDArray[np.float32]:
    """The sound as mono samples, -1 to 1."""
    done = subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(rate), "-f", "f32le", "-"],
        capture_output=True,
        check=True,
    )
    return np.frombuffer(done.stdout, dtype="<f4")
