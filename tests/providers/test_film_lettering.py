"""Words in every script, set to fit; nothing is ever drawn as an empty box."""

import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from vidgen_desktop.providers.builtin.film.lettering import (
    Style,
    Words,
    clean,
    drawable,
    is_right_to_left,
    missing_characters,
    typeset,
)

BOX = (400.0, 150.0)
STYLE = Style("calm", "en", 0xFF000000)

SCRIPTS = {
    "Latin": "Čeština, Tiếng Việt, Ñandú",
    "Greek": "Η καρδιά χτυπά",
    "Cyrillic": "Чтение меняет мозг",
    "Arabic": "كيف تُصنع القهوة؟",
    "Hebrew": "איך מכינים קפה",
    "Devanagari": "कॉफी कैसे बनती है?",
    "Bengali": "বাংলা ভাষা",
    "Tamil": "தமிழ் மொழி",
    "Thai": "กาแฟทำอย่างไร",
    "Chinese": "咖啡是怎么做成的？",
    "Japanese": "コーヒーの作り方",
    "Korean": "커피는 어떻게 만드나",
    "emoji": "☕️🍰👩‍👩‍👧🇫🇷",
}


def drawn(words: Words) -> np.ndarray:
    """The opacity of each pixel."""
    pixels = np.zeros((200, 460, 4), np.uint8)
    surface = skia.Surface(pixels, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType)
    words.paragraph.paint(surface.getCanvas(), 10, 10)
    return pixels[..., 3].copy()


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_drawn_with_real_glyphs(script: str) -> None:
    text = SCRIPTS[script]
    missing = missing_characters(text)
    if missing:
        pytest.skip(f"this machine has no font for {missing}")
    words = typeset(text, STYLE, BOX, 40)
    ink = drawn(words)
    assert ink.any()
    assert words.width <= BOX[0] + 1
    assert words.height <= BOX[1]
    # Different words give different pictures: not the same box again and again.
    assert not np.array_equal(ink, drawn(typeset(text[::-1] + text[:1], STYLE, BOX, 40)))


def test_a_character_without_a_font_is_reported_and_left_out() -> None:
    assert missing_characters("Plane 16: \U0010fffd") == "\U0010fffd"
    assert drawable("a \U0010fffd b") == "a b"
    assert drawable("\U0010fffd") == ""


def test_nothing_is_missing_in_plain_words() -> None:
    assert missing_characters("Plain words, “quoted” – 42 %\n\ttwo lines") == ""


def test_right_to_left_words_are_known_by_their_first_letter() -> None:
    assert is_right_to_left("2024: كيف")
    assert not is_right_to_left("How كيف")
    assert typeset("שלום", STYLE, BOX, 40).right_to_left


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert clean("a\x00b\u202ec\ud800d\r\n\te \u2067f") == "abcd e f"
    assert clean("z" + "\u0301" * 300) == "z" + "\u0301" * 3
    assert clean("👩\u200d👧") == "👩\u200d👧"


def test_two_lines_are_about_equally_long() -> None:
    words = typeset("Where does all of the rain come from?", STYLE, BOX, 40)
    assert words.lines == 2
    assert words.width < BOX[0] * 0.95


def test_too_much_is_shortened_to_fit() -> None:
    words = typeset("many words " * 1000, STYLE, BOX, 40)
    assert words.lines <= 3
    assert words.height <= BOX[1]
    words = typeset("Donaudampfschifffahrtsgesellschaft" * 300, STYLE, BOX, 40)
    assert words.width <= BOX[0] + 1


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_text_fits_or_is_gone(text: str) -> None:
    shown = drawable(text)
    if shown:
        words = typeset(shown, STYLE, BOX, 40)
        assert words.height <= BOX[1] * 1.5


def test_chinese_and_japanese_shapes_follow_the_language() -> None:
    if missing_characters("骨"):
        pytest.skip("this machine has no font for 骨")
    chinese = drawn(typeset("骨直", Style("calm", "zh-CN", 0xFF000000), BOX, 60))
    japanese = drawn(typeset("骨直", Style("calm", "ja", 0xFF000000), BOX, 60))
    if np.array_equal(chinese, japanese):
        pytest.skip("this machine has one font for both")
    assert chinese.any()
    assert japanese.any()
