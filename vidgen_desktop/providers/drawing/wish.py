"""What is asked for: the words for a scene's picture."""

from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.ports import ClipOrder
from vidgen_desktop.core.validate import clean_text
from vidgen_desktop.providers.prompts import MOODS, prompt, shape_of

_ENOUGH = 14  # words of a visual prompt that say what is seen; fewer are key words
_LONGEST = 3000  # characters
_REFERENCE = " Keep the look and the characters of the picture that is given along."


def words_for(order: ClipOrder, *, with_reference: bool) -> str:
    """The prompt for the picture of a scene.

    Where nobody has said what should be seen there are only key words: then the narration and
    the title say what they are about.
    """
    scene = order.scene
    visual = clean_text(scene.visual) or clean_text(scene.narration) or order.storyboard.title
    said = ""
    if len(visual.split()) < _ENOUGH:
        said = f"The picture is part of a video called “{order.storyboard.title}”. "
        if scene.narration.strip():
            said += f"It illustrates these words: “{clean_text(scene.narration)}” "
    mood = "" if order.look is Look.AUTO else f"Mood: {MOODS[order.look]}. "
    asked = prompt(
        "picture",
        visual=visual.rstrip(" .") + ".",
        said=said,
        shape=shape_of(order.format),
        mood=mood,
    )
    return asked[:_LONGEST] + (_REFERENCE if with_reference else "")
