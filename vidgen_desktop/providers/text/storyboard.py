"""Having the scenes imagined: a model says what is seen, our planner what is said and when.

The division into scenes and their lengths are the built-in planner's: it measures the voice,
keeps every word and fills the length to the frame, which no model does.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.model import Request, Scene, Script, Storyboard
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.validate import clean_text
from vidgen_desktop.providers.builtin.scenes.planner import plan as divide
from vidgen_desktop.providers.builtin.words.titles import shortened
from vidgen_desktop.providers.prompts import MOODS, SHAPES, prompt
from vidgen_desktop.providers.text.asking import Question, TextModel, ask

if TYPE_CHECKING:
    from vidgen_desktop.providers.text.shapes import Shot, Shots

AT_ONCE = 20  # scenes in one question: what small models can keep in mind
LONGEST_HEADING = 48  # characters
_LONGEST_LOOK, _LONGEST_SHOT, _LONGEST_DETAIL = 420, 480, 120  # characters
_TOKENS_PER_SCENE, _TOKENS_OF_LOOK = 130, 100
_MOST_FOREIGN = 0.3  # share of letters that are not Latin, in what should be English
_REFERENCE = (
    "\n- The model is also given a reference picture of the look or the main character: say "
    "“the character of the reference picture”, and do not describe them otherwise."
)


@dataclass(frozen=True, slots=True)
class _Imagined:
    """What is seen in a scene, and its title."""

    visual: str
    heading: str


def plan(
    model: TextModel, script: Script, request: Request, spoken: Callable[[str], float], work: Work
) -> Storyboard:
    """Scenes for a script, with visual prompts in English."""
    board = divide(script, request, spoken, Work(work.token, work.scratch))
    open_scenes = [scene for scene in board.scenes if scene.picture is None]
    seen: dict[int, _Imagined] = {}
    look = ""
    for start in range(0, len(open_scenes), AT_ONCE):
        part = open_scenes[start : start + AT_ONCE]
        work.token.check()
        question = _question(board, part, script, request, look)
        shots = ask(model, question, work)
        look = look or _line(shots.look, _LONGEST_LOOK)
        by_number = _matched(shots.scenes, part)
        seen.update({number: _imagined(shot, look) for number, shot in by_number.items()})
        work.progress((start + len(part)) / len(open_scenes))
    keeps_headings = any(script.headings)
    scenes = tuple(_filled(scene, seen.get(scene.number), keeps_headings) for scene in board.scenes)
    return replace(board, scenes=scenes)


def _question(
    board: Storyboard, part: Sequence[Scene], script: Script, request: Request, look: str
) -> "Question[Shots]":
    from vidgen_desktop.providers.text.shapes import Shots

    first = part[0].number
    last = part[-1].number
    is_all = len(part) == len(board.scenes)
    material: dict[str, object] = {
        "title": board.title,
        "language": board.language,
        "scenes": [_told(scene, script) for scene in part],
    }
    if look:
        material["look"] = look  # of the scenes before: it stays
    if before := [scene for scene in board.scenes if scene.number == first - 1]:
        material["narration_before"] = before[0].narration

    def check(answer: "Shots") -> str:
        return _fault(answer, part)

    return Question(
        step="plan",
        what="The storyboard" if is_all else f"The storyboard of scenes {first} to {last}",
        system=prompt(
            "storyboard",
            medium="still pictures" if request.cast.clips_by is Role.PICTURE else "video clips",
            shape=SHAPES[request.aspect],
            mood=MOODS[request.look],
            reference=_REFERENCE if request.reference else "",
        ),
        material=material,
        shape=Shots,
        length=_TOKENS_OF_LOOK + _TOKENS_PER_SCENE * len(part),
        check=check,
        miss=_nothing_missed,
    )


def _nothing_missed(_answer: "Shots") -> None:
    """A storyboard is good or useless."""


def _told(scene: Scene, script: Script) -> dict[str, object]:
    told: dict[str, object] = {
        "number": scene.number,
        "seconds": round(scene.seconds, 1),
        "narration": scene.narration,
    }
    if any(script.directions):
        told["wanted"] = scene.visual  # begins with the person's own direction
    return told


def _fault(answer: "Shots", part: Sequence[Scene]) -> str:
    found = _matched(answer.scenes, part)
    missing = [scene.number for scene in part if scene.number not in found]
    if missing:
        return f"Scenes are missing: {', '.join(str(number) for number in missing)}."
    shots = {scene.number: found[scene.number] for scene in part}
    empty = [number for number, shot in shots.items() if not clean_text(shot.shot)]
    if empty:
        return f"“shot” is empty in scene {empty[0]}."
    foreign = [number for number, shot in shots.items() if _is_foreign(shot.shot)]
    if foreign:
        return f"“shot” must be in English; that of scene {foreign[0]} is not."
    return "“look” must be in English." if _is_foreign(answer.look) else ""


def _matched(shots: Sequence["Shot"], part: Sequence[Scene]) -> dict[int, "Shot"]:
    """The shots by scene; by their order where a model has counted in its own way."""
    wanted = {scene.number for scene in part}
    found = {shot.number: shot for shot in reversed(shots) if shot.number in wanted}
    if len(found) < len(wanted) and len(shots) == len(part):
        return {scene.number: shot for scene, shot in zip(part, shots, strict=True)}
    return found


def _imagined(shot: "Shot", look: str) -> _Imagined:
    parts = [
        _line(shot.shot, _LONGEST_SHOT),
        _line(shot.camera, _LONGEST_DETAIL),
        _line(shot.light, _LONGEST_DETAIL),
        look,
    ]
    visual = " ".join(f"{part}." for part in parts if part)
    return _Imagined(visual, shortened(_line(shot.heading, 200), LONGEST_HEADING))


def _filled(scene: Scene, seen: _Imagined | None, keeps_headings: bool) -> Scene:
    if seen is None:
        return scene
    own = scene.heading if keeps_headings else ""
    return replace(scene, visual=seen.visual, heading=own or seen.heading or scene.heading)


def _line(text: str, longest: int) -> str:
    """On one line, without its last full stop."""
    flat = " ".join(clean_text(text).split())
    return shortened(flat, longest).rstrip(" .;,")


def _is_foreign(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return foreign > _MOST_FOREIGN * len(letters)
