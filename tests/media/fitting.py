"""Clips that show where and when they are, and what is seen in the fitted ones."""

import re
import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.measure import FFMPEG, ffmpeg
from vidgen_desktop.core.choices import Fit
from vidgen_desktop.core.model import VideoFormat

Pictures = npt.NDArray[np.uint8]

SECONDS = 2.0
CORNERS = {
    (0.25, 0.2): (200, 40, 40),
    (0.75, 0.2): (40, 180, 40),
    (0.25, 0.8): (40, 40, 200),
    (0.75, 0.8): (200, 200, 40),
}
NEAR = 40  # by how much a colour may be off, after 8-bit codecs and undeclared matrices


def chart(width: int, height: int, fps: str, seconds: float = SECONDS) -> str:
    """Four colours, and a white bar that crosses a black band from left to right."""
    boxes = ",".join(
        f"drawbox=x=iw*{x - 0.25}:y=ih*{0 if y < 0.5 else 0.5}:w=iw/2:h=ih/2"
        f":c=#{red:02x}{green:02x}{blue:02x}:t=fill"
        for (x, y), (red, green, blue) in CORNERS.items()
    )
    band = "drawbox=x=0:y=ih*0.4:w=iw:h=ih*0.2:c=black:t=fill"
    bar = (
        f"color=white:s={max(2, width // 16)}x{max(2, height // 5)}:r={fps}[bar];"
        f"[ground][bar]overlay=x='W*t/{seconds}-w/2':y=H*0.4:shortest=1"
    )
    ground = f"color=black:s={width}x{height}:r={fps}:d={seconds}"
    return f"{ground},{boxes},{band}[ground];{bar}"


def make(path: Path, *options: str, source: str) -> Path:
    """Encode a chart."""
    ffmpeg("-f", "lavfi", "-i", source, *options, str(path))
    return path


def pictures(path: Path, format: VideoFormat) -> Pictures:
    """All frames: number, row, column, colour."""
    done = subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        capture_output=True,
        check=True,
    )
    return np.frombuffer(done.stdout, np.uint8).reshape(-1, format.height, format.width, 3)


class Placing:
    """Where a point of a chart of the seen `size` lies in a fitted picture."""

    def __init__(self, size: tuple[int, int], format: VideoFormat, fit: Fit) -> None:
        width, height = size
        across, down = format.width / width, format.height / height
        if fit is not Fit.STRETCH:
            across = down = max(across, down) if fit is Fit.COVER else min(across, down)
        self._format = format
        self.width, self.height = width * across, height * down
        self.left = (format.width - self.width) / 2
        self.top = (format.height - self.height) / 2

    def point(self, x: float, y: float) -> tuple[int, int] | None:
        """Column and row; None where that is cut off."""
        column = round(self.left + x * self.width)
        row = round(self.top + y * self.height)
        inside = 4 <= column < self._format.width - 4 and 4 <= row < self._format.height - 4
        return (column, row) if inside else None

    def assert_shows_chart(self, picture: Pictures) -> None:
        """The colours are where they belong."""
        looked = 0
        for (x, y), colour in CORNERS.items():
            if place := self.point(x, y):
                column, row = place
                seen = picture[row - 2 : row + 3, column - 2 : column + 3].mean((0, 1))
                assert np.abs(seen - colour).max() < NEAR, (x, y, seen, colour)
                looked += 1
        assert looked or self.width > self._format.width * 2

    def moment(self, picture: Pictures) -> float | None:
        """The time that the bar shows, 0 to 1; None where it is cut off."""
        row = round(self.top + 0.5 * self.height)
        light = picture[row - 1 : row + 2].mean((0, 2)).astype(float)
        light[light < 128] = 0
        if light.sum() == 0:
            return None
        column = float((light * np.arange(len(light))).sum() / light.sum()) + 0.5
        return (column - self.left) / self.width


def vmaf(made: Path, source: Path, scaled: str) -> float:
    """How much of the quality of `source`, scaled by a filter, is left; frame by frame."""
    count = "settb=1/24,setpts=N"
    graph = f"[0:v]{count}[made];[1:v]{scaled},{count}[source];[made][source]libvmaf"
    said = ffmpeg("-i", str(made), "-i", str(source), "-lavfi", graph, "-f", "null", "-").stderr
    found = re.search(r"VMAF score: ([\d.]+)", said)
    assert found, said
    return float(found[1])
