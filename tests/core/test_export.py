"""An order for an export is made sound, or refused with the field to mend."""

import math

import pytest

from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.export import OFFERS, Encoder, ExportKind, ExportOrder, checked_order
from vidgen_desktop.core.model import VideoFormat

FORMAT = VideoFormat(1280, 720, 24)
LENGTH = 30.0


def checked(kind: ExportKind, **choices: object) -> ExportOrder:
    return checked_order(ExportOrder(kind, **choices), LENGTH, FORMAT)  # pyright: ignore[reportArgumentType]


def test_every_kind_is_offered() -> None:
    assert set(OFFERS) == set(ExportKind)


@pytest.mark.parametrize("kind", ExportKind)
def test_the_whole_video_needs_no_choices(kind: ExportKind) -> None:
    order = checked(kind)
    assert (order.start, order.seconds) == (0, None)


def test_times_fall_on_frames() -> None:
    order = checked(ExportKind.MP4, start=1.03, seconds=2.01)
    assert order.start == pytest.approx(25 / 24)
    assert order.seconds == pytest.approx(48 / 24)


def test_a_stretch_ends_with_the_video() -> None:
    assert checked(ExportKind.MP4, start=28.0, seconds=10.0).seconds == pytest.approx(2.0)
    assert checked(ExportKind.MP4, start=29.999).seconds == pytest.approx(1 / 24)
    assert checked(ExportKind.MP4, seconds=1000.0).seconds is None


def test_widths_are_even_and_the_own_one_changes_nothing() -> None:
    assert checked(ExportKind.WEBM, width=641).width == 640
    assert checked(ExportKind.WEBM, width=1280).width is None
    assert checked(ExportKind.GIF).width == 480


@pytest.mark.parametrize(
    ("kind", "choices", "field"),
    [
        (ExportKind.MP4, {"start": 30.0}, "start"),
        (ExportKind.MP4, {"start": -1.0}, "start"),
        (ExportKind.MP4, {"start": math.nan}, "start"),
        (ExportKind.MP4, {"seconds": 0.0}, "seconds"),
        (ExportKind.MP4, {"seconds": math.nan}, "seconds"),
        (ExportKind.MP4, {"width": 10}, "width"),
        (ExportKind.GIF, {"width": 5000}, "width"),
        (ExportKind.WAV, {"width": 640}, "width"),
        (ExportKind.SRT, {"encoder": Encoder.NVENC}, "encoder"),
        (ExportKind.OTIO, {"start": 1.0}, "start"),
        (ExportKind.OTIO, {"seconds": 1.0}, "seconds"),
    ],
)
def test_what_cannot_be_is_refused(
    kind: ExportKind, choices: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidRequest) as caught:
        checked(kind, **choices)
    assert caught.value.field == field


def test_an_animation_has_a_longest_length() -> None:
    with pytest.raises(InvalidRequest, match="60 s at most"):
        checked_order(ExportOrder(ExportKind.GIF), 90.0, FORMAT)
    assert checked_order(ExportOrder(ExportKind.MP4), 90.0, FORMAT).seconds is None
