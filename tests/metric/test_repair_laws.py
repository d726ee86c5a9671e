"""The monitor lets sound repairs pass, and finds each fault planted in them by the law it breaks."""

import pytest
from worlds import scenario
from yards import team, yard

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened
from sim.record.hazard_facts import DamageBegan, DamageEased, DamageMended, RoadLimited
from sim.record.repair import CrewChanged, CrewTurned, DamageSeen, WorkDone, WorkHeld, WorkOrder
from sim.terms.errors import InvariantBroken
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS

WORLD = scenario(yard([team(machines=3, operators=2), team("B", "walker")]))
EOC, CREW = Band.POST.address(0), Band.CREW.address(0)
H = HOUR_MS
SLIDE = DamageBegan(0, "slide", 2, 500, (("road_clearing", 2 * H), ("road_clearing", H)), None)
ORDER = WorkOrder(0, 0, (2, 3))


def crew(status, node=2, damage=0, machines=2, path=(), number=0):
    """Return what a team does."""
    return CrewChanged(number, status, node, damage, machines, "", 0, path)


BASE = crew("at_base", 0, None)
GOES = crew("en_route", 2, path=(0, 1))


def mended():
    """Return a sound log: (time, cause, fact) of a slide, seen, reached after a turn, held, and mended."""
    return [
        (0, None, BASE),
        (0, None, crew("at_base", 0, None, number=1)),
        (0, None, SLIDE),
        (0, None, RoadCut(2)),
        (10, 2, DamageSeen(0, 300_002)),
        (20, 4, MessageSent(EOC, CREW, "ideal", (ORDER,))),
        (20, 5, MessageDelivered(5)),
        (20, 6, crew("mustering", 0)),
        (30, 7, GOES),
        (35, None, RoadCut(0)),
        (40, 9, CrewTurned(0, 0, 0)),
        (40, 10, crew("stranded", 0)),
        (50, 9, RoadOpened(0)),
        (50, 12, GOES),
        (60, 13, crew("surveying")),
        (70, 14, crew("working")),
        (70 + H, 15, WorkHeld(0, True)),
        (70 + H, 15, crew("standing_by")),
        (70 + 2 * H, 16, WorkHeld(0, False)),
        (70 + 2 * H, 18, crew("working")),
        (70 + 3 * H, 19, WorkDone(0, 0, 0, 2 * H)),
        (70 + 3 * H, 20, DamageEased(0, 0)),
        (70 + 3 * H, 21, RoadOpened(2)),
        (70 + 4 * H, 20, WorkDone(0, 0, 1, H)),
        (70 + 4 * H, 23, DamageEased(0, 1)),
        (70 + 4 * H, 24, DamageMended(0)),
        (70 + 4 * H, 25, crew("returning", 0, None, path=(1, 0))),
        (80 + 4 * H, 26, crew("at_base", 0, None)),
    ]


def watch(rows):
    monitor = Monitor(WORLD)
    times, causes, facts = zip(*rows, strict=True)
    monitor(0, times, causes, facts)


def with_fact(place, fact):
    """Return the sound log with another fact at a place."""
    rows = mended()
    t, cause, _ = rows[place]
    rows[place] = t, cause, fact
    return rows


def upto(place, *facts):
    """Return the sound log up to a place, and what follows an hour later."""
    rows = mended()[:place]
    t = rows[-1][0] + H
    return [*rows, *((t, None, fact) for fact in facts)]


PLANTED = [
    ("seen", "what never broke", upto(8, DamageSeen(3, 1))),
    ("held", "twice", upto(17, WorkHeld(0, True))),
    ("held", "let go what was not held", upto(16, WorkHeld(0, False))),
    ("at_work", "by a team at its base", upto(3, WorkDone(0, 0, 0, 5))),
    ("at_work", "on another damage", with_fact(20, WorkDone(0, 1, 0, 5))),
    ("at_work", "while it is held", [*mended()[:17], (80 + H, 15, WorkDone(0, 0, 0, 5))]),
    ("at_work", "more than its machines can", with_fact(20, WorkDone(0, 0, 0, 2 * H + 3))),
    ("at_work", "none", with_fact(20, WorkDone(0, 0, 0, 0))),
    ("at_work", "twice in the same time", [*mended()[:21], (70 + 3 * H, 19, WorkDone(0, 0, 0, 50))]),
    ("work", "less than it takes", with_fact(20, WorkDone(0, 0, 0, 2 * H - 1))),
    ("work", "none at all", upto(16, DamageEased(0, 0))),
    ("crew_status", "from the base to work", with_fact(7, crew("working", 0))),
    ("crew_status", "from the first", with_fact(0, crew("mustering", 0))),
    ("crew_status", "of nobody", with_fact(0, crew("at_base", 0, None, number=7))),
    ("usable", "more than it has operators for", with_fact(15, crew("working", machines=3))),
    ("usable", "fewer than none", with_fact(15, crew("working", machines=-1))),
    ("crew_sent", "where it was not sent", with_fact(15, crew("working", 1))),
    ("crew_sent", "to what it was not sent", with_fact(15, crew("working", damage=1))),
    ("crew_sent", "without a damage", with_fact(15, crew("working", damage=None))),
    ("turned", "at an open road", with_fact(10, CrewTurned(0, 1, 0))),
]


@pytest.mark.parametrize(
    ("law", "fault", "rows"), PLANTED, ids=[f"{law}: {what}" for law, what, _ in PLANTED]
)
def test_each_fault_is_found_by_the_law_it_breaks(law, fault, rows):
    with pytest.raises(InvariantBroken) as caught:
        watch(rows)
    assert str(caught.value).startswith(LAWS[law].en), fault


def test_a_sound_repair_breaks_no_law():
    watch(mended())


def walked(status, *closing):
    """Return the log of a team that goes over link 2 by some means, which is closed first."""
    order = WorkOrder(1, 0, (3,))
    sent = MessageSent(EOC, Band.CREW.address(1), "ideal", (order,))
    return [
        (0, None, BASE),
        (0, None, crew("at_base", 0, None, number=1)),
        (0, None, SLIDE),
        *((5, None, fact) for fact in closing),
        (20, None, sent),
        (20, 3 + len(closing), MessageDelivered(3 + len(closing))),
        (20, None, crew("mustering", 0, number=1)),
        (30, None, crew(status, 3, path=(2,), number=1)),
        (40, None, crew("standing_by", 3, number=1)),
    ]


@pytest.mark.parametrize(
    ("status", "closing", "crosses"),
    [
        ("en_route", (RoadCut(2),), True),
        ("en_route", (RoadCut(2, True),), True),
        ("en_route", (RoadCut(2), RoadOpened(2)), False),
        ("en_route", (RoadLimited(2, ("engine",)),), True),
        ("en_route", (RoadLimited(2, ("light",)),), False),
        ("walking", (RoadCut(2),), True),
        ("walking", (RoadCut(2, True),), False),
        ("walking", (RoadCut(2, True), RoadCut(2)), True),
        ("walking", (RoadLimited(2, ("engine",)),), False),
        ("walking", (RoadLimited(2, ("foot",)),), True),
    ],
)
def test_nobody_crosses_what_is_closed_to_them_by_wheel_or_on_foot(status, closing, crosses):
    if not crosses:
        watch(walked(status, *closing))
        return
    with pytest.raises(InvariantBroken, match="nobody crosses a closed link"):
        watch(walked(status, *closing))
