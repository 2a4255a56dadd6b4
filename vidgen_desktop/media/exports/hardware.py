"""Which hardware encoders work on this machine: each is asked for one frame."""

import logging
import threading

from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import MediaError, ToolError
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
    is_chosen = wanted is not Encoder.AUTO
    for encoder in (wanted,) if is_chosen else HARDWARE:
        codec = hardware(encoder, kind)
        if codec is not None and works(
            encoder, kind, codec, work, is_chosen=is_chosen, longest_trial=longest_trial
        ):
            return codec, ()
    if not is_chosen:
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
    is_chosen: bool = True,
    longest_trial: float = LONGEST_TRIAL,
) -> bool:
    """Whether it encodes a frame. That it does is remembered, and for those who did not choose it,
    that it refused: a card that was busy with something else may have time when it is asked for.
    """
    with _lock:
        known = _known.get((encoder, kind))
        if known is None or (is_chosen and not known):
            known = _encodes_a_frame(codec, work, longest_trial)
            log.info("hardware encoder %s for %s: %s", encoder, kind, known)
            if known is not None:
                _known[encoder, kind] = known
        return known is True


def forget() -> None:
    """Try again when asked next: a driver may have been installed."""
    with _lock:
        _known.clear()


def _encodes_a_frame(codec: Codec, work: Work, longest: float) -> bool | None:
    """None where that could not be found out. A driver that hangs does not work."""
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
    except Cancelled:
        work.token.check()
        return False
    except ToolError:
        return None
    except MediaError:
        return False
    finally:
        bound.cancel()
        bound.join()
    return True
