"""Whether the person must be asked before something is bought."""

from collections.abc import Container
from dataclasses import replace

from vidgen_desktop.core.buying.purchase import Limits
from vidgen_desktop.core.errors import ConsentNeeded
from vidgen_desktop.core.model import Estimate
from vidgen_desktop.core.money import show_above


def without(whole: Estimate, done: Container[str]) -> Estimate:
    """What is left of an estimate when these steps are done."""
    left = tuple(line for line in whole.lines if line.step not in done)
    return replace(
        whole,
        micros=sum(line.micros or 0 for line in left),
        lines=left,
        unpriced=any(line.micros is None for line in left),
    )


def check_consent(found: Estimate, limits: Limits, agreed: int | None) -> None:
    """Raise ConsentNeeded where the person wants to be asked first, and did not agree to at
    least this much. Where a price is unknown they are asked, too: it may be any.
    """
    above = limits.confirm_above
    if above is None or (found.micros <= above and not found.unpriced):
        return
    if agreed is not None and agreed >= found.micros:
        return
    amount, most = show_above(found.micros, above)
    cost = f"about {amount}" if found.micros else "something"
    more = ", and what nobody has told the price of" if found.unpriced else ""
    raise ConsentNeeded(
        f"This video will cost {cost}{more}. You want to be asked above {most}.",
        "Agree to it, or make the video shorter or with other models.",
        micros=found.micros,
        above_micros=above,
        unpriced=found.unpriced,
    )
