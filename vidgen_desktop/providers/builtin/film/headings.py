"""The words on a scene: its heading, or its first clause where that is short."""

import re

from vidgen_desktop.core.model import Scene, Storyboard

LONGEST = 24  # characters of a clause that is set whole; a cut one reads like a mistake
CLAUSE_END = re.compile(r"[.!?;:,،؛؟。！？；：，、।…]+|\s[–—-]\s")


def heading_of(scene: Scene, storyboard: Storyboard) -> str:
    """The heading, the title where the first scene has none, a short first clause, or nothing."""
    if scene.heading.strip():
        return scene.heading.strip()
    if scene == storyboard.scenes[0] and storyboard.title.strip():
        return storyboard.title.strip()
    return key_phrase(scene.narration)


def key_phrase(narration: str) -> str:
    """The first clause, whole; "" where it is long."""
    clause = next((part.strip() for part in CLAUSE_END.split(narration) if part.strip()), "")
    return clause if len(clause) <= LONGEST else ""
