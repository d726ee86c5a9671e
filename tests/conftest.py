"""What every test shares: one Hypothesis profile, so that a failure is a failure for everybody.

Also which tests are measured for coverage. A run that is traced line by line takes about 3.6 times as long,
and the whole-run tests run the same lines over and over: they go untraced, and the tests of each part, which
stand beside it, have to reach every branch by themselves.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "sanduan",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("sanduan")

HERE = Path(__file__).parent
WHOLE_RUNS = frozenset({"benchmarks", "laws", "replay", "scenarios", "theory"})
"""Folders whose tests run whole worlds, many times."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no coverage be measured where whole worlds run."""
    for item in items:
        if HERE in item.path.parents and item.path.relative_to(HERE).parts[0] in WHOLE_RUNS:
            item.add_marker(pytest.mark.no_cover)
