"""A report has what helps and nothing of the person's, unless they want it; keys never."""

import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from vidgen_desktop import logs
from vidgen_desktop.config import Folders, Settings, folders, load_settings, save_settings
from vidgen_desktop.core.casting import BUILTIN_CAST, Quality
from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.model import Request, Scene, Storyboard
from vidgen_desktop.core.reporting import Part, ReportOrder
from vidgen_desktop.core.run.scope import scope
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.reporting.log_lines import code_of
from vidgen_desktop.reporting.report import RealReporter
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.store.repository import open_store

KEY = "canary-77aa-51c3-99"
SECRETS = ("Divorce", "Marseille", "Wedding", "Grandma", "Holiday", "Aunt", "Family")

log = logging.getLogger("vidgen.test")


def doctor() -> list[str]:
    return [f"ok   videos folder: {folders(load_settings()).videos}"]


@pytest.fixture
def house(own_home: Path) -> Iterator[Folders]:
    """A home in which a person has named and written things, and something has failed."""
    Key(KEY, Where.SESSION)
    near = ProviderSetup(
        "mine", ProviderKind.COMFYUI, title="Family box", address="http://aunt-marge:8188"
    )
    quality = Quality("Holiday best", BUILTIN_CAST)
    save_settings(
        Settings(videos_folder=str(own_home / "Wedding"), providers=(near,), qualities=(quality,))
    )
    with open_store(own_home / "vidgen.db", "default") as store:
        request = replace(Request("The Divorce of my parents"), music="/music/Grandma sings.mp3")
        known = store.create(request, "Divorce in Marseille")
        scenes = (Scene(1, "In Marseille it rained.", "Grandma at a window", 3.0),)
        store.save_storyboard(known.id, Storyboard("Divorce", "en", scenes))
        store.create(Request("Another"), "Another")
    found = Folders(own_home, own_home / "Wedding")
    logs.configure_logs(found)
    with scope(known.id, "finish"):
        log.warning("failed (%s): %s", "media", "Divorce in Marseille.mp4 cannot be read")
        try:
            (own_home / known.title).read_bytes()
        except OSError:
            log.exception("a bug")
        log.info("progress %.1f", 70.0)
    with scope(2):
        log.info("progress %.1f", 20.0)
    yield found
    logs.release_logs()


@pytest.fixture
def reporter(house: Folders) -> RealReporter:
    assert house.data.exists()
    return RealReporter(Settings(), doctor)


def text_of(parts: list[Part] | tuple[Part, ...]) -> str:
    return "\n".join(f"{part.name} {part.meaning} {part.text}" for part in parts)


def by_name(reporter: RealReporter, order: ReportOrder) -> dict[str, str]:
    return {part.name: part.text for part in reporter.parts(order)}


def test_nothing_that_the_person_wrote_or_named_is_in_it(reporter: RealReporter) -> None:
    for order in (ReportOrder(), ReportOrder(generation=1)):
        said = text_of([*reporter.parts(order)])
        found = [word for word in SECRETS if word.lower() in said.lower()]
        assert found == []
        assert "progress 70.0" in said
        assert "failed (media): …" in said
        assert 'FileNotFoundError: [Errno 2] No such file or directory"' in said
        assert "<videos>" in said


def test_with_a_tick_it_is(reporter: RealReporter) -> None:
    said = text_of([*reporter.parts(ReportOrder(with_words=True))])
    assert [word for word in SECRETS if word not in said and word != "Aunt"] == []


def test_one_generation_alone(reporter: RealReporter) -> None:
    parts = by_name(reporter, ReportOrder(generation=2, with_words=True))
    assert "progress 20.0" in parts["log.jsonl"]
    assert "progress 70.0" not in parts["log.jsonl"]
    assert "Another" in parts["words.json"]
    assert "Divorce" not in parts["words.json"]
    assert '"status": "pending"' in parts["generation.json"]


def test_keys_are_in_no_part(
    reporter: RealReporter, house: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDGEN_KEY_MINE", "set-before-9a8b7c")
    logs.release_logs()
    with (house.logs / logs.FILE_NAME).open("a") as file:
        file.write(f'{{"form": 2, "event": "an old line with {KEY} and set-before-9a8b7c"}}\n')
    for with_words in (False, True):
        said = text_of([*reporter.parts(ReportOrder(with_words=with_words))])
        assert "an old line with" in said
        assert KEY not in said
        assert "set-before" not in said


def test_lines_of_an_older_vidgen_are_not_believed_to_be_harmless(
    reporter: RealReporter, house: Folders
) -> None:
    logs.release_logs()
    with (house.logs / logs.FILE_NAME).open("a") as file:
        file.write('{"level": "info", "event": "completed: Holiday.mp4"}\n')
        file.write('{"level": "info", "event": "cut off by a cra')
    said = by_name(reporter, ReportOrder())["log.jsonl"]
    assert "Holiday" not in said
    assert said.endswith('{"level": "info", "event": "…"}\n')


def test_the_home_folder_is_not_named(
    reporter: RealReporter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "anna"))
    log.warning("the copy is at %s", tmp_path / "anna" / "copies" / "1.db")
    said = text_of([*reporter.parts(ReportOrder(with_words=True))])
    assert "~/copies/1.db" in said
    assert "anna/" not in said


def test_the_shape_of_the_database_is_numbers(reporter: RealReporter) -> None:
    shape = by_name(reporter, ReportOrder())["database.json"]
    assert '"generations": 2' in shape
    assert '"quick_check": "ok"' in shape
    assert '"pending": 2' in shape


@pytest.mark.parametrize("damage", ["gone", "overwritten", "cut"])
def test_a_database_that_cannot_be_read_is_said(
    reporter: RealReporter, house: Folders, damage: str
) -> None:
    whole = house.database.read_bytes()
    match damage:
        case "gone":
            house.database.unlink()
        case "overwritten":
            house.database.write_bytes(b"x" * len(whole))
        case _:
            house.database.write_bytes(whole[:5000])
    parts = by_name(reporter, ReportOrder(generation=1, with_words=True))
    assert "cannot be read" in parts["generation.json"]
    assert "there is none" in parts["database.json"] or "cannot be read" in parts["database.json"]
    assert "progress 70.0" in parts["log.jsonl"]


def test_what_was_shown_is_what_is_saved(reporter: RealReporter, tmp_path: Path) -> None:
    parts = reporter.parts(ReportOrder())
    saved = reporter.save(parts, tmp_path / "for a friend.zip")
    assert saved == tmp_path / "for a friend.zip"
    with zipfile.ZipFile(saved) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name).decode() for name in packed.namelist()} == {
            part.name: part.text for part in parts
        }


def test_a_file_of_that_name_stays(reporter: RealReporter, tmp_path: Path) -> None:
    taken = tmp_path / "report.zip"
    taken.write_text("mine")
    saved = reporter.save([Part("a.txt", "A", "lone \udce9 byte")], taken)
    assert saved == tmp_path / "report (2).zip"
    assert taken.read_text() == "mine"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_it_gets_the_name_that_was_given(reporter: RealReporter, tmp_path: Path) -> None:
    for given, got in (("my.report", "my.report"), ("mine", "mine.zip")):
        assert reporter.save([Part("a.txt", "A", "text")], tmp_path / given) == tmp_path / got
        assert zipfile.is_zipfile(tmp_path / got)


def test_a_folder_gets_a_name_with_the_time(reporter: RealReporter, tmp_path: Path) -> None:
    saved = reporter.save([Part("a.txt", "A", "text")], tmp_path)
    assert saved.parent == tmp_path
    assert saved.name.startswith("vidgen-report-2")


def test_where_it_cannot_be_saved_it_says_so(reporter: RealReporter, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="The report cannot be saved in"):
        reporter.save([Part("a.txt", "A", "text")], tmp_path / "file" / "report.zip")


def test_what_happened_to_one_video_can_be_read(reporter: RealReporter) -> None:
    said = reporter.happened(1)
    assert "finish  warning  failed (media): Divorce in Marseille.mp4 cannot be read" in said
    assert "Traceback (most recent call last):" in said
    assert "progress 20.0" not in said
    assert reporter.happened(99) == ""


def test_a_crash_is_told_once_and_stays_in_reports(reporter: RealReporter, house: Folders) -> None:
    assert reporter.crashed() is None
    (house.logs / "crash-1-no.txt").write_text("Fatal Python error: Segmentation fault")
    assert reporter.crashed() is not None
    assert reporter.crashed() is None
    assert "Segmentation fault" in by_name(reporter, ReportOrder())["crash.txt"]


def test_a_traceback_keeps_its_places_and_loses_its_words() -> None:
    traceback = (
        "Traceback (most recent call last):\n"
        '  File "a.py", line 1, in first\n'
        "    open(path)\n"
        "FileNotFoundError: [Errno 2] No such file or directory: 'My divorce.mp4'\n"
        "\n"
        "During handling of the above exception, another exception occurred:\n"
        "\n"
        "Traceback (most recent call last):\n"
        '  File "b.py", line 2, in second\n'
        "    raise ValueError(title)\n"
        "ValueError: My divorce\n"
        "  and its second line\n"
        "and its third"
    )
    assert code_of(traceback) == (
        "Traceback (most recent call last):\n"
        '  File "a.py", line 1, in first\n'
        "    open(path)\n"
        "FileNotFoundError: [Errno 2] No such file or directory\n"
        "During handling of the above exception, another exception occurred:\n"
        "Traceback (most recent call last):\n"
        '  File "b.py", line 2, in second\n'
        "    raise ValueError(title)\n"
        "ValueError"
    )


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        (
            "AttributeError: 'Row' has no attribute 'x'",
            "AttributeError: 'Row' has no attribute 'x'",
        ),
        ("KeyError: 'My divorce'", "KeyError"),
        ("vidgen_desktop.core.errors.MediaError: divorce.mp4 is empty", "MediaError"),
        ("KeyboardInterrupt", "KeyboardInterrupt"),
    ],
)
def test_only_messages_about_code_are_kept(last: str, kept: str) -> None:
    assert code_of(f"Traceback (most recent call last):\n{last}").splitlines()[1].endswith(kept)
