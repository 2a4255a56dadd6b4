"""The side thread of a run: writes what is pending, shows life, looks for a cancel."""

import logging
import threading
from collections.abc import Generator
from contextlib import contextmanager

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import LeaseLost, NotFound, VidgenError
from vidgen_desktop.core.run.recorder import Recorder
from vidgen_desktop.core.run.scope import scope
from vidgen_desktop.core.store_port import Store

INTERVAL = 0.4  # seconds between looks at the stored cancel flag

log = logging.getLogger("vidgen.pipeline")


@contextmanager
def pulse(generation: int, store: Store, recorder: Recorder, token: CancelToken) -> Generator[None]:
    """Keep the stored state alive while the block lasts."""
    done = threading.Event()

    def beat() -> None:
        with scope(generation):
            while not done.wait(INTERVAL):
                try:
                    recorder.flush()
                    recorder.heartbeat()
                    if store.cancellation_requested(generation):
                        token.cancel()
                except (LeaseLost, NotFound):
                    token.lose()
                    return
                except VidgenError as fault:
                    # A fault of the disk, or its being full, must not end the watch: it may pass.
                    # The run itself meets the same store and fails there if it lasts.
                    log.warning("the pulse could not reach the store: %s", fault)

    thread = threading.Thread(target=beat, name=f"pulse-{generation}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
