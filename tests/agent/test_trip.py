"""Where a unit is at any moment of a trip, and what lies ahead of it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agent.trip import Halt, Stop, Trip
from sim.network.router import Route

OFF_MS, LINKS_MS, ACCESS_MS = 10, (100, 200, 300), 60


def trip(off_ms=OFF_MS, links_ms=LINKS_MS, factor=1.0):
    """Return a trip from node 0 over links 0, 1, 2 ... between nodes 0, 1, 2, 3 ..."""
    count = len(links_ms)
    found = Trip(0, count, off_ms, sum(links_ms), ACCESS_MS, factor)
    found.follow(Route(sum(links_ms), tuple(range(count)), tuple(range(count + 1))), links_ms)
    return found


trips = st.builds(
    trip, st.integers(0, 50), st.lists(st.integers(1, 500), max_size=6), st.sampled_from([1.0, 0.85, 0.5])
)


@pytest.mark.parametrize(
    ("elapsed_ms", "halt"),
    [
        (0, Halt(0, 10)),
        (4, Halt(0, 6)),
        (10, Halt(0, 0)),
        (11, Halt(1, 99)),
        (109, Halt(1, 1)),
        (110, Halt(1, 0)),
        (111, Halt(2, 199)),
        (310, Halt(2, 0)),
        (609, Halt(3, 1)),
        (610, Halt(3, 0)),
        (640, Halt(3, 30)),
    ],
)
def test_who_breaks_off_goes_on_from_the_node_he_is_at_or_comes_to(elapsed_ms, halt):
    assert trip().halt(elapsed_ms) == halt


@pytest.mark.parametrize(
    ("elapsed_ms", "halt"),
    [(110, Halt(1, 0, 1)), (111, Halt(1, 1, 1)), (309, Halt(1, 199, 1)), (310, Halt(2, 0)), (9, Halt(0, 1))],
)
def test_who_is_on_a_closed_link_goes_back_and_who_has_left_it_does_not(elapsed_ms, halt):
    assert trip().halt(elapsed_ms, {1}) == halt


@pytest.mark.parametrize(
    ("elapsed_ms", "ahead"),
    [(0, (0, 1, 2)), (109, (0, 1, 2)), (110, (1, 2)), (310, (2,)), (609, (2,)), (610, ()), (660, ())],
)
def test_a_link_is_ahead_until_one_has_come_to_its_end(elapsed_ms, ahead):
    assert trip().ahead(elapsed_ms) == ahead


def test_of_a_trip_whose_links_nobody_asked_for_none_is_ahead():
    assert Trip(0, 3, OFF_MS, 600, ACCESS_MS, 1.0).ahead(0) == ()


@given(trips, st.floats(0, 1), st.floats(0, 1))
def test_what_is_behind_never_comes_ahead_again(trip, one, other):
    sooner, later = sorted(round(share * trip.total_ms) for share in (one, other))
    ahead = trip.ahead(sooner)
    assert ahead[len(ahead) - len(trip.ahead(later)) :] == trip.ahead(later)


@given(trips, st.floats(0, 1), st.sets(st.integers(0, 6)))
def test_only_a_link_ahead_turns_anybody(trip, share, closed):
    elapsed_ms = round(share * trip.total_ms)
    halt = trip.halt(elapsed_ms, closed)
    assert halt.link is None or halt.link == trip.ahead(elapsed_ms)[0]
    assert trip.halt(elapsed_ms, closed - set(trip.ahead(elapsed_ms))) == trip.halt(elapsed_ms)


@given(trips, st.floats(0, 1))
def test_no_halt_is_farther_than_the_longest_stage(trip, share):
    halt = trip.halt(round(share * trip.total_ms))
    ends = [stop.after_ms for link in trip.links if (stop := trip.stop({link}))] + [trip.total_ms]
    assert 0 <= halt.off_ms <= max(ends[0], *(b - a for a, b in pairwise(ends)), 0)


@given(trips)
def test_a_trip_stops_before_the_first_closed_link(trip):
    assert trip.stop(set()) is None
    if trip.links:
        assert trip.stop(set(trip.links)) == Stop(trip.off_ms, 0, 0)
        last = trip.stop({trip.links[-1]})
        assert last is not None
        assert trip.halt(last.after_ms) == Halt(last.node, 0)


@given(
    st.integers(0, 50),
    st.lists(st.integers(1, 500), max_size=3),
    st.sampled_from([1.0, 0.85, 0.5]),
    st.integers(0, 1_500),
    st.integers(0, 500),
)
def test_who_is_near_the_start_whatever_the_links_is_so_by_the_links(off, links_ms, factor, t_ms, shorter_ms):
    found, first_ms = trip(off, links_ms, factor), links_ms[0] if links_ms else 500
    if found.is_near_start(t_ms, max(0, first_ms - shorter_ms)):
        assert found.near(t_ms) == found.start
    elif not shorter_ms and links_ms:
        assert found.near(t_ms) != found.start
