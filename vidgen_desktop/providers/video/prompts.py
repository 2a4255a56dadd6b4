"""A scene in the words of a cameraman, for any video model."""

from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.model import Scene
from vidgen_desktop.core.ports import ClipOrder

NEGATIVE = (
    "text, letters, captions, subtitles, logo, watermark, split screen, "
    "distorted faces, extra limbs, flicker, blur"
)

_MOST_LETTERS = 1200  # of what is seen: some models take no more than 2000 in all
_MOST_NARRATION = 400

_MOODS = {
    Look.AUTO: "natural light and true colours",
    Look.CALM: "soft daylight, muted cool colours, a quiet mood",
    Look.WARM: "golden evening light, warm colours, a friendly mood",
    Look.BOLD: "strong contrast, saturated colours, an energetic mood",
    Look.NIGHT: "night, deep blues, small warm lights",
    Look.PAPER: "the look of cut paper and watercolour, pale colours",
}
_CAMERAS = (
    "The camera moves in slowly.",
    "The camera glides sideways, slowly.",
    "The camera holds still; only the subject moves.",
    "The camera follows the subject, slowly.",
    "The camera draws back slowly and shows more.",
)
_ALREADY = ("camera", "shot", "close-up", "pan ", "zoom", "tracking", "dolly", "aerial", "drone")


def prompt_for(order: ClipOrder) -> str:
    """What should be seen, how the camera moves, and the style that all scenes share.

    The narration stands in only where nobody has said what should be seen: many models
    would write it into the picture, or have somebody say it.
    """
    scene, look = order.scene, _MOODS[order.look]
    style = f"Cinematic and consistent from scene to scene: {look}."
    parts = [_subject(scene, order.storyboard.title), _camera(scene), style]
    parts.append("No text, letters, captions, logos or watermarks in the picture.")
    return " ".join(part for part in parts if part)


def _subject(scene: Scene, title: str) -> str:
    visual = _flat(scene.visual, _MOST_LETTERS)
    about = _flat(scene.heading or title, 120)
    if visual and visual != _flat(scene.narration, _MOST_LETTERS):
        return f"{_ended(visual)} Part of a film about {_ended(about)}" if about else _ended(visual)
    told = _flat(scene.narration or scene.visual, _MOST_NARRATION)
    if not told:
        return f"A scene of a film about {_ended(about or 'the world')}"
    named = f", in a film about {about}" if about else ""
    return f"A scene{named} that shows, without any words, what this means: {_ended(told)}"


def _camera(scene: Scene) -> str:
    """None where the scene has its own; otherwise neighbours have different ones."""
    visual = scene.visual.lower()
    if any(word in visual for word in _ALREADY):
        return ""
    return _CAMERAS[(scene.number - 1) % len(_CAMERAS)]


def _flat(text: str, most: int) -> str:
    """One line, cut between words where it is too long."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[:most]
    return cut.rpartition(" ")[0] or cut


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", "。", "！", "？", "।", "؟")) else f"{text}."
