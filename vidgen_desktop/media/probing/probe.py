"""What a file of unknown origin is, and whether it can be used."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vidgen_desktop.core.errors import MediaError, ToolError
from vidgen_desktop.core.media_info import MediaInfo, MediaKind
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import MAX_PIXELS, given, run
from vidgen_desktop.media.mp4.index import read_index
from vidgen_desktop.media.probing.breakdown import judged
from vidgen_desktop.media.probing.container_end import ends_early
from vidgen_desktop.media.probing.packets import Stream, read_packets
from vidgen_desktop.media.probing.picture import picture_info

MAX_SECONDS = 4 * 3600
MAX_SIDE = 16_384
HEADER_LINES = 2000
CHOOSE = "Choose another file."

_WHOLE = 0.9  # of the length that a container states: some round, some count what is not shown

_DURATION = re.compile(r"^\s*Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_STREAM = re.compile(r"^\s*Stream #0:\d+.*?: (Video|Audio|Subtitle): (.*)$")
_REFUSED_SIZE = re.compile(r"Picture size (\d+)x(\d+) exceeds")
_SIZE = re.compile(r", (\d{1,6})x(\d{1,6})\b")
_PIXELS = re.compile(
    r"\b((?:yuv|yuvj|yuva|gbr|gbrp|argb|abgr|rgb|bgr|gray|nv|p0|pal|ya)[0-9a-z]*)\b"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What ffmpeg prints about an input: one line for each video, audio and subtitle stream."""

    seconds: float
    video: tuple[str, ...]
    audio: tuple[str, ...]
    subtitles: int

    @property
    def pixel_format(self) -> str:
        """The pixel format of the first video stream, or nothing."""
        found = _PIXELS.search(self.video[0].partition(",")[2]) if self.video else None
        return found[1] if found else ""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the first video stream as stored, or nothing."""
        found = _SIZE.search(self.video[0]) if self.video else None
        return (int(found[1]), int(found[2])) if found else (0, 0)


def probe(path: Path, work: Work) -> MediaInfo:
    """See `core.ports.MediaTool.probe`. Decodes the first picture and counts all packets."""
    check_file(path)
    picture = picture_info(path)
    if picture is not None:
        return picture
    return judged(path, lambda: _probed(path, work), work)


def _probed(path: Path, work: Work) -> MediaInfo:
    refused = f"“{path.name}” is not a video, sound or picture that can be used."
    header = read_header(path, work)
    check_length(path, header.seconds)
    _check_size(path, *header.size)
    if not header.video and not header.audio:
        raise MediaError(refused, CHOOSE)
    shown = _first_picture(path, work) if header.video else None
    if shown is None:
        _decode_some_sound(path, work)
    streams = read_packets(path, work, failed=f"“{path.name}” cannot be read.")
    return _info(path, header, shown, streams)


def read_header(path: Path, work: Work) -> Header:
    """Open a file and read what ffmpeg says of it; raises MediaError if it is no media file."""
    lines = run(
        [*given(path), "-f", "ffmetadata", "pipe:1"],  # an output that needs no stream
        work,
        failed=f"“{path.name}” cannot be opened.",
        level="info",
        keep=HEADER_LINES,
    )
    return parse_header(path, lines)


def parse_header(path: Path, lines: Sequence[str]) -> Header:
    """Understand what ffmpeg said when it opened a file; raises MediaError if it is too large."""
    seconds, video, audio, subtitles = 0.0, list[str](), list[str](), 0
    for line in lines:
        if line.startswith("Output #"):
            break
        if refused := _REFUSED_SIZE.search(line):
            _check_size(path, int(refused[1]), int(refused[2]))
        if length := _DURATION.match(line):
            seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3])
        elif (stream := _STREAM.match(line)) and "(attached pic)" not in line:
            match stream[1]:
                case "Video":
                    video.append(stream[2])
                case "Audio":
                    audio.append(stream[2])
                case _:
                    subtitles += 1
    return Header(seconds, tuple(video), tuple(audio), subtitles)


def check_length(path: Path, seconds: float) -> None:
    """Raise MediaError for a file that says it lasts longer than any that can be used."""
    if seconds > MAX_SECONDS:
        raise MediaError(
            f"“{path.name}” lasts {seconds / 3600:.1f} hours; the most is {MAX_SECONDS // 3600}.",
            "Cut it, or choose another file.",
        )


def check_file(path: Path) -> None:
    """Raise MediaError unless there is a file with something in it that can be read; ToolError
    where the system does not let it be read.
    """
    name = f"“{path.name}”"
    if "\0" in str(path) or not path.exists():
        raise MediaError(f"{name} is not there.", "Check the path.")
    if not path.is_file():
        raise MediaError(f"{name} is not a file.", CHOOSE)
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise MediaError(f"{name} is empty.", CHOOSE)
    except OSError as fault:
        raise ToolError(
            f"{name} cannot be read ({fault.strerror}).", "Check its permissions."
        ) from fault


def _check_size(path: Path, width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise MediaError(f"“{path.name}” is too large ({width}×{height} pixels).", CHOOSE)


def _first_picture(path: Path, work: Work) -> Stream:
    """Decode one frame, turned as it will be shown; its stream has the size as seen."""
    found: list[str] = []
    run(
        [
            *given(path),
            *("-map", "0:V:0", "-frames:v", "1", "-abort_on", "empty_output"),
            *("-f", "framecrc", "pipe:1"),
        ],
        work,
        failed=f"The pictures of “{path.name}” cannot be decoded.",
        on_line=found.append,
    )
    size = next((line.rpartition(" ")[2] for line in found if line.startswith("#dimen")), "0x0")
    width, height = (int(side) for side in size.split("x"))
    _check_size(path, width, height)
    return Stream(width=width, height=height)


def _decode_some_sound(path: Path, work: Work) -> None:
    run(
        [
            *given(path),
            *("-map", "0:a:0", "-frames:a", "1", "-abort_on", "empty_output"),
            *("-f", "null", "-"),
        ],
        work,
        failed=f"The sound of “{path.name}” cannot be decoded.",
    )


def _info(path: Path, header: Header, shown: Stream | None, streams: list[Stream]) -> MediaInfo:
    video = next((stream for stream in streams if stream.media == "video"), None)
    audio = next((stream for stream in streams if stream.media == "audio"), None)
    main = video if shown is not None else audio
    if main is None or main.packets == 0:
        raise MediaError(f"“{path.name}” has nothing in it.", CHOOSE)
    seconds = main.seconds
    if shown is None and header.seconds:
        # Sound comes in whole packets; the container knows where the last one is cut.
        seconds = min(seconds, header.seconds)
    if seconds > MAX_SECONDS:
        raise MediaError(f"“{path.name}” is too long.", "Cut it, or choose another file.")
    return MediaInfo(
        kind=MediaKind.SOUND if shown is None else MediaKind.VIDEO,
        seconds=seconds,
        width=shown.width if shown else 0,
        height=shown.height if shown else 0,
        fps=video.fps if shown and video else 0.0,
        has_sound=audio is not None and audio.packets > 0,
        video_codec=video.codec if shown and video else "",
        audio_codec=audio.codec if audio else "",
        pixel_format=header.pixel_format if shown else "",
        frames=video.packets if shown and video else 0,
        subtitles=header.subtitles,
        is_whole=_is_whole(path, header, streams),
    )


def _is_whole(path: Path, header: Header, streams: list[Stream]) -> bool:
    """By the file's own index or end, or else by how long it says it lasts."""
    with contextlib.suppress(MediaError, OSError):
        index = read_index(path)
        if index is not None:
            return index.whole
        if (is_cut := ends_early(path)) is not None:
            return not is_cut
    return max(stream.seconds for stream in streams) >= header.seconds * _WHOLE
