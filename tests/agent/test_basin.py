"""Rivers upstream: what was told, and not what is true, decides who warns, who leaves, what is barred."""

from itertools import pairwise

import pytest
from features import FEATURES

from sim.agent.roads import BARRIER
from sim.metric.fold import fold
from sim.metric.summary import summary
from sim.record.basin import GaugeRead, RiverJudged, RiverStage, RoadBarred, RoadOrder, VillageFlooded
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened, RoadReport
from sim.record.hazard_facts import DamageBegan
from sim.record.header import Header
from sim.record.log import Log
from sim.record.people import PeopleMoved, WarningIssued, WeatherWarning
from sim.run import run
from sim.scenario.load import load
from sim.terms.ids import WEATHER_OFFICE, Band
from sim.terms.units import HOUR_MS, MINUTE_MS
from sim.world import World

SHORT = ("horizon=0.25", "warning.variant=chain+neighbours", "demand.scale=0", "basin.error=0")
UNHEARD = tuple(f"terminals.eoc-{name}=null" for name in ("fixed", "cellular", "vsat", "tiantong", "beidou"))
"""Nobody outside can call the operations centre: word for it comes by courier."""
DEAF = ("bearers.pace.neighbour=[tiantong]", *UNHEARD)
"""Nor does anybody go there from upstream."""


def lived(shares, *changes):
    return run(load("hamlet-silent", [*SHORT, *FEATURES["basin"][shares], "bearers.crowds=[]", *changes]))


def all_of(log, kind):
    return [(t, fact) for _, t, _, fact in log.entries() if type(fact) is kind]


def delivered(log, kind):
    """Return (when it was delivered, to whom, item) of all items of a kind that came."""
    sent, found = {}, []
    for seq, t, _, fact in log.entries():
        if type(fact) is MessageSent:
            sent[seq] = fact
        elif type(fact) is MessageDelivered:
            message = sent[fact.message]
            found += [(t, message.receiver, item) for item in message.body if type(item) is kind]
    return found


@pytest.fixture(scope="module")
def told():
    return {shares: lived(shares) for shares in ("none", "district", "direct")}


@pytest.fixture(scope="module")
def deaf():
    return lived("district", *DEAF)


def truth(log):
    """Return all that the river does, whoever knows of it."""
    return [
        (t, fact)
        for _, t, _, fact in log.entries()
        if type(fact) in (GaugeRead, VillageFlooded) or (type(fact) is DamageBegan)
    ]


def test_the_river_is_the_same_whoever_is_told_of_it(told, deaf):
    assert truth(told["none"]) == truth(told["district"]) == truth(told["direct"]) == truth(deaf)
    assert all_of(told["none"], VillageFlooded)


def test_where_nothing_is_shared_nobody_is_told_judges_or_bars(told):
    log = told["none"]
    assert all_of(log, GaugeRead)
    assert not delivered(log, RiverStage)
    assert not all_of(log, RiverJudged) + all_of(log, RoadBarred) + all_of(log, WarningIssued)


def test_where_no_word_comes_through_nobody_judges_though_the_river_rises(deaf):
    sent = [fact for _, fact in all_of(deaf, MessageSent) if type(fact.body[0]) is RiverStage]
    assert sent
    assert not [each for each in delivered(deaf, RiverStage) if each[1] == WEATHER_OFFICE]
    assert not all_of(deaf, RiverJudged) + all_of(deaf, RoadBarred) + all_of(deaf, WarningIssued)
    figures = summary(deaf)["basin"]
    assert figures["words"] > figures["words_delivered"] == 0
    assert figures["told_h"] is figures["told_lead_h"] is None


def test_the_office_judges_only_after_word_has_come_by_way_of_the_operations_centre(told):
    log = told["district"]
    stages = delivered(log, RiverStage)
    receivers = [receiver for _, receiver, _ in stages]
    assert Band.split(receivers[0])[0] is Band.POST
    assert WEATHER_OFFICE in receivers
    first_ms = next(t for t, receiver, _ in stages if receiver == WEATHER_OFFICE)
    judged = all_of(log, RiverJudged)
    assert judged[0][0] >= first_ms + 3 * MINUTE_MS
    assert {fact.address for _, fact in judged} == {WEATHER_OFFICE}


def test_a_gauge_is_told_of_while_it_is_risen_and_once_more(told):
    reads = all_of(told["district"], GaugeRead)
    assert [t % (15 * MINUTE_MS) for t, _ in reads] == [0] * len(reads)
    assert all(fact.stage_cm >= 10100 for _, fact in reads[:-1])
    assert reads[-1][1].stage_cm == 10000


def test_warnings_rise_with_the_told_stage_and_are_lifted_when_it_counts_no_more(told):
    colours = [fact.colour for _, fact in all_of(told["district"], RiverJudged)]
    assert colours[-1] == "none"
    assert "red" in colours
    issued = all_of(told["district"], WarningIssued)
    last = {fact.township: fact.colour for _, fact in issued}
    assert set(last.values()) == {"none"}
    assert len({(fact.township, fact.warning) for _, fact in issued}) == len(issued)


def test_people_along_the_river_leave_before_the_water_where_the_stage_was_told(told):
    away = {shares: summary(log)["basin"]["away_before"] for shares, log in told.items()}
    assert away["none"] == 0 < away["district"]
    assert away["district"] <= away["direct"]
    assert all_of(told["district"], PeopleMoved)


def test_roads_are_barred_before_the_water_and_opened_when_it_has_passed(told):
    log = told["district"]
    bars = all_of(log, RoadBarred)
    assert {fact.bar for _, fact in bars} == {True, False}
    figures = summary(log)["basin"]
    assert figures["roads_barred_before"] > 0
    cut = {fact.link: t for t, fact in reversed(all_of(log, RoadCut))}
    assert all(cut[fact.link] <= t for t, fact in bars if fact.bar)
    opened = [fact.link for _, fact in all_of(log, RoadOpened)]
    assert {fact.link for _, fact in bars} <= set(opened)


def test_a_township_bars_a_road_only_a_while_after_the_order_reached_it(told):
    orders = {(item.link, item.bar): t for t, _, item in delivered(told["district"], RoadOrder)}
    for t, fact in all_of(told["district"], RoadBarred):
        assert t == orders[fact.link, fact.bar] + 5 * MINUTE_MS


def test_barred_roads_are_told_to_those_who_send_units_over_them(told):
    log = told["district"]
    reports = {item.link for _, _, item in delivered(log, RoadReport) if item.closed}
    assert {fact.link for _, fact in all_of(log, RoadBarred)} <= reports


def test_told_directly_the_townships_judge_themselves_and_tell_the_operations_centre(told):
    log = told["direct"]
    judges = {Band.split(fact.address)[0] for _, fact in all_of(log, RiverJudged)}
    assert Band.TOWNSHIP in judges
    assert not delivered(log, RoadOrder)
    assert all_of(log, RoadBarred)
    own = [fact for _, fact in all_of(log, MessageSent) if type(fact.body[0]) is WeatherWarning]
    assert {Band.split(fact.sender)[0] for fact in own} >= {Band.TOWNSHIP}


def test_townships_that_are_told_directly_warn_though_the_centre_hears_nothing():
    log, alone = lived("district", *UNHEARD), lived("direct", *UNHEARD)
    first = {name: all_of(each, WarningIssued)[:1] for name, each in (("district", log), ("direct", alone))}
    assert first["direct"]
    assert not first["district"] or first["direct"][0][0] < first["district"][0][0]
    away = [summary(each)["basin"]["away_before"] for each in (log, alone)]
    assert away[0] < away[1]
    figures = summary(alone)["basin"]
    assert figures["word_p50_min"] <= figures["word_p90_min"]


def test_a_late_judgement_warns_later(told):
    late = lived("district", "basin.judges=30")
    assert all_of(late, WarningIssued)[0][0] > all_of(told["district"], WarningIssued)[0][0]
    early, behind = (summary(log)["basin"]["judged_lead_h"] for log in (told["district"], late))
    assert early > behind


def test_the_rain_does_not_lift_what_the_river_calls_for():
    script = (
        "warning.scripted=[{colour: yellow, at: 0.2}, {colour: none, at: 1.5}]",
        "warning.from_rain=false",
    )
    log = lived("district", *script)
    out = {}
    for t, fact in all_of(log, WarningIssued):
        out.setdefault(fact.township, []).append((t, fact.colour))
    river = [course for course in out.values() if any(colour == "red" for _, colour in course)]
    assert river
    for course in river:
        assert not [t for t, colour in course if colour == "none" and t < 2 * HOUR_MS]
        assert [a for a, b in pairwise(course) if a[1] == b[1]] == []
    dry = [course for course in out.values() if course not in river]
    assert all((round(1.5 * HOUR_MS), "none") in course for course in dry)


def test_without_barriers_people_are_warned_all_the_same():
    log = lived("district", "basin.bars=false")
    assert not all_of(log, RoadBarred)
    assert all_of(log, WarningIssued)
    assert not all_of(lived("direct", "basin.bars=false"), RoadBarred)


def test_a_road_that_was_barred_catches_nobody():
    world = world_of("district")
    world.context.roads.cut(3, None, foot=True, by=BARRIER)
    assert not world.context.roads.catches(3)
    world.context.roads.cut(3, None, by="damage")
    assert world.context.roads.catches(3)
    world.close()


def _header(of):
    return Header(
        program="",
        scenario=of.canonical,
        fingerprint=of.fingerprint,
        policy="run-card",
        seed=1,
        rep=0,
        horizon_ms=6 * HOUR_MS,
        start=of.start.isoformat(),
    )


def world_of(shares):
    scenario = load("hamlet-silent", [*SHORT, *FEATURES["basin"][shares]])
    return World(scenario, Log(_header(scenario)))


def test_the_picture_of_the_centre_holds_what_was_told_and_nothing_newer():
    world = world_of("district")
    world.run(round(0.9 * HOUR_MS))
    picture = world.picture(world.works.district.address)
    gauge_ms, stage_cm = picture.rivers.latest(0)
    assert gauge_ms == round(0.75 * HOUR_MS)
    assert stage_cm == 10300
    assert world.picture(Band.TOWNSHIP.address(0)).rivers.latest(0) is None
    world.close()


def test_where_nothing_comes_down_there_is_nothing_to_tell():
    off = run(load("hamlet-silent", [*SHORT, *FEATURES["basin"]["none"], "basin.model=false"]))
    assert "basin" not in summary(off)
    assert fold(off).rivers.readers == {}
    assert not all_of(off, GaugeRead)
