"""The folder of a generation's files: nobody overwrites, and nothing that counts is removed."""

from dataclasses import replace
from pathlib import Path

import pytest

from vidgen_desktop.core.model import Generation, Request, Status, now
from vidgen_desktop.core.run.workspace import Workspace

BEES = Generation(
    *(4, "default", Request("Bees"), "Bees", Status.PENDING, 0.0, None, None, now()),
    *(None, None, 0, False, None, None, (), None),
)


def write(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Workspace, Workspace]:
    """The workspaces of two attempts."""
    first, second = (Workspace.of(tmp_path, replace(BEES, attempts=n)) for n in (1, 2))
    return first, second


def test_no_attempt_writes_under_a_name_of_another(runs: tuple[Workspace, Workspace]) -> None:
    first, second = runs
    assert first.keep("take-1.mp4") != second.keep("take-1.mp4")
    write(first.scratch / "half.mp4", second.scratch / "half.mp4")
    first.clear_scratch()
    assert (second.scratch / "half.mp4").exists()


def test_a_sweep_leaves_what_is_recorded_and_what_was_bought(
    tmp_path: Path, runs: tuple[Workspace, Workspace]
) -> None:
    first, second = runs
    kept, lost = first.keep("take-1.mp4"), first.keep("take-2.mp4")
    of_before = first.base / "take-3.mp4"
    bought = second.shelf / "bought-7.mp4"
    version = first.base / "versions/9/run-1/sound.m4a"
    half = first.scratch / "deep" / "half.mp4"
    write(kept, lost, of_before, bought, version, half)
    second.sweep({kept, of_before})
    assert all(path.exists() for path in (kept, of_before, bought, version))
    assert not lost.exists()
    assert not half.parent.parent.exists()

    moved = tmp_path.with_name("moved")
    tmp_path.rename(moved)
    Workspace.of(moved, replace(BEES, attempts=3)).sweep({kept})
    left = {path.name for path in moved.rglob("*") if path.is_file()}
    assert left == {"take-1.mp4", "bought-7.mp4", "sound.m4a"}


def test_what_was_bought_and_is_recorded_needs_no_second_name(
    runs: tuple[Workspace, Workspace],
) -> None:
    first, second = runs
    bought, given = second.shelf / "bought-7.mp4", first.keep("take-1.mp4")
    write(bought)
    given.hardlink_to(bought)
    second.sweep(set())  # placed, and the program ended before it was recorded
    assert bought.exists()
    assert not given.exists()
    first.keep("take-1.mp4").hardlink_to(bought)
    second.sweep({given})
    assert not bought.exists()
    assert given.exists()


def test_what_was_bought_keeps_its_name_where_no_record_finds_it(tmp_path: Path) -> None:
    first = Workspace.of(tmp_path / "data", replace(BEES, attempts=1))
    bought, given = first.shelf / "bought-7.mp4", first.keep("take-1.mp4")
    write(bought)
    given.hardlink_to(bought)
    (tmp_path / "data").rename(tmp_path / "moved")
    second = Workspace.of(tmp_path / "moved", replace(BEES, attempts=2))
    second.sweep({given})
    assert (second.shelf / bought.name).exists()
