"""Whether this process becomes the window of its data folder, or gives way to the one there is."""

import time

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.ui.session.door import Answer, knock
from vidgen_desktop.ui.session.seat import Place, Seat, take_seat

PATIENCE = 5.0  # seconds in which an open window comes forward, or one that closes is gone
AGAIN = 0.05  # seconds between knocks at a window that does not listen yet, or no longer


class WindowSilent(VidgenError):
    """There is a window for this data folder, and it does not answer."""

    code = "window_silent"


def seat_or_give_way(place: Place, prompt: str | None, patience: float = PATIENCE) -> Seat | None:
    """The seat; or None once the window that is open has come forward and has the prompt.

    Raises WindowSilent where it has not, and OSError where no seat can be had. Of several that
    start at once exactly one gets the seat; the others wait until it listens.
    """
    until = time.monotonic() + patience
    while True:
        if (seat := take_seat(place)) is not None:
            return seat
        answer = knock(place, prompt, until - time.monotonic())
        if answer is Answer.TAKEN:
            return None
        if answer is Answer.UNSURE:
            raise _unsure(prompt)
        if time.monotonic() >= until:
            raise WindowSilent(
                "Vidgen is open already, but its window does not answer.",
                "Wait until it does, or end it and start Vidgen again.",
            )
        time.sleep(AGAIN)


def _unsure(prompt: str | None) -> WindowSilent:
    if prompt is None:
        return WindowSilent("Vidgen is open already. Its window may take a moment to come.")
    return WindowSilent(
        "Vidgen is open already and may have taken the prompt, but did not say so.",
        "Look into its window before you try again.",
    )
