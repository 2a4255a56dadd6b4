"""What ends the program from outside reaches it while Qt waits, and nobody is asked."""

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, sent
from vidgen_desktop.ui.session.requests_to_end import RequestsToEnd

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a signal cannot be sent there")


@pytest.fixture
def requests(qapp: QApplication) -> Iterator[RequestsToEnd]:
    requests = RequestsToEnd(qapp)
    yield requests
    requests.close()
    requests.deleteLater()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_told_of(qtbot: QtBot, requests: RequestsToEnd, number: signal.Signals):
    with qtbot.waitSignal(requests.asked, timeout=PATIENCE) as asked:
        os.kill(os.getpid(), number)
    assert sent(asked) == number


def test_the_end_of_the_session_is_told_of(
    qtbot: QtBot, qapp: QApplication, requests: RequestsToEnd
):
    with qtbot.waitSignal(requests.asked, timeout=PATIENCE) as asked:
        qapp.commitDataRequest.emit(None)
    assert sent(asked) == 0


def test_what_is_ignored_stays_so_and_the_rest_is_given_back(qapp: QApplication):
    handler = signal.getsignal(signal.SIGINT)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as `nohup` does
    try:
        requests = RequestsToEnd(qapp)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGINT) is not handler
        requests.close()
        assert signal.getsignal(signal.SIGINT) is handler
        requests.deleteLater()
    finally:
        signal.signal(signal.SIGHUP, before)
