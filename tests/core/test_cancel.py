"""A cancel token is noticed at once, by everybody, and only once."""

import threading

import pytest

from vidgen_desktop.core.cancel import Cancelled, CancelToken


def test_a_fresh_token_lets_work_go_on():
    token = CancelToken()
    token.check()
    assert not token.is_cancelled


def test_check_leaves_the_work_after_a_cancel():
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        token.check()


def test_a_sleeper_wakes_at_once_on_cancel():
    token = CancelToken()
    woken = threading.Event()

    def sleep_long() -> None:
        with pytest.raises(Cancelled):
            token.wait(3600)
        woken.set()

    sleeper = threading.Thread(target=sleep_long)
    sleeper.start()
    token.cancel()
    assert woken.wait(5)
    sleeper.join()


def test_a_callback_runs_once_however_often_it_is_cancelled():
    token, calls = CancelToken(), []
    with token.on_cancel(lambda: calls.append("now")):
        token.cancel()
        token.cancel()
    assert calls == ["now"]


def test_a_callback_of_a_block_that_has_ended_never_runs():
    token, calls = CancelToken(), []
    with token.on_cancel(lambda: calls.append("late")):
        pass
    token.cancel()
    assert calls == []


def test_a_callback_registered_after_the_cancel_runs_at_once():
    token, calls = CancelToken(), []
    token.cancel()
    with token.on_cancel(lambda: calls.append("at once")):
        assert calls == ["at once"]


def test_tokens_do_not_know_each_other():
    one, other = CancelToken(), CancelToken()
    one.cancel()
    other.check()
