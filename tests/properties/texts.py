"""Texts as nobody would type them, as building blocks for examples."""

from hypothesis import strategies as st

PIECES = (
    *("CON", "con.", "NUL", "nul.txt", "LPT1.", "COM¹", "AUX ", "CLOCK$", "CONIN$.x", "prn.mp4"),
    *("..", "../", "..\\", "/", "\\", "~", ".", " ", "  ", "-rf ", "--", "C:", ":", "*?", '"<|>'),
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\r\n", "\t", "\ufeff", "\u00ad"),
    *("\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u200b", "\u200d", "\ufe0f", "\u2060"),
    *("\ud800", "\udfff", "\udce9", "e\u0301", "\u0301" * 9, "\u0489", "ﬁ", "Ａ", "İ", "ß"),
    *("👩‍👩‍👧‍👦", "🏳️‍🌈", "🇫🇷", "蜜蜂", "مرحبا", "שלום", "ผึ้ง", "बीज", "한국어", "x" * 90, "é" * 70),
    *("{\\an8}", "\\N", "{", "}", "%{pts}", "%s", "$(id)", "`id`", "'", ";", "|", "&", "=1+1"),
    *("<b>", "&lt;", "-->", "00:00:01,000 --> 00:00:02,000", "file:///etc/passwd", "NOTE"),
)

anything = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates, too
hostile = st.lists(st.sampled_from(PIECES) | anything, max_size=8).map("".join)
titles = anything | hostile
