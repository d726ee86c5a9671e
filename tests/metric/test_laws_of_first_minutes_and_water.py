"""The monitor lets sound first minutes and water pass, and finds each planted fault by the law it breaks."""

import pytest
from worlds import line, scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.facts import CallReport, IncidentBegan, MessageDelivered, MessageSent
from sim.record.first_minutes import FireFound, FireHeld, NeighboursChanged
from sim.record.water import WaterChanged
from sim.terms.errors import InvariantBroken

WORLD = scenario(line())
WORK_MS = 1_800_000


def group(status, call=0, people=6, village=2):
    return NeighboursChanged(village, status, call, people if status != "home" else 0)


def sound():
    """Return a sound log: two fires, of which one is found late, held, heard of, and gets water."""
    return [
        (0, None, IncidentBegan(0, 0, 0, 2, 2, (("engine", 1),), WORK_MS, 60_000)),
        (0, None, IncidentBegan(1, 0, 0, 3, 3, (("engine", 1),), WORK_MS, 60_000)),
        (60_000, 0, FireFound(0, "people")),
        (60_000, 2, MessageSent(0, 1, "ideal", (CallReport(0, 0, 2, 2),))),
        (60_000, 3, MessageDelivered(3)),
        (60_000, 2, group("going")),
        (120_000, 5, group("here")),
        (120_000, 6, FireHeld(0, 2, False, 540_000)),
        (180_000, 6, group("home")),
        (200_000, 8, WaterChanged(0, 5_000_000, 5_000_000, 840, 0)),
        (260_000, 9, WaterChanged(0, 9_160_000, 5_000_000, 840, 1500)),
        (320_000, 10, WaterChanged(0, 9_160_000, 0, 840, 240)),
        (380_000, 11, WaterChanged(0, 8_560_000, 0, 0, 0)),
    ]


def put(place, fact, t=None, cause=None):
    """Return the sound log with another fact at a place, or one more before it."""
    rows = sound()
    old_t, old_cause, _ = rows[place]
    rows[place] = (old_t if t is None else t, old_cause if cause is None else cause, fact)
    return rows


def more(fact, t=400_000):
    """Return the sound log with one more fact at its end."""
    return [*sound(), (t, 0, fact)]


PLANTED = [
    ("found", [*sound()[:3], (60_000, 0, FireFound(0, "detector")), *sound()[4:]], "found twice"),
    ("found", put(8, FireFound(0, "people")), "found after it was heard of"),
    ("found", more(FireFound(7, "people")), "found, but never begun"),
    ("neighbours", put(5, group("here")), "there without having gone"),
    ("neighbours", put(5, group("home")), "home without having gone"),
    ("neighbours", put(6, group("here", call=1)), "in two places"),
    ("neighbours", put(6, group("going")), "gone twice"),
    ("neighbours", put(6, group("here", people=0)), "nobody is there"),
    ("neighbours", put(8, NeighboursChanged(2, "home", 0, 6)), "at home and there"),
    ("neighbours", put(5, NeighboursChanged(2, "going", 0, -6)), "fewer than nobody"),
    ("neighbours", put(6, FireHeld(0, 2, False, 0)), "held before they are there"),
    ("neighbours", put(7, FireHeld(1, 2, False, 0)), "held elsewhere"),
    ("neighbours", put(7, FireHeld(0, 3, False, 0)), "held by those who never went"),
    ("neighbours", put(7, FireHeld(0, 2, False, -1)), "work is made"),
    ("neighbours", put(7, FireHeld(0, 2, True, WORK_MS + 1)), "more saved than there was"),
    ("neighbours", put(8, FireHeld(0, 2, False, 0)), "held twice"),
    ("water", put(9, WaterChanged(0, -1, -1, 840, 0)), "less than none"),
    ("water", put(9, WaterChanged(0, 5_000_000, 5_000_000, 840, -1)), "flows away"),
    ("water", put(9, WaterChanged(0, 6_000_000, 5_000_000, 840, 0)), "from nowhere"),
    ("water", put(10, WaterChanged(0, 9_160_001, 5_000_000, 840, 1500)), "a millilitre too much"),
    ("water", put(11, WaterChanged(0, 8_560_000, 0, 840, 240)), "used though enough came"),
    ("water", put(12, WaterChanged(0, 9_160_000, 0, 0, 0)), "not used though too little came"),
    ("water", more(WaterChanged(9, 0, 0, 840, 0)), "for no fire"),
]


def watch(rows):
    times, causes, facts = zip(*rows, strict=True)
    Monitor(WORLD)(0, times, causes, facts)


def test_a_sound_log_passes():
    watch(sound())


@pytest.mark.parametrize(("law", "rows", "fault"), PLANTED, ids=[fault for _, _, fault in PLANTED])
def test_each_planted_fault_is_found_by_its_law(law, rows, fault):
    with pytest.raises(InvariantBroken) as caught:
        watch(rows)
    assert str(caught.value).startswith(LAWS[law].en), fault
