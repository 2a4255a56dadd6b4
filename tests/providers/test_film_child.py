"""The painter process: exactly the frames that were ordered, or one sentence why not."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.providers.filming import ROOT, frames, job, paint_in_child

HOSTILE = {
    "very long": "word " * 2000,
    "one long word": "x" * 10_000,
    "lines": "first\nsecond\r\n\tthird",
    "NUL and controls": "a\x00b\x07\x1b[31mc",
    "lone surrogates": "a\ud800b\udfffc",
    "turning marks": "\u202eevil\u202c \u2067x\u2069\u200f",
    "right to left and left": "שלום world 42 مرحبا",
    "stacked marks": "z" + "\u0301" * 300,
    "unassigned": "\U0010fffd\ue123\U000e0001",
    "only spaces": " \u3000\u2003 ",
    "formulas": "%s %(n)d {x} ${HOME} `id`",
}


@pytest.mark.parametrize("count", [1, 2, 12, 37])
def test_exactly_the_ordered_frames_are_written(count: int) -> None:
    done = paint_in_child(job(frames=count))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) == count * 320 * 180 * 3


def test_the_child_paints_what_the_code_paints_here() -> None:
    scene = job(kind="city", frames=8)
    here = b"".join(frame.tobytes() for frame in frames(scene))
    assert paint_in_child(scene).stdout == here


def test_two_processes_paint_the_same_pixels() -> None:
    scene = job(kind="forest", frames=8, is_title=True, heading="Bäume 木 🌳")
    done = [
        paint_in_child(scene, environment=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert done[0].stdout == done[1].stdout


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_heading_changes_nothing_but_the_words(name: str) -> None:
    done = paint_in_child(job(heading=HOSTILE[name], frames=3))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) == 3 * 320 * 180 * 3


def test_the_poster_shows_the_heading(tmp_path: Path) -> None:
    posters = []
    for heading in ("A heading", ""):
        path = tmp_path / f"{heading}.png"
        done = paint_in_child(job(heading=heading, frames=72, poster=str(path)))
        assert done.returncode == 0, done.stderr
        posters.append(np.asarray(Image.open(path).convert("RGB")).astype(int))
    assert posters[0].shape == (180, 320, 3)
    assert (np.abs(posters[0] - posters[1]).max(axis=2) > 60).mean() > 0.005


def test_the_heading_comes_in_softly_and_stays() -> None:
    shown, bare = (frames(job(heading=heading, frames=72)) for heading in ("A heading", ""))
    seen = [
        float((np.abs(one.astype(int) - other).max(axis=2) > 40).mean())
        for one, other in zip(shown, bare, strict=True)
    ]
    assert seen[0] == 0
    assert seen[8] < seen[40]
    assert seen[-1] == pytest.approx(seen[40], rel=0.15)


def test_in_a_very_short_scene_the_heading_is_there_at_once() -> None:
    shown, bare = (frames(job(heading=heading, frames=6)) for heading in ("A heading", ""))
    assert (np.abs(shown[0].astype(int) - bare[0]).max(axis=2) > 40).mean() > 0.005


def test_a_heading_leaves_a_long_scene() -> None:
    shown, bare = (frames(job(heading=heading, fps=4, frames=60)) for heading in ("A heading", ""))
    assert np.array_equal(shown[-1], bare[-1])


@pytest.mark.parametrize("order", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"width": 3}'])
def test_an_order_that_is_none_is_refused_in_a_sentence(order: bytes) -> None:
    done = paint_in_child(order)
    assert done.returncode == 1
    assert done.stdout == b""
    last = done.stderr.decode().splitlines()[-1]
    assert last.startswith("The painter was given no usable job")


def test_what_is_no_picture_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_text("not a picture")
    done = paint_in_child(job(picture=str(path)))
    assert done.returncode == 1
    assert done.stdout == b""
    last = done.stderr.decode().splitlines()[-1]
    assert last == "The file notes.png cannot be read as a picture."


def test_nobody_reading_ends_it_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "vidgen_desktop", "_film"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdin.write(job(frames=5000).to_json())
        child.stdin.close()
        assert child.stdout.read(1000)
        child.stdout.close()
        said = child.stderr.read().decode()
        assert child.wait(20) == 1
    assert "Broken pipe" in said.splitlines()[-1]
    assert "Traceback" not in said


def test_the_child_loads_nothing_of_the_window_or_the_database() -> None:
    code = (
        "import sys, vidgen_desktop.providers.builtin.film.child; "
        "print([m for m in sys.modules if m.split('.')[0] in "
        "('PySide6', 'sqlalchemy', 'alembic', 'click', 'structlog', 'msgspec')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
