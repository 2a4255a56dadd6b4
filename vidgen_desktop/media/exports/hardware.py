"""Which hardware encoders work on this machine: each is asked for one frame, once."""

import logging
import threading

from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import Encoder, ExportKind
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import run
from vidgen_desktop.media.exports.codecs import HARDWARE, NAMES, Codec, hardware, software

LONGEST_TRIAL = 5.0  # seconds; a driver that hangs is one that does not work

log = logging.getLogger("vidgen.media")
_known: dict[tuple[Encoder, ExportKind], bool] = {}
_lock = threading.Lock()  # one trial at a time: two can disturb each other


def choose(
    wanted: Encoder, kind: ExportKind, work: Work, *, longest_trial: float = LONGEST_TRIAL
) -> tuple[Codec, tuple[str, ...]]:
    """The codec to encode with, and what to tell the person if it is not the wanted one."""
    if wanted is Encoder.SOFTWARE:
        return software(kind), ()
    for encoder in HARDWARE if wanted is Encoder.AUTO else (wanted,):
        codec = hardware(encoder, kind)
        if codec is not None and works(encoder, kind, codec, work, longest_trial=longest_trial):
            return codec, ()
    if wanted is Encoder.AUTO:
        return software(kind), ()
    return software(kind), (fallback_note(NAMES[wanted], kind),)


def fallback_note(name: str, kind: ExportKind) -> str:
    """The sentence for a person who gets another encoder than the chosen one."""
    instead = software(kind).name
    return f"{name} does not work for this on this machine, so {instead} encoded the video."


def works(
    encoder: Encoder,
    kind: ExportKind,
    codec: Codec,
    work: Work,
    *,
    longest_trial: float = LONGEST_TRIAL,
) -> bool:
    """Whether it encodes a frame; tried the first time, remembered from then on."""
    with _lock:
        if (encoder, kind) not in _known:
            _known[encoder, kind] = _encodes_a_frame(codec, work, longest_trial)
            log.info("hardware encoder %s for %s: %s", encoder, kind, _known[encoder, kind])
        return _known[encoder, kind]


def forget() -> None:
    """Try again when asked next: a driver may have been installed."""
    with _lock:
        _known.clear()


def _encodes_a_frame(codec: Codec, work: Work, longest: float) -> bool:
    trial = CancelToken()
    bound = threading.Timer(longest, trial.cancel)
    bound.start()
    try:
        with work.token.on_cancel(trial.cancel):
            run(
                [
                    *codec.before,
                    *("-f", "lavfi", "-i", "color=gray:s=640x360:r=24", "-frames:v", "1"),
                    *("-vf", codec.upload, *codec.options, "-f", "null", "-"),
                ],
                Work(trial, work.scratch),
                failed="The encoder does not work.",
                cwd=work.scratch,  # a driver that crashes leaves its dump there
            )
    except (MediaError, Cancelled):
        work.token.check()
        return False
    finally:
        bound.cancel()
        bound.join()
    return True
