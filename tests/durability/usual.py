"""The usual video as it comes out when nobody attacks: what others are compared with."""

import threading
from functools import cache

from tests.durability import judge
from tests.durability.attack import Case
from tests.durability.person import settle_in
from tests.durability.studio import open_studio
from tests.durability.temporary import folder

_lock = threading.Lock()


def usual_frames() -> list[str]:
    """A digest of its pictures and its sound, as decoded; made once in a process."""
    with _lock:
        return _made()


def same_in_the_end(case: Case) -> None:
    """Go on; the video is the same as if nothing had happened."""
    case.go_on()
    if case.verdict.completed and judge.frames_of(case.person) != usual_frames():
        case.verdict.other.append("the video is not the same as without it")


@cache
def _made() -> list[str]:
    with folder() as home, open_studio() as studio:
        person = settle_in(home / "home", studio)
        said = person.generate().end()
        assert said.code == 0, said.errors
        return judge.frames_of(person)
