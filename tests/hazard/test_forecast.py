"""Warnings of rain: colours by what fell and what is foreseen, drawn for each township by itself."""

import pytest
from rigs import wired
from worlds import scenario

from sim.hazard.forecast import Bulletin, bulletins, home_townships
from sim.kernel.draw import Streams
from sim.terms.colours import COLOURS
from sim.terms.enums import WarningColour
from sim.terms.units import HOUR_MS

DAY_MS = 24 * HOUR_MS


def world(**warning):
    return scenario(wired(warning={"variant": "chain", "error": 0, **warning}))


def steady(mm_h, begin_h=0, end_h=1e6):
    return lambda node, t_ms: mm_h if begin_h * HOUR_MS <= t_ms < end_h * HOUR_MS else 0.0


def issued(of, rain, seed=1):
    return bulletins(of, Streams(seed, 0), rain, DAY_MS)


@pytest.mark.parametrize(
    ("mm_h", "worst"),
    [(4.0, None), (4.2, "blue"), (8.4, "yellow"), (16.7, "orange"), (33.4, "red")],
)
def test_the_colour_is_that_of_the_highest_threshold_reached(mm_h, worst):
    found = issued(world(), steady(mm_h))
    assert max((COLOURS.index(b.colour) for b in found), default=None) == (
        None if worst is None else COLOURS.index(WarningColour(worst))
    )


def ranks(found, township=0):
    return [(b.t_ms / HOUR_MS, COLOURS.index(b.colour)) for b in found if b.township == township]


def test_while_it_rains_on_the_colour_only_rises():
    colours = [rank for _, rank in ranks(issued(world(), steady(40)))]
    assert colours == sorted(set(colours))
    assert colours


@pytest.mark.parametrize("hold_h", [0, 3])
def test_when_the_rain_is_over_the_colour_falls_and_the_warning_is_lifted_in_the_end(hold_h):
    found = ranks(issued(world(lower_after=hold_h), steady(40, end_h=4)))
    top = max(rank for _, rank in found)
    after = [(t, rank) for t, rank in found if t > 4]
    assert top == 4
    assert after[-1][1] == 0
    assert [rank for _, rank in after] == sorted((rank for _, rank in after), reverse=True)
    assert after[0][0] >= 4 + hold_h - 2, "two hours of lead see the end before it comes"


def test_a_warning_holds_while_less_is_foreseen_for_a_short_time_only():
    gap = lambda node, t_ms: 0.0 if 4 <= t_ms / HOUR_MS < 5 else 40.0  # noqa: E731
    assert [rank for _, rank in ranks(issued(world(lower_after=6), gap))] == sorted(
        {rank for _, rank in ranks(issued(world(lower_after=6), gap))}
    )


def test_errors_bring_false_alarms_and_misses():
    exact = {b.township for b in issued(world(), steady(15)) if COLOURS.index(b.colour) >= 3}
    assert exact == set(), "fifteen mm an hour are no orange warning"
    false = [b for b in issued(world(error=1), steady(15)) if COLOURS.index(b.colour) >= 3]
    assert false
    late = [
        min(t for t, r in ranks(issued(world(error=e), steady(20, 6)), i) if r >= 3)
        for e in (0, 1)
        for i in range(5)
    ]
    assert max(late[5:]) > max(late[:5]) or min(late[5:]) < min(late[:5])


def test_who_sees_further_ahead_warns_earlier():
    rain = steady(40, begin_h=6)
    first = [min(b.t_ms for b in issued(world(lead=lead), rain)) / HOUR_MS for lead in (0, 1, 3)]
    assert first == sorted(first, reverse=True)
    assert first[0] > first[2]
    assert first[0] >= 7, "nobody foresees what falls later, without a lead"


def test_nothing_is_foreseen_where_nothing_falls_whatever_the_error():
    assert issued(world(error=2), steady(0)) == []


def test_errors_differ_by_township_and_come_back_with_the_seed():
    rain, noisy = steady(15), world(error=1)
    one = issued(noisy, rain)
    assert one == issued(noisy, rain)
    assert one != issued(noisy, rain, seed=2)
    assert len({tuple(b.t_ms for b in one if b.township == t) for t in range(5)}) > 1


def test_a_script_warns_whom_it_names_or_everybody_at_home():
    script = [{"colour": "red", "at": 2, "townships": ["T03"]}, {"colour": "blue", "at": 1}]
    found = issued(world(scripted=script), None)
    assert found[-1] == Bulletin(2 * HOUR_MS, 3, WarningColour.RED)
    assert [b.township for b in found[:-1]] == home_townships(world()) == [0, 1, 2, 3, 4]
    assert issued(world(scripted=[{"colour": "red", "at": 25}]), None) == []


def test_rain_warns_nobody_where_only_the_script_does():
    assert issued(world(from_rain=False), steady(50)) == []
