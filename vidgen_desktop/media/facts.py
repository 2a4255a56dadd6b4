"""What this machine's ffmpeg is and can do, for the doctor."""

import re
import subprocess
from dataclasses import dataclass

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.media.children.binary import ffmpeg

# What the verbs of the media tool rely on.
NEEDED_FILTERS = ("ass", "loudnorm", "sidechaincompress", "alimiter", "amix", "scale")
NEEDED_ENCODERS = ("libx264", "aac", "mov_text", "png")

_PATIENCE = 20.0  # seconds; a virus scanner may look at the program first


@dataclass(frozen=True, slots=True)
class FfmpegFacts:
    """Where ffmpeg is, its version, and the filters and encoders that it lacks."""

    path: str
    version: str
    missing: tuple[str, ...]


def ffmpeg_facts() -> FfmpegFacts:
    """Ask ffmpeg about itself; raises MediaError where there is none or it does not start."""
    version = re.search(r"ffmpeg version (\S+)", _ask("-version"))
    filters = set(re.findall(r"^ [T.][S.]\.? *(\w+) ", _ask("-filters"), re.MULTILINE))
    encoders = set(re.findall(r"^ [VAS][\w.]{5} (\S+)", _ask("-encoders"), re.MULTILINE))
    missing = [name for name in NEEDED_FILTERS if name not in filters]
    missing += [name for name in NEEDED_ENCODERS if name not in encoders]
    return FfmpegFacts(ffmpeg(), version.group(1) if version else "unknown", tuple(missing))


def _ask(question: str) -> str:
    try:
        answer = subprocess.run(
            [ffmpeg(), "-hide_banner", question],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise MediaError(
            f"ffmpeg at {ffmpeg()} does not start.", "Install Vidgen again."
        ) from error
    return answer.stdout.decode("utf-8", "replace")
