"""Laws of power backup: energy is conserved, asking changes nothing, and more never serves for less long."""

from __future__ import annotations

from copy import copy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.comms.energy import (
    GENSET_START_MS,
    NO_BATTERY,
    PORTABLE_GENERATOR,
    Backup,
    Battery,
    Generator,
    PowerSource,
)
from sim.terms.units import HOUR_MS, MINUTE_MS, SECOND_MS

MS_OF_1_W = 1e-3 / 3600  # Wh that 1 W takes in a millisecond


def h(hours: float) -> int:
    return round(hours * HOUR_MS)


# --- what lasts how long


def test_a_battery_carries_its_load_for_its_hours_and_not_a_millisecond_longer() -> None:
    site = Backup(Battery.lasting(4.0))
    site.set_supplied(h(1), False)
    assert site.next_change_ms(h(1)) == h(5)
    assert site.is_live(h(5) - 1)
    assert not site.is_live(h(5))


def test_without_backup_it_dies_in_the_millisecond_of_the_outage() -> None:
    site = Backup()
    assert site.is_live(10)
    site.set_supplied(10, False)
    assert not site.is_live(10)
    assert site.next_change_ms(10) is None


def test_what_is_supplied_stays_so_until_told_otherwise() -> None:
    site = Backup(Battery.lasting(4.0), Generator(6.0))
    assert site.next_change_ms(0) is None
    assert site.source(h(1000)) is PowerSource.MAINS
    assert site.fuel_h(h(1000)) == 6.0


def test_mains_bring_the_dead_back_at_once() -> None:
    site = Backup(Battery.lasting(1.0), supplied=False)
    assert not site.is_live(h(2))
    site.set_supplied(h(2), True)
    assert site.is_live(h(2))


def test_a_hospital_runs_on_its_ups_until_the_generator_carries_then_on_fuel_then_on_the_ups_again() -> None:
    """JGJ 312-2013: start within 15 s, UPS for at least 15 minutes, fuel for 24 h."""
    ward = Backup(Battery.lasting(0.25), Generator(24.0))
    ward.set_supplied(0, False)
    assert ward.source(0) is PowerSource.BATTERY
    assert ward.source(GENSET_START_MS - 1) is PowerSource.BATTERY
    assert ward.source(GENSET_START_MS) is PowerSource.GENERATOR
    assert ward.next_change_ms(GENSET_START_MS) == GENSET_START_MS + h(24.25)
    assert ward.source(GENSET_START_MS + h(24)) is PowerSource.BATTERY
    assert ward.source(GENSET_START_MS + h(24.25)) is PowerSource.DARK


def test_without_a_battery_there_is_a_gap_until_the_generator_carries() -> None:
    site = Backup(NO_BATTERY, Generator(2.0, start_ms=MINUTE_MS))
    site.set_supplied(0, False)
    assert site.source(0) is PowerSource.DARK
    assert site.next_change_ms(0) == MINUTE_MS
    assert site.next_change_ms(MINUTE_MS) == MINUTE_MS + h(2)


def test_a_generator_that_carries_before_the_battery_is_empty_leaves_no_gap() -> None:
    site = Backup(Battery.lasting(1.0), Generator(2.0, start_ms=h(1)), supplied=False)
    assert site.source(h(1)) is PowerSource.GENERATOR
    assert site.next_change_ms(h(1)) == h(1) + h(2) + h(0.2)  # recharged for two of the ten hours


def test_mains_that_return_stop_the_generator_and_spare_its_fuel() -> None:
    site = Backup(NO_BATTERY, Generator(6.0, start_ms=0), supplied=False)
    site.set_supplied(h(2), True)
    assert site.fuel_h(h(50)) == 4.0
    site.set_supplied(h(50), False)
    assert site.next_change_ms(h(50)) == h(54)


def test_a_supply_that_flickers_makes_the_generator_start_anew() -> None:
    site = Backup(NO_BATTERY, Generator(6.0, start_ms=100), supplied=False)
    site.set_supplied(60, True)
    site.set_supplied(70, False)
    assert site.next_change_ms(70) == 170


def test_saying_again_that_there_is_no_supply_does_not_make_the_generator_start_anew() -> None:
    site = Backup(NO_BATTERY, Generator(6.0, start_ms=100), supplied=False)
    site.set_supplied(60, False)
    assert site.next_change_ms(60) == 100


# --- generators and fuel


def test_a_tank_takes_no_more_than_it_holds() -> None:
    site = Backup(NO_BATTERY, Generator(6.0, start_ms=0), supplied=False)
    assert site.refuel(h(2), 10.0) == 2.0
    assert site.fuel_h(h(2)) == 6.0


def test_fuel_for_an_empty_tank_starts_the_generator_again() -> None:
    site = Backup(NO_BATTERY, Generator(1.0, start_ms=100), supplied=False)
    assert not site.is_live(h(3))
    assert site.refuel(h(3), 1.0) == 1.0
    assert site.next_change_ms(h(3)) == h(3) + 100
    assert site.next_change_ms(h(3) + 100) == h(4) + 100


def test_fuel_without_a_generator_goes_nowhere() -> None:
    assert Backup(supplied=False).refuel(0, 5.0) == 0.0


def test_a_crew_brings_a_generator_and_takes_it_home() -> None:
    site = Backup(Battery.lasting(4.0), supplied=False)
    site.bring_generator(h(5), PORTABLE_GENERATOR)
    assert site.next_change_ms(h(5)) == h(5.5)
    assert site.is_live(h(6))
    site.take_generator(h(6))
    assert site.source(h(6)) is PowerSource.BATTERY
    assert site.next_change_ms(h(6)) == h(6.2)  # recharged for half an hour of ten: 0.05 of four hours
    assert site.fuel_h(h(6)) == 0.0


def test_a_generator_may_come_with_little_fuel_or_none() -> None:
    site = Backup(NO_BATTERY, Generator(6.0, start_ms=0, fuel_h=0.0), supplied=False)
    assert site.next_change_ms(0) is None
    site.refuel(0, 0.5)
    assert site.next_change_ms(0) == h(0.5)


@pytest.mark.parametrize("generator", [Generator(6.0, fuel_h=7.0), Generator(6.0, fuel_h=-1.0)])
def test_no_more_fuel_comes_than_fits_the_tank(generator: Generator) -> None:
    with pytest.raises(ValueError, match="fuel does not fit"):
        Backup(NO_BATTERY, generator)


def test_there_is_one_generator_at_a_time() -> None:
    site = Backup(NO_BATTERY, Generator(6.0))
    with pytest.raises(ValueError, match="one already"):
        site.bring_generator(0, PORTABLE_GENERATOR)


# --- recharging, drawing and the account


def test_an_empty_battery_is_full_again_after_its_recharge_and_no_fuller_later() -> None:
    site = Backup(Battery.lasting(4.0, recharge_h=8.0), charge=0.0)
    assert site.charge_wh(h(4)) == pytest.approx(2.0)
    assert site.charge_wh(h(8)) == pytest.approx(4.0)
    assert site.charge_wh(h(80)) == pytest.approx(4.0)


def test_a_handheld_pays_for_each_message_until_one_empties_it() -> None:
    radio = Backup(Battery(10.0, 0.0, 0.0), supplied=False)
    assert radio.next_change_ms(0) is None
    assert [radio.draw(0, 4.0), radio.draw(1, 4.0), radio.is_live(1)] == [True, True, True]
    assert [radio.draw(2, 4.0), radio.is_live(2), radio.draw(3, 0.0)] == [False, False, False]
    assert radio.charge_wh(3) == 0.0


def test_the_last_message_may_take_exactly_what_is_left() -> None:
    radio = Backup(Battery(10.0, 0.0, 0.0), supplied=False)
    assert radio.draw(0, 10.0)
    assert not radio.is_live(0)


def test_on_mains_or_a_generator_messages_cost_the_battery_nothing() -> None:
    site = Backup(Battery(10.0, 1.0, 0.0), Generator(6.0, start_ms=0))
    assert site.draw(0, 100.0)
    site.set_supplied(1, False)
    assert site.draw(2, 100.0)
    assert site.charge_wh(2) == 10.0


def test_talk_and_standby_hours_of_a_handheld_are_those_it_is_sold_with() -> None:
    """A satellite phone talks for 4 h and stands by for 48 h."""
    battery = Battery.handheld(20.0, standby_h=48.0)
    phone = Backup(battery, supplied=False)
    dies_ms = phone.next_change_ms(0)
    assert dies_ms == pytest.approx(h(48), rel=1e-3)  # whole milliwatts
    for minute in range(4 * 60 - 1):
        assert phone.draw(minute * MINUTE_MS, battery.talk_wh(4.0, MINUTE_MS))
    assert phone.is_live(239 * MINUTE_MS)
    phone.draw(239 * MINUTE_MS, battery.talk_wh(4.0, MINUTE_MS))
    assert not phone.is_live(240 * MINUTE_MS + SECOND_MS)


def test_talking_never_gives_energy_back() -> None:
    assert Battery.handheld(20.0, standby_h=4.0).talk_wh(8.0, HOUR_MS) == 0.0


# --- what is refused


@pytest.mark.parametrize("wrong", [(-1.0, 1.0, 1.0), (1.0, -1.0, 1.0), (1.0, 1.0, -1.0)])
def test_a_battery_has_nothing_negative(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="negative"):
        Battery(*wrong)


@pytest.mark.parametrize("charge", [-0.1, 1.1])
def test_a_battery_is_between_empty_and_full(charge: float) -> None:
    with pytest.raises(ValueError, match="between empty"):
        Backup(Battery.lasting(1.0), charge=charge)


def test_nobody_asks_about_the_past() -> None:
    site = Backup()
    site.is_live(5)
    with pytest.raises(ValueError, match="before 5 ms"):
        site.is_live(4)


def test_energy_is_not_given_back_nor_fuel_taken_out() -> None:
    site = Backup(Battery.lasting(1.0), Generator(1.0))
    with pytest.raises(ValueError, match="given back"):
        site.draw(0, -1.0)
    with pytest.raises(ValueError, match="taken out"):
        site.refuel(0, -1.0)


# --- laws over whole histories; times are a few hundred milliseconds, so that every one can be looked at

END = 400
times = st.integers(0, END)
happenings = st.lists(
    st.one_of(
        st.tuples(times, st.just("supply"), st.booleans()),
        st.tuples(times, st.just("draw"), st.integers(0, 60)),
        st.tuples(times, st.just("fuel"), st.integers(0, 80)),
    ),
    max_size=12,
).map(lambda found: sorted(found, key=lambda each: each[0]))
lives_ms = st.integers(0, 200)
generators = st.none() | st.tuples(st.integers(1, 120), st.integers(0, 50))


def backup(life_ms: float, motor: tuple[int, int] | None, recharge: float = 0.5) -> Backup:
    """A thing that lasts some milliseconds on its battery, loaded with 1 W and recharged more slowly."""
    generator = None if motor is None else Generator(motor[0] / HOUR_MS, motor[1])
    return Backup(Battery(life_ms * MS_OF_1_W, 1.0, recharge), generator)


def do(thing: Backup, happening: tuple[int, str, int]) -> None:
    t_ms, what, value = happening
    if what == "supply":
        thing.set_supplied(t_ms, bool(value))
    elif what == "draw":
        thing.draw(t_ms, value * MS_OF_1_W)
    else:
        thing.refuel(t_ms, value / HOUR_MS)


def lives(thing: Backup, history: list[tuple[int, str, int]]) -> list[bool]:
    """Whether it lives at each millisecond, after what happens in it."""
    found, left = [], list(history)
    for t_ms in range(END + 1):
        while left and left[0][0] == t_ms:
            do(thing, left.pop(0))
        found.append(thing.is_live(t_ms))
    return found


@given(lives_ms, generators, happenings)
def test_it_lives_as_one_who_counts_every_millisecond_says(life_ms, motor, history) -> None:
    assert lives(backup(life_ms, motor), history) == by_the_millisecond(life_ms, motor, history)


def by_the_millisecond(life_ms: int, motor: tuple[int, int] | None, history) -> list[bool]:
    """The same thing written as a loop over milliseconds, in halves of what 1 W takes in one."""
    tank, start = motor or (0, 0)
    charge, fuel, supplied, waits = life_ms * 2, tank, True, None
    found, left = [], list(history)
    for t_ms in range(END + 1):
        while left and left[0][0] == t_ms:
            _, what, value = left.pop(0)
            runs = waits == 0 and fuel > 0
            if what == "supply" and value != supplied:
                supplied = bool(value)
                waits = start if not supplied and fuel else None
            elif what == "fuel":
                fuel = min(tank, fuel + value)
                waits = start if not supplied and fuel and waits is None else waits
            elif what == "draw" and not supplied and not runs:
                charge = max(0, charge - value * 2)
        runs = waits == 0 and fuel > 0
        found.append(supplied or runs or charge > 0)
        charge = min(life_ms * 2, charge + 1) if supplied or runs else max(0, charge - 2)
        fuel -= runs
        waits = None if runs and not fuel else waits and max(0, waits - 1)
    return found


@given(lives_ms, generators, happenings, st.lists(times, max_size=8))
def test_asking_changes_nothing(life_ms, motor, history, questions) -> None:
    asked, quiet = backup(life_ms, motor), backup(life_ms, motor)
    for happening in sorted([*history, *((t_ms, "ask", 0) for t_ms in questions)], key=lambda x: x[0]):
        if happening[1] == "ask":
            asked.next_change_ms(happening[0])
        else:
            do(asked, happening)
            do(quiet, happening)
    assert asked.book(END) == quiet.book(END)
    assert asked.fuel_h(END) == quiet.fuel_h(END)


@given(lives_ms, generators, happenings)
def test_the_account_of_a_battery_is_even_and_it_is_never_below_empty_nor_above_full(
    life_ms, motor, history
) -> None:
    thing = backup(life_ms, motor)
    full = thing.book(0).left_uj
    for happening in history:
        do(thing, happening)
        book = thing.book(happening[0])
        assert book.start_uj + book.charged_uj - book.used_uj == book.left_uj
        assert 0 <= book.left_uj <= full
        assert 0 <= thing.fuel_h(happening[0]) * HOUR_MS <= (motor or (0,))[0] + 1e-6


@given(lives_ms, st.integers(1, 200), generators, happenings)
@example(10, 7, None, [(0, "supply", False), (0, "draw", 8), (0, "draw", 8)])
def test_a_bigger_battery_never_shortens_service(life_ms, more_ms, motor, history) -> None:
    small, big = (lives(backup(life, motor), history) for life in (life_ms, life_ms + more_ms))
    assert all(b >= s for s, b in zip(small, big, strict=True))


@given(lives_ms, st.integers(1, 100), st.tuples(st.integers(1, 120), st.integers(0, 50)), happenings)
def test_a_bigger_tank_never_shortens_service_unless_fuel_comes_later(
    life_ms, more_ms, motor, history
) -> None:
    """Whoever is dry when fuel comes burns none of it while starting, and may so outlast the other."""
    history = [happening for happening in history if happening[1] != "fuel"]
    bigger = (motor[0] + more_ms, motor[1])
    small, big = (lives(backup(life_ms, each), history) for each in (motor, bigger))
    assert all(b >= s for s, b in zip(small, big, strict=True))


@given(st.floats(0, 24), st.floats(0, 24), st.floats(0.5, 48), st.lists(st.floats(0, 72), max_size=8))
def test_of_batteries_known_by_their_hours_the_longer_never_serves_less(one, more, recharge, changes) -> None:
    small, big = (Backup(Battery.lasting(life, recharge)) for life in (one, one + more))
    for number, t_h in enumerate(sorted(changes)):
        assert big.is_live(h(t_h)) or not small.is_live(h(t_h))
        for thing in (small, big):
            thing.set_supplied(h(t_h), number % 2 == 1)
    assert (big.next_change_ms(h(72)) or 1e18) >= (small.next_change_ms(h(72)) or 0)


@given(lives_ms, generators, happenings)
def test_the_next_change_comes_when_it_was_said_and_none_before(life_ms, motor, history) -> None:
    thing = backup(life_ms, motor)
    for happening in history:
        do(thing, happening)
    now = max([t_ms for t_ms, *_ in history], default=0)
    live, said = thing.is_live(now), thing.next_change_ms(now)
    until = END * 3 if said is None else said
    watched = [copy(thing).is_live(t_ms) for t_ms in range(now, until + 1)]
    if said is None:
        assert set(watched) == {live}
    else:
        assert (set(watched[:-1]), watched[-1]) == ({live}, not live)
