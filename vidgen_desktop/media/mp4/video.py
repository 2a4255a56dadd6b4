"""The pictures of an MP4 file: which frames there are, when they are shown, where to cut."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from vidgen_desktop.media.mp4 import samples
from vidgen_desktop.media.mp4.boxes import needed, number
from vidgen_desktop.media.mp4.codec import Coding, read_coding
from vidgen_desktop.media.mp4.samples import Numbers
from vidgen_desktop.media.mp4.times import edit_of, tables_of, time_scale

UPRIGHT = (0x10000, 0, 0, 0, 0x10000, 0)  # turned, mirrored or scaled pictures have others


@dataclass(frozen=True, slots=True)
class VideoTrack:
    """The pictures. Times count in `1 / ticks` seconds from the start of the video.

    `times` are those of the frames that are shown, in order; `step` is how long each of them
    lasts where that is the same for all. `cuts` are the frames (from 0) before which the video
    can be cut: decoding can begin there, and nothing before needs what follows. `delay` says
    how many steps before it is shown the first frame is decoded.
    """

    coding: Coding
    ticks: int
    step: int | None
    times: Numbers = field(repr=False, compare=False)
    length: int  # in ticks
    cuts: tuple[int, ...] = field(repr=False)
    delay: int
    hidden: int  # samples that are decoded but not shown
    early: bool  # some are shown before they are decoded; readers move all times then
    bytes: int
    upright: bool

    @property
    def frames(self) -> int:
        """How many are shown."""
        return len(self.times)

    @property
    def seconds(self) -> float:
        """From the first frame's start to the last one's end."""
        return self.length / self.ticks

    @property
    def fps(self) -> float:
        """Frames per second on average."""
        return self.frames * self.ticks / self.length if self.length else 0.0

    @property
    def plain(self) -> bool:
        """Whether it is what it looks like: square, upright and even, from its first frame on."""
        even = self.step is not None and not self.hidden and not self.early
        return self.coding.square and self.upright and even and not self.times[0]

    @property
    def kind(self) -> str:
        """Tracks of one kind can be joined by copying."""
        coding = self.coding
        setup = hashlib.blake2s(coding.extradata, digest_size=8).hexdigest()
        shape = "" if self.plain else " odd"
        size = f"{coding.width}x{coding.height}"
        return f"{coding.codec} {size} {self.step}/{self.ticks} {setup}{shape}"


def read_video(track: memoryview, movie_ticks: int, file_size: int) -> VideoTrack | None:
    """The video of a track box; None where it has several descriptions or edits."""
    tables = tables_of(track)
    coding = read_coding(needed(tables, "stsd"))
    ticks = time_scale(needed(track, "mdia", "mdhd"))
    edit = edit_of(track, movie_ticks, ticks)
    if coding is None or edit is None:
        return None
    sizes = samples.read_sizes(tables, file_size)
    decoded, lengths = samples.decode_times(tables, sizes.count)
    shown_at = decoded + samples.shifts(tables, sizes.count)
    pause, begin, end = edit
    visible = (shown_at >= begin) & (shown_at < end)
    order = np.argsort(shown_at[visible], kind="stable")
    times = shown_at[visible][order] - begin + pause
    last = int(lengths[visible][order][-1]) if len(times) else 0
    step = _step(times, last)
    return VideoTrack(
        coding,
        ticks,
        step,
        times,
        int(times[-1] - times[0]) + last if len(times) else 0,
        _cuts(shown_at, visible, samples.keyframes(tables, sizes.count)),
        round(int(shown_at[0] - decoded[0]) / step) if step else 0,
        sizes.count - len(times),
        bool((shown_at < decoded).any()),
        sizes.total,
        _is_upright(track),
    )


def _step(times: Numbers, last: int) -> int | None:
    """How long each frame lasts; None where not all last as long."""
    steps = np.diff(times)
    if last <= 0 or (steps.size and (steps != last).any()):
        return None
    return last


def _cuts(shown_at: Numbers, visible: npt.NDArray[np.bool_], keyframes: Numbers) -> tuple[int, ...]:
    """Keyframes before which all is shown that is decoded before, and nothing else."""
    if not shown_at.size:
        return ()
    before = np.concatenate(([np.iinfo(np.int64).min], np.maximum.accumulate(shown_at)[:-1]))
    after = np.minimum.accumulate(shown_at[::-1])[::-1]
    clean = keyframes[
        (before[keyframes] < shown_at[keyframes])
        & (after[keyframes] >= shown_at[keyframes])
        & visible[keyframes]
    ]
    hidden_before = np.cumsum(~visible)
    return tuple(int(at - hidden_before[at]) for at in clean)


def _is_upright(track: memoryview) -> bool:
    header = needed(track, "tkhd")
    at = 52 if number(header, 0, 1) == 1 else 40
    # The first two rows of the matrix; the third moves the picture.
    return tuple(number(header, at + 4 * place, 4) for place in (0, 1, 2, 3, 4, 5)) == UPRIGHT
