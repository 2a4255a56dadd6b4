"""The packets of a file, counted: exact frames and times without decoding.

There is no ffprobe in the bundle; ffmpeg's `framecrc` muxer prints the same facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import given, run

KEY = 0x1
DISCARDED = 0x4  # a packet that is decoded but not shown
UNKNOWN = -(1 << 63)  # the moment of showing, where a container (AVI) does not tell it
FIELDS = 6  # stream, dts, pts, duration, size, checksum


@dataclass(slots=True)
class Stream:
    """One stream. Times count in units of `time_base` seconds."""

    codec: str = ""
    media: str = ""
    width: int = 0
    height: int = 0
    sample_rate: int = 0
    time_base: tuple[int, int] = (1, 1)
    extradata: str = ""
    packets: int = 0
    first: int | None = None
    end: int | None = None
    timed: bool = True  # the moment of showing the first packet is told
    facts: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def start(self) -> float:
        """The first shown moment in seconds; 0 where nothing is shown."""
        return (self.first or 0) * self.time_base[0] / self.time_base[1]

    @property
    def seconds(self) -> float:
        """From the first shown moment to the last."""
        if self.first is None or self.end is None:
            return 0.0
        return (self.end - self.first) * self.time_base[0] / self.time_base[1]

    @property
    def fps(self) -> float:
        """Frames per second on average."""
        return self.packets / self.seconds if self.seconds > 0 else 0.0


def read_packets(
    path: Path, work: Work, *, failed: str, maps: Sequence[str] = ("0:V:0?", "0:a:0?")
) -> list[Stream]:
    """Read all packets of the chosen streams; raises MediaError with the sentence `failed`."""
    reader = Reader()
    chosen = [part for one in maps for part in ("-map", one)]
    run(
        [*given(path), *chosen, "-c", "copy", "-f", "framecrc", "pipe:1"],
        work,
        failed=failed,
        on_line=reader.take,
    )
    return [reader.streams[index] for index in sorted(reader.streams)]


class Reader:
    """Understands the lines of `framecrc`. `packet` is what others may add to."""

    def __init__(self) -> None:
        self.streams: dict[int, Stream] = {}

    def take(self, line: str) -> None:
        """Take one line of output."""
        if line.startswith("#"):
            self._fact(line)
        else:
            self._packet(line)

    def _fact(self, line: str) -> None:
        head, _, value = line[1:].partition(":")
        key, _, number = head.rpartition(" ")
        if not number.isdigit():
            return
        stream = self.streams.setdefault(int(number), Stream())
        value = value.strip()
        stream.facts[key] = value
        match key:
            case "codec_id":
                stream.codec = value
            case "media_type":
                stream.media = value
            case "dimensions":
                stream.width, stream.height = (int(side) for side in value.split("x"))
            case "sample_rate":
                stream.sample_rate = int(value)
            case "tb":
                above, _, below = value.partition("/")
                stream.time_base = (int(above), int(below))
            case "extradata":
                stream.extradata = value
            case _:
                pass

    def _packet(self, line: str) -> None:
        fields = [part.strip() for part in line.split(",")]
        if len(fields) < FIELDS:
            return
        flags = next(
            (int(part.removeprefix("F="), 0) for part in fields[FIELDS:] if part[:2] == "F="), KEY
        )
        dts, pts, duration = (int(field) for field in fields[1:4])
        stream = self.streams.setdefault(int(fields[0]), Stream())
        stream.timed = stream.timed and (pts != UNKNOWN or stream.packets > 0)
        self.packet(int(fields[0]), dts if pts == UNKNOWN else pts, duration, flags)

    def packet(self, number: int, pts: int, duration: int, flags: int) -> None:
        """Count a packet of stream `number`; times in the stream's ticks."""
        if flags & DISCARDED:
            return
        stream = self.streams.setdefault(number, Stream())
        stream.packets += 1
        stream.first = pts if stream.first is None else min(stream.first, pts)
        stream.end = pts + duration if stream.end is None else max(stream.end, pts + duration)
