"""How quickly the built-in writer, narrator and composer work, beside the length they serve."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.report import report
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.timeline import reading_seconds, scene_seconds
from vidgen_desktop.providers.builtin.music import BuiltinComposer
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.writer import BuiltinWriter

RUNS = 7
PARAGRAPH = (
    "Bees visit hundreds of flowers every day. They drink nectar with a long tongue and carry "
    "it home in a special stomach. Inside the hive, worker bees pass the nectar from mouth to "
    "mouth. They spread it in the comb and fan it with their wings until the water is gone. "
    "What is left is honey. The bees close each cell with wax, and the honey keeps for years.\n\n"
)
PAGE = PARAGRAPH * 8  # about 500 words


def main() -> None:
    """Print one line for each."""
    with tempfile.TemporaryDirectory() as folder:
        work = Work(CancelToken(), Path(folder))
        _write(PARAGRAPH, work)  # loads the model of the languages
        report("write and plan a page, ms", _times(lambda: _write(PAGE, work), 1000), "< 50")
        voiced = BuiltinNarrator()
        voice = voiced.voice_for("en", "auto")
        if voice is not None:

            def speak() -> float:
                return BuiltinNarrator().seconds(PAGE, voice, 1.0, work.token)

            length = speak()
            spoken = [length / seconds for seconds in _times(speak, 1)]
            report("speak a page, times faster than real time", spoken)
        voiced.close()
        for seconds in (30.0, 300.0):
            made = _times(lambda seconds=seconds: _compose(seconds, work), 1)
            faster = [seconds / one for one in made]
            report(f"compose {seconds:g} s of music, times faster than real time", faster)


def _write(prompt: str, work: Work) -> None:
    request = Request(prompt, seconds=120.0)
    writer = BuiltinWriter()
    script = writer.write(request, work)
    writer.plan(script, request, lambda text: scene_seconds(reading_seconds(text)), work)


def _compose(seconds: float, work: Work) -> None:
    out = work.scratch / "music.wav"
    BuiltinComposer().compose(seconds, Look.BOLD, 1, out, work)


def _times(do: Callable[[], object], unit: float) -> list[float]:
    found: list[float] = []
    for _run in range(RUNS):
        began = time.perf_counter()
        do()
        found.append((time.perf_counter() - began) * unit)
    return found


if __name__ == "__main__":
    main()
