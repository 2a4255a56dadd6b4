"""The size of a picture for a video's shape, by what the model can draw.

gpt-image-2 and later draw any size whose sides are multiples of 16, earlier ones three sizes
(openai SDK 3.52, types/image_generate_params). Of other models the shapes they are usually
trained on are asked first; a server that refuses one is asked for the next.
"""

import re

from vidgen_desktop.core.model import VideoFormat

Size = tuple[int, int]

_ANY_SIZE = re.compile(r"gpt-image-(?:[2-9]|\d{2})", re.IGNORECASE)
_GPT_IMAGE = re.compile(r"gpt-image|chatgpt-image", re.IGNORECASE)
_EDITORS = re.compile(r"edit|kontext|omnigen|flux-?2|flux\.2", re.IGNORECASE)
_HD = 720  # lines
# More than the video has, so that the camera can come nearer: for HD, and for more.
_LARGE = {"wide": ((1536, 864), (2048, 1152)), "square": ((1024, 1024), (1536, 1536))}
_STANDARD = {"wide": (1536, 1024), "square": (1024, 1024)}
_USUAL = {"wide": (1344, 768), "square": (1024, 1024)}


def sizes_for(model: str, format: VideoFormat) -> tuple[Size, ...]:
    """The sizes to ask for, the best first."""
    shape = "square" if format.width == format.height else "wide"
    if _ANY_SIZE.search(model):
        large = _LARGE[shape][0 if min(format.width, format.height) <= _HD else 1]
        found = (large, _STANDARD[shape])
    elif _GPT_IMAGE.search(model):
        found = (_STANDARD[shape],)
    else:
        found = (_USUAL[shape], _STANDARD[shape], (1024, 1024))
    is_tall = format.height > format.width
    turned = [(height, width) if is_tall else (width, height) for width, height in found]
    return tuple(dict.fromkeys(turned))


def is_openai_model(model: str) -> bool:
    """Whether it is one of OpenAI's, which have settings that others refuse."""
    return bool(_GPT_IMAGE.search(model))


def takes_reference(model: str) -> bool:
    """Whether a picture can be given along, as far as the name tells."""
    return bool(_GPT_IMAGE.search(model) or _EDITORS.search(model))
