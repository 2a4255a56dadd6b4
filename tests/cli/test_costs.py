"""`vidgen costs`, `vidgen settle`, `vidgen generate --estimate` and consent."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.config import load_settings, save_settings
from vidgen_desktop.core.buying.months import month_of
from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.model import Request, Status, now
from vidgen_desktop.core.money import CostEntry, PriceSource

PROMPT = "Bees dance. They show the way. Flowers wait."
CLOUD = Cast(clips=Choice("cloud", "film"))


@pytest.fixture
def spent(vidgen: CommandLine) -> CommandLine:
    """A failed video: one clip bought, one whose answer was lost."""
    with vidgen.store() as store:
        made = store.create(Request("Whales sing."), "=Whales").id
        store.claim(made)
        for scene in (1, 2):
            wanted = Wanted(f"clip/{scene}", "cloud", "film", f"Scene {scene}", 500_000, "f")
            bought = store.prepare(made, wanted, Limits())
            if scene == 1:
                store.settle(bought.id, PurchaseState.DONE, 480_000, PriceSource.REPORTED)
            else:
                store.unknown(bought.id)
        store.fail(made, "unknown_purchase", "It is not known.", now())
    return vidgen


def waiting(vidgen: CommandLine, cast: Cast) -> str:
    """The number of a failed video with this cast."""
    with vidgen.store() as store:
        made = store.create(Request(PROMPT, cast=cast), "Bees").id
        store.claim(made)
        store.fail(made, "provider", "It broke.", now())
    return str(made)


class TestCosts:
    def test_nothing_spent_is_said(self, vidgen: CommandLine) -> None:
        said = vidgen("costs")
        assert (said.code, said.out) == (0, "")
        assert "Nothing was spent." in said.err
        assert "Nothing was spent in 2020-01." in vidgen("costs", "--month", "2020-01").err

    def test_shows_months_videos_and_estimates(self, spent: CommandLine) -> None:
        said = spent("costs")
        assert said.code == 0
        assert f"{month_of(now())}      $0.48" in said.out
        assert "      1      $0.48  =Whales (cloud)" in said.out
        assert "    $0.50     $0.48  cloud" in said.out
        assert "Up to $0.50 more may still be billed." in said.err

    def test_what_nobody_knows_the_price_of_is_not_free(self, vidgen: CommandLine) -> None:
        with vidgen.store() as store:
            made = store.create(Request(PROMPT), "Bees").id
            store.charge(made, CostEntry("plan", "cloud", "x", 0, PriceSource.UNKNOWN))
        said = vidgen("costs")
        assert f"{month_of(now())}      $0.00" in said.out
        assert "What 1 purchase cost is not known, so more was spent." in said.err
        assert "cost not known" in vidgen("list").out
        assert vidgen("show", "1", "--json").records[0]["cost_unknown"] is True

    def test_is_read_by_programs(self, spent: CommandLine) -> None:
        records = spent("costs", "--json").records
        assert [one["kind"] for one in records] == ["month", "video", "provider", "purchase"]
        assert records[0]["cost_usd"] == "0.480000"
        assert records[1]["generation"] == 1
        assert (records[2]["estimated_micros"], records[2]["actual_micros"]) == (500_000, 480_000)
        assert (records[3]["id"], records[3]["state"]) == (2, "unknown")

    def test_writes_every_entry_as_csv(self, spent: CommandLine, tmp_path: Path) -> None:
        file = tmp_path / "costs.csv"
        said = spent("costs", "--csv", str(file))
        assert "1 entry was written" in said.err
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        assert [row[2] for row in rows] == ["title", "'=Whales"]
        assert spent("costs", "--csv", "-").out.count("\n") == 2
        assert not list(tmp_path.glob("*.part"))

    def test_a_place_that_cannot_be_written_is_named(self, spent: CommandLine) -> None:
        said = spent("costs", "--csv", str(spent.home / "none" / "x.csv"))
        assert said.code == 1
        assert "cannot be written" in said.err

    @pytest.mark.parametrize("month", ["2026-13", "november", "2026"])
    def test_a_month_is_written_in_one_way(self, vidgen: CommandLine, month: str) -> None:
        said = vidgen("costs", "--month", month)
        assert said.code == 2
        assert "write it as in 2026-11" in said.err


class TestSettle:
    def test_show_says_what_can_be_done(self, spent: CommandLine) -> None:
        out = spent("show", "1").out
        assert "2, Scene 2 by cloud, about $0.50: unknown, as its answer was lost" in out
        assert "vidgen settle 2 look" in out
        assert "vidgen settle 2 buy-again" in out
        (record,) = spent("show", "1", "--json").records
        assert [one["id"] for one in record["open_purchases"]] == [2]

    @pytest.mark.parametrize(
        ("word", "state"), [("look", PurchaseState.SUBMITTED), ("buy-again", PurchaseState.FAILED)]
    )
    def test_the_persons_word_is_kept(
        self, spent: CommandLine, word: str, state: PurchaseState
    ) -> None:
        said = spent("settle", "2", word)
        assert said.code == 0
        assert "vidgen resume 1" in said.err
        with spent.store() as store:
            assert store.purchases(1)[1].state is state
        assert spent("settle", "2", word).code == 2
        assert spent("settle", "1", word).code == 2

    def test_what_is_unknown_or_somebody_elses_is_refused(self, spent: CommandLine) -> None:
        assert spent("settle", "9", "look").code == 3
        assert spent("--profile", "other", "settle", "2", "look").code == 4
        assert spent("settle", "2", "forget").code == 2


class TestConsent:
    @pytest.fixture
    def careful(self, vidgen: CommandLine) -> CommandLine:
        save_settings(replace(load_settings(), limits=Limits(confirm_above=1_000_000)))
        return vidgen

    def test_nobody_to_ask_is_no_consent(self, careful: CommandLine) -> None:
        number = waiting(careful, CLOUD)
        said = careful("resume", number)
        assert said.code == 1
        assert "This video will cost about $3.00" in said.err
        assert "--yes" in said.err
        assert careful.known()[0].status is Status.FAILED

    def test_yes_is_consent(self, careful: CommandLine) -> None:
        number = waiting(careful, CLOUD)
        assert careful("resume", number, "--yes").code == 0

    def test_an_unknown_price_needs_it_too(self, careful: CommandLine) -> None:
        number = waiting(careful, Cast(clips=Choice("cloud", "mystery")))
        said = careful("resume", number)
        assert said.code == 1
        assert "what nobody has told the price of" in said.err
        assert careful("resume", number, "--yes").code == 0

    def test_what_costs_nothing_needs_none(self, careful: CommandLine) -> None:
        assert careful("generate", PROMPT).code == 0


class TestEstimate:
    def test_of_the_built_in_engine_is_free_and_makes_nothing(self, vidgen: CommandLine) -> None:
        said = vidgen("generate", PROMPT, "--estimate")
        assert (said.code, said.out.split()) == (0, ["free", "in", "all"])
        assert vidgen.known() == []

    def test_is_read_by_programs(self, vidgen: CommandLine) -> None:
        (record,) = vidgen("generate", PROMPT, "--estimate", "--json").records
        assert record["kind"] == "total"
        assert (record["cost_micros"], record["cost_usd"]) == (0, "0.000000")
        assert (record["unpriced"], record["old_prices"]) == (False, False)

    def test_a_request_that_cannot_be_made_has_none(self, vidgen: CommandLine) -> None:
        assert vidgen("generate", " ", "--estimate").code == 2
