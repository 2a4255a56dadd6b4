"""Where in a speech somebody speaks, and where there is only the noise of the room."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from vidgen_desktop.media.sounds.decode import RATE

WINDOW = round(0.005 * RATE)  # frames that are loud or quiet together
SHORTEST_SOUND = 2  # windows: a click is no word
SPEECH = 95  # percentile of the levels: that of vowels
FLOOR = 5  # percentile: that of the pauses, if there are any
ABOVE_FLOOR = 5.0  # dB
BELOW_SPEECH, NEAREST_SPEECH = 35.0, 20.0  # dB: quiet consonants reach down there
NOTHING = -60.0  # dBFS; where vowels are no louder, nobody speaks

Samples = npt.NDArray[np.float32]


def loud_stretches(blocks: Iterable[Samples]) -> list[tuple[int, int]]:
    """First and last frame of each stretch that is louder than the room, in order.

    The blocks are consecutive, each but the last a multiple of `WINDOW` long.
    """
    levels = np.concatenate([np.empty(0), *(_levels(block) for block in blocks)])
    if not len(levels):
        return []
    speech, floor = np.percentile(levels, SPEECH), np.percentile(levels, FLOOR)
    if speech < NOTHING:
        return []
    limit = min(max(floor + ABOVE_FLOOR, speech - BELOW_SPEECH), speech - NEAREST_SPEECH)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], levels > limit, [False]])))
    runs = edges.reshape(-1, 2)
    return [
        (int(start) * WINDOW, int(end) * WINDOW)
        for start, end in runs
        if end - start >= SHORTEST_SOUND
    ]


def _levels(block: Samples) -> npt.NDArray[np.float64]:
    """The level of each window in dBFS."""
    padded = np.pad(block, (0, -len(block) % WINDOW)).reshape(-1, WINDOW)
    return 10 * np.log10(np.mean(np.square(padded, dtype=np.float64), axis=1) + 1e-12)
