"""The export dialog, with the real encoders, on a small real video."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.measure import ffmpeg, shape
from tests.ui.conftest import PATIENCE, sent
from tests.ui.service import FakeService
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Aspect, Resolution
from vidgen_desktop.core.export import (
    Encoder,
    Exported,
    ExportKind,
    ExportOrder,
    Material,
    checked_order,
)
from vidgen_desktop.core.files import placing
from vidgen_desktop.core.model import Request, Result
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.ui.finished.export_dialog import CANCELLED, ExportDialog
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.main_window import MainWindow


@dataclass
class ExportingService(FakeService):
    """Exports for real, with the engine's own tool."""

    def export(
        self,
        generation: int,
        order: ExportOrder,
        token: CancelToken,
        progress: Callable[[float], None],
    ) -> Exported:
        known = self.store.get(generation)
        assert known.result is not None
        assert order.out is not None
        source = Path(known.result.video)
        given = Material(known.title, "en", known.request.format, known.result.seconds, source)
        part = placing.under_way(Path(order.out), order.offer.suffix)
        sound = checked_order(order, given.seconds, given.format)
        try:
            notes = FfmpegTool().export(given, sound, part, Work(token, self.folder, progress))
            final = placing.place_free(part, part.parent, source.stem, order.offer.suffix)
        finally:
            part.unlink(missing_ok=True)
        return Exported(str(final), order.kind, tuple(notes))


@pytest.fixture(scope="module")
def long_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds at 720p, so that an encode can be cancelled under way."""
    out = tmp_path_factory.mktemp("long") / "Bees.mp4"
    source = ("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=24:d=10")
    ffmpeg("-v", "error", *source, "-preset", "ultrafast", "-pix_fmt", "yuv420p", str(out))
    return out


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "Exports 蜂"
    folder.mkdir()
    return folder


@pytest.fixture
def dialog(
    qtbot: QtBot, theme: Theme, service: FakeService, long_video: Path, out: Path
) -> Iterator[ExportDialog]:
    exporting = ExportingService(service.store, service.folder, long_video)
    request = Request("Bees", 10.0, Aspect.WIDE, Resolution.HD, 24)
    known = service.store.create(request, "Bees")
    service.store.claim(known.id)
    result = Result(str(long_video), "", 10.0)
    service.store.complete(known.id, result)
    dialog = ExportDialog(exporting, service.store.get(known.id), result)
    dialog.folder.setText(str(out))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog
    dialog.stop()
    del theme


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


class FileManager(QObject):
    """Stands where Qt would start the system's own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show(self, place: QUrl) -> None:
        self.shown.append(Path(place.toLocalFile()))


@pytest.fixture
def files() -> Iterator[FileManager]:
    manager = FileManager()
    # The stubs want bytes, which Qt for Python itself refuses.
    QDesktopServices.setUrlHandler("file", manager, "show")  # pyright: ignore[reportArgumentType]
    yield manager
    QDesktopServices.unsetUrlHandler("file")


def test_it_exports_shows_how_far_it_is_and_where_it_lies(
    qtbot: QtBot, dialog: ExportDialog, out: Path, files: FileManager
):
    percents: list[int] = []
    dialog.bar.valueChanged.connect(percents.append)
    dialog.choices.choose(ExportKind.GIF)
    dialog.choices.start.edit.setText("0:02")
    dialog.choices.seconds.edit.setText("1 s")
    dialog.choices.pixels.choose(320)
    with qtbot.waitSignal(dialog.exported, timeout=PATIENCE) as exported:
        press(qtbot, dialog.start)
        assert dialog.is_running
        assert dialog.bar.isVisible()
        assert not dialog.start.isEnabled()
    assert sent(exported).path == str(out / "Bees.gif")
    assert any(0 < percent < 1000 for percent in percents)
    with Image.open(out / "Bees.gif") as picture:
        assert picture.size == (320, 180)
        assert picture.n_frames == 12  # pyright: ignore[reportAttributeAccessIssue]
    assert dialog.said.text() == "Saved as Bees.gif."
    assert dialog.cancel.text() == "Close"
    if sys.platform not in ("darwin", "win32"):  # there a program of the system is started
        press(qtbot, dialog.show_in_folder)
        assert files.shown == [out]
    press(qtbot, dialog.cancel)
    assert not dialog.isVisible()


def test_cancel_stops_the_encode_and_leaves_nothing(qtbot: QtBot, dialog: ExportDialog, out: Path):
    dialog.choices.choose(ExportKind.WEBM)
    with qtbot.waitSignal(dialog.bar.valueChanged, timeout=PATIENCE):
        press(qtbot, dialog.start)
    press(qtbot, dialog.cancel)
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=PATIENCE)
    assert dialog.said.text() == CANCELLED
    assert dialog.isVisible()  # to try something else
    assert dialog.start.isEnabled()
    assert list(out.iterdir()) == []


def test_a_chosen_encoder_that_is_not_here_is_said(qtbot: QtBot, dialog: ExportDialog, out: Path):
    dialog.choices.choose(ExportKind.MP4)
    dialog.choices.seconds.edit.setText("0,5")
    dialog.choices.pixels.choose(480)
    dialog.choices.encoder.choose(Encoder.VIDEO_TOOLBOX)
    with qtbot.waitSignal(dialog.exported, timeout=PATIENCE) as exported:
        press(qtbot, dialog.start)
    if sent(exported).notes:  # everywhere but on a Mac
        assert "VideoToolbox does not work for this on this machine" in dialog.said.text()
    measured = shape(out / "Bees.mp4")
    assert measured.video
    assert (measured.video.width, len(measured.video.times)) == (480, 12)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("start", "0:20", "The video lasts 10.0 s"),
        ("start", "soon", "The time is not understood."),
        ("seconds", "0", "There is nothing to export."),
    ],
)
def test_a_bad_time_is_said_beside_its_field(
    field: str, text: str, sentence: str, qtbot: QtBot, dialog: ExportDialog, out: Path
):
    edit = getattr(dialog.choices, field).edit
    edit.setText(text)
    press(qtbot, dialog.start)
    assert not dialog.is_running
    assert dialog.said.text().startswith(sentence)
    assert edit.property("wrong") is True
    edit.setText("")
    assert edit.property("wrong") is False
    assert dialog.said.text() == ""
    assert list(out.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(qtbot: QtBot, dialog: ExportDialog, out: Path):
    dialog.folder.setText(str(out / "nowhere"))
    press(qtbot, dialog.start)
    assert dialog.said.text().startswith("This folder is not there.")
    assert dialog.folder.property("wrong") is True


def test_only_what_a_form_has_is_shown_and_nothing_jumps(dialog: ExportDialog):
    choices = dialog.choices
    places = dialog.folder.pos(), dialog.start.pos()
    for kind, shown in (
        (ExportKind.MP4, {"start", "seconds", "width", "encoder"}),
        (ExportKind.WEBP, {"start", "seconds", "width"}),
        (ExportKind.MP3, {"start", "seconds"}),
        (ExportKind.SRT, {"start", "seconds"}),
        (ExportKind.OTIO, set[str]()),
    ):
        choices.choose(kind)
        assert choices.kind.value() is kind
        assert {name for name, field in choices.by_field.items() if field.isVisible()} == shown
        assert (dialog.folder.pos(), dialog.start.pos()) == places


def test_everything_has_a_name_for_those_who_hear_it(dialog: ExportDialog):
    choices = dialog.choices
    named = [choices.family.box, choices.kind.box, choices.pixels.box, choices.encoder.box]
    named += [choices.start.edit, choices.seconds.edit, dialog.folder, dialog.browse, dialog.bar]
    assert all(widget.accessibleName() for widget in named)


def test_the_window_opens_it_for_the_video_on_view(
    qtbot: QtBot, window: MainWindow, service: FakeService, out: Path
):
    window.submit(Request("Bees dance.", seconds=6.0))
    player = window.page.player
    qtbot.waitUntil(lambda: player.is_playing, timeout=PATIENCE)
    window.page.export()
    (dialog,) = window.findChildren(ExportDialog)
    assert dialog.isVisible()
    dialog.folder.setText(str(out))
    with qtbot.waitSignal(dialog.exported, timeout=PATIENCE) as exported:
        press(qtbot, dialog.start)
    path = sent(exported).path
    assert Path(path).parent == out
    assert f"Exported to {path}." in window.page.notes.text()
    result = service.store.list()[0].result
    assert result is not None
    assert Path(path).read_bytes() == Path(result.video).read_bytes()
    dialog.reject()
