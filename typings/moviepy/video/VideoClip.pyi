# The part of MoviePy that we use: the library has no types of its own.

from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_Frame = NDArray[np.uint8]

class VideoClip:
    size: tuple[int, int]
    start: float
    end: float | None
    duration: float
    frame_function: Callable[[float], NDArray[Any]]
    def __init__(
        self,
        frame_function: Callable[[float], NDArray[Any]] | None = None,
        is_mask: bool = False,
        duration: float | None = None,
        has_constant_size: bool = True,
    ) -> None: ...
    def with_start(self, t: float) -> Self: ...
    def with_duration(self, duration: float) -> Self: ...
    def get_frame(self, t: float) -> _Frame: ...
    def iter_frames(
        self, fps: float | None = None, with_times: bool = False, logger: None = None
    ) -> Iterator[_Frame]: ...
    def compose_on(self, background: Image.Image, t: float) -> Image.Image: ...
    def close(self) -> None: ...
