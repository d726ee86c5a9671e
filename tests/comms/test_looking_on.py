"""What may be asked of the plant without changing it: how long things last, what a site is worth."""

from hypothesis import given
from hypothesis import strategies as st

from sim.comms.energy import NO_BATTERY, Backup, Battery, Generator
from sim.comms.member import Power
from sim.record.header import Header
from sim.record.log import Log
from sim.scenario.load import load
from sim.terms.enums import Degradation
from sim.terms.units import HOUR_MS
from sim.world import World

HOURS = st.integers(0, 40)


def dies_ms(backup, now_ms):
    """Return when something is last alive, by stepping through every change of a thing without mains."""
    last = now_ms
    while (change_ms := backup.next_change_ms(last)) is not None:
        last = change_ms
    return last


@given(HOURS, st.integers(1, 20), st.integers(1, 40), st.booleans())
def test_autonomy_is_when_the_thing_dies_if_the_mains_go_now(battery_h, tank_h, now_h, supplied):
    def thing():
        backup = Backup(Battery.lasting(battery_h), Generator(tank_h))
        if not supplied:
            backup.set_supplied(0, False)
        return backup

    now_ms = now_h * HOUR_MS
    asked = thing()
    autonomy_ms = asked.autonomy_ms(now_ms)
    dark = thing()
    dark.set_supplied(now_ms, False)
    assert autonomy_ms == dies_ms(dark, now_ms) - now_ms
    assert asked.supplied is supplied  # asking changes nothing
    assert asked.autonomy_ms(now_ms) == autonomy_ms


@given(HOURS, st.integers(1, 10))
def test_a_bigger_battery_never_lasts_shorter(battery_h, more_h):
    small, big = (Backup(Battery.lasting(hours)).autonomy_ms(0) for hours in (battery_h, battery_h + more_h))
    assert small < big == (battery_h + more_h) * HOUR_MS


def test_without_battery_and_generator_it_dies_at_once():
    assert Backup(NO_BATTERY).autonomy_ms(5) == 0


def test_what_draws_nothing_by_standing_lives_without_end():
    assert Backup(Battery(10.0, 0.0, 1.0)).autonomy_ms(0) is None


def test_only_what_has_no_engine_hangs_on_the_mains():
    assert not Power().hangs_on_mains
    assert Power().autonomy_ms(7) is None
    terminal = Power(Backup(Battery.lasting(3)))
    assert terminal.hangs_on_mains
    assert terminal.autonomy_ms(0) == 3 * HOUR_MS


def world():
    """Return the silent hamlet at its start."""
    scenario = load("hamlet-silent")
    header = Header(
        program="0", scenario=b"{}", fingerprint="", policy="nearest", seed=1, rep=0,
        horizon_ms=scenario.horizon.ms, start=scenario.start.isoformat(),
    )  # fmt: skip
    return World(scenario, Log(header, keep=False))


def test_of_a_thought_nobody_is_told_and_of_a_deed_everybody():
    one = world()
    plant, told, levels = one.comms.plant, [], []
    plant.on_change(lambda: told.append(one.clock.now))
    plant.on_level(lambda site, level: levels.append(level))
    told.clear()
    levels.clear()
    with plant.supposing():
        plant.set_site(0, False)
        assert plant.sites[0].level is Degradation.DIRECT
        plant.set_site(0, True)
    assert (told, levels) == ([], [])
    plant.set_site(0, False)
    assert (told, levels) == ([0], [Degradation.DIRECT])
    one.close()


def test_mains_that_are_taken_by_hand_come_back_by_hand():
    one = world()
    plant = one.comms.plant
    plant.set_mains(1, False)
    assert plant.is_dark_anywhere
    assert one.comms.net.members[200_001].carries["fixed"].works(0)  # its battery carries
    plant.set_mains(1, True)
    assert not plant.is_dark_anywhere
    one.close()


def test_cables_say_whether_they_are_whole_and_sites_how_long_they_last():
    one = world()
    public = one.comms.plant.public
    assert public.is_whole(0)
    one.comms.plant.set_fibre(0, False)
    assert not public.is_whole(0)
    numbers = {row.id: i for i, row in enumerate(load("hamlet-silent").telecom)}
    before = public.autonomy_ms(0, numbers["CELL-H01"])
    assert before > 0
    public.bring_generator(0, numbers["CELL-H01"], Generator(6.0))
    assert public.autonomy_ms(0, numbers["CELL-H01"]) >= before + 6 * HOUR_MS
    one.close()


def test_a_site_is_heard_where_its_lesser_margin_is_not_below_nought():
    one = world()
    radio, scenario = one.comms.radio, load("hamlet-silent")
    for number, row in enumerate(scenario.villages):
        member = one.comms.net.members[300_000 + number]
        (link,) = radio.margins(scenario.node_ids[row.node], False, number)
        assert radio.heard(member) == ([0] if min(link) >= 0 else [])
    one.close()


def test_a_radio_in_a_vehicle_has_the_better_margins_behind_the_same_shadow():
    one = world()
    for node in range(len(load("hamlet-silent").nodes)):
        (held,), (carried,) = one.comms.radio.margins(node, False), one.comms.radio.margins(node, True)
        assert carried.up_db > held.up_db
        assert carried.down_db > held.down_db
        assert (
            abs(
                (held.down_db - held.up_db)
                - (one.comms.radio.margins(0, False)[0].down_db - one.comms.radio.margins(0, False)[0].up_db)
            )
            < 1e-9
        )
    one.close()


def test_sites_stand_where_the_tables_say():
    one = world()
    row = load("hamlet-silent").sites[0]
    assert one.comms.losses.position(0) == (row.lon, row.lat)
    one.close()
