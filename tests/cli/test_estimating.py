"""What is said of an estimate before anything is bought."""

import json

import pytest

from tests.cli.service import FakeService
from tests.fakes.providers import Diary
from vidgen_desktop.cli.estimating import show_estimate
from vidgen_desktop.config import Settings
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.model import Request

PROMPT = "Bees dance. They show the way. Flowers wait."


def shown(model: str, capsys: pytest.CaptureFixture[str], *, as_json: bool) -> tuple[str, str]:
    """What is printed for a video of half a minute by this model of "cloud"."""
    service = FakeService(Settings(), Diary())
    request = Request(PROMPT, cast=Cast(clips=Choice("cloud", model)))
    try:
        assert show_estimate(service, request, as_json=as_json) == 0
        assert service.asked == [request.cast]  # the services were asked first
        assert service.store.count() == 0
    finally:
        service.house.close()
    out, err = capsys.readouterr()
    return out, err


@pytest.mark.usefixtures("own_home")
class TestEstimate:
    def test_has_a_line_for_each_part_and_one_for_all(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out, err = shown("film", capsys, as_json=False)
        assert out.splitlines() == [
            "     $3.00  About 6 clips of 5 s (cloud)",
            "     $3.00  in all",
        ]
        assert err == ""

    def test_says_what_is_not_known(self, capsys: pytest.CaptureFixture[str]) -> None:
        out, err = shown("mystery", capsys, as_json=False)
        assert "not known  About 6 clips of 5 s (cloud)" in out
        assert "it may cost more" in err

    def test_says_that_prices_are_old(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, err = shown("old-film", capsys, as_json=False)
        assert "more than 60 days old" in err

    def test_is_read_by_programs(self, capsys: pytest.CaptureFixture[str]) -> None:
        out, _ = shown("film", capsys, as_json=True)
        line, total = (json.loads(text) for text in out.splitlines())
        assert (line["kind"], line["role"], line["cost_usd"]) == ("line", "video", "3.000000")
        assert (total["kind"], total["cost_micros"]) == ("total", 3_000_000)
