"""How a track of an MP4 file is placed in time."""

from vidgen_desktop.media.mp4.boxes import Damaged, child, needed, number
from vidgen_desktop.media.mp4.samples import MAX_TICKS

EMPTY = (1 << 32) - 1, (1 << 64) - 1  # "media time" of an edit that shows nothing


def edit_of(track: memoryview, movie_ticks: int, ticks: int) -> tuple[int, int, int] | None:
    """(pause, begin, end): after a pause, the track plays from `begin` up to `end`; in its own
    ticks. None where the edits say more than that.
    """
    box = child(track, "edts", "elst")
    if box is None or number(box, 4, 4) == 0:
        return 0, 0, MAX_TICKS
    wide = number(box, 0, 1) == 1
    width = 8 if wide else 4
    count = number(box, 4, 4)
    rows = [
        (number(box, at, width), number(box, at + width, width), number(box, at + 2 * width, 4))
        for at in range(8, 8 + min(count, 3) * (2 * width + 4), 2 * width + 4)
    ]
    pause = 0
    if rows[0][1] == EMPTY[wide]:
        pause = round(rows.pop(0)[0] * ticks / movie_ticks)
    if len(rows) != 1 or rows[0][2] != 1 << 16 or max(pause, *rows[0][:2]) > MAX_TICKS:
        return None
    length, begin, _ = rows[0]
    # Nought means "to the end"; the length counts in the movie's ticks, which are coarser.
    end = begin + round(length * ticks / movie_ticks) if length else MAX_TICKS
    return pause, begin, end


def tables_of(track: memoryview) -> memoryview:
    """The box that holds the sample tables of a track."""
    return needed(track, "mdia", "minf", "stbl")


def time_scale(header: memoryview) -> int:
    """Ticks per second, of a movie's or a track's header."""
    ticks = number(header, 20 if number(header, 0, 1) == 1 else 12, 4)
    if not 0 < ticks < 1 << 31:
        raise Damaged
    return ticks
