"""The planner's first question is answered by paired runs."""

import pytest

from experiments.town_brigades import FIGURES, compared, pairs


def test_brigades_shorten_response_and_widen_cover():
    rows = {
        name: (with_them, without, gap, half)
        for name, with_them, without, gap, half in compared(pairs(2, days=20))
    }
    assert rows.keys() == FIGURES.keys()
    for with_them, without, gap, half in rows.values():
        assert gap == pytest.approx(without - with_them)
        assert half > 0
    assert rows["90th percentile, min"][2] > 10
    assert rows["people-time uncovered, %"][2] > 20
