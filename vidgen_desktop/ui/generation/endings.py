"""The words for a generation that stopped before its end."""

from dataclasses import dataclass

from vidgen_desktop.core.errors import BudgetExceeded
from vidgen_desktop.core.model import Estimate, Generation
from vidgen_desktop.ui.look import texts


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said of a generation that stopped before its end."""

    icon: tuple[str, str]
    heading: str
    sentence: str
    button: str
    is_limit: bool = False


LEFT = Ending(
    ("interrupted", "warning"),
    "Interrupted",
    "Vidgen ended before this video was finished. It can go on where it stopped.",
    "Resume",
)


def ending_of(generation: Generation, unknown: str, rest: Estimate | None = None) -> Ending:
    """The words for how it ended; neither a cancel nor a limit is an error, nor is to have been
    unfinished in a backup. `unknown` is what to say of purchases that wait for a decision, if
    there are any; `rest` is what going on will cost.
    """
    error = generation.error or "The reason is not known."
    if generation.is_cancelled:
        sentence = "You stopped this video before it was finished."
        return Ending(("stopped", "secondary"), "Cancelled", sentence, "Resume")
    if BudgetExceeded.is_code(generation.error_code):
        return Ending(("limit", "warning"), "A limit was reached", error, "Go on", is_limit=True)
    if unknown:
        sentence = f"{generation.error or ''} Nothing is bought again without your word.".strip()
        return Ending(("note", "warning"), unknown, sentence, "Go on")
    if generation.is_from_backup:
        cost = "" if rest is None else f"{texts.SEPARATOR}{texts.estimated(rest)}"
        return Ending(("interrupted", "warning"), "From a backup", error, f"Go on{cost}")
    return Ending(("failed", "bad"), "This video could not be made", error, "Try again")


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
