"""How long a generation will still take, once there is something to base it on."""

RATE_COUNTS_FROM = 0.35  # the share of the bar from which its own speed is believed


def remaining(elapsed: float, percent: float, estimate: float | None) -> float | None:
    """Seconds left, or None while nobody can know.

    `estimate` is how long the whole took before (seconds); the further the bar has come, the
    more its own speed counts.
    """
    share = percent / 100
    if share >= 1:
        return 0.0
    by_rate = elapsed * (1 - share) / share if share >= RATE_COUNTS_FROM else None
    if estimate is None:
        return by_rate
    by_experience = max(0.0, estimate - elapsed)
    if by_rate is None:
        return by_experience or None
    return by_experience * (1 - share) + by_rate * share
