"""The person's limits hold from the moment they are set, for videos under way, too."""

from dataclasses import replace
from pathlib import Path

from tests.cloud.desk import near
from tests.cloud.whole import whole
from tests.servers.canary import Canary
from tests.servers.jobs import Plan
from tests.servers.proxy import Exchange, faults_before
from tests.servers.site import Site
from tests.servers.videos import Videos
from vidgen_desktop.config import Settings
from vidgen_desktop.core.buying.purchase import Limits
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.errors import BudgetExceeded, SpendingLimit
from vidgen_desktop.core.events import Failed
from vidgen_desktop.setups import ProviderKind

CLIP = 800_000  # of eight seconds
PRICES = """
[[price]]
provider = "studio"
models = ["film-1"]
dated = 2026-11-21
second = "0.10"
"""


def test_a_limit_that_is_lowered_while_a_video_is_made_stops_it(
    site: Site, canary: Canary, own_home: Path
) -> None:
    (own_home / "prices.toml").write_text(PRICES)
    videos = Videos(site)
    videos.jobs.price_micros, videos.jobs.plan = CLIP, Plan(looks=1)
    with faults_before(site.url) as proxy:
        setup = replace(near(f"{proxy.url}/v1", ProviderKind.SHAPED), parallel=1)
        settings = Settings(providers=(setup,))
        with whole(canary.key, setup) as house:

            def lower(exchange: Exchange) -> None:
                """The first clip is under way, and for it alone there is money."""
                house.engine.use(replace(settings, limits=Limits(per_video=CLIP)))
                exchange.send(exchange.forward())

            proxy.next(lower, "GET", "/v1/videos/[^/]+")
            stopped, outcome = house.make(Cast(clips=Choice(setup.id, "film-1")), seconds=20.0)

            assert isinstance(outcome, Failed), outcome
            assert BudgetExceeded.limit_in(outcome.code) is SpendingLimit.VIDEO
            assert stopped.cost_micros == videos.jobs.billed_micros == CLIP

            house.engine.use(settings)
            made, outcome = house.again(stopped.id)
            house.check_video(outcome, 20.0)
            house.check_books(made)
    assert len(videos.jobs.made) > 1
    assert made.cost_micros == videos.jobs.billed_micros
