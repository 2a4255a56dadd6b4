"""The words for a generation that stopped before its end."""

from dataclasses import dataclass

from vidgen_desktop.core.model import Estimate, Generation
from vidgen_desktop.core.states import State, going_on, state_of
from vidgen_desktop.ui.look import texts
from vidgen_desktop.ui.look.marks import MARKS


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said of a generation that stopped before its end."""

    icon: tuple[str, str]
    heading: str
    sentence: str
    button: str
    is_limit: bool = False


LEFT = Ending(
    MARKS[State.INTERRUPTED],
    State.INTERRUPTED,
    "Vidgen ended before this video was finished. It can go on where it stopped.",
    going_on(State.INTERRUPTED),
)


def ending_of(generation: Generation, unknown: str, rest: Estimate | None = None) -> Ending:
    """The words for how it ended; neither a cancel nor a limit is an error, nor is to have been
    unfinished in a backup. `unknown` is what to say of purchases that wait for a decision, if
    there are any; `rest` is what going on will cost.
    """
    state = state_of(generation)
    if unknown and state not in {State.CANCELLED, State.LIMIT}:
        state = State.ASKS
    mark, button = MARKS[state], going_on(state)
    error = generation.error or "The reason is not known."
    match state:
        case State.CANCELLED:
            return Ending(mark, state, "You stopped this video before it was finished.", button)
        case State.LIMIT:
            return Ending(mark, "A limit was reached", error, button, is_limit=True)
        case State.ASKS:
            sentence = f"{generation.error or ''} Nothing is bought again without your word."
            return Ending(mark, unknown or "An answer was lost", sentence.strip(), button)
        case State.INTERRUPTED:
            cost = "" if rest is None else f"{texts.SEPARATOR}{texts.estimated(rest)}"
            return Ending(mark, "From a backup", error, f"{button}{cost}")
        case _:
            return Ending(mark, "This video could not be made", error, button)


def kept_sentence(generation: Generation, kept: int, scenes: int, billed: str = "") -> str:
    """What was spent, what may be, and what is kept, in a few sentences."""
    spent = texts.was_spent(generation)
    said = f"{spent} {billed}".strip()
    if not kept:
        return said
    return f"{said} {texts.scenes_are(kept, scenes)} finished and kept."


def details_of(generation: Generation) -> str:
    """What somebody who helps will want to know."""
    lines = [
        f"Video {generation.id}, stopped at {generation.progress:.0f} %"
        + (f" ({generation.current_step})" if generation.current_step else ""),
        f"Kind of fault: {generation.error_code or 'unknown'}",
    ]
    if generation.progress_updated_at is not None:
        lines.append(f"Last sign of life: {generation.progress_updated_at.astimezone():%c}")
    return "\n".join(lines)
