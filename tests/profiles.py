"""How many examples Hypothesis tries: few and always the same, or many and others each time.

`make test` runs the quick profile, which never changes its mind between two runs;
`--hypothesis-profile=deep` (part of `make torture`) looks for what is rare.
"""

import pytest
from hypothesis import HealthCheck, settings

QUICK, DEEP = "quick", "deep"
DEEPER = 25  # times as many examples
PATIENCE = 3600  # seconds for each test of the deep profile
_CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]

settings.register_profile(
    QUICK, deadline=None, derandomize=True, database=None, suppress_health_check=_CALM
)
settings.register_profile(
    DEEP,
    deadline=None,
    database=None,
    print_blob=True,
    max_examples=100 * DEEPER,
    suppress_health_check=_CALM,
)
settings.load_profile(QUICK)


def examples(quick: int) -> settings:
    """So many examples in the quick profile, and `DEEPER` times as many in the deep one."""
    return settings(max_examples=quick * DEEPER if is_deep() else quick)


def is_deep() -> bool:
    """Whether this run looks for what is rare."""
    return settings.get_current_profile_name() == DEEP


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the deep profile its time."""
    for item in items if is_deep() else ():
        item.add_marker(pytest.mark.timeout(PATIENCE))
