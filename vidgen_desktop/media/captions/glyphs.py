"""Which characters of a text no installed font can draw in burned captions."""

from vidgen_desktop.media.captions.fonts import face_for, is_seen


def missing_glyphs(text: str) -> frozenset[str]:
    """The characters that captions have to leave out. The system's fonts are asked through
    Skia, on every system alike.
    """
    wanted = {char for char in text if not char.isascii() and is_seen(char)}
    return frozenset(char for char in wanted if face_for(char) is None)
