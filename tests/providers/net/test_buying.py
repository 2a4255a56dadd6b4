"""A create is sent once, and its purchase ends as what is true."""

from datetime import UTC, datetime

import pytest

from tests.providers.net.serving import Reply, Server, body, serving, silent, told
from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Wanted
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import ProviderError, UnknownPurchase
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.buying import send_once
from vidgen_desktop.providers.net.client import open_client

WANTED = Wanted("clip/3", "studio", "m", "Scene 3", 1000, "f")


class Book:
    """A purse that writes down what it is told."""

    def __init__(self) -> None:
        self.states: list[PurchaseState] = []

    def open(self, wanted: Wanted) -> Purchase:
        now = datetime.now(UTC)
        return Purchase(1, 1, "k", wanted, PurchaseState.PREPARED, None, None, None, now, now)

    def is_ordered(self, step: str, fingerprint: str) -> bool:
        raise AssertionError(f"{step}, {fingerprint}: that is the provider's to ask")

    def submitted(self, purchase: Purchase, job: str) -> Purchase:
        raise AssertionError(f"{job} of {purchase}: that is the provider's to say")

    def done(self, purchase: Purchase, micros: int, source: PriceSource) -> None:
        raise AssertionError(f"{purchase} {micros} {source}")

    def failed(
        self, purchase: Purchase, micros: int = 0, source: PriceSource | None = None
    ) -> None:
        assert (purchase.id, micros, source) == (1, 0, None)
        self.states.append(PurchaseState.FAILED)

    def unknown(self, purchase: Purchase) -> None:
        assert purchase.id == 1
        self.states.append(PurchaseState.UNKNOWN)

    def undelivered(self, purchase: Purchase) -> Purchase:
        raise AssertionError(f"{purchase}: that is the provider's to say")

    def useless(self, purchase: Purchase) -> None:
        raise AssertionError(f"{purchase}: that is the provider's to say")


def buy(server: Server, token: CancelToken, book: Book) -> dict[str, object]:
    purchase = book.open(WANTED)
    with open_client(server.setup(), token) as client:
        return send_once(
            lambda: json_of(client.post("videos", json={}), "Studio"),
            "Studio",
            token,
            book,
            purchase,
        )


def test_an_answer_is_handed_over_and_nothing_is_written(token: CancelToken) -> None:
    book = Book()
    with serving(told({"id": "v1"})) as server:
        assert buy(server, token, book) == {"id": "v1"}
    assert book.states == []


@pytest.mark.parametrize(
    "reply", [told({"error": "no"}, 400), body(b"", 429, Retry_After="1"), body(b"", 307)]
)
def test_a_refusal_was_not_bought_and_is_not_sent_again(reply: Reply, token: CancelToken) -> None:
    book = Book()
    with serving(reply) as server:
        with pytest.raises(ProviderError):
            buy(server, token, book)
        assert len(server.heard) == 1
    assert book.states == [PurchaseState.FAILED]


@pytest.mark.parametrize(
    "reply",
    [
        body(b"<html>", 502, "text/html"),
        body(b"", 500),
        body(b"{", 200),
        lambda _request, connection: connection.close(),
    ],
)
def test_a_lost_answer_is_unknown_and_asks_the_person(reply: Reply, token: CancelToken) -> None:
    book = Book()
    with serving(reply) as server:
        with pytest.raises(UnknownPurchase, match="“Scene 3”") as told_of:
            buy(server, token, book)
        assert len(server.heard) == 1
    assert "Studio" in told_of.value.message
    assert "buy it anew" in told_of.value.advice
    assert book.states == [PurchaseState.UNKNOWN]


def test_what_was_surely_not_sent_was_not_bought(token: CancelToken) -> None:
    book = Book()
    with serving(silent) as server:
        pass
    with pytest.raises(ProviderError, match="could not be reached"):
        buy(server, token, book)
    assert book.states == [PurchaseState.FAILED]


def test_a_cancel_before_sending_buys_nothing(token: CancelToken) -> None:
    book = Book()
    sent: list[str] = []
    token.cancel()
    with pytest.raises(Cancelled):
        send_once(lambda: sent.append("it"), "Studio", token, book, book.open(WANTED))
    assert sent == []
    assert book.states == [PurchaseState.FAILED]


def test_a_cancel_after_sending_leaves_it_unknown(token: CancelToken) -> None:
    book = Book()

    def cancel(_request: object, connection: object) -> None:
        token.cancel()
        silent(None, connection)  # pyright: ignore[reportArgumentType]

    with serving(cancel) as server, pytest.raises(Cancelled):
        buy(server, token, book)
    assert book.states == [PurchaseState.UNKNOWN]


def test_a_bug_while_buying_leaves_it_unknown_and_stays_a_bug(token: CancelToken) -> None:
    book = Book()
    with pytest.raises(ZeroDivisionError):
        send_once(lambda: 1 / 0, "Studio", token, book, book.open(WANTED))
    assert book.states == [PurchaseState.UNKNOWN]
