"""Still pictures, by Pillow: what they are, and whether they are whole."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from vidgen_desktop.core.errors import MediaError, ToolError
from vidgen_desktop.core.media_info import MediaInfo, MediaKind
from vidgen_desktop.media.children.ffmpeg import MAX_PIXELS

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
SIGNATURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
# Of these, decoding makes several copies: 16 bytes for each pixel of a WebP picture and 12 of a
# progressive JPEG. All of it must stay under 500 MB.
MAX_WEBP_PIXELS, MAX_PROGRESSIVE_PIXELS = 25_000_000, 38_000_000
SIDEWAYS = (5, 6, 7, 8)  # Exif orientations that swap the sides
ORIENTATION = 0x0112


def picture_info(path: Path) -> MediaInfo | None:
    """The picture in a file, or None where it is something else.

    Raises MediaError for a picture that is damaged, too large, or of an unknown kind.
    """
    head = _head(path)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise MediaError(
            f"“{path.name}” is a HEIC or AVIF picture, which Vidgen cannot read.",
            "Save it as JPEG or PNG.",
        )
    return _opened(path) if _is_picture(head) else None


def is_picture(path: Path) -> bool:
    """Whether a file begins as pictures do. Raises OSError."""
    return _is_picture(_head(path))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _is_picture(head: bytes) -> bool:
    return head.startswith(SIGNATURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _opened(path: Path) -> MediaInfo:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Of what Pillow only warns of, size is refused below, and slight damage is no matter.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=KINDS) as picture:
                width, height = picture.size
                most = _most_pixels(picture)
                if width * height > most:
                    raise _too_large(path, f"{width}×{height} pixels", most)
                # Decodes all of it: a truncated file is noticed here.
                picture.load()  # pyright: ignore[reportUnknownMemberType] - Pillow's own gap
                if picture.getexif().get(ORIENTATION) in SIDEWAYS:
                    width, height = height, width
                return MediaInfo(
                    kind=MediaKind.PICTURE,
                    seconds=0.0,
                    width=width,
                    height=height,
                    fps=0.0,
                    has_sound=False,
                    video_codec=(picture.format or "").lower(),
                    pixel_format=picture.mode,
                    frames=1,
                )
    except Image.DecompressionBombError as fault:
        raise _too_large(path, "more than any picture needs", MAX_PIXELS) from fault
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        if isinstance(fault, OSError) and fault.errno:  # the system's own
            raise ToolError(
                f"“{path.name}” cannot be read ({fault.strerror}).", "Check its permissions."
            ) from fault
        # Pillow reports damage in all of these ways.
        raise MediaError(
            f"The picture “{path.name}” is damaged and cannot be read.", "Choose another file."
        ) from fault


def _most_pixels(picture: "ImageFile") -> int:
    if picture.format == "WEBP":
        return MAX_WEBP_PIXELS
    if "progressive" in picture.info:
        return MAX_PROGRESSIVE_PIXELS
    return MAX_PIXELS


def _too_large(path: Path, size: str, most: int) -> MediaError:
    return MediaError(
        f"The picture “{path.name}” is too large ({size}).",
        f"Make it smaller than {most // 1_000_000} million pixels.",
    )
