"""The words on a scene: its heading, or a short phrase from its narration."""

import re

from vidgen_desktop.core.model import Scene, Storyboard

LONGEST = 44  # characters of a phrase taken from the narration
SHORT_WORD = 3  # letters; a phrase does not end with "of" or "the"
CLAUSE_END = re.compile(r"[.!?;:,،؛؟。！？；：，、।…]+|\s[–—-]\s")


def heading_of(scene: Scene, storyboard: Storyboard) -> str:
    """The heading, the title where the first scene has none, or the narration's first words."""
    if scene.heading.strip():
        return scene.heading.strip()
    if scene == storyboard.scenes[0] and storyboard.title.strip():
        return storyboard.title.strip()
    return key_phrase(scene.narration)


def key_phrase(narration: str) -> str:
    """The first clause, cut to a few words where it is long; "" where nothing short fits."""
    clause = next((part.strip() for part in CLAUSE_END.split(narration) if part.strip()), "")
    if len(clause) <= LONGEST:
        return clause
    words = clause[: LONGEST + 1].split()[:-1]
    while words and len(words[-1]) <= SHORT_WORD:
        words.pop()
    # A script without spaces gives one long word, which must not be cut anywhere.
    return " ".join(words) + "…" if len(words) > 1 else ""
