"""Small real files that the servers hand out: film, sound and picture, made by ffmpeg."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.measure import FFMPEG


@cache
def film(
    seconds: float = 5.0, size: str = "320x180", *, sound: bool = False, hue: int = 0
) -> bytes:
    """An MP4 whose index is in front, as services send them; its colours turned by `hue` degrees
    it is another film of the same kind.
    """
    picture = f"testsrc2=size={size}:rate=24:duration={seconds}"
    source = ["-f", "lavfi", "-i", f"{picture},hue=h={hue}" if hue else picture]
    if sound:
        source += ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", "-shortest"]
    return _made(
        *source, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "40", "-pix_fmt", "yuv420p",
        "-movflags", "+faststart", "-f", "mp4",
    )  # fmt: skip


@cache
def speech(seconds: float = 2.0, kind: str = "wav") -> bytes:
    """A hum that swells and fades like a sentence; 24 kHz, as most services speak."""
    hum = f"aevalsrc='0.4*sin(2*PI*180*t)*(0.6+0.4*sin(2*PI*3*t))':s=24000:d={seconds}"
    codec = {
        "wav": ("-c:a", "pcm_s16le"),
        "mp3": ("-c:a", "libmp3lame"),
        "opus": ("-c:a", "libopus"),
    }
    return _made("-f", "lavfi", "-i", hum, *codec[kind], "-f", kind)


@cache
def picture(size: str = "640x360", kind: str = "png") -> bytes:
    """A still."""
    codec = {"png": "png", "jpeg": "mjpeg"}[kind]
    return _made(
        "-f", "lavfi", "-i", f"testsrc2=size={size}", "-frames:v", "1",
        "-pix_fmt", "rgb24" if kind == "png" else "yuvj420p",
        "-c:v", codec, "-f", "image2pipe",
    )  # fmt: skip


def _made(*arguments: str) -> bytes:
    """What ffmpeg writes; through a file, as an MP4 cannot be written into a pipe."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "made")
        command = [FFMPEG, "-hide_banner", "-loglevel", "error", *arguments, str(out)]
        subprocess.run(command, check=True, capture_output=True)
        return out.read_bytes()
