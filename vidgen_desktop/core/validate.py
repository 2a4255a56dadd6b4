"""Makes a request sound, or says which field is wrong and how to mend it."""

import re
import unicodedata
from dataclasses import replace

from vidgen_desktop.core.choices import Boundary
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request

LONGEST_PROMPT = 20_000  # characters
SHORTEST_SECONDS, LONGEST_SECONDS = 5.0, 600.0
SLOWEST_SPEECH, FASTEST_SPEECH = 0.5, 2.0
FRAME_RATES = (24, 30)
LARGEST_SEED = 2**31 - 1
MOST_SCENES = 1000  # more than fit into the longest video

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")  # BCP 47, loosely
_KEPT_CONTROLS = {"\n", "\t"}
_DROPPED_CATEGORIES = {"Cc", "Cs"}  # control characters and lone surrogates


def clean_text(text: str) -> str:
    """The text without control characters, with plain line ends, trimmed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        char
        for char in lines
        if char in _KEPT_CONTROLS or unicodedata.category(char) not in _DROPPED_CATEGORIES
    )
    return "".join(kept).strip()


def checked(request: Request) -> Request:
    """The request made sound; raises InvalidRequest for the first field that cannot be."""
    prompt = clean_text(request.prompt)
    _check_prompt(prompt)
    _check_range("seconds", "length", request.seconds, SHORTEST_SECONDS, LONGEST_SECONDS, " s")
    _check_range("speed", "voice speed", request.speed, SLOWEST_SPEECH, FASTEST_SPEECH, "")
    if request.fps not in FRAME_RATES:
        raise InvalidRequest(
            f"{request.fps} frames per second is not offered.", "Choose 24 or 30.", field="fps"
        )
    if not 0 <= request.seed <= LARGEST_SEED:
        raise InvalidRequest(
            "The seed is out of range.",
            f"Choose a whole number from 0 to {LARGEST_SEED}.",
            field="seed",
        )
    if request.language is not None and not _LANGUAGE.fullmatch(request.language):
        raise InvalidRequest(
            "The language is no code of a language.",
            "Write it as in en or pt-BR, or leave it out.",
            field="language",
        )
    return replace(request, prompt=prompt, boundaries=_boundaries(request))


def _check_prompt(prompt: str) -> None:
    if not any(char.isprintable() and not char.isspace() for char in prompt):
        raise InvalidRequest(
            "The prompt is empty.", "Write what the video should be about.", field="prompt"
        )
    if len(prompt) > LONGEST_PROMPT:
        raise InvalidRequest(
            f"The prompt has {len(prompt):,} characters; the most is {LONGEST_PROMPT:,}.",
            "Shorten it, or make several videos.",
            field="prompt",
        )


def _boundaries(request: Request) -> tuple[Boundary, ...]:
    """The exceptions from the transition, in order and without those that are none."""
    seen: set[int] = set()
    for scene in (boundary.after for boundary in request.boundaries):
        if not 1 <= scene <= MOST_SCENES:
            raise InvalidRequest(
                f"There is no scene {scene} that a transition could follow.",
                "Scenes count from 1.",
                field="boundaries",
            )
        if scene in seen:
            raise InvalidRequest(
                f"Scene {scene} has more than one transition after it.",
                "Choose one of them.",
                field="boundaries",
            )
        seen.add(scene)
    exceptions = (b for b in request.boundaries if b.transition is not request.transition)
    return tuple(sorted(exceptions, key=lambda boundary: boundary.after))


def _check_range(field: str, what: str, value: float, least: float, most: float, unit: str) -> None:
    # Written so that NaN, which compares false with everything, is refused.
    if not least <= value <= most:
        raise InvalidRequest(
            f"The {what} must be from {least:g}{unit} to {most:g}{unit}.",
            "Choose a value in this range.",
            field=field,
        )
