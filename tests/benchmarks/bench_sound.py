"""The sound of a video beside one raw ffmpeg command, and what ten minutes of it need."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.benchmarks.report import ratios, report
from vidgen_desktop.core.assembly import Placed, Soundtrack
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import command, run
from vidgen_desktop.media.sounds.aac import ENCODER
from vidgen_desktop.media.sounds.mix import mix

RUNS = 7
VOICES, EVERY, SECONDS = 6, 5.0, 30.0
SPEECH = "aevalsrc='0.3*sin(2*PI*(180+40*sin(5*t))*t)*gt(sin(9*t),-0.4)*(0.6+0.4*sin(31*t))':d=4.4"
DUCK = "sidechaincompress=threshold=0.02:ratio=2.5:attack=40:release=600"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-") as name:
        folder = Path(name)
        work = Work(CancelToken(), folder)
        for form in ("mp3", "wav"):
            _beside_raw(folder, form, work)
        _lengths(folder, work)


def _given(folder: Path, form: str, work: Work) -> tuple[Path, Path]:
    voice, music = folder / "voice.wav", folder / f"music.{form}"
    run(["-f", "lavfi", "-i", SPEECH, "-ar", "22050", str(voice)], work, failed="No voice.")
    noise = ["-f", "lavfi", "-i", "anoisesrc=c=pink:d=60:r=44100", "-ac", "2", str(music)]
    run(noise, work, failed="No music.")
    return voice, music


def _beside_raw(folder: Path, form: str, work: Work) -> None:
    voice, music = _given(folder, form, work)
    voices = tuple(Placed(voice, 0.25 + EVERY * number) for number in range(VOICES))
    track = Soundtrack(SECONDS, voices, music)
    raw = command(_raw(track, folder / "raw.m4a"))
    ours, floor = [], []
    for _ in range(RUNS):
        ours.append(_timed(lambda: mix(track, folder / "ours.m4a", work)))
        floor.append(_timed(lambda: subprocess.run(raw, check=True)))
    what = f"mix 30 s, 6 voices, {form} music, over raw ffmpeg"
    report(what, ratios([wall for wall, _ in ours], [wall for wall, _ in floor]))
    report(
        "... processor time, likewise", ratios([cpu for _, cpu in ours], [cpu for _, cpu in floor])
    )
    report("... raw ffmpeg, one pass, not measured", [wall for wall, _ in floor], unit=" s")


def _raw(track: Soundtrack, out: Path) -> list[str]:
    """One pass with levels that somebody would have to know; as loud as it happens to be."""
    inputs = [part for voice in track.voices for part in ("-i", str(voice.path))]
    placed = "".join(
        f"[{number}:a]aresample=48000,adelay={round(voice.at * 1000)}[v{number}];"
        for number, voice in enumerate(track.voices)
    )
    names = "".join(f"[v{number}]" for number in range(len(track.voices)))
    graph = (
        f"{placed}{names}amix=inputs={len(track.voices)}:normalize=0,apad,"
        "aformat=channel_layouts=stereo,asplit[voice][key];"
        f"[{len(track.voices)}:a]aresample=48000,volume=-12dB[music];[music][key]{DUCK}[ducked];"
        "[voice][ducked]amix=inputs=2:normalize=0,volume=6dB[out]"
    )
    maps = ["-filter_complex", graph, "-map", "[out]", "-t", str(track.seconds)]
    return [*inputs, "-i", str(track.music), *maps, *ENCODER, str(out)]


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of the processors in our process and its children."""
    before, began = os.times(), time.perf_counter()
    work()
    took, after = time.perf_counter() - began, os.times()
    return took, sum(after[:4]) - sum(before[:4])


def _lengths(folder: Path, work: Work) -> None:
    """What a minute needs, and ten."""
    voice, music = _given(folder, "wav", work)
    peaks: list[float] = []
    for minutes in (1, 10):
        seconds = minutes * 60.0
        voices = tuple(Placed(voice, at * EVERY) for at in range(round(seconds / EVERY)))
        track = Soundtrack(seconds, voices, music)
        with Watch(folder) as watch:
            took, _ = _timed(lambda track=track: mix(track, folder / "long.m4a", work))
        peaks.append(watch.memory)
        report(f"mix {minutes} min with {len(voices)} voices and looped music", [took], unit=" s")
        report("... memory at most, with children", [watch.memory / 1e6], unit=" MB")
        report("... scratch at most, for each second", [watch.disk / 1e6 / seconds], unit=" MB")
    report("memory of 10 minutes over that of 1", [peaks[1] / peaks[0]], "at most 1.2")


class Watch:
    """The most memory (proportional, of us and our children) and scratch while a block lasts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.memory = 0.0
        self.disk = 0.0

    def __enter__(self) -> "Watch":
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop looking."""
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        us = psutil.Process()
        while not self._done.wait(0.03):
            family = [us, *us.children(recursive=True)]
            self.memory = max(self.memory, sum(map(_memory, family)))
            self.disk = max(self.disk, sum(map(_size, self._folder.glob("mix-*/*"))))


def _memory(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_blocks * 512
    except OSError:
        return 0


if __name__ == "__main__":
    main()
