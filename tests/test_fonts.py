"""The system's fonts are found without a word, unless something is really wrong with them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vidgen_desktop.resource_files import resource

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there is it fontconfig")

FIND = """
from vidgen_desktop.fonts import own_font, system_fonts
print(own_font("Manrope-ExtraBold.ttf").getFamilyName(), system_fonts().countFamilies())
"""


def found_with(tmp_path: Path, more: str) -> subprocess.CompletedProcess[str]:
    """What is said by a process that finds fonts with such a configuration."""
    fonts = tmp_path / "fonts"  # a copy: fontconfig may write into the folder
    shutil.copytree(resource("fonts"), fonts)
    config = tmp_path / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}</cachedir>\n{more}\n</fontconfig>"
    )
    return subprocess.run(
        [sys.executable, "-c", FIND],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )


def test_words_that_are_too_new_are_not_complained_of(tmp_path: Path) -> None:
    outcome = found_with(tmp_path, "<reset-dirs />\n<brand-new />")
    assert outcome.stdout.startswith("Manrope ")
    assert outcome.stderr == ""


def test_what_is_really_wrong_is_said(tmp_path: Path) -> None:
    outcome = found_with(tmp_path, f"<reset-dirs />\n<include>{tmp_path}/gone.conf</include>")
    assert "unknown element" not in outcome.stderr
    assert "gone.conf" in outcome.stderr
