"""The five cases of the benchmark."""

from collections.abc import Callable

from tests.benchmarks.assembly.bench import Bench
from tests.benchmarks.assembly.floors import Floors
from tests.benchmarks.assembly.given import Given
from tests.benchmarks.assembly.memory import peak
from tests.benchmarks.assembly.moviepy_way import moviepy_way
from tests.benchmarks.assembly.quality import vmaf
from tests.benchmarks.report import ratios
from vidgen_desktop.core.choices import Captions

SHORT, LONG = 1, 10  # minutes


def alike(bench: Bench) -> None:
    """Six takes of one encoder, soft captions: ours over one stream copy."""
    given = bench.inputs.alike()
    floors = Floors(given, bench.scratch("floor-1"))
    floors.copy()  # both once unmeasured: imports, and files in the cache of the system
    bench.ours(given)
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(bench.runs):
        ours.append(bench.ours(given).whole)
        floor.append(bench.timed(floors.copy)[0])
    bench.note("1  six alike: ours", ours, unit=" s")
    bench.note("1  six alike: one raw ffmpeg copy", floor, unit=" s")
    bench.note("1  ours over the raw copy", ratios(ours, floor), "at most 1.30")


def burned(bench: Bench) -> None:
    """The same with captions burned in, when the takes come one by one and all at once."""
    given = bench.inputs.alike().asking(Captions.BURNED)
    floors = Floors(given, bench.scratch("floor-2"))
    after: list[float] = []
    whole: list[float] = []
    floor: list[float] = []
    for _ in range(bench.runs):
        after.append(bench.ours(given, holding=True).after_last)
        floor.append(bench.timed(floors.burn)[0])
        whole.append(bench.ours(given).whole)
    bench.note("2  burned in: ours after the last take", after, unit=" s")
    bench.note("2  burned in: ours, the whole work", whole, unit=" s")
    bench.note("2  burned in: one raw ffmpeg pass", floor, unit=" s")
    bench.note("2  after the last take over the raw pass", ratios(after, floor), "at most 0.35")
    bench.note("2  the whole work over the raw pass", ratios(whole, floor), "at most 1.15")


def mixed(bench: Bench) -> None:
    """Twelve takes of all kinds, word captions and crossfades: ours over one filter graph."""
    given = bench.inputs.mixed()
    floors = Floors(given, bench.scratch("floor-3"))
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(bench.runs):
        ours.append(bench.ours(given).whole)
        floor.append(bench.timed(floors.graph)[0])
    bench.note("3  twelve mixed: ours", ours, unit=" s")
    bench.note("3  twelve mixed: one raw filter graph", floor, unit=" s")
    bench.note("3  ours over the raw graph", ratios(ours, floor), "at most 1.15")


def moviepy_alike(bench: Bench) -> None:
    """Case 1 through MoviePy: how many times faster ours is, and VMAF of both."""
    _rival(bench, bench.inputs.alike(), "4  case 1", "at least 40")


def moviepy_mixed(bench: Bench) -> None:
    """Case 3 through MoviePy: how many times faster ours is, and VMAF of both. It takes MoviePy
    many minutes; `--takes` makes it shorter.
    """
    given = bench.inputs.mixed().last(bench.takes)
    _rival(bench, given, f"4  case 3, {len(given.takes)} takes", "at least 6")


def _rival(bench: Bench, given: Given, name: str, goal: str) -> None:
    ours: list[float] = []
    rival: list[float] = []
    our_vmaf: list[float] = []
    rival_vmaf: list[float] = []
    folder = bench.scratch("moviepy")
    for _ in range(bench.runs):
        ran = bench.ours(given, keep=True)
        took, video = bench.timed(lambda: moviepy_way(given, folder))
        ours.append(ran.whole)
        rival.append(took)
        our_vmaf.append(vmaf(given, ran.video))
        rival_vmaf.append(vmaf(given, video))
    bench.note(f"{name}: the MoviePy way", rival, unit=" s")
    bench.note(f"{name}: ours", ours, unit=" s")
    bench.note(f"{name}: how many times faster ours is", ratios(rival, ours), goal)
    bench.note(f"{name}: VMAF of the MoviePy way", rival_vmaf)
    bench.note(f"{name}: VMAF of ours", our_vmaf, "no lower")


def memory(bench: Bench) -> None:
    """Peak memory of 10 minutes at 1080p over that of 1 minute."""
    short: list[float] = []
    long: list[float] = []
    for _ in range(bench.runs):
        short.append(peak(bench.kept, SHORT))
        long.append(peak(bench.kept, LONG))
    bench.note(f"5  peak memory, {SHORT} min of 1080p", short, unit=" MB")
    bench.note(f"5  peak memory, {LONG} min of 1080p", long, unit=" MB")
    bench.note("5  10 min over 1 min", ratios(long, short), "at most 1.20")


CASES: dict[str, Callable[[Bench], None]] = {
    "1": alike,
    "2": burned,
    "3": mixed,
    "4.1": moviepy_alike,
    "4.3": moviepy_mixed,
    "5": memory,
}
