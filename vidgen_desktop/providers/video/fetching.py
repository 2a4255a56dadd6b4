"""Fetching a clip that is made and paid: patiently, and only ever whole."""

from collections.abc import Callable
from pathlib import Path

from vidgen_desktop.core.files.placing import place
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.net.download import VIDEO, download
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.providers.net.part import writing
from vidgen_desktop.providers.video.service import VideoService

_NOT_YET = {404, 409, 425}  # the job is done before its file is there
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # seconds


def fetch(
    service: VideoService, link: str, out: Path, check: Callable[[Path], None], work: Work
) -> None:
    """Leave the clip in `out`. Raises ProviderError, MediaError, DiskFull or Cancelled."""
    for pause in (*PAUSES, None):
        try:
            download(link, out, VIDEO, service.setup, work, key=service.key, is_good=check)
        except ServiceError as fault:
            if fault.status not in _NOT_YET or pause is None:
                raise
            work.token.wait(pause)
        else:
            return


def give(kept: Path, out: Path) -> None:
    """Give what was fetched the name `out`, too. Raises MediaError or DiskFull."""
    with writing(out):
        out.unlink(missing_ok=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        place(kept, out)
