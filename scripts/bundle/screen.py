"""A screen that nobody sees (Xvfb), and what is on it."""

import os
import struct
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# The header of an X window dump, which Xvfb keeps up to date in a file: 25 big-endian words.
_HEADER = struct.Struct(">25I")
_HEADER_SIZE, _WIDTH, _HEIGHT, _BYTES_PER_LINE, _COLOURS = 0, 4, 5, 12, 19
_COLOUR_BYTES = 12

# Of all pixels, how many must differ before we say that something is there or moves.
_ENOUGH = 0.005


class Screen:
    """An X server with one screen, from `with` to the end of its block."""

    def __init__(self, width: int, height: int) -> None:
        self._size = f"{width}x{height}x24"
        self._folder = tempfile.TemporaryDirectory(prefix="vidgen-screen-")
        self._last: NDArray[np.uint8] | None = None
        self.display = ""

    def __enter__(self) -> Self:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(write), "-nolisten", "tcp"),
                *("-screen", "0", self._size, "-fbdir", self._folder.name),
            ],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = f":{answer.readline().strip()}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.terminate()
        self._server.wait()
        self._folder.cleanup()

    def pixels(self) -> NDArray[np.uint8]:
        """Return what is on the screen: height, width, RGB."""
        data = Path(self._folder.name, "Xvfb_screen0").read_bytes()
        header = _HEADER.unpack_from(data)
        width, height, line = header[_WIDTH], header[_HEIGHT], header[_BYTES_PER_LINE]
        start = header[_HEADER_SIZE] + header[_COLOURS] * _COLOUR_BYTES
        raw = np.frombuffer(data, np.uint8, line * height, start).reshape(height, line)
        return raw[:, : width * 4].reshape(height, width, 4)[:, :, 2::-1]

    def shows_something(self) -> bool:
        """Say whether there is more than an empty screen."""
        pixels = self.pixels()
        return bool(np.any(pixels != pixels[0, 0], axis=2).mean() > _ENOUGH)

    def is_moving(self) -> bool:
        """Say whether the screen has changed since the last time this was asked."""
        last, self._last = self._last, self.pixels()
        return last is not None and bool(np.any(last != self._last, axis=2).mean() > _ENOUGH)

    def save(self, path: Path) -> None:
        """Write what is on the screen as a PNG file."""
        Image.fromarray(np.ascontiguousarray(self.pixels())).save(path)
