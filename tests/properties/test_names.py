"""A file made from any title has a name that every system takes, and that nobody else has."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from tests.profiles import examples
from tests.properties.texts import PIECES, titles
from vidgen_desktop.core.files.placing import numbered, place_free, under_way
from vidgen_desktop.core.model import Result
from vidgen_desktop.core.run.recorder import files_of
from vidgen_desktop.stages.naming import FALLBACK_STEM, safe_stem
from vidgen_desktop.stages.publish import publish

LONGEST_NAME = 255  # bytes, on nearly every file system
LONGEST_ENDING = " (1000) project"
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
RESERVED = {
    *("CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"),
    *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"),
}


@given(titles)
@example("CON .")
@example("\u200b")
@example("\ud800")
@example("e\u0301" * 70)
@examples(400)
def test_a_name_is_safe_everywhere(title: str) -> None:
    stem = safe_stem(title)
    for number in (1, 2):
        name = f"{numbered(stem, number)}.mp4"
        assert len(f"{stem}{LONGEST_ENDING}.webm".encode()) < LONGEST_NAME
        for kind in (PurePosixPath, PureWindowsPath):
            assert kind("folder", name).parent == kind("folder")
            assert kind(name).name == name
        assert not set(name) & set('<>:"/\\|?*')
        assert name.split(".", maxsplit=1)[0].rstrip().upper() not in RESERVED
        assert unicodedata.is_normalized("NFC", name)
    assert stem.isprintable() or "\u200c" in stem or "\u200d" in stem
    assert not set(stem) & {*TURNING, "\u200b", "\ufeff", "\u00ad"}
    assert any(unicodedata.category(char)[0] in "LNPS" for char in stem)
    assert stem[0] not in " .-~"
    assert stem[-1] not in " .\u200d"


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20))
@examples(100)
def test_an_ordinary_title_is_kept_in_its_own_script(title: str) -> None:
    stem = safe_stem(title)
    assert stem.removeprefix("_") == unicodedata.normalize("NFC", title) != FALLBACK_STEM


@given(titles)
@examples(100)
def test_a_safe_name_stays_as_it_is(title: str) -> None:
    assert safe_stem(safe_stem(title)) == safe_stem(title)


@given(st.lists(titles | st.sampled_from(PIECES), min_size=2, max_size=5))
@examples(15)
def test_every_video_has_files_of_its_own_in_the_folder(wanted: Sequence[str]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name, "Videos")
        published: list[Result] = []
        for number, title in enumerate([*wanted, wanted[0]]):
            whole = _whole(Path(name, f"own-{number}"))
            published.append(publish(whole, folder, safe_stem(title)))
            # Done again after a crash, it finds what it did.
            assert publish(whole, folder, safe_stem(title)) == published[-1]
        files = [file for result in published for file in files_of(result)]
        assert len(set(files)) == len(files)
        assert sorted(folder.rglob("*")) == sorted(files)
        for number, result in enumerate(published):
            assert [file.read_text() for file in files_of(result)] == [f"{number}"] * 4
        stems = [Path(result.video).stem for result in published]
        assert stems[-1] == numbered(stems[0], 2) or stems[-1].startswith(f"{stems[0]} (")


@given(st.lists(titles, min_size=1, max_size=4))
@examples(15)
def test_an_export_takes_the_first_free_name_and_leaves_nothing_else(
    wanted: Sequence[str],
) -> None:
    with TemporaryDirectory() as name:
        folder, taken = Path(name), set[Path]()
        for title in [*wanted, *wanted]:
            part = under_way(folder, ".webm")
            part.write_text(title.encode("utf-8", "replace").decode())
            final = place_free(part, folder, safe_stem(title), ".webm")
            part.unlink()
            assert final.parent == folder
            assert final not in taken
            taken.add(final)
        assert set(folder.iterdir()) == taken


def _whole(folder: Path) -> Result:
    """A finished video with captions; its files hold the number of their folder."""
    folder.mkdir()
    files = [folder / f"whole{ending}" for ending in (".mp4", ".png", ".srt", ".vtt")]
    for file in files:
        file.write_text(folder.name.removeprefix("own-"))
    video, poster, srt, vtt = map(str, files)
    return Result(video, poster, 1.0, (srt, vtt))
