"""A person's own picture fills the frame, the right way up, and nothing else is believed."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.providers.filming import frames, job
from vidgen_desktop.providers.builtin.film.photo import NotAPicture, photo_picture

SIZE = (371, 209)


def halves(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", size, (200, 20, 20))
    picture.paste((20, 20, 200), (0, size[1] // 2, *size))
    return picture


def test_the_picture_is_in_the_film(tmp_path: Path) -> None:
    halves().save(tmp_path / "own.png")
    for frame in frames(job(picture=str(tmp_path / "own.png"), heading="")):
        assert frame[10, 160, 0] > 150
        assert frame[170, 160, 2] > 150


def test_the_camera_moves_over_it(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (300, 400, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "own.png")
    shown = frames(job(picture=str(tmp_path / "own.png"), frames=48))
    assert all(not np.array_equal(one, other) for one, other in pairwise(shown))


def test_a_turned_photo_is_shown_upright(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 3  # taken with the camera upside down
    halves().save(path, exif=exif)
    middle = frames(job(picture=str(path), heading=""))[0][:, 160]
    assert middle[10, 2] > 150
    assert middle[170, 0] > 150


@pytest.mark.parametrize("size", [(100, 900), (1500, 120)])
def test_a_picture_of_another_shape_is_shown_whole_on_itself(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    halves(size).save(tmp_path / "long.png")
    picture = photo_picture(str(tmp_path / "long.png"), *SIZE)
    back, whole = picture.layers
    assert (back.image.width(), back.image.height()) == SIZE
    shown = whole.image.width() / whole.image.height()
    assert shown == pytest.approx(size[0] / size[1], rel=0.05)
    assert whole.left >= 0
    assert whole.left + whole.image.width() <= SIZE[0]


@pytest.mark.parametrize("size", [(1, 9000), (9000, 2)])
def test_a_thread_of_a_picture_is_shown_too(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "thread.png"
    Image.new("RGB", size, "red").save(path)
    assert frames(job(picture=str(path), heading=""))


def test_what_is_transparent_becomes_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 112), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    assert frames(job(picture=str(tmp_path / "clear.png"), heading=""))[0].min() > 240


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16", "LA"])
def test_every_kind_of_pixel_is_understood(tmp_path: Path, mode: str) -> None:
    grey = Image.new("L", (200, 112), 128)
    if mode == "I;16":
        picture = Image.fromarray(np.full((112, 200), 128 * 257, np.uint16))
    else:
        picture = grey.convert(mode)
    path = tmp_path / ("own.tiff" if mode == "CMYK" else "own.png")
    picture.save(path)
    mean = float(np.mean(frames(job(picture=str(path), heading=""))[0]))
    assert mean == pytest.approx(128, abs=6)


def test_words_over_a_photo_can_be_read(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (300, 400, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "own.png")
    with_words, without = (
        frames(job(picture=str(tmp_path / "own.png"), heading=heading, frames=48))[40]
        for heading in ("Loud ground", "")
    )
    top = slice(10, 60)
    assert with_words[top, 20:200].std() < without[top, 20:200].std()


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"hello"])
def test_what_is_no_picture_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "holiday.png"
    path.write_bytes(content)
    with pytest.raises(NotAPicture, match=r"^The file holiday\.png cannot be read as a picture\.$"):
        photo_picture(str(path), *SIZE)


def test_a_picture_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.jpg"
    Image.effect_noise((600, 400), 80).convert("RGB").save(path)
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(NotAPicture):
        photo_picture(str(path), *SIZE)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAPicture):
        photo_picture(str(tmp_path / "gone.png"), *SIZE)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (11_000, 9_500)).save(path)
    with pytest.raises(NotAPicture, match="too large"):
        photo_picture(str(path), *SIZE)
