"""A person's own picture, fitted to the frame and its margins."""

import warnings

import numpy as np
import skia
from PIL import Image, ImageFilter, ImageOps

from vidgen_desktop.providers.builtin.pictures.layers import Layer, Picture, Zone
from vidgen_desktop.providers.flattened import flattened

MOST_PIXELS = 100_000_000
MOST_CROPPED = 0.42  # share of the picture that may fall outside before it is framed instead


class NotAPicture(Exception):
    """The file cannot be used; the message is the sentence to show."""


def photo_picture(path: str, width: int, height: int) -> Picture:
    """The picture as layers: filling the frame, or whole on its own blurred enlargement where
    the shapes differ too much. Raises NotAPicture.
    """
    photo = _opened(path, width, height)
    scale = max(width / photo.width, height / photo.height)
    kept = (width / scale) * (height / scale) / (photo.width * photo.height)
    if 1 - kept <= MOST_CROPPED:
        return Picture(width, height, (_layer(_covering(photo, width, height), 0.5),), Zone.HIGH)
    back = _blurred(photo, width, height)
    return Picture(width, height, (_layer(back, 0.0), _framed(photo, width, height)), Zone.HIGH)


def _opened(path: str, width: int, height: int) -> Image.Image:
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    too_large = NotAPicture(f"The picture {name} is too large; 100 megapixels is the most.")
    try:
        with warnings.catch_warnings():
            # Pillow's own warning comes a little below our limit.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file = Image.open(path)
        with file:
            if file.width * file.height > MOST_PIXELS:
                raise too_large
            file.draft("RGB", (width * 2, height * 2))
            return flattened(ImageOps.exif_transpose(file))
    except Image.DecompressionBombError as fault:
        raise too_large from fault
    except (OSError, ValueError, SyntaxError) as fault:
        raise NotAPicture(f"The file {name} cannot be read as a picture.") from fault


def _covering(photo: Image.Image, width: int, height: int) -> Image.Image:
    # Faces and horizons are more often above the middle than below it.
    return ImageOps.fit(photo, (width, height), Image.Resampling.LANCZOS, centering=(0.5, 0.42))


def _blurred(photo: Image.Image, width: int, height: int) -> Image.Image:
    small = ImageOps.fit(photo, (max(8, width // 8), max(8, height // 8)), Image.Resampling.BOX)
    soft = small.filter(ImageFilter.GaussianBlur(max(2, min(small.size) / 12)))
    dim = soft.point([round(level * 0.62) for level in range(256)] * 3)
    return dim.resize((width, height), Image.Resampling.BICUBIC)


def _framed(photo: Image.Image, width: int, height: int) -> Layer:
    scale = 0.80 * min(width / photo.width, height / photo.height)
    # However thin it is, there is something of it to be seen.
    size = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
    whole = photo.resize(size, Image.Resampling.LANCZOS)
    return _layer(whole, 0.6, (width - whole.width) / 2, (height - whole.height) / 2)


def _layer(picture: Image.Image, depth: float, left: float = 0.0, top: float = 0.0) -> Layer:
    pixels = np.asarray(picture.convert("RGBA"))
    image = skia.Image.fromarray(
        pixels, skia.kRGBA_8888_ColorType, skia.kOpaque_AlphaType, copy=True
    )
    # A framed picture covers no whole width; the first layer has nothing behind it.
    return Layer(image, left, top, depth, solid=float("inf"))
