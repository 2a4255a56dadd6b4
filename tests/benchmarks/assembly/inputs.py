"""The inputs, made once in a scratch folder: busy, grainy pictures, speech and music."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.assembly.given import Given, GivenTake
from tests.benchmarks.assembly.narration import narrate
from tests.benchmarks.assembly.raw import ffmpeg
from vidgen_desktop.core.choices import Aspect, Captions, Resolution, Transition
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.timeline import LEAD_IN, TAIL

SCENE = 5.0  # seconds
LONGEST_VOICE = SCENE - LEAD_IN - TAIL
MUSIC = 45.0  # seconds; longer videos loop it
PROMPT = "How honey bees find the way."

# Points on the edge of the Mandelbrot set: every zoom is full of detail and of movement.
PLACES = (
    (-0.7436, 0.1318),
    (-0.1015, 0.9563),
    (0.2822, -0.0100),
    (-1.2506, 0.0201),
    (-0.7453, 0.1127),
    (-0.1592, -1.0338),
)
X264 = ("-c:v", "libx264", "-preset", "veryfast")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1")
AV1 = ("-c:v", "libsvtav1", "-preset", "12")
BT709 = (
    *("-color_range", "tv", "-colorspace", "bt709"),
    *("-color_primaries", "bt709", "-color_trc", "bt709"),
)
SMOOTH, TEN_BIT = "yuv420p", "yuv420p10le"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a take is made."""

    name: str
    encoder: tuple[str, ...]
    width: int
    height: int
    rate: str
    seconds: float = SCENE
    pixels: str = SMOOTH
    sound: str = ""
    grain: int = 5
    varying: bool = False


PLAIN = (*X264, "-b:v", "29M", "-maxrate", "29M", "-bufsize", "58M")

# 5.4 s are needed where a crossfade follows: most are longer, one is slowed.
MIXED = (
    Kind("h264-wide.mp4", X264, 1920, 1080, "30", 5.8, sound="aac"),
    Kind("hevc-25.mp4", X265, 1280, 720, "25", 5.6),
    Kind("vp9-film.webm", VP9, 1920, 1080, "24000/1001", 5.6, sound="libopus"),
    Kind("av1-ntsc.mp4", AV1, 1280, 720, "30000/1001", 5.6),
    Kind("h264-tall-60.mp4", X264, 1080, 1920, "60", 5.6, sound="aac"),
    Kind("hevc-10bit.mp4", X265, 1920, 1080, "24000/1001", 5.6, TEN_BIT),
    Kind("h264-vfr.mp4", X264, 1280, 720, "30", 5.6, varying=True),
    Kind("h264-50.mp4", X264, 1920, 1080, "50", 5.6, sound="aac"),
    Kind("vp9-tall.webm", VP9, 720, 1280, "30", 4.9),
    Kind("av1-tall-10bit.mp4", AV1, 1080, 1920, "30", 5.6, TEN_BIT),
    Kind("h264-small.mp4", X264, 640, 480, "30000/1001", 5.6, sound="aac"),
    Kind("h264-tall.mp4", X264, 1080, 1920, "30", 5.6),
)


class Inputs:
    """Makes what a case needs when it is first asked for, and keeps it in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def alike(self) -> Given:
        """Six takes of 5 s, 1280x720 at 24, from one encoder, 120 MB in all; soft captions."""
        kinds = [Kind(f"take-{n}.mp4", PLAIN, 1280, 720, "24", grain=16) for n in range(1, 7)]
        request = Request(PROMPT, seconds=6 * SCENE, fps=24, captions=Captions.SOFT)
        return self._given("alike", request, kinds)

    def mixed(self) -> Given:
        """Twelve takes of mixed sizes, rates and codecs for 1080x1920 at 30."""
        request = Request(
            PROMPT,
            seconds=12 * SCENE,
            aspect=Aspect.TALL,
            resolution=Resolution.FULL_HD,
            fps=30,
            captions=Captions.BURNED,
            caption_words=True,
            transition=Transition.CROSSFADE,
        )
        return self._given("mixed", request, MIXED)

    def long(self, minutes: int) -> Given:
        """Minutes of 1920x1080 at 24: one take of 5 s, linked as often as needed."""
        count = round(minutes * 60 / SCENE)
        kind = Kind("take.mp4", (*X264, "-b:v", "12M"), 1920, 1080, "24")
        request = Request(
            PROMPT, seconds=minutes * 60.0, resolution=Resolution.FULL_HD, captions=Captions.SOFT
        )
        return self._given(f"long-{minutes}", request, [kind], count)

    def _given(
        self, name: str, request: Request, kinds: Sequence[Kind], count: int | None = None
    ) -> Given:
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        made = [_take(kind, PLACES[n % len(PLACES)], folder) for n, kind in enumerate(kinds)]
        takes = made if count is None else [_linked(made[0], n) for n in range(count)]
        return Given(
            request=Request(**{**_fields(request), "music": str(self._music())}),
            scene_seconds=SCENE,
            takes=tuple(takes),
            speeches=narrate(len(takes), LONGEST_VOICE, folder),
            music=self._music(),
        )

    def _music(self) -> Path:
        """Three slow chords with some noise, as MP3."""
        out = self._folder / "music.mp3"
        if not out.exists():
            chords = "+".join(
                f"0.09*sin(2*PI*{hertz}*t)*(0.6+0.4*sin(2*PI*t/{period}))"
                for hertz, period in ((110, 4), (220, 6), (277, 5), (330, 7), (440, 3))
            )
            tones = ["-f", "lavfi", "-i", f"aevalsrc={chords}|{chords}:s=44100:d={MUSIC}"]
            ffmpeg(*tones, "-c:a", "libmp3lame", "-b:a", "192k", str(out))
        return out


def _fields(request: Request) -> dict[str, object]:
    return {name: getattr(request, name) for name in request.__slots__}


def _take(kind: Kind, place: tuple[float, float], folder: Path) -> GivenTake:
    out = folder / kind.name
    above, _, below = kind.rate.partition("/")
    take = GivenTake(out, kind.width, kind.height, int(above) / int(below or 1), kind.seconds)
    if out.exists():
        return take
    longer = max(kind.width, kind.height) // 3 * 2 // 16 * 16
    shorter = longer * 9 // 16 // 2 * 2
    small = (longer, shorter) if kind.width > kind.height else (shorter, longer)
    zoom = (
        f"mandelbrot=s={small[0]}x{small[1]}:rate={kind.rate}:start_x={place[0]}"
        f":start_y={place[1]}:start_scale=0.6:end_scale=0.01:end_pts=400:maxiter=400"
    )
    steps = [
        f"scale={kind.width}:{kind.height}:out_color_matrix=bt709:out_range=tv",
        f"setsar=1,noise=alls={kind.grain}:allf=t:all_seed=7",
        *(["select='not(eq(mod(n,7),3)+eq(mod(n,5),4))'"] if kind.varying else []),
        f"format={kind.pixels}",
    ]
    sound = ["-f", "lavfi", "-i", "anoisesrc=c=pink:a=0.1:r=48000"] if kind.sound else []
    ffmpeg(
        *("-f", "lavfi", "-i", zoom, *sound, "-vf", ",".join(steps), "-t", str(kind.seconds)),
        *(["-fps_mode", "vfr"] if kind.varying else []),
        *kind.encoder,
        *BT709,
        *(["-c:a", kind.sound, "-b:a", "128k"] if kind.sound else []),
        str(out),
    )
    return take


def _linked(take: GivenTake, number: int) -> GivenTake:
    """The same file under a name of its own."""
    link = take.path.with_name(f"take-{number:03d}.mp4")
    if not link.exists():
        os.link(take.path, link)
    return GivenTake(link, take.width, take.height, take.fps, take.seconds)
