"""A second dispatch centre among those who act at levels, and those who fetch casualties."""

from typing import Any

import pytest
from leagues import post
from relief_worlds import SURE, Lived, data, hurt

from sim.record.casualties import AmbulanceMoved, Fetch
from sim.record.facts import MessageSent
from sim.record.response import ConsultationEnded, DutyBrief, LevelKnown, Present
from sim.record.standby import CentreMoved
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS

LOST = {"at": 1, "until": 4}
RED = {"colour": "red", "at": 2}


def second(**changes: Any) -> dict[str, Any]:
    """Return the line of five villages whose dispatch centre is lost for three hours, with a second one."""
    found = data(ambulances=2, casualties={**SURE, "scripted": [hurt(2.5, 1, 1), hurt(5, 2, 1)]}, **changes)
    kinds = [row["kind"] for row in found["posts"]]
    if "eoc" not in kinds:
        found["posts"] = [*found["posts"], post("EOC1", "eoc", 0)]
    found["posts"] = [*found["posts"], post("DC2", "dispatch_centre", 4)]
    return found | {
        "standby": {"post": "DC2", "lost": [LOST]},
        "response": {"levels": True, "consultation": {"assemble": 5, "lasts": 10, "interval": 1}},
        "warning": {"variant": "centre", "scripted": [RED]},
    }


class Both(Lived):
    """A world with two dispatch centres."""

    def __init__(self, of: dict[str, Any]) -> None:
        super().__init__(of)
        names = [row.id for row in self.scenario.posts]
        self.second = Band.POST.address(names.index("DC2"))

    def sent(self, what: type[Any]) -> list[tuple[int, int]]:
        """Return who sent messages of a kind, with the time."""
        return [(t, fact.sender) for t, fact in self.all(MessageSent) if type(fact.body[0]) is what]


@pytest.fixture(scope="module")
def both() -> Both:
    return Both(second())


def test_it_takes_part_in_consultations_for_the_first(both):
    (taken_ms, _), (back_ms, _) = both.all(CentreMoved)
    there = [t for t, sender in both.sent(Present) if sender == both.second]
    assert there
    assert all(taken_ms < t for t in there)
    rounds = [fact for t, fact in both.all(ConsultationEnded) if taken_ms + HOUR_MS < t < back_ms]
    assert rounds
    assert all(DISPATCH_CENTRE in fact.present and both.second not in fact.present for fact in rounds)


def test_it_acts_at_a_level_once_it_was_told_and_briefs_the_district_itself(both):
    assert both.second in {fact.address for _, fact in both.all(LevelKnown)}
    assert both.second in {sender for _, sender in both.sent(DutyBrief)}


def test_the_centre_that_commands_sends_the_ambulances_and_the_other_does_not(both):
    (taken_ms, _), (back_ms, _) = both.all(CentreMoved)
    orders = both.sent(Fetch)
    assert {sender for t, sender in orders if taken_ms <= t <= back_ms} == {both.second}
    assert {sender for t, sender in orders if t > back_ms} == {DISPATCH_CENTRE}
    out = {fact.call for _, fact in both.all(AmbulanceMoved) if fact.status == "en_route"}
    assert len(out) == 2
