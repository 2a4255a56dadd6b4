"""The answer to a create is lost: nothing is sent again by itself, and the person's word counts."""

from tests.durability import judge
from tests.durability.attack import UNKNOWN, Attack, Case
from tests.servers.faults import BROKEN, dropped_after
from tests.servers.proxy import Exchange

VIDEOS, SPEECH = "/v1/videos", "/v1/audio/speech"
ALWAYS = 1000


def lost(case: Case) -> None:
    """Of a clip that the service can be asked for, of one that it cannot, and of a voice."""
    proxy = case.studio.proxy
    kind = case.number % 4
    if kind == 0:  # the service lists it: the program finds it by itself
        proxy.next(dropped_after, "POST", VIDEOS)
    elif kind == 1:  # nobody can tell whether it arrived
        proxy.next(dropped_after, "POST", VIDEOS)
        proxy.next(BROKEN, "GET", VIDEOS, times=ALWAYS)
    elif kind == 2:
        proxy.next(dropped_after, "POST", SPEECH)
    else:
        proxy.next(_headers_only, "POST", SPEECH)
    said = case.struck(case.person.generate())
    counted = case.studio.clips() + case.studio.voices()
    if any(times > 1 for times in counted.values()):
        case.verdict.bought_twice.append(f"sent again by itself: {dict(counted)}")
    if kind == 0:
        if case.verdict.struck:
            case.verdict.other.append(f"it was not found: {said.outcome.get('error')}")
        return
    _is_told(case, said.outcome.get("error_code"))
    case.is_impatient = kind == 1
    if case.number // 4 % 2:  # they look no further
        case.looked_for |= {one["id"] for one in judge.purchases(case.person)}


def _headers_only(exchange: Exchange) -> None:
    reply = exchange.forward()
    exchange.send(reply, most=0)
    exchange.hang_up()


def _is_told(case: Case, code: object) -> None:
    if code != UNKNOWN:
        case.verdict.other.append(f"it ended with {code}, not as unknown")
    if "unknown" not in case.person.types("show", "1").out:
        case.verdict.other.append("what is unknown is not shown")


LOST = (Attack("the answer is lost", 50, lost),)
