"""What is known of a file with pictures or sound."""

from dataclasses import dataclass
from enum import StrEnum


class MediaKind(StrEnum):
    """What a file is good for."""

    VIDEO = "video"
    PICTURE = "picture"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a probe found in a file. A picture has no seconds, a sound no size. `is_whole` is
    false where the file says that it had more once, as one does that was cut off.
    """

    kind: MediaKind
    seconds: float
    width: int
    height: int
    fps: float
    has_sound: bool
    video_codec: str = ""
    audio_codec: str = ""
    pixel_format: str = ""
    frames: int = 0
    subtitles: int = 0
    is_whole: bool = True
