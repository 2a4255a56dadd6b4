"""How each kind of video is encoded, in software and by each kind of hardware."""

from dataclasses import dataclass

from vidgen_desktop.core.export import Encoder, ExportKind

HARDWARE = (
    Encoder.NVENC,
    Encoder.QUICK_SYNC,
    Encoder.VIDEO_TOOLBOX,
    Encoder.AMF,
    Encoder.VAAPI,
)
NAMES = {
    Encoder.NVENC: "NVENC",
    Encoder.QUICK_SYNC: "Quick Sync",
    Encoder.VIDEO_TOOLBOX: "VideoToolbox",
    Encoder.AMF: "AMF",
    Encoder.VAAPI: "VAAPI",
}


@dataclass(frozen=True, slots=True)
class Codec:
    """ffmpeg's arguments: before the inputs, at the end of the filters, of the encoder."""

    name: str  # for people
    options: tuple[str, ...]
    before: tuple[str, ...] = ()
    upload: str = "format=yuv420p"


# Measured on an animatic at 1280x720 (tests/benchmarks/bench_export.py): all four end at about
# 95 VMAF or above against the video that they are made from.
_SOFTWARE = {
    ExportKind.MP4: Codec("x264", ("-c:v", "libx264", "-preset", "fast", "-crf", "20")),
    ExportKind.HEVC: Codec(
        "x265",
        (
            *("-c:v", "libx265", "-preset", "fast", "-crf", "23"),
            *("-x265-params", "log-level=error", "-tag:v", "hvc1"),
        ),
    ),
    ExportKind.WEBM: Codec(
        "libvpx",
        (
            *("-c:v", "libvpx-vp9", "-crf", "28", "-b:v", "0"),
            *("-deadline", "good", "-cpu-used", "4", "-row-mt", "1", "-tile-columns", "1"),
        ),
    ),
    ExportKind.AV1: Codec("SVT-AV1", ("-c:v", "libsvtav1", "-preset", "8", "-crf", "30")),
}

_FAMILY = {
    ExportKind.MP4: "h264",
    ExportKind.HEVC: "hevc",
    ExportKind.WEBM: "vp9",
    ExportKind.AV1: "av1",
}
_MADE_BY = {
    Encoder.NVENC: ("h264", "hevc", "av1"),
    Encoder.QUICK_SYNC: ("h264", "hevc", "vp9", "av1"),
    Encoder.VIDEO_TOOLBOX: ("h264", "hevc"),
    Encoder.AMF: ("h264", "hevc", "av1"),
    Encoder.VAAPI: ("h264", "hevc", "vp9", "av1"),
}
_QUALITY = {"h264": 21, "hevc": 24, "vp9": 90, "av1": 32}  # on each codec's own scale
# VideoToolbox has a scale of quality on some Macs only; a rate works on all.
_BITS_PER_SECOND = {"h264": 8_000_000, "hevc": 5_000_000}


def software(kind: ExportKind) -> Codec:
    """The encoder that works everywhere."""
    return _SOFTWARE[kind]


def hardware(encoder: Encoder, kind: ExportKind) -> Codec | None:
    """The encoder of this hardware for this kind; None where it has none."""
    family = _FAMILY[kind]
    if family not in _MADE_BY[encoder]:
        return None
    quality = str(_QUALITY[family])
    tag = ("-tag:v", "hvc1") if family == "hevc" else ()
    name = NAMES[encoder]
    match encoder:
        case Encoder.NVENC:
            rate = ("-preset", "p5", "-rc", "vbr", "-cq", quality, "-b:v", "0")
            return Codec(name, ("-c:v", f"{family}_nvenc", *rate, *tag))
        case Encoder.QUICK_SYNC:
            rate = ("-preset", "medium", "-global_quality", quality)
            return Codec(name, ("-c:v", f"{family}_qsv", *rate, *tag), upload="format=nv12")
        case Encoder.VIDEO_TOOLBOX:
            rate = ("-b:v", str(_BITS_PER_SECOND[family]))
            return Codec(name, ("-c:v", f"{family}_videotoolbox", *rate, *tag))
        case Encoder.AMF:
            rate = ("-quality", "balanced", "-rc", "cqp", "-qp_i", quality, "-qp_p", quality)
            return Codec(name, ("-c:v", f"{family}_amf", *rate, *tag), upload="format=nv12")
        case _:
            return Codec(
                name,
                ("-c:v", f"{family}_vaapi", "-rc_mode", "CQP", "-global_quality", quality, *tag),
                ("-init_hw_device", "vaapi=gpu", "-filter_hw_device", "gpu"),
                "format=nv12,hwupload",
            )
