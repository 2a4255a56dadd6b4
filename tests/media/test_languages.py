"""Languages as an MP4 file names them."""

import pytest

from vidgen_desktop.media.join.languages import three_letters


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "eng"),
        ("pt-BR", "por"),
        ("zh_Hant", "zho"),
        ("fil", "fil"),
        ("", "und"),
        ("x", "und"),
    ],
)
def test_languages_have_three_letters(tag: str, code: str) -> None:
    assert three_letters(tag) == code
