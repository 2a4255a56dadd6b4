"""Draw the program's icon, from its two SVG files, in the sizes that the systems want.

Run it after changing one of them: `.venv/bin/python scripts/make_icons.py`. What it makes is
committed, so that nobody needs to run it to build the program.
"""

import os
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parent.parent / "resources" / "icons"

# Up to this many pixels the five lines run together and the simpler drawing is used.
LARGEST_SMALL = 32
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)


def draw(size: int) -> Path:
    """Draw the icon `size` pixels wide and return where it is."""
    source = "vidgen-small.svg" if size <= LARGEST_SMALL else "vidgen.svg"
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / source)).render(painter)
    painter.end()
    path = ICONS / f"vidgen-{size}.png"
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written")
    return path


def main() -> None:
    """Write the PNG files, vidgen.ico for Windows and vidgen.icns for macOS."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application = QGuiApplication([])
    images = {size: Image.open(draw(size)) for size in SIZES}
    images[256].save(
        ICONS / "vidgen.ico",
        sizes=[(size, size) for size in WINDOWS_SIZES],
        append_images=[images[size] for size in WINDOWS_SIZES],
    )
    images[512].save(
        ICONS / "vidgen.icns",
        append_images=[images[size] for size in (16, 32, 64, 128, 256)],
    )
    print(f"Drawn in {ICONS}")


if __name__ == "__main__":
    main()
