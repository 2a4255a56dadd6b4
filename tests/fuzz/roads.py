"""All roads that a text takes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fuzz import roads_media, roads_words
from tests.fuzz.tally import Tally

Road = Callable[[Sequence[str], Path, Tally], None]

ROADS: dict[str, Road] = {
    road.__name__: road
    for road in (
        roads_words.words,
        roads_words.names,
        roads_words.languages,
        roads_words.database,
        roads_words.tables,
        roads_words.log_lines,
        roads_words.very_long,
        roads_media.voice,
        roads_media.headings,
        roads_media.painted,
        roads_media.burned,
        roads_media.projects,
        roads_media.command_line,
        roads_media.whole_videos,
    )
}
SLOW = {"whole_videos", "very_long"}  # for the deep form alone
SHARES = {"database": 8}  # of the texts every so many: each is written to the disk many times


def walk(name: str, texts: Sequence[str], folder: Path) -> Tally:
    """Send the texts down one road, in a folder of its own."""
    tally = Tally()
    folder.mkdir(parents=True)
    with tally.batch([f"all of {name}"]):
        ROADS[name](texts[:: SHARES.get(name, 1)], folder, tally)
    tally.texts -= 1
    return tally
