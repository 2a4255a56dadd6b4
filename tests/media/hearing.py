"""What the tests of sound ask of a finished sound."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.measure import integrated_loudness, shape, true_peak

Maker = Callable[..., Path]
RATE = 48_000


def level(sound: npt.NDArray[np.float32], start: float, end: float) -> float:
    """RMS of a stretch in dBFS."""
    part = sound[round(start * RATE) : round(end * RATE)]
    return 10 * math.log10(float(np.mean(np.square(part))) + 1e-12)


def assert_promised(path: Path, seconds: float) -> None:
    made = shape(path)
    assert made.sound
    assert (made.sound.codec, made.sound.sample_rate) == ("aac", RATE)
    assert "stereo" in made.text
    assert made.container_seconds == pytest.approx(seconds, abs=0.011)
    assert integrated_loudness(path) == pytest.approx(-14, abs=0.5)
    assert true_peak(path) <= -1.0


def tone(sound: npt.NDArray[np.float32], pitch: float, start: float, end: float) -> float:
    """The level of one tone in a stretch of many whole waves, in dBFS."""
    part = sound[round(start * RATE) : round(end * RATE)]
    turned = part * np.exp(-2j * np.pi * pitch * np.arange(len(part)) / RATE)
    return 20 * math.log10(2 * abs(np.mean(turned)) + 1e-12)
