"""Every kind of picture, in every shape: designed, different, and always the same."""

import hashlib
import os
import random
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest

from tests.providers.filming import ROOT, SHAPES, likeness, painted
from vidgen_desktop.providers.builtin.film.subjects import subjects
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.gallery import KINDS, painter_of
from vidgen_desktop.providers.builtin.pictures.palette import palette

HASHES = """
import hashlib, sys
from tests.providers.filming import painted
for kind in sys.argv[1:]:
    print(kind, hashlib.sha256(painted(kind).tobytes()).hexdigest())
"""


def test_there_are_more_kinds_than_a_short_video_has_scenes() -> None:
    assert len(KINDS) >= 12


def test_every_kind_has_words_and_every_word_list_a_kind() -> None:
    assert sorted(subjects()) == sorted(KINDS)
    for subject in subjects().values():
        assert set(subject.related) <= set(KINDS) - {subject.kind}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_fills_its_shape_with_something_to_see(kind: str, shape: str) -> None:
    width, height = SHAPES[shape]
    picture = painted(kind, size=(width, height))
    assert picture.shape == (height, width, 3)
    # Light and dark, many tones, and edges: not a gradient, not a test card.
    assert picture.std() > 12
    assert len(np.unique(picture.reshape(-1, 3) // 16, axis=0)) > 40
    edges = [np.abs(np.diff(picture.astype(int), axis=axis)).max(axis=2) for axis in (0, 1)]
    assert sum((steps > 20).mean() for steps in edges) > 0.01


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_layer_leaves_no_hole(kind: str, shape: str) -> None:
    width, height = SHAPES[shape]
    easel = Easel(width, height, palette("paper", 1), random.Random(3), seconds=4.0)
    first = painter_of(kind)(easel).layers[0]
    assert (first.left, first.top) == (0, 0)
    assert (first.image.width(), first.image.height()) == (width, height)
    assert first.solid == 0


def test_kinds_look_different_from_each_other() -> None:
    pictures = {kind: painted(kind, size=(160, 90)) for kind in KINDS}
    for one, other in combinations(KINDS, 2):
        assert likeness(pictures[one], pictures[other]) < 0.985, (one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_gives_another_picture_of_the_kind(kind: str) -> None:
    one, other = painted(kind, seed=1), painted(kind, seed=2)
    assert (np.abs(one.astype(int) - other.astype(int)).max(axis=2) > 12).mean() > 0.01


def test_the_same_seed_gives_the_same_pixels_in_another_process() -> None:
    here = {kind: hashlib.sha256(painted(kind).tobytes()).hexdigest() for kind in KINDS}
    done = subprocess.run(
        [sys.executable, "-c", HASHES, *KINDS],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "12345"},
        capture_output=True,
        text=True,
        check=True,
    )
    there = dict(line.split() for line in done.stdout.splitlines())
    assert there == here


@pytest.mark.parametrize(
    "kind", ["atlas", "clock", "forest", "health", "kitchen", "music", "network", "people"]
)
def test_a_kind_shown_again_takes_another_form(kind: str) -> None:
    assert likeness(painted(kind, turn=0), painted(kind, turn=1)) < 0.99


def test_an_unknown_kind_is_a_bug() -> None:
    with pytest.raises(KeyError):
        painter_of("unicorns")


@pytest.mark.parametrize("seed", range(4))
def test_no_light_shows_between_the_coast_and_the_water_when_the_camera_rises(seed: int) -> None:
    easel = Easel(640, 360, palette("calm", 1), random.Random(seed), seconds=4.0)
    far = painter_of("sea")(easel).layers[0].image.toarray().astype(int)[:, 2, :3]
    water = round(easel.horizon * 1.04)
    coast, below = far[water - 2], far[water + round(2 * easel.unit)]
    assert np.abs(coast - below).max() < 12
