"""The monitor lets a sound UAV pass, and finds each planted fault by the law it breaks."""

import pytest
from uav_yards import sky
from worlds import scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened
from sim.record.uav import UavChanged, UavOrder, UavSaw
from sim.terms.errors import InvariantBroken
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

WORLD = scenario(sky(machines=2))
FLOWN_MS = 30 * MINUTE_MS


def uav(status, links=(0,), flown_ms=0, number=0):
    return UavChanged(number, status, links, flown_ms)


def sent(number=0):
    return MessageSent(400_000, Band.UAV.address(number), "ideal", (UavOrder(number, (0,)),))


def sound():
    """Return a sound log: a UAV is sent, waits, flies half an hour and is ready again."""
    return [
        (0, uav("at_base", ())),
        (0, uav("at_base", (), number=1)),
        (0, sent()),
        (0, MessageDelivered(2)),
        (0, uav("preparing")),
        (0, uav("held")),
        (HOUR_MS, uav("flying")),
        (HOUR_MS, RoadCut(0)),
        (HOUR_MS, UavSaw(0, 0, True)),
        (HOUR_MS, RoadOpened(0)),
        (HOUR_MS, UavSaw(0, 0, False)),
        (HOUR_MS + FLOWN_MS, uav("charging", flown_ms=FLOWN_MS)),
        (HOUR_MS + FLOWN_MS, uav("at_base", ())),
    ]


def put(place, fact):
    rows = sound()
    rows[place] = rows[place][0], fact
    return rows


def later(hours, first=0):
    """Return the sound log with what comes from a place on so many hours later."""
    ms = round(hours * HOUR_MS)
    return [(t + ms if place >= first else t, fact) for place, (t, fact) in enumerate(sound())]


LONG_MS = FLOWN_MS + HOUR_MS
LONG = later(1, first=11)
LONG[11] = LONG[11][0], uav("charging", flown_ms=LONG_MS)
PLANTED = [
    ("uav", put(4, uav("flying")), "flies unprepared"),
    ("uav", put(0, uav("at_base", (), number=9)), "is not there"),
    ("uav_sent", put(4, uav("preparing", (1,))), "looks at what no order named"),
    ("uav_sent", [*sound()[:3], (0, uav("preparing"))], "goes before the order came"),
    ("uav_limits", LONG, "flies beyond its endurance"),
    ("uav_limits", put(11, uav("charging", flown_ms=1)), "says that it flew for less"),
    ("uav_limits", later(12), "takes off in the dark"),
    ("uav_limits", later(9.8), "lands in the dark"),
    ("uav_saw", put(8, UavSaw(0, 0, False)), "sees a closed link open"),
    ("uav_saw", put(10, UavSaw(0, 0, True)), "sees an open link closed"),
    ("uav_saw", put(8, UavSaw(1, 0, True)), "sees from its base"),
    ("uav_saw", put(8, UavSaw(9, 0, True)), "sees and is not there"),
]


def watch(rows):
    monitor = Monitor(WORLD)
    facts = [fact for _, fact in rows]
    causes = [fact.message if isinstance(fact, MessageDelivered) else None for fact in facts]
    for seq, (t, fact) in enumerate(rows):
        monitor(seq, [t], [causes[seq]], [fact])


def test_a_sound_uav_passes():
    watch(sound())


@pytest.mark.parametrize(("law", "rows", "what"), PLANTED, ids=[row[2] for row in PLANTED])
def test_each_planted_fault_is_found_by_its_law(law, rows, what):
    with pytest.raises(InvariantBroken, match=LAWS[law].en):
        watch(rows)


def test_an_order_for_a_uav_that_is_not_there_is_nobodys():
    order = MessageSent(1, 2, "ideal", (UavOrder(77, (0,)),))
    watch([*sound()[:2], (0, order), (0, MessageDelivered(2))])
