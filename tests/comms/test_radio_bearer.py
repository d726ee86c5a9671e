"""Radio carries between those whom the sites hear, at the level to which each site has fallen."""

from math import log10

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rigs import CALL, FAR_DB, NEAR_DB, Rig, battery, outage, wired

from sim.comms.bearer import Path
from sim.comms.energy import Backup
from sim.comms.plant import RadioSite
from sim.comms.radio.conditions import Conditions, TerrainClass
from sim.comms.radio.loss import HANDHELD_M, LossModel, area_loss_db
from sim.record.facts import UnitReport
from sim.terms.enums import BearerKind, Party
from sim.terms.units import SECOND_MS

RADIO = BearerKind.RADIO
QUIET = {"shadow_sigma": 0, "users": 0, "holding_cv": 0, "direct_range": 2}
ROUTINE = (UnitReport(0, "on_scene", 0, None),)
TAKES_MS = 8000 + 400
"""Eight seconds of speech, and 640 bits at 1.6 kbit/s."""


def rig(*outages, seed=1, radio=QUIET, **changes):
    return Rig(wired(bearers={"outages": [*outages], "radio": radio}, **changes), seed)


def pair(made, a, b, kind=Party.UNIT):
    return made.member(a, RADIO, kind=kind), made.member(b, RADIO, kind=kind)


@pytest.mark.parametrize(
    ("a", "b", "via"), [(0, 1, (0,)), (0, 4, (0, 2)), (4, 0, (2, 0)), (2, 3, (0, 2)), (3, 4, (2,))]
)
def test_in_wide_area_trunking_everybody_reaches_everybody_over_the_site_heard_best(a, b, via):
    made = rig()
    assert made.path(RADIO, *pair(made, a, b)) == Path(via)


def test_a_call_takes_its_speech_and_a_text_and_a_slot_at_each_site():
    made = rig()
    ended = made.carry(RADIO, *pair(made, 0, 4))
    assert [slots.in_use for slots in made.comms.radio._slots] == [1, 0, 1]
    made.run_h(1)
    assert ended == [(TAKES_MS, None)]
    assert [slots.in_use for slots in made.comms.radio._slots] == [0, 0, 0]


@pytest.mark.parametrize("end", [0, 1])
def test_both_ends_need_a_radio_with_power(end):
    made = rig()
    ends = list(pair(made, 0, 4))
    ends[end].carries[RADIO] = battery(1)
    assert isinstance(made.path(RADIO, *ends), Path)
    made.run_h(1)
    assert made.path(RADIO, *ends) == "no_terminal"
    del ends[end].carries[RADIO]
    assert made.path(RADIO, *ends) == "no_terminal"


def test_a_site_alone_carries_between_those_who_both_hear_it():
    made = rig(outage("backhaul", "S0", 1))
    made.run_h(1)
    assert made.path(RADIO, *pair(made, 0, 1)) == Path((0,))
    assert made.path(RADIO, *pair(made, 0, 4)) == "site_down"
    assert made.path(RADIO, *pair(made, 3, 4)) == Path((2,))


def test_who_hears_a_joined_site_as_well_uses_that():
    data = wired(bearers={"radio": QUIET})
    data["sites"][1]["backhaul"] = "C02"
    made = Rig(data)
    made.plant.set_backhaul(0, False)
    assert made.path(RADIO, *pair(made, 2, 4)) == Path((1, 2))
    assert made.path(RADIO, *pair(made, 0, 2)) == Path((0,))
    assert made.path(RADIO, *pair(made, 0, 4)) == "site_down"


def test_without_a_site_radios_reach_one_another_over_a_short_way_only():
    made = rig(outage("site", "all", 1))
    made.run_h(1)
    assert made.path(RADIO, *pair(made, 1, 1)) == Path()
    assert made.path(RADIO, *pair(made, 0, 1)) == "site_down"
    ended = made.carry(RADIO, *pair(made, 1, 1))
    made.run_h(2)
    assert [why for _, why in ended] == [None]
    longer = rig(outage("site", "all", 0), radio={**QUIET, "direct_range": 10})
    longer.run_h(1)
    assert longer.path(RADIO, *pair(longer, 0, 1)) == Path()
    assert longer.path(RADIO, *pair(longer, 0, 2)) == "site_down"


def test_where_no_site_is_heard_there_is_none():
    data = wired(bearers={"radio": QUIET})
    for row in data["losses"]:
        if row["node"] == "N04":
            row["loss_db"] = FAR_DB
    made = Rig(data)
    assert made.path(RADIO, *pair(made, 0, 4)) == "no_site"
    assert made.path(RADIO, *pair(made, 4, 4)) == Path()


# --- both directions


def budget_db(power_w, gain_dbi, feeder_db, other_dbi):
    """Return the loss at which a receiver of -119 dBm with 8 dB of fading hears a sender."""
    return 30 + 10 * log10(power_w) + gain_dbi - feeder_db + other_dbi + 119 - 8


@pytest.mark.parametrize(("past_db", "hears"), [(-0.5, True), (0.5, False)])
def test_a_handheld_is_limited_by_its_own_four_watts(past_db, hears):
    # up: 4 W, -2 dBi, 3 dB of body; the site has 8 dBi and 3 dB of feeder; down has ten times the power
    up_db = budget_db(4, -2, 3, 8) - 3
    down_db = budget_db(50, 8, 3, -2) - 3
    assert up_db < down_db
    data = wired(bearers={"radio": QUIET})
    for row in data["losses"]:
        row["loss_db"] = up_db + past_db if (row["site"], row["node"]) == ("S0", "N00") else FAR_DB
    made = Rig(data)
    handheld, vehicle = (made.member(0, RADIO, kind=kind) for kind in (Party.TOWNSHIP, Party.UNIT))
    assert bool(made.comms.radio.heard(handheld)) is hears
    assert made.comms.radio.heard(vehicle) == [0]


def test_a_weak_site_is_not_heard_though_it_hears():
    data = wired(bearers={"radio": QUIET})
    down_db = budget_db(0.01, 8, 3, 3)
    data["sites"][0]["power_w"] = 0.01
    for row in data["losses"]:
        row["loss_db"] = down_db + 1 if row["site"] == "S0" else FAR_DB
    made = Rig(data)
    assert made.comms.radio.heard(made.member(0, RADIO, kind=Party.UNIT)) == []


# --- what happens to calls


@pytest.mark.parametrize("dies", [0, 2])
def test_a_site_that_dies_during_a_call_drops_it_and_gives_the_other_slot_back(dies):
    made = rig()
    ended = made.carry(RADIO, *pair(made, 0, 4))
    made.at(3000, made.plant.set_site, dies, False)
    made.run_h(1)
    assert ended == [(3000, "site_lost")]
    assert [slots.in_use for slots in made.comms.radio._slots] == [0, 0, 0]


def test_a_backhaul_that_goes_drops_calls_between_sites_and_no_others():
    made = rig()
    within, between = made.carry(RADIO, *pair(made, 0, 1)), made.carry(RADIO, *pair(made, 0, 4))
    made.at(3000, made.plant.set_backhaul, 0, False)
    made.run_h(1)
    assert within == [(TAKES_MS, None)]
    assert between == [(3000, "no_backhaul")]


def test_when_a_site_is_back_calls_pass_again():
    made = rig(outage("site", "S0", 1, 2), outage("backhaul", "S2", 1, 3))
    made.run_h(2.5)
    assert made.path(RADIO, *pair(made, 0, 4)) == "site_down"
    made.run_h(3)
    ended = made.carry(RADIO, *pair(made, 0, 4))
    made.run_h(4)
    assert [why for _, why in ended] == [None]


def test_a_site_of_one_carrier_carries_one_call_and_others_wait_or_are_turned_away():
    data = wired(bearers={"radio": {**QUIET, "patience": 10}})
    data["sites"][0]["carriers"] = 1
    made = Rig(data)
    calls = [made.carry(RADIO, *pair(made, 0, 1), body=ROUTINE) for _ in range(3)]
    made.run_h(1)
    assert calls[0] == [(TAKES_MS, None)]
    assert calls[1] == [(2 * TAKES_MS, None)]
    assert calls[2] == [(10 * SECOND_MS, "no_slot")]


def test_the_urgent_call_goes_first():
    data = wired(bearers={"radio": {**QUIET, "patience": 60}})
    data["sites"][0]["carriers"] = 1
    made = Rig(data)
    bodies = [ROUTINE, ROUTINE, CALL]
    calls = [made.carry(RADIO, *pair(made, 0, 1), body=body) for body in bodies]
    made.run_h(1)
    assert [call[0][0] for call in calls] == [TAKES_MS, 3 * TAKES_MS, 2 * TAKES_MS]


# --- shadowing


def heard(made):
    return [made.comms.radio.heard(made.member(node, RADIO)) for node in range(5)]


def shadowed(seed=1, rep_asks=lambda made: None):
    data = wired(bearers={"radio": {**QUIET, "shadow_sigma": 12}})
    for row in data["losses"]:
        row["loss_db"] = 145
    made = Rig(data, seed)
    rep_asks(made)
    return heard(made)


def test_shadowing_is_drawn_once_and_is_the_same_for_whoever_asks_in_whatever_order():
    def backwards(made):
        for node in (4, 2, 0, 3, 1):
            made.comms.radio.heard(made.member(node, RADIO, kind=Party.UNIT))
        made.carry(RADIO, *(made.member(0, RADIO), made.member(0, RADIO)))
        made.run_h(1)

    assert shadowed() == shadowed(rep_asks=backwards)
    assert shadowed(2) != shadowed()


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_a_site_that_is_brought_changes_nothing_between_the_others_and_the_places(seed):
    def bring(made):
        heard(made)
        made.bring_site(RadioSite(Backup(), None, own_link=True), node=2)

    before, after = shadowed(seed), shadowed(seed, bring)
    assert [[site for site in sites if site < 3] for sites in after] == before


def test_the_homes_of_a_village_lie_in_a_shadow_of_their_own():
    data = wired(bearers={"radio": {**QUIET, "shadow_sigma": 15}})
    for row in data["losses"]:
        row["loss_db"] = 145
    made = Rig(data)
    own = {tuple(made.comms.radio.heard(made.member(0, RADIO, village=v))) for v in range(20)}
    assert len(own) > 1


def test_a_site_that_a_team_brings_is_heard_around_it():
    made = rig(outage("site", "all", 0))
    made.run_h(1)
    assert made.path(RADIO, *pair(made, 3, 4)) == "site_down"
    number = made.bring_site(RadioSite(Backup(), None, own_link=True), node=4)
    assert made.comms.radio.heard(made.member(4, RADIO))[0] == number
    far = made.member(4, RADIO, kind=Party.UNIT), made.member(4, RADIO)
    assert made.path(RADIO, *far) == Path((number,))


def test_where_the_table_is_silent_the_class_of_terrain_speaks():
    data = wired(bearers={"radio": {**QUIET, "terrain": "hills"}})
    data["losses"] = data["losses"][:1]
    losses = Rig(data).comms.losses
    apart_m = losses.apart_m(0, 1)
    assert apart_m == pytest.approx(9740, rel=0.01)
    model = LossModel(Conditions(f_mhz=370), TerrainClass("hills"))
    assert losses.loss_db(0, 1) == area_loss_db(apart_m, (30.0, HANDHELD_M), model)
    assert losses.loss_db(0, 0) == NEAR_DB
    assert [losses.loss_db(0, node) for node in range(5)] == sorted(
        losses.loss_db(0, node) for node in range(5)
    )


# --- talk groups


def listening(made, *places):
    """Switch the radios of some parties on, each given by its kind and node."""
    members = [made.member(node, RADIO, kind=kind) for kind, node in places]
    for member in members:
        made.comms.radio.registry.switch_on(member)
    return members


def test_a_group_call_holds_a_slot_at_every_site_with_a_member_for_as_long_as_it_lasts():
    made = rig()
    centre, unit, _ = listening(made, (Party.DISPATCH_CENTRE, 0), (Party.UNIT, 1), (Party.UNIT, 4))
    assert made.path(RADIO, unit, centre) == Path((0, 2))
    ended = made.carry(RADIO, unit, centre)
    assert [slots.in_use for slots in made.comms.radio._slots] == [1, 0, 1]
    made.run_h(1)
    assert ended == [(TAKES_MS, None)]
    assert [slots.in_use for slots in made.comms.radio._slots] == [0, 0, 0]


def test_who_hears_no_common_group_holds_a_slot_at_the_two_ends_alone():
    made = rig()
    village, unit, _ = listening(made, (Party.VILLAGE, 0), (Party.UNIT, 1), (Party.UNIT, 4))
    assert made.path(RADIO, unit, village) == Path((0,))


def test_without_groups_every_call_is_between_two():
    made = rig(radio={**QUIET, "groups": {}})
    centre, unit, _ = listening(made, (Party.DISPATCH_CENTRE, 0), (Party.UNIT, 1), (Party.UNIT, 4))
    assert made.path(RADIO, unit, centre) == Path((0,))


def test_a_busy_site_far_off_holds_a_group_up_but_nobody_else():
    data = wired(bearers={"radio": {**QUIET, "patience": 30}})
    data["sites"][2]["carriers"] = 1
    made = Rig(data)
    centre, unit, far, village = listening(
        made, (Party.DISPATCH_CENTRE, 0), (Party.UNIT, 1), (Party.UNIT, 4), (Party.VILLAGE, 0)
    )
    first = made.carry(RADIO, far, made.member(3, RADIO, kind=Party.VILLAGE))
    group, alone = made.carry(RADIO, unit, centre), made.carry(RADIO, unit, village)
    made.run_h(1)
    assert (first, alone) == ([(TAKES_MS, None)], [(TAKES_MS, None)])
    assert group == [(2 * TAKES_MS, None)]


def test_members_at_a_site_that_trunks_alone_hold_no_slot_for_the_others_but_one_for_themselves():
    made = rig(outage("backhaul", "S2", 1))
    centre, unit, far, near = listening(
        made, (Party.DISPATCH_CENTRE, 0), (Party.UNIT, 1), (Party.UNIT, 4), (Party.UNIT, 3)
    )
    assert made.path(RADIO, unit, centre) == Path((0, 2))
    made.run_h(1)
    assert made.path(RADIO, unit, centre) == Path((0,))
    assert made.path(RADIO, far, near) == Path((2,))
    assert made.path(RADIO, far, centre) == "site_down"


def test_a_site_that_dies_drops_the_calls_of_every_group_with_a_member_there_and_the_next_do_without():
    made = rig()
    centre, unit, _ = listening(made, (Party.DISPATCH_CENTRE, 0), (Party.UNIT, 1), (Party.UNIT, 4))
    ended = made.carry(RADIO, unit, centre)
    made.at(3000, made.plant.set_site, 2, False)
    made.run_h(1)
    assert ended == [(3000, "site_lost")]
    assert made.path(RADIO, unit, centre) == Path((0,))


def test_one_without_power_is_struck_off_at_the_next_change_of_the_network():
    made = rig(outage("backhaul", "S1", 2))
    centre, unit, far = listening(made, (Party.DISPATCH_CENTRE, 0), (Party.UNIT, 1), (Party.UNIT, 4))
    far.carries[RADIO] = battery(1)
    assert made.path(RADIO, unit, centre) == Path((0, 2))
    made.run_h(2)
    assert made.path(RADIO, unit, centre) == Path((0,))


def test_a_unit_under_way_is_registered_where_it_last_spoke():
    made, at = rig(), {"at": 1}
    (centre,) = listening(made, (Party.DISPATCH_CENTRE, 0))
    unit = made.member(1, RADIO, kind=Party.UNIT, where=lambda: at["at"])
    other = made.member(0, RADIO, kind=Party.UNIT)
    made.comms.radio.registry.switch_on(unit)
    assert made.path(RADIO, other, centre) == Path((0,))
    at["at"] = 4
    assert made.path(RADIO, other, centre) == Path((0,))
    made.carry(RADIO, unit, centre)
    assert made.path(RADIO, other, centre) == Path((0, 2))
