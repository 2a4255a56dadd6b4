"""One look at a clip of unknown origin: all that fitting it needs to know, by one process."""

import re
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import given, run
from vidgen_desktop.media.probing.packets import DISCARDED, KEY, Reader
from vidgen_desktop.media.probing.picture import is_picture
from vidgen_desktop.media.probing.probe import Header, check_file, check_length, parse_header

HDR_CURVES = ("smpte2084", "arib-std-b67")
INTERLACED = ("top first", "bottom first", "top coded first", "bottom coded first")
MATRICES = ("bt709", "bt470bg", "smpte170m", "smpte240m", "bt2020nc", "bt2020c", "fcc", "ycgco")
KEPT_LINES = 10_000  # the header comes first, and damaged packets are complained of one by one
AHEAD = 2.0  # seconds read beyond what is needed, so that "longer" can be told from "as long"

_ALPHA = re.compile(r"^(yuva|argb|rgba|abgr|bgra|gbrap|ya\d|pal8)")
_TURNED = re.compile(r"^\s+display ?matrix: rotation of (-?\d+(?:\.\d+)?)", re.IGNORECASE)
_TRAITS = re.compile(r"^[^,]*, \w+\(([^)]*)\)")


def _times() -> "array[int]":
    return array("q")


@dataclass(slots=True)
class Look:
    """A clip's picture and sound; starts in seconds from the start of the file.

    `times` are the frames' moments of showing in ticks, in the order in which they are decoded.
    """

    header: Header
    codec: str = ""
    size: tuple[int, int] = (0, 0)  # as stored
    aspect: float = 1.0  # of a pixel: its width over its height
    turned: float | None = None  # degrees, and perhaps mirrored; None: as it is stored
    tick: float = 1.0  # seconds
    start: float = 0.0
    seconds: float = 0.0
    sound_start: float | None = None  # None: it has no sound
    times: "array[int]" = field(default_factory=_times)
    timed: bool = True  # the file tells when its first frame is shown
    hidden: bool = False  # some frames are decoded and not shown
    begins_with_key: bool = False

    @property
    def line(self) -> str:
        """What ffmpeg prints about the picture."""
        return self.header.video[0]

    @property
    def seen(self) -> tuple[float, float]:
        """The size as it is to be seen: turned upright, in square pixels."""
        width, height = self.size[0] * self.aspect, float(self.size[1])
        return (height, width) if round((self.turned or 0) / 90) % 2 else (width, height)

    @property
    def traits(self) -> tuple[str, ...]:
        """What the file declares of its range, its colours and the order of its fields."""
        found = _TRAITS.match(self.line)
        return tuple(found[1].split(", ")) if found else ()

    @property
    def colours(self) -> tuple[str, ...]:
        """Matrix, primaries and curve where they are declared and differ, else only one."""
        named = (trait.split("/") for trait in self.traits)
        return next((tuple(one) for one in named if len(one) > 1 or one[0] in MATRICES), ())

    @property
    def declares_colours(self) -> bool:
        """Whether it says how its colours are to be read."""
        return self.colours[:1] != () and self.colours[0] in MATRICES

    @property
    def is_hdr(self) -> bool:
        """Whether its brightness needs to be brought down."""
        return any(curve in self.line for curve in HDR_CURVES)

    @property
    def is_interlaced(self) -> bool:
        """Whether its frames are two fields of different moments."""
        return any(mark in self.line for mark in INTERLACED)

    @property
    def has_alpha(self) -> bool:
        """Whether parts of it may be transparent."""
        return bool(_ALPHA.match(self.header.pixel_format))


def look_at(source: Path, seconds: float, work: Work, failed: str) -> Look:
    """Read the header and the packets of the first `seconds` and a little more.

    Raises MediaError with the sentence `failed`, or where there are no moving pictures.
    """
    check_file(source)
    if is_picture(source):
        raise MediaError(f"“{source.name}” is a picture, not a video.", "Choose another clip.")
    reader = _PacketTimes()
    lines = run(
        [
            *given(source),
            *("-map", "0:V:0?", "-map", "0:a:0?", "-t", f"{seconds + AHEAD:.3f}"),
            *("-c", "copy", "-f", "framecrc", "pipe:1"),
        ],
        work,
        failed=failed,
        on_line=reader.take,
        level="info",
        keep=KEPT_LINES,
    )
    header = parse_header(source, lines)
    if not header.video:
        raise MediaError(f"“{source.name}” has no moving pictures.", "Choose another clip.")
    check_length(source, header.seconds)
    return reader.look(header, lines)


class _PacketTimes(Reader):
    """Keeps the times of the picture's packets as well."""

    def __init__(self) -> None:
        super().__init__()
        self.times = _times()
        self.hidden = False
        self.first_flags: int | None = None

    def packet(self, number: int, pts: int, duration: int, flags: int) -> None:
        """Note the packet if it is a picture's."""
        super().packet(number, pts, duration, flags)
        if self.streams[number].media != "video":
            return
        self.hidden = self.hidden or bool(flags & DISCARDED)
        if self.first_flags is None:
            self.first_flags = flags
        self.times.append(pts)

    def look(self, header: Header, lines: list[str]) -> Look:
        """Everything that was seen."""
        streams = self.streams.values()
        video = next(stream for stream in streams if stream.media == "video")
        audio = next((stream for stream in streams if stream.media == "audio"), None)
        turned = next((found[1] for line in lines if (found := _TURNED.search(line))), None)
        return Look(
            header=header,
            codec=video.codec,
            size=(video.width, video.height),
            aspect=_ratio(video.facts.get("sar", "")),
            turned=None if turned is None else float(turned),
            tick=video.time_base[0] / video.time_base[1],
            start=video.start,
            seconds=video.seconds,
            sound_start=None if audio is None or audio.first is None else audio.start,
            times=self.times,
            timed=video.timed,
            hidden=self.hidden,
            begins_with_key=self.first_flags is not None and bool(self.first_flags & KEY),
        )


def _ratio(text: str) -> float:
    above, _, below = text.partition("/")
    try:
        return int(above) / int(below) or 1.0
    except (ValueError, ZeroDivisionError):
        return 1.0
