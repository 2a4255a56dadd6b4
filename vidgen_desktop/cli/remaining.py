"""How long a run will still take, and durations for people."""

from vidgen_desktop.core.progress import WINDOWS, StageName

# Before the clips begin, too little is done to tell from this run alone.
_TELLING_PERCENT = WINDOWS[StageName.CLIPS].start + 5


def remaining_seconds(percent: float, elapsed: float, expected_total: float | None) -> float | None:
    """Seconds left, from earlier runs and, as it goes on, from this one; None: not known yet."""
    left = 1 - percent / 100
    own = elapsed * left / (1 - left) if percent >= _TELLING_PERCENT else None
    if expected_total is None:
        return own
    if own is None:
        return max(0.0, expected_total - elapsed)
    # The further this run is, the more its own speed counts.
    return left * max(0.0, expected_total * left) + (1 - left) * own


def clock(seconds: float) -> str:
    """A duration as "0:07", "12:34" or "1:02:03"."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
