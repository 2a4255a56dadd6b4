"""A person's picture in plain colours, whatever its file has in it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Pillow is imported when first used
    from PIL.Image import Image as Photo

_DEEP = ("I;16", "I;16B", "I;16L", "I")  # greys of 16 bit
_CLEAR = ("RGBA", "LA", "PA", "RGBa", "La")


def flattened(photo: "Photo") -> "Photo":
    """RGB; what is transparent becomes white paper, 16-bit greys keep their range."""
    import numpy as np
    from PIL import Image

    if photo.mode in _DEEP:  # Pillow would make white of all but the darkest
        grey = np.asarray(photo, np.float64) / 257
        return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).convert("RGB")
    if photo.mode in _CLEAR or "transparency" in photo.info:
        clear = photo.convert("RGBA")
        paper = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, clear).convert("RGB")
    return photo.convert("RGB")
