"""Lengths, times and amounts as a person reads them."""

import re
from datetime import date, datetime

from vidgen_desktop.core.buying.months import Month
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.model import Estimate, Generation
from vidgen_desktop.core.money import show_micros, show_spent

SEPARATOR = " · "
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
ALMOST_A_MINUTE, FEW, DONE = 55, 10, 100
ROUNDING = 0.001  # seconds: 29.9999 is 30

_LENGTH = re.compile(
    r"(?:(?P<clock>\d+):(?P<rest>[0-5]\d))"
    r"|(?:(?P<minutes>\d+(?:[.,]\d+)?)\s*m(?:in(?:utes?)?)?)?\s*"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?)\s*(?:s(?:ec(?:onds?)?)?)?)?"
)


def clock(seconds: float) -> str:
    """A position or length as 0:42 or 1:02:03."""
    whole = max(0, int(seconds + ROUNDING))
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"


def duration(seconds: float) -> str:
    """A length in words: "40 s", "1 min 30 s", "4 min"."""
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    minutes, rest = divmod(whole, MINUTE)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def about(seconds: float) -> str:
    """A guess, rounded as guesses should be: "about 40 s", "about 4 min"."""
    if seconds < ALMOST_A_MINUTE:
        step = 1 if seconds < FEW else 5
        return f"about {max(1, round(seconds / step) * step)} s"
    return f"about {max(1, round(seconds / 60))} min"


def when(then: datetime, at: datetime) -> str:
    """How long ago, or the day."""
    seconds = (at - then).total_seconds()
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return f"{int(seconds // 60)} min ago"
    if seconds < DAY:
        return f"{int(seconds // 3600)} h ago"
    local = then.astimezone()
    if (at.astimezone().date() - local.date()).days == 1:
        return "yesterday"
    day = f"{local.day} {local:%b}"
    return day if local.year == at.astimezone().year else f"{day} {local.year}"


def age(generation: Generation, at: datetime) -> str:
    """When a video was made, or begun, as a row or a head says it."""
    return when(generation.completed_at or generation.created_at, at)


def parse_length(text: str) -> float:
    """Seconds of "45", "45 s", "1:30", "2 min" or "1 min 30 s"; ValueError otherwise."""
    found = _LENGTH.fullmatch(text.strip().lower())
    if found is None or not any(found.groups()):
        raise ValueError(text)
    minutes = found["clock"] or found["minutes"] or "0"
    seconds = found["rest"] or found["seconds"] or "0"
    return float(minutes.replace(",", ".")) * 60 + float(seconds.replace(",", "."))


def month(one: Month) -> str:
    """ "November 2026"."""
    return f"{date(one.year, one.number, 1):%B} {one.year}"


def short_month(one: Month) -> str:
    """ "Nov", and for January the year."""
    return str(one.year) if one.number == 1 else f"{date(one.year, one.number, 1):%b}"


def offer(estimate: Estimate | None) -> str:
    """What the button of a new video says: "Make video · about $1.20 · 4 min"."""
    if estimate is None:
        return "Make video"
    took = "" if estimate.seconds is None else about(estimate.seconds)
    if not estimate.micros and not estimate.unpriced:
        return SEPARATOR.join(part for part in ("Make video", took, "free") if part)
    return SEPARATOR.join(
        part for part in ("Make video", estimated(estimate), took.removeprefix("about ")) if part
    )


def estimated(estimate: Estimate) -> str:
    """A guessed amount; "at least" where some price is not known."""
    if not estimate.unpriced:
        return about_cost(estimate.micros)
    return f"at least {show_micros(estimate.micros)}" if estimate.micros else "price not known"


def caution(estimate: Estimate | None) -> str:
    """What must be known of the prices an estimate was made with, or nothing."""
    if estimate is None:
        return ""
    if estimate.unpriced:
        return "Some prices are not known, so it may cost more."
    if estimate.old_prices:
        return "Some prices are older than 60 days."
    return ""


def rest(remaining: Estimate) -> str:
    """What it costs to go on with a video, as a sentence."""
    if remaining.micros:
        return f"The rest will cost {estimated(remaining)}."
    return "What the rest will cost is not known." if remaining.unpriced else "The rest is free."


def spent(generation: Generation) -> str:
    """What a video has cost."""
    return show_spent(generation.cost_micros, unknown=generation.cost_unknown)


def was_spent(generation: Generation) -> str:
    """The same, as a sentence."""
    if generation.cost_micros:
        amount = spent(generation)
        return f"{amount[0].upper()}{amount[1:]} was spent."
    return "What was spent is not known." if generation.cost_unknown else "Nothing was spent."


def scenes_are(number: int, of: int) -> str:
    """The beginning of a sentence: "2 of 8 scenes are", "1 scene is"; `of` is 0 if not known."""
    what = f"{number} of {counted(of, 'scene')}" if of > 1 else counted(number, "scene")
    return f"{what} {'is' if number == 1 else 'are'}"


def about_cost(micros: int) -> str:
    """A guessed amount: "free" is certain."""
    return show_micros(0) if not micros else f"about {show_micros(micros)}"


def version(generation: Generation) -> str:
    """ "Version 2", or nothing for the first of a family."""
    return f"Version {generation.version}" if generation.revises is not None else ""


def percent(value: float) -> str:
    """A whole percentage that says 100 only when it is."""
    return f"{min(99, int(value)) if value < DONE else 100} %"
