"""Laws of the fibre network: a ring survives one cut, not two; nothing is searched without need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.fibre import Fibre, FibreLink, ring

HUBS = frozenset({1, 2, 3})


def ring_of_four() -> Fibre:
    """The core 0, hubs 1 to 3, and a base station 10 on hub 2 by link 10."""
    return Fibre([*ring(0, [0, 1, 2, 3]), FibreLink(10, 2, 10)], core=0)


def test_a_ring_joins_the_last_to_the_first() -> None:
    assert [(link.id, link.a, link.b, link.length_km) for link in ring(7, [4, 5, 6], 2.5)] == [
        (7, 4, 5, 2.5),
        (8, 5, 6, 2.5),
        (9, 6, 4, 2.5),
    ]


def test_a_ring_survives_any_one_cut() -> None:
    for link in range(4):
        fibre = ring_of_four()
        fibre.cut(link)
        assert fibre.reached(HUBS) == {0, 1, 2, 3, 10}


def test_two_cuts_take_off_what_lies_between_them() -> None:
    fibre = ring_of_four()
    fibre.cut(1)
    fibre.cut(2)
    assert fibre.reached(HUBS) == {0, 1, 3}
    fibre.mend(2)
    assert fibre.reached(HUBS) == {0, 1, 2, 3, 10}


def test_when_both_ways_out_of_the_core_are_cut_a_whole_county_is_dark() -> None:
    """As Jianchang in 2024."""
    fibre = ring_of_four()
    fibre.cut(0)
    fibre.cut(3)
    assert fibre.reached(HUBS) == {0}


def test_a_dead_hub_is_reached_but_passes_nothing_on() -> None:
    fibre = ring_of_four()
    assert fibre.reached(frozenset({1, 3})) == {0, 1, 2, 3}
    assert fibre.reached(frozenset()) == {0, 1, 3}


def test_the_network_is_searched_only_when_a_cable_or_a_hub_has_changed() -> None:
    fibre = ring_of_four()
    for _ in range(3):
        fibre.reached(HUBS)
    fibre.mend(0)
    fibre.reached(frozenset(sorted(HUBS)))
    assert fibre.searches == 1
    fibre.cut(0)
    fibre.cut(0)
    fibre.reached(HUBS)
    assert fibre.searches == 2
    fibre.reached(frozenset({1}))
    assert fibre.searches == 3


def test_a_cable_knows_whether_it_is_whole() -> None:
    fibre = ring_of_four()
    fibre.cut(1)
    assert [fibre.is_whole(link) for link in (0, 1)] == [True, False]


def test_cables_that_are_not_there_or_there_twice_are_refused() -> None:
    fibre = ring_of_four()
    for refused in (fibre.cut, fibre.mend, fibre.is_whole):
        with pytest.raises(KeyError):
            refused(99)
    with pytest.raises(ValueError, match="one id"):
        Fibre([FibreLink(0, 0, 1), FibreLink(0, 1, 2)], core=0)


def test_a_core_without_cables_reaches_itself() -> None:
    assert Fibre([], core=5).reached(HUBS) == {5}


cables = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12).map(
    lambda ends: [FibreLink(number, a, b) for number, (a, b) in enumerate(ends)]
)
hubs = st.frozensets(st.integers(1, 6))


def by_growing(links: list[FibreLink], live: frozenset[int]) -> set[int]:
    """The same by adding, until nothing is added, the ends of cables at the core or at reached hubs."""
    reached, before = {0}, None
    while reached != before:
        before = set(reached)
        for link in links:
            for here, there in ((link.a, link.b), (link.b, link.a)):
                if here in reached and (here == 0 or here in live):
                    reached.add(there)
    return reached


@given(cables, hubs, st.sets(st.integers(0, 11)))
def test_reached_is_what_grows_from_the_core(links, live, broken) -> None:
    fibre = Fibre(reversed(links), core=0)
    for link in links:
        if link.id in broken:
            fibre.cut(link.id)
    assert fibre.reached(live) == by_growing([link for link in links if link.id not in broken], live)


@given(cables, hubs, hubs, st.integers(0, 11))
def test_a_cut_or_a_dead_hub_never_adds_and_mending_gives_back_the_same(links, live, dead, broken) -> None:
    fibre = Fibre(links, core=0)
    before = fibre.reached(live)
    assert fibre.reached(live - dead) <= before
    if broken < len(links):
        fibre.cut(broken)
        assert fibre.reached(live) <= before
        fibre.mend(broken)
    assert fibre.reached(live) == before
