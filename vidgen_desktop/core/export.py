"""What a finished video can be exported as, and what goes into an export."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from vidgen_desktop.core.assembly import Seam
from vidgen_desktop.core.choices import CaptionStyle, Fit
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Cue, Scene, Speech, Take, VideoFormat

LONGEST_ANIMATION = 60.0  # seconds; longer ones are no use to anybody and very large
NARROWEST, WIDEST = 64, 3840  # pixels
USUAL_ANIMATION_WIDTH = 480


class ExportKind(StrEnum):
    """The forms of an export."""

    MP4 = "mp4"
    HEVC = "hevc"
    WEBM = "webm"
    AV1 = "av1"
    GIF = "gif"
    WEBP = "webp"
    M4A = "m4a"
    MP3 = "mp3"
    WAV = "wav"
    OPUS = "opus"
    SRT = "srt"
    VTT = "vtt"
    ASS = "ass"
    OTIO = "otio"


class Encoder(StrEnum):
    """Who encodes a video. AUTO: nobody where copying will do, else the best one here."""

    AUTO = "auto"
    SOFTWARE = "software"
    NVENC = "nvenc"
    QUICK_SYNC = "qsv"
    VIDEO_TOOLBOX = "videotoolbox"
    AMF = "amf"
    VAAPI = "vaapi"


class Family(StrEnum):
    """Kinds that are alike."""

    VIDEO = "video"
    ANIMATION = "animation"
    SOUND = "sound"
    CAPTIONS = "captions"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a kind of export is, and which choices it leaves to the person."""

    kind: ExportKind
    family: Family
    suffix: str
    name: str  # for people

    @property
    def stretch(self) -> bool:
        """Whether a part of the video can be exported."""
        return self.family is not Family.PROJECT

    @property
    def width(self) -> bool:
        """Whether the picture can be made smaller or larger."""
        return self.family in (Family.VIDEO, Family.ANIMATION)

    @property
    def encoder(self) -> bool:
        """Whether it matters who encodes."""
        return self.family is Family.VIDEO


OFFERS: dict[ExportKind, Offer] = {
    offer.kind: offer
    for offer in (
        Offer(ExportKind.MP4, Family.VIDEO, ".mp4", "MP4 (H.264)"),
        Offer(ExportKind.HEVC, Family.VIDEO, ".mp4", "MP4 (HEVC)"),
        Offer(ExportKind.WEBM, Family.VIDEO, ".webm", "WebM (VP9)"),
        Offer(ExportKind.AV1, Family.VIDEO, ".webm", "WebM (AV1)"),
        Offer(ExportKind.GIF, Family.ANIMATION, ".gif", "Animated GIF"),
        Offer(ExportKind.WEBP, Family.ANIMATION, ".webp", "Animated WebP"),
        Offer(ExportKind.M4A, Family.SOUND, ".m4a", "M4A (AAC)"),
        Offer(ExportKind.MP3, Family.SOUND, ".mp3", "MP3"),
        Offer(ExportKind.WAV, Family.SOUND, ".wav", "WAV"),
        Offer(ExportKind.OPUS, Family.SOUND, ".opus", "Opus"),
        Offer(ExportKind.SRT, Family.CAPTIONS, ".srt", "SRT"),
        Offer(ExportKind.VTT, Family.CAPTIONS, ".vtt", "WebVTT"),
        Offer(ExportKind.ASS, Family.CAPTIONS, ".ass", "ASS"),
        Offer(ExportKind.OTIO, Family.PROJECT, ".otio", "Project for editors (OTIO)"),
    )
}


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What the person wants: `start` and `seconds` of the video (None: to its end), the
    picture's `width` in pixels (None: as it is), and `out`, a file (or a folder for the
    usual name; None: beside the video).
    """

    kind: ExportKind
    start: float = 0.0
    seconds: float | None = None
    width: int | None = None
    encoder: Encoder = Encoder.AUTO
    out: str | None = None

    @property
    def offer(self) -> Offer:
        """What the kind is."""
        return OFFERS[self.kind]


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene with its take, and the second at which it starts.

    `fitted` is a video of exactly the scene's frames without captions in the picture, or None
    where the take must be fitted again; `sound` the take's own sound, as long, if it is heard
    in the video; `seam` the transition to the next shot, if that is more than a cut.
    """

    scene: Scene
    take: Take
    at: float
    fitted: Path | None = None
    sound: Path | None = None
    seam: Seam | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speech and the second at which it starts."""

    speech: Speech
    at: float


@dataclass(frozen=True, slots=True)
class Material:
    """A finished generation, as the store and the workspace have it.

    `captioned` says whether the video has a soft caption track; `cues` are there in any case.
    """

    title: str
    language: str
    format: VideoFormat
    seconds: float
    video: Path
    cues: tuple[Cue, ...] = ()
    captioned: bool = False
    shots: tuple[Shot, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    music: Path | None = None
    fit: Fit = Fit.COVER
    caption_style: CaptionStyle = CaptionStyle.CLASSIC
    caption_words: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export. `notes` are sentences that the person should know."""

    path: str
    kind: ExportKind
    notes: tuple[str, ...] = ()


def checked_order(order: ExportOrder, seconds: float, format: VideoFormat) -> ExportOrder:
    """The order made sound for a video of this length: `seconds` and `width` filled in where
    the kind needs them, both on whole frames and even pixels.

    Raises InvalidRequest for the first field that cannot be.
    """
    offer = order.offer
    _check_choices(order)
    if order.width is not None and not NARROWEST <= order.width <= WIDEST:
        raise InvalidRequest(
            f"The width must be from {NARROWEST} to {WIDEST} pixels.",
            "Choose a value in this range.",
            field="width",
        )
    if not 0 <= order.start < seconds:
        raise InvalidRequest(
            f"The video lasts {seconds:.1f} s; it cannot start at {order.start:g} s.",
            "Choose an earlier start.",
            field="start",
        )
    if order.seconds is not None and not order.seconds > 0:
        raise InvalidRequest("There is nothing to export.", "Choose a length.", field="seconds")
    frame = 1 / format.fps
    start = min(round(order.start / frame), format.frames(seconds) - 1) * frame
    left = seconds - start
    length = left if order.seconds is None else min(left, max(frame, order.seconds))
    if offer.family is Family.ANIMATION and length > LONGEST_ANIMATION:
        raise InvalidRequest(
            f"An animated picture can last {LONGEST_ANIMATION:g} s at most.",
            "Choose a shorter stretch.",
            field="seconds",
        )
    whole = start == 0 and length >= seconds - frame / 2
    width = order.width
    if offer.family is Family.ANIMATION and width is None:
        width = min(USUAL_ANIMATION_WIDTH, format.width)
    if width is not None:
        width -= width % 2
    return replace(
        order,
        start=start,
        seconds=None if whole else format.frames(length) * frame,
        width=None if width == format.width else width,
    )


def _check_choices(order: ExportOrder) -> None:
    """Refuse choices that the kind does not have, rather than ignore them."""
    offer = order.offer
    made = {
        "start": offer.stretch or order.start == 0,
        "seconds": offer.stretch or order.seconds is None,
        "width": offer.width or order.width is None,
        "encoder": offer.encoder or order.encoder in (Encoder.AUTO, Encoder.SOFTWARE),
    }
    for field, allowed in made.items():
        if not allowed:
            raise InvalidRequest(
                f"{offer.name} has no choice of {field}.", "Leave it out.", field=field
            )
