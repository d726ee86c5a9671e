"""Townships that cannot be raised have the nearest one stand in for them: words go up and warnings down."""

from typing import Any

import pytest
from drills import Tale, world
from stories import header
from worlds import connected
from worlds import scenario as made

from sim.agent.deputies import Deputies
from sim.metric.fold import fold
from sim.metric.laws.succession import SuccessionLaws
from sim.record.facts import MessageSent
from sim.record.log import Log
from sim.record.message import Letter
from sim.record.people import WarningOrder
from sim.record.posts import StoodIn
from sim.record.repair import DamageReport
from sim.report.succession.section import in_lines
from sim.terms.errors import InvariantBroken
from sim.terms.ids import PUBLIC, Band
from sim.terms.units import HOUR_MS
from sim.world import World

PHONES = ("fixed", "cellular")
SILENT, DEPUTY = Band.TOWNSHIP.address(4), Band.TOWNSHIP.address(3)
VILLAGES = {row: Band.VILLAGE.address(row) for row in range(5)}
HERE = {f"T{row:02d}": PHONES for row in range(4)}
"""Townships that have telephones: all but the last."""


def mute(deputies: bool = True, **changes: Any) -> dict[str, Any]:
    """Return a line of five townships, the last of which has no terminals; no courier gets anywhere soon."""
    held = {**HERE, "township": (), "village": PHONES, "eoc": PHONES}
    data = connected(world(()), held, (), None, 0, 0, deputies=deputies, pace={"village": list(PHONES)})
    return {**data, **changes}


def warned(deputies: bool) -> Tale:
    script = [{"colour": "orange", "at": 2, "townships": ["T04"]}]
    return Tale(mute(deputies, warning={"variant": "chain", "scripted": script}))


@pytest.fixture(scope="module")
def helped():
    return warned(True)


def calls(tale: Tale) -> list[tuple[int, int]]:
    sent = [fact for _, fact in tale.all(MessageSent) if type(fact.body[0]) is WarningOrder]
    return [(fact.sender, fact.receiver) for fact in sent]


def test_a_warning_for_a_silent_township_goes_by_its_deputy_to_the_villages(helped):
    ways = calls(helped)
    assert (DEPUTY, VILLAGES[4]) in ways
    assert (DEPUTY, VILLAGES[3]) not in ways
    told = {fact.absent: fact.deputy for _, fact in helped.all(StoodIn)}
    assert told == {SILENT: DEPUTY}


def test_without_deputies_its_villages_are_called_once_a_runner_has_come_to_it(helped):
    def first_ms(tale):
        sent = [(t, fact) for t, fact in tale.all(MessageSent) if type(fact.body[0]) is WarningOrder]
        return min((t, fact.sender) for t, fact in sent if fact.receiver == VILLAGES[4])

    alone = warned(False)
    assert first_ms(helped)[1] == DEPUTY
    assert first_ms(alone)[1] == SILENT
    assert first_ms(helped)[0] < first_ms(alone)[0]
    assert not alone.all(StoodIn)


def living(data: dict[str, Any]) -> World:
    """Return a world at its beginning."""
    scenario = made(data)
    world = World(scenario, Log(header(scenario)))
    world.run(HOUR_MS)
    return world


def report(world: World, village: int) -> list[int]:
    """Let a village see damage; return whom it tells within the next hours."""
    seen = DamageReport(7, "slide", 3, 10, (3, 4), "road", False)
    world.staff.villages[village].receive(Letter(PUBLIC, HOUR_MS, 0, (seen,)))
    world.run(6 * HOUR_MS)
    found = [fact for _, _, _, fact in world.log.entries() if type(fact) is MessageSent]
    told = [fact.receiver for fact in found if type(fact.body[0]) is DamageReport]
    world.close()
    return told


def test_word_of_damage_goes_by_the_deputy_to_the_district():
    told = report(living(mute()), 4)
    assert told[:2] == [SILENT, DEPUTY]
    assert len(told) == 3, "the deputy passes it on to those above it"


def test_a_village_whose_township_is_heard_turns_to_nobody_else():
    assert DEPUTY not in report(living(mute()), 1)
    assert report(living(mute(deputies=False)), 4) == [SILENT]


def test_the_deputy_is_the_nearest_township_and_others_have_none():
    deputies = living(mute()).staff.deputies
    assert isinstance(deputies, Deputies)
    assert [deputies.of(Band.TOWNSHIP.address(row)) for row in (0, 4)] == [Band.TOWNSHIP.address(1), DEPUTY]
    assert deputies.of(VILLAGES[0]) is None
    assert deputies.instead(1, VILLAGES[0], (), None) is None


def test_it_is_counted_and_told(helped):
    summary = fold(helped.log).successions.summary()
    assert summary["deputies"]["townships"] == 1
    assert "succession" not in summary
    assert "邻近镇街代管" in in_lines(summary)[0]
    assert fold(warned(False).log).successions.summary() == {}


@pytest.mark.parametrize("fact", [StoodIn(SILENT, SILENT), StoodIn(VILLAGES[0], DEPUTY), StoodIn(SILENT, 1)])
def test_only_another_township_stands_in_for_a_township(fact):
    with pytest.raises(InvariantBroken):
        SuccessionLaws(made(mute())).checks[StoodIn](0, 0, fact)


# --- who there is to turn to --------------------------------------------------------------------------------


def said(world: World) -> list[MessageSent]:
    return [fact for _, _, _, fact in world.log.entries() if type(fact) is MessageSent]


def stood_in(world: World) -> list[StoodIn]:
    return [fact for _, _, _, fact in world.log.entries() if type(fact) is StoodIn]


@pytest.fixture
def quiet():
    world = living(mute())
    yield world
    world.close()


def test_who_stands_in_is_written_down_with_what_it_follows_from(quiet):
    assert quiet.staff.deputies.stand_in(SILENT, 1) == DEPUTY
    assert stood_in(quiet) == [StoodIn(SILENT, DEPUTY)]
    causes = [cause for _, _, cause, fact in quiet.log.entries() if type(fact) is StoodIn]
    assert causes == [1]


def test_for_one_who_has_no_deputy_nobody_stands_in_and_nothing_is_written(quiet):
    assert quiet.staff.deputies.stand_in(VILLAGES[2], 1) is None
    assert stood_in(quiet) == []


def test_the_deputy_is_told_what_the_absent_one_was_to_hear_by_whoever_could_not_raise_it(quiet):
    word = (DamageReport(7, "slide", 3, 10, (3, 4), "road", False),)
    tell = quiet.staff.deputies.instead(VILLAGES[4], SILENT, word, None)
    before = len(said(quiet))
    tell()
    (told,) = said(quiet)[before:]
    assert (told.sender, told.receiver, told.body) == (VILLAGES[4], DEPUTY, word)


def test_a_deputy_that_cannot_raise_its_neighbour_does_not_tell_itself(quiet):
    before = len(said(quiet))
    quiet.staff.deputies.instead(DEPUTY, SILENT, (), None)()
    assert stood_in(quiet) == [StoodIn(SILENT, DEPUTY)]
    assert said(quiet)[before:] == []


def test_a_township_that_is_alone_or_has_no_road_to_another_has_no_deputy():
    islands = mute()
    islands["links"] = [link for link in islands["links"] if link["a"] != "N03"]
    with_gap = [link["a"] for link in islands["links"]]
    assert "N03" not in with_gap
    deputies = living(islands).staff.deputies
    assert deputies.of(SILENT) is None
    assert deputies.instead(VILLAGES[4], SILENT, (), None) is None
    assert deputies.of(DEPUTY) == Band.TOWNSHIP.address(2)


def test_of_two_that_are_as_near_the_first_in_the_table_stands_in(quiet):
    for row in (1, 2, 3):
        assert quiet.staff.deputies.of(Band.TOWNSHIP.address(row)) == Band.TOWNSHIP.address(row - 1)
