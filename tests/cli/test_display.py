"""The bar, the lines, and the estimate of what is left."""

import io

import pytest

from vidgen_desktop.cli.display import BarDisplay, JsonDisplay, LineDisplay, display_for
from vidgen_desktop.cli.remaining import clock, remaining_seconds
from vidgen_desktop.core.events import CostAdded, Noted, Progressed
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.core.progress import StageName


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


class Terminal(io.StringIO):
    """A terminal that is one."""

    def isatty(self) -> bool:
        return True

    def screen(self) -> str:
        """What stands on the last line."""
        columns: list[str] = []
        for part in self.getvalue().rpartition("\n")[2].split("\r"):
            columns[: len(part)] = part
        return "".join(columns).rstrip()


def progressed(percent: float, text: str) -> Progressed:
    return Progressed(1, percent, StageName.CLIPS, text)


def test_the_bar_shows_where_it_stands() -> None:
    time, terminal = Clock(), Terminal()
    bar = BarDisplay(terminal, 60.0, time)
    time.at += 20
    bar.show(progressed(50.0, "Making scene 2 of 4"))
    assert terminal.screen() == (
        "[############------------]  50 %  Making scene 2 of 4  0:20  0:25 left"
    )
    bar.show(CostAdded(1, CostEntry("c", "p", "w", 1, PriceSource.COMPUTED), 1_200_000))
    assert terminal.screen().endswith("$1.20")


def test_a_shorter_line_leaves_nothing_of_the_longer_one() -> None:
    time, terminal = Clock(), Terminal()
    bar = BarDisplay(terminal, None, time)
    bar.show(progressed(10.0, "A very long description of the step"))
    bar.show(progressed(11.0, "Short"))
    assert terminal.screen() == "[###---------------------]  11 %  Short  0:00"
    bar.close()
    assert terminal.screen() == ""


def test_the_bar_is_never_wider_than_the_terminal() -> None:
    bar = BarDisplay(Terminal(), 100.0, Clock())
    bar.show(progressed(40.0, "Making scene 2 of 4"))
    assert len(bar.line(50)) == 49
    assert bar.line(50).startswith("[####")


def test_the_clock_goes_on_without_events_but_nothing_is_written_in_vain() -> None:
    time, terminal = Clock(), Terminal()
    bar = BarDisplay(terminal, None, time)
    bar.tick()
    written = terminal.tell()
    bar.tick()
    assert terminal.tell() == written
    time.at += 1
    bar.tick()
    assert terminal.screen().endswith("0:01")


def test_a_note_stands_above_the_bar(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    bar = BarDisplay(terminal, None, Clock())
    bar.show(progressed(10.0, "Planning the scenes"))
    bar.show(Noted(1, "There is no voice."))
    assert capsys.readouterr().err == "There is no voice.\n"
    assert "Planning the scenes" in terminal.screen()


def test_lines_are_printed_once_each(capsys: pytest.CaptureFixture[str]) -> None:
    lines = LineDisplay()
    for percent in (30.0, 31.0, 32.0):
        lines.show(progressed(percent, "Making scene 1 of 2"))
    lines.show(progressed(50.0, "Making scene 2 of 2"))
    lines.show(Noted(1, "There is no voice."))
    assert capsys.readouterr().err.splitlines() == [
        " 30 %  Making scene 1 of 2",
        " 50 %  Making scene 2 of 2",
        "There is no voice.",
    ]


def test_the_display_fits_the_terminal() -> None:
    def chosen(stream: io.StringIO, *, as_json: bool = False, verbose: int = 0) -> object:
        return display_for(stream, as_json=as_json, verbose=verbose, expected_seconds=None)

    assert isinstance(chosen(io.StringIO()), LineDisplay)
    assert isinstance(chosen(Terminal()), BarDisplay)
    assert isinstance(chosen(Terminal(), verbose=1), LineDisplay)
    assert isinstance(chosen(Terminal(), as_json=True), JsonDisplay)


class TestRemaining:
    """What is left, from earlier runs and from this one."""

    def test_is_unknown_without_anything_to_base_it_on(self) -> None:
        assert remaining_seconds(0.0, 1.0, None) is None
        assert remaining_seconds(20.0, 5.0, None) is None

    def test_begins_with_the_experience(self) -> None:
        assert remaining_seconds(0.0, 0.0, 40.0) == 40.0
        assert remaining_seconds(10.0, 4.0, 40.0) == 36.0

    def test_follows_this_run_once_it_tells(self) -> None:
        assert remaining_seconds(50.0, 30.0, None) == 30.0
        assert remaining_seconds(100.0, 30.0, 40.0) == 0.0

    @pytest.mark.parametrize("percent", range(0, 101, 5))
    def test_is_never_negative(self, percent: int) -> None:
        for elapsed in (0.0, 10.0, 1000.0):
            left = remaining_seconds(float(percent), elapsed, 40.0)
            assert left is not None
            assert left >= 0.0


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (754, "12:34"), (3723, "1:02:03"), (-3, "0:00")],
)
def test_durations_read_like_a_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown
