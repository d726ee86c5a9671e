"""The monitor lets a sound response pass, and finds each fault planted in it by the law it breaks."""

import pytest
from drills import world
from worlds import NOTE, connected, scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.response import (
    CommandMoved,
    ConsultationEnded,
    DeskServed,
    LevelDecided,
    LevelKnown,
    LevelOrder,
    MeasureTaken,
)
from sim.terms.errors import InvariantBroken
from sim.terms.ids import Band

EOC, SECOND = Band.POST.address(1), Band.POST.address(2)
TOWN, STATION = Band.TOWNSHIP.address(1), Band.STATION.address(0)


def district():
    data = connected(world([]), {"eoc": ("fixed",)}, (), None, 0)
    data["posts"].append({"id": "EOC2", "name_zh": "备用", "kind": "eoc", "node": "N03", **NOTE})
    data["response"] = {"levels": True, "plans": ({"id": "T03", "measure": "report", "level": 4},)}
    return scenario(data)


WORLD = district()


def sound():
    """Return a sound log: a level is decided, ordered, known and acted on; then command moves."""
    return [
        (0, None, LevelDecided(EOC, 3, 1, "count")),
        (1, 0, MessageSent(EOC, TOWN, "pace", (LevelOrder(3, 1),))),
        (1, 0, MessageSent(EOC, STATION, "pace", (LevelOrder(3, 1),))),
        (2, 1, MessageDelivered(1)),
        (2, 3, LevelKnown(TOWN, 3, 1)),
        (2, 4, MeasureTaken(TOWN, "report", 1)),
        (3, 2, MessageDelivered(2)),
        (3, 6, LevelKnown(STATION, 3, 1)),
        (4, 7, MeasureTaken(STATION, "call_in", 6)),
        (5, 0, ConsultationEnded(1, EOC, (1,), (TOWN,), True, 0)),
        (6, 3, DeskServed(EOC, 3, 10)),
        (7, None, CommandMoved(EOC, SECOND)),
        (8, 11, LevelDecided(SECOND, 4, 2, "eased")),
        (9, None, CommandMoved(SECOND, EOC)),
        (10, 7, MeasureTaken(STATION, "call_in", -6)),
    ]


def watch(rows):
    monitor = Monitor(WORLD)
    times, causes, facts = zip(*rows, strict=True)
    monitor(0, times, causes, facts)
    return monitor


def test_a_sound_response_breaks_no_law():
    assert watch(sound())


def moved(at, fact):
    rows = sound()
    rows[at] = (*rows[at][:2], fact)
    return rows


PLANTED = {
    "a post decides on the level that it is at": (
        "level_decided",
        [*sound(), (11, 0, LevelDecided(EOC, 3, 5, ""))],
    ),
    "a post decides on a level that there is not": ("level_decided", moved(0, LevelDecided(EOC, 5, 1, ""))),
    "a decision is not numbered on": ("level_decided", [*sound(), (11, 0, LevelDecided(EOC, 2, 1, ""))]),
    "a level is ordered that nobody decided": (
        "level_decided",
        moved(1, MessageSent(EOC, TOWN, "pace", (LevelOrder(2, 1),))),
    ),
    "a post orders that has decided nothing": (
        "level_decided",
        moved(1, MessageSent(SECOND, TOWN, "pace", (LevelOrder(3, 1),))),
    ),
    "a township knows before the order came": ("level_known", [*sound()[:2], (1, 1, LevelKnown(TOWN, 3, 1))]),
    "a township acts at another level than ordered": ("level_known", moved(4, LevelKnown(TOWN, 2, 1))),
    "another one acts on the order": ("level_known", moved(4, LevelKnown(TOWN + 1, 3, 1))),
    "a township begins anew at a level it is at": ("level_one", [*sound(), (11, 3, LevelKnown(TOWN, 3, 1))]),
    "a measure is taken by one who was not told": (
        "measure",
        moved(5, MeasureTaken(TOWN + 1, "report", 1)),
    ),
    "a measure is taken at too low a level": ("measure", moved(5, MeasureTaken(TOWN, "hold_back", 1))),
    "more go than came": ("measure", moved(14, MeasureTaken(STATION, "call_in", -7))),
    "a meeting is held without a quorum": (
        "quorum",
        moved(9, ConsultationEnded(1, EOC, (), (TOWN, 1), True, 0)),
    ),
    "a meeting with a quorum is given up": (
        "quorum",
        moved(9, ConsultationEnded(1, EOC, (1,), (), False, 0)),
    ),
    "a member is there and is not": (
        "quorum",
        moved(9, ConsultationEnded(1, EOC, (1, TOWN), (TOWN,), True, 0)),
    ),
    "a message is read twice": ("read", [*sound(), (11, 3, DeskServed(EOC, 3, 0))]),
    "a message waits less than no time": ("read", moved(10, DeskServed(EOC, 3, -1))),
    "command moves from one who does not hold it": ("holder", moved(11, CommandMoved(SECOND, EOC))),
    "command moves to one who holds it": ("holder", moved(11, CommandMoved(EOC, EOC))),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_each_planted_fault_is_found_by_the_law_that_it_breaks(fault):
    law, rows = PLANTED[fault]
    with pytest.raises(InvariantBroken, match=f"^{LAWS[law].en} {LAWS[law].zh}: entry"):
        watch(rows)


def test_a_plan_of_ones_own_allows_a_measure_at_another_level():
    town = Band.TOWNSHIP.address(3)
    rows = [
        (0, None, LevelDecided(EOC, 4, 1, "count")),
        (1, 0, MessageSent(EOC, town, "pace", (LevelOrder(4, 1),))),
        (2, 1, MessageDelivered(1)),
        (2, 2, LevelKnown(town, 4, 1)),
        (2, 3, MeasureTaken(town, "report", 1)),
    ]
    assert watch(rows)


def test_people_who_are_called_in_may_be_lent_to_a_unit_and_nobody_else():
    for came, sound_ in ((6, True), (0, False)):
        rows = sound()[:8] + ([(4, 7, MeasureTaken(STATION, "call_in", came))] if came else [])
        monitor = watch(rows)
        monitor._units._in_station[0] -= WORLD.stations[0].crew + 6
        assert (monitor._units._in_station[0] >= 0) is sound_
