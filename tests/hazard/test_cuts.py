"""Laws of scripted cuts: what happens to the road, and what the centre hears of it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from worlds import line, scenario

from sim.hazard.cuts import RoadEvent, road_events
from sim.terms.units import HOUR_MS


def events(*cuts: dict[str, Any]) -> list[tuple[float, int, str]]:
    """What a script does, with times in hours."""
    return [(e.t_ms / HOUR_MS, e.link, e.what) for e in road_events(scenario(line(cuts=list(cuts))))]


def test_without_cuts_nothing_happens() -> None:
    assert events() == []


def test_a_cut_opens_at_its_end_and_nobody_is_told_unless_it_is_written() -> None:
    assert events({"road": "R01", "at": 2, "until": 5}) == [(2, 1, "cut"), (5, 1, "opened")]


def test_the_centre_hears_of_the_closure_and_as_late_of_the_opening() -> None:
    found = events({"road": "R01", "at": 2, "until": 5, "told_after": 0.5})
    assert found == [(2, 1, "cut"), (2.5, 1, "told_closed"), (5, 1, "opened"), (5.5, 1, "told_open")]


def test_the_road_changes_before_anybody_tells() -> None:
    found = events(
        {"road": "R01", "at": 2, "until": 5, "told_after": 0}, {"road": "R02", "at": 5, "until": 6}
    )
    assert [what for t, _, what in found if t == 2] == ["cut", "told_closed"]
    assert [(link, what) for t, link, what in found if t == 5] == [
        (1, "opened"),
        (2, "cut"),
        (1, "told_open"),
    ]


def test_a_closure_that_is_over_is_not_told() -> None:
    assert len(events({"road": "R01", "at": 2, "until": 5, "told_after": 3})) == 2


def test_a_cut_without_end_stays_for_a_century() -> None:
    (_, first), (opened, last) = [(t, what) for t, _, what in events({"road": "R00"})]
    assert (first, last) == ("cut", "opened")
    assert opened > 24 * 365 * 100


def test_people_pass_a_closure_if_they_pass_every_cut_of_it() -> None:
    def passed(*feet: bool) -> list[bool]:
        cuts = [{"road": "R01", "at": 2 + i, "until": 3 + i, "foot": foot} for i, foot in enumerate(feet)]
        return [e.foot for e in road_events(scenario(line(cuts=cuts))) if e.what == "cut"]

    assert [passed(True), passed(False), passed(True, True)] == [[True], [False], [True]]
    assert [passed(True, False), passed(False, True)] == [[False], [False]]


def test_cuts_that_overlap_or_touch_are_one_closure_heard_of_at_the_first_word() -> None:
    found = events(
        {"road": "R01", "at": 4, "until": 6, "told_after": 1},
        {"road": "R01", "at": 2, "until": 5},
        {"road": "R01", "at": 6, "until": 7},
    )
    assert found == [(2, 1, "cut"), (5, 1, "told_closed"), (7, 1, "opened"), (8, 1, "told_open")]


def test_a_short_cut_within_a_long_one_changes_nothing() -> None:
    long = {"road": "R01", "at": 2, "until": 9}
    assert events(long, {"road": "R01", "at": 3, "until": 4}) == events(long)


def test_a_cut_that_ends_before_it_begins_is_none() -> None:
    assert events({"road": "R01", "at": 5, "until": 5}, {"road": "R01", "at": 6, "until": 5}) == []


def test_a_link_cut_again_is_not_told_open() -> None:
    found = events(
        {"road": "R01", "at": 0, "until": 5, "told_after": 2},
        {"road": "R01", "at": 6, "until": 9, "told_after": 1},
    )
    assert [row for row in found if row[2] == "told_open"] == [(10, 1, "told_open")]


def test_a_link_once_told_closed_is_told_open_when_it_is_open_for_good() -> None:
    found = events(
        {"road": "R01", "at": 0, "until": 5, "told_after": 2}, {"road": "R01", "at": 6, "until": 9}
    )
    assert [row for row in found if row[2].startswith("told")] == [
        (2, 1, "told_closed"),
        (11, 1, "told_open"),
    ]


def test_links_are_numbered_as_in_the_table_and_do_not_touch_each_other() -> None:
    found = events({"road": "R03", "at": 1, "until": 3}, {"road": "R00", "at": 1, "until": 2})
    assert found == [(1, 0, "cut"), (1, 3, "cut"), (2, 0, "opened"), (3, 3, "opened")]


hours = st.integers(0, 12)
script = st.lists(st.tuples(st.integers(0, 3), hours, hours, st.integers(0, 8)), max_size=8)


def played(rows: list[tuple[int, int, int, int]]) -> list[RoadEvent]:
    cuts = [
        {"road": f"R{link:02d}", "at": at, "until": until, "told_after": told}
        for link, at, until, told in rows
    ]
    return road_events(scenario(line(cuts=cuts)))


@given(script)
def test_a_link_is_closed_exactly_while_some_cut_lasts(rows: list[tuple[int, int, int, int]]) -> None:
    found = played(rows)
    for link in range(4):
        for hour in range(13):
            at = hour * HOUR_MS
            last = [e.what for e in found if e.link == link and e.t_ms <= at and e.what in ("cut", "opened")][
                -1:
            ]
            lasts = any(row[0] == link and row[1] <= hour < row[2] for row in rows)
            assert (last == ["cut"]) == lasts


@given(script)
def test_events_come_in_order_and_the_centre_is_told_only_what_is_true(
    rows: list[tuple[int, int, int, int]],
) -> None:
    closed: set[int] = set()
    told: set[int] = set()
    before = 0
    for event in played(rows):
        assert event.t_ms >= before
        before = event.t_ms
        change, apply = {
            "cut": (event.link not in closed, closed.add),
            "opened": (event.link in closed, closed.discard),
            "told_closed": (event.link in closed, told.add),
            "told_open": (event.link not in closed and event.link in told, told.discard),
        }[event.what]
        assert change
        apply(event.link)
    assert not told


@given(script)
def test_the_order_of_the_script_does_not_matter(rows: list[tuple[int, int, int, int]]) -> None:
    assert played(rows) == played(rows[::-1])
