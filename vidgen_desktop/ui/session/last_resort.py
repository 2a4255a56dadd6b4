"""For what does not end when it is asked to: what was being made is then left, as after a crash."""

import logging
import os
import threading

END_SECONDS = 1.8  # in which the program ends when asked to, whatever it is about

log = logging.getLogger("vidgen.ui")


class LastResort:
    """Ends the process from a thread of its own, for the main one may be what is stuck."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def begin(self, code: int) -> None:
        """End the process with this exit code in a while; only the first call counts."""
        if self._timer is None:
            self._timer = threading.Timer(END_SECONDS, _end, [code])
            self._timer.daemon = True
            self._timer.start()

    def cancel(self) -> None:
        """It has ended by itself."""
        if self._timer is not None:
            self._timer.cancel()


def _end(code: int) -> None:
    log.error("the program did not end in %s s and is ended", END_SECONDS)
    logging.shutdown()
    os._exit(code)
