"""Try the bundle as a person has it: no Python, nothing on the PATH, a home of its own.

    python -m scripts.try_bundle dist/vidgen

Runs the doctor, makes a whole video, exports it, cancels two, and opens the window on a screen
of its own (Xvfb), where it must draw itself and play a video. Ends with its size and start times.
"""

import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from scripts.bundle.screen import Screen

OUTPUT = Path("test-output")
PROMPT = "Why the sea has tides. The moon pulls the water towards her, and the earth turns below."
LIMIT_SECONDS = 180.0
STARTS = 5
CANCELLED = 130
IN_THE_CLIPS = 30  # percent


class Bundle:
    """The bundle, and an environment that holds nothing but a home."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.program = folder.resolve() / "vidgen"
        self.home = home
        self.environment = {
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PATH": "",
            "VIDGEN_HOME": str(home / "data"),
        }

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start the program and return it, its output as text."""
        return subprocess.Popen(
            [str(self.program), *arguments],
            env=self.environment | environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str, expected: int = 0) -> str:
        """Run the program to its end and return what it printed."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=LIMIT_SECONDS)
        check(
            process.returncode == expected,
            f"vidgen {arguments[0]} ended with {process.returncode}, not {expected}: {out}{err}",
        )
        return out

    def show(self, generation: int) -> dict[str, Any]:
        """Return what is stored about a generation."""
        return json.loads(self.run("show", str(generation), "--json"))


def check(condition: object, message: str) -> None:
    """End with `message` unless `condition` holds."""
    if not condition:
        sys.exit(f"The bundle failed: {message}")


def wait_for(condition: Callable[[], object], what: str, seconds: float = LIMIT_SECONDS) -> None:
    """Look again and again until `condition` holds."""
    end = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < end, f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.02)


def test_doctor(bundle: Bundle) -> None:
    """The doctor finds ffmpeg and the voice inside the bundle."""
    text = bundle.run("doctor")
    print(text)
    check("bundle" in text, "the doctor does not know that it is in a bundle")
    check(str(bundle.program.parent) in text, "ffmpeg is not the bundle's own")


def test_libraries(bundle: Bundle) -> None:
    """Every library finds what it needs, in the bundle or among the system's."""
    if sys.platform != "linux":
        return
    inside = bundle.program.parent / "_internal"
    lost = set[str]()
    for library in inside.rglob("*.so*"):
        listing = subprocess.run(
            ["ldd", str(library)],
            env=os.environ | {"LD_LIBRARY_PATH": str(inside)},
            capture_output=True,
            text=True,
            check=False,
        )
        lost |= {
            f"{library.name}: {name}" for name in re.findall(r"(\S+) => not found", listing.stdout)
        }
    check(not lost, f"libraries are missing: {sorted(lost)}")


def test_generate(bundle: Bundle) -> int:
    """A whole video, and it is one."""
    video = bundle.home / "tides.mp4"
    began = time.monotonic()
    lines = bundle.run("generate", PROMPT, "--length", "10", "-o", str(video), "--json")
    took = time.monotonic() - began
    events = [json.loads(line) for line in lines.splitlines()]
    check(events[-1].get("outcome") == "completed", f"it ended with {events[-1]}")
    ffmpeg = next((bundle.program.parent / "_internal/imageio_ffmpeg/binaries").glob("ffmpeg*"))
    probe = subprocess.run([ffmpeg, "-i", video], capture_output=True, text=True, check=False)
    for wanted in ("Video: h264", "Audio: aac", "1280x720"):
        check(wanted in probe.stderr, f"the video has no “{wanted}”: {probe.stderr}")
    print(f"generate: a 10 s video in {took:.1f} s, {video.stat().st_size / 1e6:.1f} MB")
    return events[0]["generation"]


def test_export(bundle: Bundle, generation: int) -> None:
    """A finished video as an animation, and as a project for editors."""
    for form in ("gif", "otio"):
        path = Path(bundle.run("export", str(generation), "--as", form).strip())
        check(path.exists(), f"the {form} is not where it should be: {path}")
        print(f"export: {path.name}")


def test_cancel(bundle: Bundle, how: str) -> None:
    """A cancel in the middle, by Ctrl-C or from another process; nothing is left running."""
    process = bundle.start("generate", PROMPT, "--length", "60", "--json")
    assert process.stdout is not None
    submitted = json.loads(process.stdout.readline())
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "progressed" and event["percent"] > IN_THE_CLIPS:
            break
    children = psutil.Process(process.pid).children(recursive=True)
    began = time.monotonic()
    if how == "ctrl-c":
        process.send_signal(signal.SIGINT)
    else:
        bundle.run("cancel", str(submitted["generation"]))
    process.communicate(timeout=LIMIT_SECONDS)
    took = time.monotonic() - began
    check(process.returncode == CANCELLED, f"a cancelled run ended with {process.returncode}")
    check(not any(child.is_running() for child in children), "children were left running")
    known = bundle.show(submitted["generation"])
    check(known["is_cancelled"] and known["status"] == "failed", f"it is {known['status']}")
    print(f"cancel by {how}: ended after {took:.2f} s, {len(children)} children gone")


@contextmanager
def window(bundle: Bundle, screen: Screen, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Open the window on `screen`, and close it."""
    process = bundle.start(*arguments, DISPLAY=screen.display, QT_QPA_PLATFORM="xcb")
    try:
        yield process
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=30)
        print(errors, file=sys.stderr, end="")


def test_window(bundle: Bundle) -> None:
    """The window opens, makes the video of a prompt, plays it, and can be seen."""
    OUTPUT.mkdir(exist_ok=True)
    before = generations(bundle)
    with Screen(1280, 800) as screen, window(bundle, screen, f"--prompt={PROMPT}") as process:
        wait_for(lambda: screen.shows_something() or process.poll() is not None, "the window")
        check(process.poll() is None, "the window closed by itself")
        wait_for(lambda: generations(bundle) - before, "the window's generation")
        (made,) = generations(bundle) - before
        wait_for(lambda: ended(bundle, made), "the window's video")
        wait_for(screen.is_moving, "the player")
        screen.save(OUTPUT / "bundle-window.png")
        check(process.poll() is None, "the window closed by itself")
    print(f"window: made generation {made} and plays it; see {OUTPUT / 'bundle-window.png'}")


def ended(bundle: Bundle, generation: int) -> bool:
    """Say whether a generation is completed; a failed one ends the trial."""
    known = bundle.show(generation)
    check(known["status"] != "failed", f"the window's generation failed: {known['error']}")
    return known["status"] == "completed"


def generations(bundle: Bundle) -> set[int]:
    """Return the numbers of all generations."""
    return {json.loads(line)["id"] for line in bundle.run("list", "--json").splitlines()}


def measure(bundle: Bundle) -> None:
    """Print how large the bundle is and how quickly it starts."""
    folder = bundle.program.parent
    size = sum(path.stat().st_size for path in folder.rglob("*") if not path.is_symlink())
    command = statistics.median(timed(lambda: bundle.run("--version")) for _ in range(STARTS))
    opened = statistics.median(time_to_window(bundle) for _ in range(STARTS))
    print(f"size: {size / 1e6:.0f} MB")
    print(f"start: {command:.2f} s to answer, {opened:.2f} s until the window is drawn")


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds `action` takes."""
    began = time.monotonic()
    action()
    return time.monotonic() - began


def time_to_window(bundle: Bundle) -> float:
    """Return how many seconds pass from the start until something is on the screen."""
    with Screen(1280, 800) as screen:
        began = time.monotonic()
        with window(bundle, screen):
            wait_for(screen.shows_something, "the window")
            return time.monotonic() - began


def main() -> None:
    """Run everything on the bundle that the command line names."""
    if len(sys.argv) == 1:
        sys.exit(__doc__)
    home = Path(tempfile.mkdtemp(prefix="vidgen-bundle-"))
    try:
        bundle = Bundle(Path(sys.argv[1]), home)
        test_libraries(bundle)
        test_doctor(bundle)
        test_export(bundle, test_generate(bundle))
        test_cancel(bundle, "ctrl-c")
        test_cancel(bundle, "another process")
        test_window(bundle)
        measure(bundle)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print("The bundle works.")


if __name__ == "__main__":
    main()
