"""How a run ends that does not complete: whatever happened becomes an outcome, and is stored."""

import errno
import logging
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from vidgen_desktop.core.buying.purse import open_amount
from vidgen_desktop.core.cancel import (
    CANCELLED_CODE,
    CANCELLED_MESSAGE,
    Cancelled,
    CancelToken,
    Stopped,
    TakenOver,
)
from vidgen_desktop.core.errors import LeaseLost, StoreError, VidgenError
from vidgen_desktop.core.events import Completed, Failed, Outcome, WasCancelled, WasStopped
from vidgen_desktop.core.files.room import Want, disk_full, free_bytes, is_full
from vidgen_desktop.core.model import now
from vidgen_desktop.core.store_port import Store

log = logging.getLogger("vidgen.pipeline")
T = TypeVar("T")

BUG_CODE = "bug"
LITTLE = 1_000_000  # bytes of a folder or a small file, which nobody told more about
BUG_MESSAGE = "Something went wrong inside Vidgen."
CHECK = "Check the folder and its permissions, then try again: what is done is kept."

# Of files, that a person can do something about.
_REFUSALS = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EIO}

Unfinished = WasCancelled | WasStopped | Failed


def guarded(work: Callable[[], T], token: CancelToken, logs: Path) -> T | Unfinished:
    """Turn whatever happens into an outcome. The one place that logs the traceback of a bug."""
    try:
        return work()
    except Cancelled as ended:
        return _of_reason(token.reason or type(ended))
    except VidgenError as fault:
        return Failed(fault.code, fault.message, fault.advice)
    except OSError as fault:
        if is_full(fault):
            full = disk_full(Want("the files of this video", LITTLE), _place(fault, logs))
            return Failed(full.code, full.message, full.advice)
        if fault.errno in _REFUSALS and isinstance(fault.filename, str):
            log.exception("the system refused a file")
            refused = f"{fault.filename} cannot be read or written ({fault.strerror})."
            return Failed(StoreError.code, refused, CHECK)
        log.exception("a bug")
    except Exception:  # the boundary: a run must always end with an outcome
        log.exception("a bug")
    return Failed(BUG_CODE, BUG_MESSAGE, f"The log in {logs} has the details.")


def _place(fault: OSError, logs: Path) -> Path:
    """Where there was no room. The system names the file, unless it was open already: then the
    fuller of the disks that hold temporary files and our own.
    """
    if isinstance(fault.filename, str):
        return Path(fault.filename)
    return min(Path(tempfile.gettempdir()), logs, key=free_bytes)


def _of_reason(reason: type[Cancelled]) -> Unfinished:
    if issubclass(reason, TakenOver):
        return _lost()
    return WasStopped(0) if issubclass(reason, Stopped) else WasCancelled(0, 0)


def _lost() -> Failed:
    fault = LeaseLost()
    return Failed(fault.code, fault.message, fault.advice)


def settle(store: Store, generation: int, outcome: Unfinished) -> Outcome:
    """Store how a run ended that did not complete, and find out what was kept and what may still
    be billed. Of a generation that is another's now, nothing is written.
    """
    try:
        if isinstance(outcome, WasStopped) and store.cancellation_requested(generation):
            outcome = WasCancelled(0, 0)  # asked for before: it wins
        _store(store, generation, outcome)
    except LeaseLost:
        cancelled = store.get(generation).is_cancelled
        return WasCancelled(0, 0) if cancelled else _lost()
    except VidgenError:
        store.give_up(generation)  # so that it can be gone on with as soon as there is room
        raise
    open_ones = [one for one in store.purchases(generation) if one.may_be_billed]
    count, (micros, unpriced) = len(open_ones), open_amount(open_ones)
    kept = len(store.takes(generation))
    match outcome:
        case WasStopped():
            return WasStopped(kept, count, micros, unpriced)
        case WasCancelled():
            known = store.get(generation)
            return WasCancelled(
                known.cost_micros, kept, count, micros, unpriced, known.cost_unknown
            )
        case Failed():
            return replace(
                outcome, open_purchases=count, open_micros=micros, open_unpriced=unpriced
            )


def _store(store: Store, generation: int, outcome: Unfinished) -> None:
    match outcome:
        case WasStopped():
            store.release(generation)
        case WasCancelled():
            store.fail(generation, CANCELLED_CODE, CANCELLED_MESSAGE, now())
        case Failed(code, message, advice):
            store.fail(generation, code, f"{message} {advice}".strip(), now())


def log_end(outcome: Outcome) -> None:
    """One line about how a run ended."""
    match outcome:
        case Completed(result):
            log.info("completed: %s", Path(result.video).name)
        case WasCancelled(spent, kept, _, pending):
            log.warning(
                "cancelled: %s micros spent, %s may still be, %s takes kept", spent, pending, kept
            )
        case WasStopped(kept, count, pending):
            log.warning(
                "stopped: %s takes kept, %s purchases open (%s micros)", kept, count, pending
            )
        case Failed(code, message):
            log.error("failed (%s): %s", code, message)
