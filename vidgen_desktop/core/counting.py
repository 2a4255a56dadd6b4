"""Counts as a person reads them."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun: "1 scene", "1,200 scenes"; `many`, where an s does not make it."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def minutes(seconds: float) -> str:
    """Seconds as minutes: "1 minute", "1.5 minutes", "10080 minutes"."""
    number = f"{seconds / 60:.5g}"
    return f"{number} {'minute' if number == '1' else 'minutes'}"
