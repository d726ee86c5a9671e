"""The folds of communications: exact answers on a silence told by hand."""

import json
import math
from typing import Any

import pytest
import stories
from silences import EOC, STATION, TEAM, TOWN_1, VILLAGE_1, Silence, scenario, silent
from stories import CENTRE, END_S, PUBLIC, logged, whole

from sim.metric import comms_rows
from sim.metric.columns import COLUMNS
from sim.metric.comms_columns import COMMS_COLUMNS
from sim.metric.contact import Spell, length_ms, total_ms
from sim.metric.fold import Fold, fold
from sim.metric.parties import order_kind, party, watched
from sim.metric.summary import summary
from sim.metric.tables import Tables, tables
from sim.metric.traffic import ORDERS, Bearer
from sim.metric.word import Words, way_of
from sim.record.facts import (
    CallAnswered,
    CallReport,
    Dispatch,
    HandOver,
    IncidentBegan,
    MessageDelivered,
    MoveUp,
    Order,
    ReachChanged,
    TeamChanged,
)
from sim.record.response import Consult
from sim.terms.enums import Party, StationKind, WordWay

WORLD = scenario()
NAN = math.nan


def told_by(story: Silence) -> Fold:
    """Return the fold of a story."""
    return fold(logged(story.rows(), WORLD))


@pytest.fixture(scope="module")
def told() -> Fold:
    """Return the fold of the silence."""
    return told_by(silent())


@pytest.fixture(scope="module")
def shown(told: Fold) -> Tables:
    """Return its tables."""
    return tables(logged(silent().rows(), WORLD), told)


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    """Return the section on communications of its summary."""
    found: dict[str, Any] = summary(logged(silent().rows(), WORLD))["communications"]
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two rows are the same, NaN being like NaN."""
    return known(one) == known(other)


def known(row: Any) -> list[Any]:
    """Return the fields of a row, None for NaN."""
    return [None if isinstance(field, float) and math.isnan(field) else field for field in row]


# --- messages -------------------------------------------------------------------------------------------


def test_every_message_counts_once_with_its_network(told: Fold) -> None:
    network = comms_rows.message_rows(told)[0]
    sent = sum(type(fact).__name__ == "MessageSent" for _, _, fact in silent().rows())
    assert network.bearer == "pace"
    assert (network.sent, network.lost, network.in_flight) == (sent, 3, 3)
    assert network.delivered == sent - 6
    assert math.isnan(network.taken)


def test_every_bearer_tells_what_it_took_and_what_became_of_it(told: Fold) -> None:
    rows = {row.bearer: row[2:8] for row in comms_rows.message_rows(told)[1:]}
    assert same(rows["fixed"], (2, 2, 0, 0, NAN, 0))
    assert same(rows["courier"], (5, 4, 0, 0, NAN, 1))
    assert same(rows["cellular"], (1, 0, 0, 1, NAN, 0))
    assert same(rows["tiantong"], (1, 0, 1, 0, NAN, 0))
    assert same(rows["beidou"], (1, 1, 0, 0, NAN, 0))
    assert same(rows["voice"], (2, 2, 0, 0, NAN, 0))


def test_bearers_stand_in_the_order_of_a_plan(told: Fold) -> None:
    names = [row.bearer for row in comms_rows.message_rows(told)]
    assert names == ["pace", "voice", "fixed", "cellular", "radio370", "tiantong", "beidou", "courier"]


def test_what_a_bearer_took_is_delivered_dropped_overtaken_or_under_way(told: Fold) -> None:
    for row in comms_rows.message_rows(told)[1:]:
        assert row.taken == row.delivered + row.dropped + row.overtaken + row.in_flight


def test_a_delay_runs_from_sending_to_delivery_waiting_included(told: Fold) -> None:
    rows = {row.bearer: row for row in comms_rows.message_rows(told)}
    assert rows["courier"][8:] == pytest.approx((750, 600, 1020))
    assert rows["beidou"][8:] == (60, 60, 60)
    assert rows["radio370"].p50_delay_s == 0
    assert rows["radio370"].mean_delay_s * 22 == pytest.approx(3340 + 1 + 4341)
    assert math.isnan(rows["cellular"].mean_delay_s)


def test_messages_at_once_are_counted_among_the_delays() -> None:
    assert Bearer(delivered=4, delays_ms=[2000, 1000]).delays_s == [0, 0, 1, 2]
    assert Bearer().delays_s == []


def test_a_message_that_is_lost_is_overtaken_by_its_end() -> None:
    story = silent()
    story.take("move", 12_500, "mesh")
    row = next(row for row in comms_rows.message_rows(told_by(story)) if row.bearer == "mesh")
    assert (row.taken, row.overtaken, row.in_flight) == (1, 1, 0)


def test_failures_are_told_by_reason(told: Fold) -> None:
    assert comms_rows.failure_rows(told) == [
        ("pace", "moving", 1),
        ("pace", "no_service", 1),
        ("pace", "superseded", 1),
        ("tiantong", "busy", 1),
    ]


def test_a_bearer_unknown_to_this_version_stands_last() -> None:
    story = silent()
    story.take("deploy", 21_100, "pigeon")
    assert comms_rows.message_rows(told_by(story))[-1].bearer == "pigeon"


# --- orders ---------------------------------------------------------------------------------------------


def test_orders_that_never_arrived_tell_kind_receiver_and_end(told: Fold) -> None:
    move, deploy = comms_rows.order_rows(told)
    assert same(move, (12_000, "moveup", "dispatch_centre", "U001", "unit", NAN, "moving"))
    assert same(deploy, (21_000, "deploy", "EOC1", "CT1", "comms_team", NAN, "in_flight"))


def test_an_order_about_a_call_names_the_call() -> None:
    story = silent()
    story.send("astray", 16_000, (CENTRE, 4), Dispatch(2, 1, 1, 1))
    row = comms_rows.order_rows(told_by(story))[1]
    assert (row.order, row.call, row.receiver, row.end) == ("dispatch", 1, "U040", "in_flight")


def test_a_report_that_is_lost_is_no_order(told: Fold) -> None:
    assert {row.end for row in comms_rows.order_rows(told)} == {"moving", "in_flight"}


def test_every_kind_of_order_has_its_tag() -> None:
    tags = {order.__struct_config__.tag for order in ORDERS}
    aid = {"rr", "rrr", "rqr", "cr", "rel", "ao"}
    usual = {"dispatch", "recall", "moveup", "handover", "deploy", "roll", "work"}
    others = {"control", "rid", "genset", "scout", "scoutf", "stand", "wref", "fetch", "bring", "opens"}
    assert tags == usual | aid | others | {"warn", "level", "notice", "cnotice", "rcn"}
    made: list[Order] = [HandOver(0), MoveUp(0, 0)]
    assert [order_kind(order) for order in made] == ["handover", "moveup"]
    meetings = {Consult}  # who is called to one obeys nobody
    assert set(ORDERS) | meetings == {*Order.__args__}  # type: ignore[attr-defined]


# --- posts, sites, teams --------------------------------------------------------------------------------


def test_blind_time_is_told_by_post(told: Fold) -> None:
    rows = {row.post: row for row in comms_rows.post_rows(told)}
    assert list(rows) == ["T00", "T01", "T02", "T03", "T04", "S00", "S04", "EOC1"]
    town, station = rows["T01"], rows["S00"]
    assert town[:4] == ("T01", "township", 10_000, 1)
    assert town[4:] == pytest.approx((8700 / 3600, 8700 / END_S, 8700 / 3600, 1200, False))
    assert station[4:7] == pytest.approx((17_400 / 3600, 17_400 / END_S, 13_800 / 3600))
    assert (station.spells, station.first_s, station.blind_at_end) == (2, 1200, True)
    assert math.isnan(station.population)
    assert (rows["EOC1"].kind, rows["EOC1"].blind_h, rows["EOC1"].spells) == ("eoc", 0, 0)
    assert math.isnan(rows["EOC1"].first_s)


def test_only_posts_that_the_log_watches_have_a_row() -> None:
    plain = stories.scenario().stations[0]
    clinic = plain.model_copy(update={"kind": StationKind.MEDICAL})
    away = plain.model_copy(update={"kind": StationKind.TOWNSHIP, "id": "S09"})
    off = WORLD.forces.model_copy(update={"town_brigades": False})
    world = WORLD.model_copy(update={"stations": (clinic, away), "forces": off})
    assert watched(world) == [*range(200_000, 200_005), EOC]


def test_sites_mains_and_cables_tell_how_long_they_were_out(told: Fold) -> None:
    rows = {(row.network, row.site): row[2:] for row in comms_rows.site_rows(told)}
    assert list(rows) == [("radio370", "RS1"), ("telecom", "CELL"), ("mains", "T01"), ("fibre", "F01")]
    hours = 11_400 / 3600
    assert rows["radio370", "RS1"] == pytest.approx((1, hours, 11_400 / END_S, hours, 500 / 3600))
    assert rows["mains", "T01"][1] == pytest.approx(12_100 / 3600)
    assert rows["fibre", "F01"][1] == rows["telecom", "CELL"][1] == pytest.approx(13_400 / 3600)
    assert math.isnan(rows["mains", "T01"][4])


def test_a_site_that_a_team_brought_is_the_team_s(told: Fold) -> None:
    assert [row.site for row in comms_rows.site_rows(told) if row.network == "radio370"] == ["RS1"]
    team = comms_rows.team_rows(told)
    assert team == [("CT1", "radio_site", "T01", 7000, 9000, 9900, 20_000)]


def test_a_team_that_is_stuck_tells_where_it_was_sent() -> None:
    story = silent()
    story.change("team/there", status="stranded")
    for name in ("team/air", "team/spent"):
        story.change(name, team=0, status="stranded")
    row = comms_rows.team_rows(told_by(story))[0]
    assert same(row, ("CT1", "radio_site", "T01", 7000, NAN, NAN, NAN))


def test_a_team_that_never_set_out_has_no_row() -> None:
    story = silent()
    story.change("team/go", status="at_base")
    assert comms_rows.team_rows(told_by(story)) == []


def test_a_team_whose_order_the_log_does_not_hold_went_nowhere_known() -> None:
    story = silent()
    story.add("again", 20_500, TeamChanged(0, "en_route", 0))
    story.change("team/order/sent", body=(MoveUp(0, 0),))
    rows = comms_rows.team_rows(told_by(story))
    assert [(row.township, row.set_out_s) for row in rows] == [("", 7000), ("", 20_500)]


def test_spells_stand_by_beginning_and_one_that_lasts_has_no_end(told: Fold) -> None:
    rows = comms_rows.spell_rows(told)
    assert [row.from_s for row in rows] == sorted(row.from_s for row in rows)
    assert [(row.what, row.thing) for row in rows if math.isnan(row.until_s)] == [("post", "S00")]
    assert ("radio370_degraded", "RS1", 700, 1200) in rows
    assert ("post", "T01", 1200, 9900) in rows


def test_what_is_out_already_does_not_go_out_again(told: Fold) -> None:
    story = silent()
    story.add("still", 1300, ReachChanged(TOWN_1, False))
    assert same(comms_rows.post_rows(told_by(story))[1], comms_rows.post_rows(told)[1])


def test_a_spell_without_end_lasts_to_the_end_of_the_run() -> None:
    assert length_ms(Spell(200, None), 1000) == 800
    assert total_ms([Spell(0, 100), Spell(200, None)], 1000) == 900
    assert total_ms([], 1000) == 0


# --- word -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chain", "way"),
    [
        (("fixed",), WordWay.PHONE),
        (("cellular",), WordWay.PHONE),
        (("courier",), WordWay.WALKED),
        (("courier", "beidou"), WordWay.RELAYED),
        (("courier", "voice", "fixed"), WordWay.RELAYED),
        (("courier", "courier"), WordWay.COURIER),
        (("courier", "radio370", "courier"), WordWay.COURIER),
    ],
)
def test_the_way_of_word_follows_from_its_bearers(chain: tuple[str, ...], way: WordWay) -> None:
    assert way_of(chain) is way


def test_each_call_tells_how_and_when_word_of_it_came(told: Fold) -> None:
    phoned, carried, alone, unheard = comms_rows.word_rows(told)
    centre = "dispatch_centre"
    assert phoned[1:] == ("phone", "fixed", 1, centre, False, 2, 2, 7, 67, "radio370", centre, False)
    chain = "courier>courier>beidou"
    assert carried[1:6] == ("courier", chain, 3, centre, False)
    assert carried[6:] == (1980, 1980, 1985, 2045, "courier", centre, True)
    assert alone[1:6] == ("walked", "courier", 1, "S00", True)
    assert alone[6:] == (660, 4000, 840, 840, "voice", "S00", True)
    assert same(unheard[1:], ("unheard", "", 0, "", False, NAN, NAN, NAN, NAN, "", "", False))


def test_the_centre_s_first_word_counts_though_it_hears_again(told: Fold) -> None:
    assert told.words is not None
    assert told.words.calls[1].centre_ms == 5_980_000
    story = silent()
    story.say("c0/again", 130, (PUBLIC, CENTRE), CallReport(0, 0, 2, 2), cause="c0")
    assert comms_rows.word_rows(told_by(story))[0].centre_s == 2


def test_an_arrival_goes_by_the_order_that_the_unit_obeyed_first(told: Fold) -> None:
    """The centre repeats an order to a unit that its own station has sent."""
    assert told.words is not None
    assert told.words.arrivals == [
        (0, 0, "radio370", CENTRE),
        (1, 1, "courier", CENTRE),
        (0, 2, "voice", STATION),
    ]


def test_a_call_answered_upon_no_word_that_is_known_is_unheard() -> None:
    words = Words()
    began = IncidentBegan(0, 0, 0, 0, 0, (), 0, 0)
    words(0, [0, 1, 2], [None, None, None], [began, CallAnswered(0), MessageDelivered(7, "fixed")])
    assert words.calls[0].way is WordWay.NONE
    assert not words.calls[0].is_local


def test_a_station_on_its_own_is_a_response_like_any_other(shown: Tables) -> None:
    response = shown.responses.iloc[2]
    assert (response.ordered_s, response.on_scene_s, response.outcome) == (11_840, 12_685, "arrived")
    call = shown.calls.iloc[2]
    assert (call.queue_s, call.turnout_s, call.travel_s, call.response_s) == (0, 45, 800, 1685)


# --- who is who -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        (PUBLIC, Party.PUBLIC, "public"),
        (CENTRE, Party.DISPATCH_CENTRE, "dispatch_centre"),
        (4, Party.UNIT, "U040"),
        (STATION, Party.STATION, "S00"),
        (TOWN_1, Party.TOWNSHIP, "T01"),
        (VILLAGE_1, Party.VILLAGE, "V01"),
        (EOC, Party.EOC, "EOC1"),
        (TEAM, Party.COMMS_TEAM, "CT1"),
    ],
)
def test_an_address_has_a_name(address: int, kind: Party, name: str) -> None:
    assert party(WORLD, address) == (kind, name)


# --- summary --------------------------------------------------------------------------------------------


def test_the_summary_says_why_arrivals_were_late(figures: dict[str, Any]) -> None:
    assert figures["failed"]["tiantong"] == {"busy": 1}
    assert figures["orders_never_arrived"] == {
        "total": 2,
        "by_kind": {"deploy": 1, "moveup": 1},
        "by_end": {"in_flight": 1, "moving": 1},
        "by_receiver": {"CT1": 1, "U001": 1},
    }
    assert figures["waited"] == {"arrivals": 2, "of": 3, "calls": 2, "order_by_courier": 1}
    assert figures["local"] == {
        "calls": 1,
        "by_station": {"S00": 1},
        "arrivals": 1,
        "never_told_centre": 0,
    }
    assert figures["teams"] == {"deployed": 1, "on_air": 1, "mean_to_air_s": 2900}


def test_the_summary_says_who_was_blind_for_longest(figures: dict[str, Any]) -> None:
    blind = figures["blind"]
    assert (blind["posts"], blind["ever"], blind["at_end"], blind["longest_post"]) == (8, 2, 1, "S00")
    assert blind["total_h"] == pytest.approx((8700 + 17_400) / 3600)
    assert blind["share"] == pytest.approx((8700 + 17_400) / END_S / 8)
    assert figures["sites"]["radio370"] == pytest.approx({"out": 1, "out_h": 19 / 6, "longest_h": 19 / 6})


def test_the_summary_counts_calls_by_the_way_of_word(figures: dict[str, Any]) -> None:
    by_way = figures["word"]["by_way"]
    assert {way: told["calls"] for way, told in by_way.items()} == {
        "phone": 1,
        "walked": 1,
        "relayed": 0,
        "courier": 1,
        "unheard": 1,
    }
    assert by_way["courier"]["max_answer_s"] == 1985
    assert by_way["relayed"]["p50_answer_s"] is None
    assert figures["word"]["all"]["p50_answer_s"] == 840


def test_time_until_word_comes_is_no_queue_for_a_call_taker() -> None:
    waiting = summary(logged(silent().rows(), WORLD))["waiting"]["for_call_taker"]
    assert waiting["calls"] == 0
    story = silent()
    story.move("c1/answered", 5995)
    waiting = summary(logged(story.rows(), WORLD))["waiting"]["for_call_taker"]
    assert (waiting["calls"], waiting["max_s"]) == (1, 10)


def test_without_failures_there_is_nothing_to_tell() -> None:
    log = logged([(0, None, ReachChanged(TOWN_1, False)), (0, None, ReachChanged(TOWN_1, True))], WORLD)
    told = summary(log)["communications"]
    assert told["blind"]["longest_h"] == 0
    assert told["waited"] == {"arrivals": 0, "of": 0, "calls": 0, "order_by_courier": 0}
    nothing = summary(logged([], WORLD))["communications"]
    assert nothing["blind"]["longest_post"] is None
    assert nothing["word"]["all"]["p50_answer_s"] is None
    assert nothing["blind"]["share"] is None


def test_the_summary_is_plain_json(figures: dict[str, Any]) -> None:
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures


# --- ideal networks -------------------------------------------------------------------------------------


def test_where_messages_are_ideal_communications_are_not_told() -> None:
    log = logged(whole().rows(), stories.scenario())
    found, shown = fold(log), tables(log)
    assert found.words is None
    assert summary(log)["communications"] is None
    for name in set(COMMS_COLUMNS) - {"messages", "failures"}:
        assert len(getattr(shown, name)) == 0
        assert list(getattr(shown, name).columns) == list(COLUMNS[name])


def test_the_digest_of_demand_knows_calls_and_nothing_that_was_done() -> None:
    digest = summary(logged(silent().rows(), WORLD))["demand_digest"]
    other = silent()
    other.move("c1/answered", 6000)
    other.change("c3/ended", stage="handed_over")
    ideal = scenario(comms="ideal")
    assert summary(logged(other.rows(), ideal))["demand_digest"] == digest
    assert len(digest) == 32


@pytest.mark.parametrize(
    "change", [{"work_ms": 1}, {"needs": (("engine", 2),)}, {"place": 2, "node": 2}], ids=str
)
def test_the_digest_of_demand_tells_other_calls_apart(change: dict[str, Any]) -> None:
    story = silent()
    story.change("c3", **change)
    one, other = (summary(logged(s.rows(), WORLD))["demand_digest"] for s in (silent(), story))
    assert one != other


def test_the_digest_of_demand_knows_when_a_call_began() -> None:
    story = silent()
    story.move("c3", 19_999)
    one, other = (summary(logged(s.rows(), WORLD))["demand_digest"] for s in (silent(), story))
    assert one != other
