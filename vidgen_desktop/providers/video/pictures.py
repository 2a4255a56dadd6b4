"""The person's pictures as a service takes them: JPEG, upright, no larger than it needs."""

import base64
import hashlib
import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.filming import Size
from vidgen_desktop.providers.flattened import flattened

if TYPE_CHECKING:  # Pillow is imported when first used
    from PIL.Image import Image as Photo

_MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 2048
_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG ready to be sent. `digest` tells it from any other."""

    jpeg: bytes = field(repr=False)
    digest: str

    @property
    def data_url(self) -> str:
        """As an address that carries the picture itself."""
        return f"data:image/jpeg;base64,{base64.b64encode(self.jpeg).decode('ascii')}"


def first_frame(path: Path, size: Size) -> Picture:
    """The picture as the first frame of a clip of this size: filled, its edges cut off.

    Nothing but pixels is sent: no place, no time, no camera. Raises MediaError.
    """
    from PIL import Image, ImageOps

    photo = _opened(path)
    return _encoded(ImageOps.fit(photo, size, Image.Resampling.LANCZOS))


def reference(path: Path) -> Picture:
    """The picture whole, as an example of a look or a character. Raises MediaError."""
    from PIL import Image

    photo = _opened(path)
    photo.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _encoded(photo)


def _opened(path: Path) -> "Photo":
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is too large is refused below
            with Image.open(path) as file:
                if file.width * file.height > _MOST_PIXELS:
                    raise MediaError(
                        f"The picture “{path.name}” is too large.",
                        f"Make it smaller than {_MOST_PIXELS // 1_000_000} million pixels.",
                    )
                return flattened(ImageOps.exif_transpose(file))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise MediaError(
            f"The picture “{path.name}” cannot be read.", "Put it back, or choose another one."
        ) from fault


def _encoded(photo: "Photo") -> Picture:
    held = io.BytesIO()
    photo.save(held, "JPEG", quality=_QUALITY)
    jpeg = held.getvalue()
    return Picture(jpeg, hashlib.sha256(jpeg).hexdigest())
