"""What a person would have done in the window before a picture of it is taken."""

import itertools
from collections.abc import Callable

from vidgen_desktop.core.run.silence import TICK_SECONDS
from vidgen_desktop.setups import ProviderKind
from vidgen_desktop.ui.finished.change_dialog import ChangeDialog
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.new_video.assembly_choices import AssemblyChoices

PROMPT = (
    "Honey bees tell each other where the flowers are by dancing. A bee that has found food runs "
    "in a straight line across the comb and shakes her body. The angle of the line shows the "
    "direction, measured from the sun. The longer she shakes, the farther the flowers are. Her "
    "sisters follow her in the dark, feel the dance, and fly out to find the field."
)

Until = Callable[[Callable[[], bool]], None]


def write(window: MainWindow, _until: Until) -> None:
    """A prompt stands in the field."""
    window.prompt.use_example(PROMPT)


def unfold_more(window: MainWindow, until: Until) -> None:
    """More is open, with some choices made."""
    write(window, until)
    window.prompt.popover.open()
    choose(window.prompt.more.assembly)


def unfold_price(window: MainWindow, until: Until) -> None:
    """The bill is open above the button."""
    write(window, until)
    until(lambda: "$" in window.prompt.submit.text())
    window.prompt.offer.bill.unfold()


def begin_change(window: MainWindow, until: Until) -> None:
    """The dialog for another version is open, with some choices made."""
    until(window.page.player.isVisible)
    window.page.change()
    until(lambda: bool(window.findChildren(ChangeDialog)))
    (dialog,) = window.findChildren(ChangeDialog)
    choose(dialog.choices)
    dialog.single.click()


def fall_silent(window: MainWindow, until: Until) -> None:
    """The clock of whoever watches is ahead by as much as a look may count, each time."""
    ticks = itertools.count(0.0, TICK_SECONDS)
    window.watcher.clock = lambda: next(ticks)

    def is_stale() -> bool:
        window.watcher.look()
        return window.page.progress.stale.isVisible()

    until(is_stale)


def begin_provider(window: MainWindow, _until: Until) -> None:
    """The form of a provider is open."""
    dialog = window.preferences.open("providers")
    dialog.providers.kinds[ProviderKind.OPENROUTER].click()


def choose(choices: AssemblyChoices) -> None:
    """A few choices by hand, so that the pictures show some."""
    choices.caption_style.tiles[2].click()
    choices.words.click()
    choices.transition.tiles[1].click()


ARRANGED: dict[str, Callable[[MainWindow, Until], None]] = {
    "writing": write,
    "more": unfold_more,
    "price": unfold_price,
    "change": begin_change,
    "stale": fall_silent,
    "left": lambda window, until: until(window.notice.isVisible),
    "several": lambda window, until: until(window.notice.isVisible),
    "costs": lambda window, _until: window.show_costs(),
    "provider": begin_provider,
}
