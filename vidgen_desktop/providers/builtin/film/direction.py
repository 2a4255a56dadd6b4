"""Direction: which picture, palette and camera move each scene of a storyboard gets.

Everything follows from the words and the seed, for the whole storyboard at once, so that no
two neighbouring scenes are alike and the video is one piece.
"""

import hashlib
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.model import Scene, Storyboard
from vidgen_desktop.providers.builtin.film.camera import MOVES
from vidgen_desktop.providers.builtin.film.subjects import scores, subjects
from vidgen_desktop.providers.builtin.pictures.palette import VARIANTS

T = TypeVar("T")

TIRED = 0.45  # how much less a kind is wanted for each time it has been shown
FROM_STORY = 0.30  # how much the whole story's words count beside the scene's own
FAMILY_OF_LOOK = {look: look.value for look in Look if look is not Look.AUTO}


@dataclass(frozen=True, slots=True)
class Shot:
    """How one scene is filmed. `seed` depends on the scene's own words; `turn` is another
    one each time the storyboard shows the kind.
    """

    kind: str
    family: str
    variant: int
    move: str
    seed: int
    turn: int


def direct(storyboard: Storyboard, look: Look, seed: int) -> dict[int, Shot]:
    """The shots of all scenes, by scene number."""
    story = _story_scores(storyboard)
    dice = random.Random(_hash(storyboard.title, str(seed)))  # noqa: S311 - art, not secrets
    family = FAMILY_OF_LOOK.get(look) or _family(story, dice)
    kinds = _kinds(storyboard.scenes, story, seed)
    variants = _in_turn(range(len(VARIANTS)), len(kinds), dice)
    moves = _in_turn(list(MOVES), len(kinds), dice)
    shots: dict[int, Shot] = {}
    for index, scene in enumerate(storyboard.scenes):
        kind = kinds[index]
        turn = _hash(kind, str(seed)) % 2 + kinds[:index].count(kind)
        luck = _hash(_text(scene), kind, str(seed))
        shots[scene.number] = Shot(kind, family, variants[index], moves[index], luck, turn)
    return shots


def _text(scene: Scene) -> str:
    return f"{scene.heading}\n{scene.visual}\n{scene.narration}"


def _hash(*parts: str) -> int:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=6).digest(), "big")


def _story_scores(storyboard: Storyboard) -> Counter[str]:
    total: Counter[str] = Counter()
    for text in [storyboard.title] * 3 + [_text(scene) for scene in storyboard.scenes]:
        total.update(scores(text))
    return total


def _family(story: Counter[str], dice: random.Random) -> str:
    """The palette family for look "auto": of the kind that the story is most about."""
    if not story:
        return dice.choice(["calm", "dusk", "warm", "fresh"])
    return subjects()[max(story, key=lambda kind: story[kind])].look


def _kinds(scenes: Sequence[Scene], story: Counter[str], seed: int) -> list[str]:
    chosen: list[str] = []
    uses: Counter[str] = Counter()
    for scene in scenes:
        previous = chosen[-1] if chosen else ""
        kind = _best(_wishes(scene, story), uses, previous, _hash(_text(scene), str(seed)))
        chosen.append(kind)
        uses[kind] += 1
    return chosen


def _wishes(scene: Scene, story: Counter[str]) -> dict[str, float]:
    """How much a scene calls for each kind: its own words, then the story's, then related."""
    own: dict[str, float] = {}
    for text, weight in ((scene.heading, 1.5), (scene.visual, 2.0), (scene.narration, 1.0)):
        for kind, score in scores(text).items():
            own[kind] = own.get(kind, 0.0) + score * weight
    wishes = dict(own)
    most = max(story.values(), default=1.0)
    for kind, score in story.items():
        wishes[kind] = wishes.get(kind, 0.0) + FROM_STORY * score / most
    for kind, score in list(wishes.items()):
        for place, other in enumerate(subjects()[kind].related):
            wishes[other] = wishes.get(other, 0.0) + score * (0.22 - 0.05 * place)
    return wishes


def _best(wishes: dict[str, float], uses: Counter[str], previous: str, luck: int) -> str:
    """The kind most wished for that was not just shown; without wishes, luck decides."""
    everything = [kind for kind in subjects() if kind != previous]
    if not any(kind != previous for kind in wishes):
        abstract = [kind for kind in ("poster", "rays", "lamp", "weather") if kind != previous]
        least = min(uses[kind] for kind in abstract)
        fresh = [kind for kind in abstract if uses[kind] == least]
        return fresh[luck % len(fresh)]
    return max(everything, key=lambda kind: wishes.get(kind, 0.0) * TIRED ** uses[kind])


def _in_turn(choices: Sequence[T], count: int, dice: random.Random) -> list[T]:
    """`count` choices in shuffled rounds, never the same twice in a row."""
    turns: list[T] = []
    while len(turns) < count:
        round_ = list(choices)
        dice.shuffle(round_)
        if turns and round_[0] == turns[-1]:
            round_.append(round_.pop(0))
        turns += round_
    return turns[:count]
