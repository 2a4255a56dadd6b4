"""Everything but the window works where PySide6 is not installed, and this proves it.

A second virtual environment is made that has everything this one has except Qt: not hidden
from `import`, but not there. In it a few tests of every file of the lower rooms are run (all of
them have just passed beside Qt; what could differ is what a file imports), and a video is made.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
QT = ("pyside6", "shiboken6", "qtpy", "qtawesome", "pytestqt", "pytest_qt")
ROOMS = ("core", "stages", "providers", "media", "store", "cli")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment without Qt."""
    if sys.platform == "win32":
        pytest.skip("links to the packages need rights that a person on Windows lacks")
    folder = tmp_path_factory.mktemp("without-qt")
    venv.create(folder, symlinks=True)
    scheme = {"base": str(folder), "platbase": str(folder)}
    target = Path(sysconfig.get_path("purelib", vars=scheme))
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.lower().startswith(QT):
            (target / package.name).symlink_to(package)
    return folder / "bin" / "python"


def run(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(python), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_environment_has_no_qt(python: Path) -> None:
    outcome = run(python, "-c", "import moviepy, sqlalchemy; import PySide6")
    assert "No module named 'PySide6'" in outcome.stderr


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_lower_rooms_pass_their_tests(python: Path) -> None:
    rooms = [f"tests/{room}" for room in ROOMS if (ROOT / "tests" / room).is_dir()]
    outcome = run(
        python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow",
        "--most-per-file", "2", *rooms,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr[-2000:]


@pytest.mark.slow
def test_a_video_is_made(python: Path, tmp_path: Path) -> None:
    video = tmp_path / "tide.mp4"
    outcome = run(
        python, "-m", "vidgen_desktop", "generate", "Why the tide comes and goes",
        "--length", "5", "-o", str(video), "--json",
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert video.stat().st_size > 0
    assert all(json.loads(line) for line in outcome.stdout.splitlines())


def test_the_doctor_says_that_there_is_no_window(python: Path) -> None:
    outcome = run(python, "-m", "vidgen_desktop", "doctor", "--json")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    (record,) = [r for r in map(json.loads, outcome.stdout.splitlines()) if r["name"] == "window"]
    assert record["level"] == "warning"
    assert "not installed" in record["found"]
