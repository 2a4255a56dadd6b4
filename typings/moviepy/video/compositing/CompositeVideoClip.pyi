# The part of MoviePy that we use: the library has no types of its own.

from collections.abc import Sequence

from moviepy.video.VideoClip import VideoClip

class CompositeVideoClip(VideoClip):
    def __init__(
        self,
        clips: Sequence[VideoClip],
        size: tuple[int, int] | None = None,
        bg_color: tuple[int, int, int] | None = None,
        use_bgclip: bool = False,
        is_mask: bool = False,
    ) -> None: ...
