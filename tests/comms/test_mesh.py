"""Laws of a mesh: who works, who hears whom, ways and parts, and that nothing is looked at without need."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.mesh import FlyingWeather, Mesh, MeshPath
from sim.comms.mesh_link import HANDHELD, MULTIROTOR, VEHICLE, MeshNode, NodeKind
from sim.terms.units import HOUR_MS, MINUTE_MS

AT_ONCE = NodeKind("test", "测试", 1.0, 0.0, 1.0, 0, 1000 * HOUR_MS, True)  # margin = 125 - loss
STORM = FlyingWeather(gust_m_s=10.1)


class Wires:
    """A loss by table, in dB, infinite where it says nothing; it counts the questions."""

    def __init__(self, margins: dict[tuple[int, int], float]) -> None:
        self.margins = {tuple(sorted(pair)): margin for pair, margin in margins.items()}
        self.asked = 0

    def __call__(self, a: MeshNode, b: MeshNode) -> float:
        assert a.id < b.id
        self.asked += 1
        return 125 - self.margins.get((a.id, b.id), -inf)


def wired(margins: dict[tuple[int, int], float], count: int | None = None) -> Mesh:
    mesh = Mesh(loss=Wires(margins))
    for number in range(count or 1 + max(max(pair) for pair in margins)):
        mesh.deploy(0, MeshNode(number, AT_ONCE, 107.0, 29.0))
    return mesh


def one(kind: NodeKind, number: int = 0) -> MeshNode:
    return MeshNode(number, kind, 107.0, 29.0)


# --- when a node works


@pytest.mark.parametrize("kind", [HANDHELD, VEHICLE, MULTIROTOR])
def test_a_node_works_from_the_end_of_its_set_up_until_its_endurance_is_over(kind: NodeKind) -> None:
    mesh = Mesh()
    mesh.deploy(7, one(kind))
    up, down = 7 + kind.setup_ms, 7 + kind.setup_ms + kind.endurance_ms
    assert mesh.next_change_ms(7) == up
    assert [mesh.working(t) for t in (up - 1, up)] == [(), (0,)]
    assert mesh.next_change_ms(up) == down
    assert [mesh.working(t) for t in (down - 1, down)] == [(0,), ()]
    assert mesh.next_change_ms(down) is None


def test_a_node_that_nobody_looked_at_while_it_worked_is_dead_all_the_same() -> None:
    mesh = Mesh()
    mesh.deploy(0, one(MULTIROTOR))
    assert mesh.working(10 * HOUR_MS) == ()


def test_an_empty_mesh_has_nothing_to_wait_for() -> None:
    assert Mesh().next_change_ms(0) is None
    assert Mesh().partitions(0) == ()


def test_a_handheld_moves_while_it_works_and_a_mast_is_set_up_again_on_what_it_has_left() -> None:
    mesh = Mesh()
    mesh.deploy(0, one(HANDHELD, 0))
    mesh.deploy(0, one(VEHICLE, 1))
    for node in (0, 1):
        mesh.move(HOUR_MS, node, 107.1, 29.0)
    assert mesh.working(HOUR_MS) == (0,)
    assert mesh.working(HOUR_MS + VEHICLE.setup_ms) == (0, 1)
    end = VEHICLE.setup_ms + VEHICLE.endurance_ms
    assert mesh.working(end - 1) == (1,)
    assert mesh.working(end) == ()


def test_a_mast_that_has_not_enough_left_to_be_set_up_does_not_work_again() -> None:
    mesh = Mesh()
    mesh.deploy(0, one(VEHICLE))
    mesh.move(VEHICLE.endurance_ms, 0, 107.1, 29.0)
    assert mesh.next_change_ms(VEHICLE.endurance_ms) is None


def test_the_dead_stay_dead_while_they_are_carried() -> None:
    mesh = Mesh()
    mesh.deploy(0, one(VEHICLE))
    mesh.fail(HOUR_MS, 0)
    mesh.move(HOUR_MS, 0, 107.1, 29.0)
    assert mesh.next_change_ms(HOUR_MS) is None


def test_on_the_ground_a_battery_is_changed_without_a_break_and_in_the_air_not() -> None:
    mesh = Mesh()
    mesh.deploy(0, one(HANDHELD, 0))
    mesh.deploy(0, one(MULTIROTOR, 1))
    at = 30 * MINUTE_MS
    assert mesh.working(at) == (0, 1)
    mesh.renew(at, 0)
    mesh.renew(at, 1)
    assert mesh.working(at) == (0,)
    assert mesh.working(at + MULTIROTOR.setup_ms) == (0, 1)
    assert mesh.working(at + HANDHELD.endurance_ms - 1) == (0,)
    assert mesh.working(at + HANDHELD.endurance_ms) == ()


def test_whoever_died_or_ran_out_works_again_after_being_renewed_and_set_up() -> None:
    mesh = Mesh()
    for number in (0, 1):
        mesh.deploy(0, one(HANDHELD, number))
    mesh.fail(HOUR_MS, 1)
    assert mesh.working(HOUR_MS) == (0,)
    late = 20 * HOUR_MS
    assert mesh.working(late) == ()
    for number in (0, 1):
        mesh.renew(late, number)
    assert mesh.working(late + HANDHELD.setup_ms) == (0, 1)


def test_what_is_renewed_too_soon_does_not_die_at_the_old_time() -> None:
    mesh = Mesh()
    mesh.deploy(0, one(HANDHELD))
    mesh.renew(HOUR_MS, 0)
    assert mesh.working(HANDHELD.setup_ms + HANDHELD.endurance_ms) == (0,)
    assert mesh.next_change_ms(HANDHELD.setup_ms + HANDHELD.endurance_ms) == HOUR_MS + HANDHELD.endurance_ms


# --- weather


@pytest.mark.parametrize("weather", [STORM, FlyingWeather(heavy_rain=True)])
def test_gusts_and_heavy_rain_ground_uavs_and_nothing_else(weather: FlyingWeather) -> None:
    mesh = Mesh()
    mesh.deploy(0, one(VEHICLE, 0))
    mesh.deploy(0, one(MULTIROTOR, 1))
    mesh.set_weather(25 * MINUTE_MS, weather)
    assert mesh.working(25 * MINUTE_MS) == (0,)
    mesh.set_weather(HOUR_MS, FlyingWeather(gust_m_s=10.0))
    assert mesh.working(HOUR_MS + MULTIROTOR.setup_ms - 1) == (0,)
    assert mesh.working(HOUR_MS + MULTIROTOR.setup_ms) == (0, 1)


def test_a_uav_that_comes_in_bad_weather_waits_for_it_to_end() -> None:
    mesh = Mesh()
    mesh.set_weather(0, STORM)
    mesh.deploy(0, one(MULTIROTOR))
    assert mesh.next_change_ms(0) is None
    mesh.set_weather(5, FlyingWeather())
    assert mesh.next_change_ms(5) == 5 + MULTIROTOR.setup_ms


def test_weather_that_stays_bad_or_good_changes_nothing() -> None:
    mesh = Mesh()
    mesh.deploy(0, one(MULTIROTOR))
    before = mesh.next_change_ms(0)
    mesh.set_weather(1000, FlyingWeather(gust_m_s=5.0))
    assert mesh.next_change_ms(1000) == before
    mesh.set_weather(2000, STORM)
    mesh.set_weather(3000, FlyingWeather(gust_m_s=20.0))
    assert mesh.next_change_ms(3000) is None


def test_fair_weather_neither_mends_nor_recharges() -> None:
    mesh = Mesh()
    for number in (0, 1):
        mesh.deploy(0, one(MULTIROTOR, number))
    mesh.fail(MINUTE_MS, 0)
    mesh.set_weather(5 * HOUR_MS, STORM)
    mesh.set_weather(6 * HOUR_MS, FlyingWeather())
    assert mesh.working(7 * HOUR_MS) == ()


def test_who_dies_on_the_ground_in_a_storm_does_not_start_after_it() -> None:
    mesh = Mesh()
    mesh.set_weather(0, STORM)
    mesh.deploy(0, one(MULTIROTOR))
    mesh.fail(1, 0)
    mesh.set_weather(2, FlyingWeather())
    assert mesh.next_change_ms(2) is None


# --- ways


def test_there_is_an_edge_only_where_the_margin_is_more_than_nothing() -> None:
    mesh = wired({(0, 1): 0.0, (0, 2): 0.1})
    assert mesh.neighbours(0, 0) == (2,)


def test_the_way_has_the_fewest_hops_and_of_several_the_smallest_ids() -> None:
    mesh = wired({(0, 3): 9, (3, 4): 9, (0, 2): 5, (2, 4): 5, (0, 1): 1, (1, 2): 1})
    assert mesh.path(0, 0, 4) == MeshPath((0, 2, 4), 5)
    assert mesh.path(0, 0, 4).hops == 2


def test_the_widest_way_has_the_strongest_weakest_edge_then_the_fewest_hops_then_the_smallest_ids() -> None:
    mesh = wired({(0, 3): 9, (3, 4): 9, (0, 2): 5, (2, 4): 9, (0, 4): 1, (0, 1): 20, (1, 5): 20, (5, 4): 9})
    assert mesh.path(0, 0, 4) == MeshPath((0, 4), 1)
    assert mesh.widest_path(0, 0, 4) == MeshPath((0, 3, 4), 9)


def test_the_way_to_oneself_has_no_hop() -> None:
    mesh = wired({(0, 1): 1})
    assert mesh.path(0, 0, 0) == mesh.widest_path(0, 0, 0) == MeshPath((0,), inf)


def test_there_is_no_way_to_or_from_or_through_one_who_does_not_work() -> None:
    mesh = wired({(0, 1): 1, (1, 2): 1})
    assert mesh.path(0, 0, 2).nodes == (0, 1, 2)
    mesh.fail(1, 1)
    for a, b in ((0, 2), (0, 1), (1, 0), (1, 1)):
        assert mesh.path(1, a, b) is None
        assert mesh.widest_path(1, a, b) is None
    assert mesh.neighbours(1, 1) == ()


def test_who_comes_back_stands_among_the_others_by_its_id() -> None:
    mesh = wired({(0, 3): 1, (1, 3): 1, (2, 3): 1, (0, 4): 1, (1, 4): 1})
    mesh.fail(1, 0)
    mesh.renew(2, 0)
    assert mesh.neighbours(2, 3) == (0, 1, 2)
    assert mesh.path(2, 3, 4).nodes == (3, 0, 4)


def test_parts_are_told_by_their_smallest_ids() -> None:
    mesh = wired({(3, 1): 1, (0, 4): 1}, count=6)
    assert mesh.partitions(0) == ((0, 4), (1, 3), (2,), (5,))
    assert mesh.partitions(0) is mesh.partitions(0)


# --- nothing without need


def test_the_loss_between_two_nodes_is_asked_for_once_until_one_of_them_moves() -> None:
    mesh = wired({(0, 1): 1, (1, 2): 1, (0, 2): 1, (0, 3): 1})
    wires = mesh._loss
    assert wires.asked == 6
    mesh.fail(1, 2)
    mesh.renew(2, 2)
    mesh.set_weather(3, STORM)
    for t in range(4, 50):
        mesh.path(t, 0, 3), mesh.widest_path(t, 0, 3), mesh.partitions(t)
    assert wires.asked == 6
    mesh.move(60, 2, 107.0, 29.1)
    assert wires.asked == 9


def test_the_revision_rises_when_edges_may_have_changed_and_only_then() -> None:
    mesh = wired({(0, 1): 1, (1, 2): 1})
    before = mesh.revision
    mesh.path(1, 0, 2), mesh.partitions(2), mesh.next_change_ms(3), mesh.set_weather(4, STORM)
    assert mesh.revision == before
    mesh.fail(5, 1)
    assert mesh.revision > before
    before = mesh.revision
    mesh.fail(6, 1)
    assert mesh.revision == before


def test_nothing_is_left_of_a_node_that_went_home() -> None:
    mesh = wired({(0, 1): 1, (1, 2): 1})
    mesh.remove(1, 1)
    assert mesh.path(1, 0, 2) is None
    with pytest.raises(KeyError):
        mesh.path(1, 0, 1)
    mesh.deploy(2, MeshNode(1, AT_ONCE, 107.0, 29.0))
    assert mesh.path(2, 0, 2).nodes == (0, 1, 2)


def test_two_nodes_of_one_id_and_questions_about_the_past_are_refused() -> None:
    mesh = wired({(0, 1): 1})
    with pytest.raises(ValueError, match="already"):
        mesh.deploy(0, one(HANDHELD))
    mesh.working(5)
    with pytest.raises(ValueError, match="before 5 ms"):
        mesh.working(4)
    for refused in (mesh.path, mesh.widest_path):
        with pytest.raises(KeyError):
            refused(5, 0, 9)


def test_without_a_loss_nodes_hear_each_other_where_they_see_each_other() -> None:
    """Handhelds of 1.5 m see 10.1 km over a smooth Earth; a degree of longitude is 96.6 km here."""
    mesh = Mesh()
    for number, lon in enumerate((107.0, 107.1, 107.21)):
        mesh.deploy(0, MeshNode(number, HANDHELD, lon, 29.7))
    assert mesh.partitions(HANDHELD.setup_ms) == ((0, 1), (2,))
    mesh.deploy(HANDHELD.setup_ms, MeshNode(3, MULTIROTOR, 107.15, 29.7))
    assert mesh.path(HOUR_MS // 2, 0, 2).nodes == (0, 3, 2)


# --- laws over whole graphs and histories

COUNT = 7
graphs = st.dictionaries(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-2, 6).map(float),
    max_size=14,
)


def ways(edges: dict[tuple[int, int], float], a: int, b: int, passed: tuple[int, ...] = ()):
    """Every way without a circle, by trying them all: (nodes, margin of the weakest edge)."""
    if a == b:
        yield (*passed, a), inf
        return
    for (one_end, other_end), margin in edges.items():
        if margin > 0 and a in (one_end, other_end):
            c = one_end + other_end - a
            if c not in passed:
                for nodes, width in ways(edges, c, b, (*passed, a)):
                    yield nodes, min(width, margin)


@given(graphs, st.integers(0, COUNT - 1), st.integers(0, COUNT - 1))
def test_ways_are_the_best_of_all_there_are(edges, a, b) -> None:
    mesh = wired(edges, COUNT)
    all_ways = sorted(ways(edges, a, b), key=lambda way: (len(way[0]), way[0]))
    if not all_ways:
        assert mesh.path(0, a, b) is mesh.widest_path(0, a, b) is None
        return
    assert tuple(mesh.path(0, a, b)) == all_ways[0]
    assert tuple(mesh.widest_path(0, a, b)) == min(all_ways, key=lambda way: (-way[1], len(way[0]), way[0]))


@given(graphs, st.permutations(range(COUNT)))
def test_other_names_for_the_nodes_leave_hops_and_widths_as_they_are(edges, names) -> None:
    mesh, other = wired(edges, COUNT), wired({(names[a], names[b]): m for (a, b), m in edges.items()}, COUNT)
    for a in range(COUNT):
        for b in range(COUNT):
            for ask in ("path", "widest_path"):
                this, that = getattr(mesh, ask)(0, a, b), getattr(other, ask)(0, names[a], names[b])
                assert (this and this.hops) == (that and that.hops)
                if ask == "widest_path":
                    assert (this and this.margin_db) == (that and that.margin_db)


@given(graphs, st.integers(0, COUNT - 1))
def test_a_node_that_dies_never_brings_others_together(edges, dying) -> None:
    mesh = wired(edges, COUNT)
    before = mesh.partitions(0)
    mesh.fail(1, dying)
    for part in mesh.partitions(1):
        assert any(set(part) <= set(larger) for larger in before)


acts = st.lists(
    st.tuples(
        st.integers(0, 90 * MINUTE_MS),
        st.sampled_from(["move", "fail", "renew", "weather", "remove", "deploy"]),
        st.integers(0, 4),
        st.integers(0, 3),
    ),
    max_size=15,
).map(sorted)
FLEET = [HANDHELD, VEHICLE, MULTIROTOR, HANDHELD, MULTIROTOR]


def act(mesh: Mesh, there: dict[int, MeshNode], t: int, what: str, node: int, value: int) -> None:
    if what == "weather":
        mesh.set_weather(t, STORM if value == 3 else FlyingWeather())
    elif what == "deploy" and node not in there:
        there[node] = MeshNode(node, FLEET[node], 107.0 + value * 0.08, 29.7)
        mesh.deploy(t, there[node])
    elif what == "move" and node in there:
        mesh.move(t, node, 107.0 + value * 0.08, 29.7)
        there[node] = MeshNode(node, FLEET[node], 107.0 + value * 0.08, 29.7)
    elif what == "remove" and there.pop(node, None):
        mesh.remove(t, node)
    elif what in ("fail", "renew") and node in there:
        getattr(mesh, what)(t, node)


@given(acts)
def test_edges_that_are_kept_up_are_those_of_a_mesh_built_anew(history) -> None:
    mesh, there = Mesh(), {}
    for number in range(5):
        act(mesh, there, 0, "deploy", number, number % 4)
    for happening in history:
        act(mesh, there, *happening)
        now = happening[0]
        alike = Mesh()
        for number in mesh.working(now):
            alike.deploy(0, MeshNode(number, AT_ONCE, there[number].lon, 29.7, there[number].antenna_m))
        for number in mesh.working(now):
            assert mesh.neighbours(now, number) == alike.neighbours(0, number)
        assert mesh.partitions(now) == alike.partitions(0)


@given(acts, st.integers(90 * MINUTE_MS, 600 * MINUTE_MS))
def test_nothing_changes_before_it_was_said_and_asking_changes_nothing(history, late) -> None:
    asked, quiet, there, same = Mesh(), Mesh(), {}, {}
    events = [(0, "deploy", n, n % 4) for n in range(5)] + history
    for happening, following in zip(events, [*events[1:], (late, "", 0, 0)], strict=True):
        act(asked, there, *happening)
        act(quiet, same, *happening)
        said = asked.next_change_ms(happening[0])
        before = asked.working(happening[0])
        until = following[0] if said is None else min(said - 1, following[0])
        if until < following[0] or following[1] == "":
            assert asked.working(max(until, happening[0])) == before
        if said is not None and said <= following[0]:
            assert asked.working(said) != before
    assert asked.working(late) == quiet.working(late)
    assert asked.partitions(late) == quiet.partitions(late)


def test_ways_are_walked_over_edges_there_are() -> None:
    mesh = wired({(n, n + 1): 1.0 + n for n in range(30)})
    nodes = mesh.path(0, 30, 0).nodes
    assert all(b in mesh.neighbours(0, a) for a, b in pairwise(nodes))
