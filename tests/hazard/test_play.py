"""Laws of hazards at work: each thing at its time and with its cause, in the networks that they may break."""

import pytest
from loglab import HEADER

from sim.hazard.damage import Damages, Step
from sim.hazard.demand import Birth
from sim.hazard.play import Play
from sim.hazard.unfold import Changes, Emergency, Hazard, Passes, Phase, Strike, in_order
from sim.kernel.clock import Clock
from sim.record.hazard_facts import DamageBegan, DamageChanged, DamageMended, HazardBegan, HazardEnded
from sim.record.log import Log
from sim.scenario.hazards import Breaks
from sim.terms.enums import Asset, DamageKind, HazardKind

BIRTH = Birth(0, 0, 0, 0, 0, (), 0, 0)
DIG = (Step("road_clearing", 100),)


class Quiet:
    """An effect that keeps what it is told."""

    def __init__(self):
        self.heard = []

    def strike(self, damage):
        self.heard.append(("strike", damage.target, damage.size))

    def ease(self, damage):
        self.heard.append(("ease", damage.target, damage.size))

    def mend(self, damage):
        self.heard.append(("mend", damage.target, damage.size))


class Stage:
    """A clock, a ledger and a log on which hazards play."""

    def __init__(self, hazards, script=(), breaks=None, bound=tuple(Asset), horizon_ms=1000, until_ms=2000):
        self.clock, self.log, self.effect = Clock(), Log(HEADER), Quiet()
        self.damages = Damages(self.clock, self.log)
        for asset in bound:
            self.damages.bind(asset, self.effect)
        self.calls = []

        def call(birth, cause):
            self.calls.append((self.clock.now, birth, cause))

        self.play = Play(hazards, script, self.damages, breaks or Breaks(), self.clock, self.log, call)
        self.play.start(horizon_ms)
        self.clock.run(until_ms)
        self.told = list(self.log.entries())


def flood(t_ms=10, key="a", kind=DamageKind.ROAD_FLOOD, target=3):
    return Strike(t_ms, kind, target, 200, (1,), (), key)


def hazard(*happenings, kind=HazardKind.FLASH_FLOOD, name="flood", parent=""):
    return Hazard(kind, name, in_order(happenings), parent)


def test_a_hazard_begins_strikes_worsens_passes_and_ends():
    stage = Stage([hazard(Phase(5, True), flood(), Changes(20, "a", 500), Passes(30, "a"), Phase(40, False))])
    assert stage.told == [
        (0, 5, None, HazardBegan(0, "flash_flood")),
        (1, 10, 0, DamageBegan(0, "road_flood", 3, 200, (), 0)),
        (2, 20, 1, DamageChanged(0, 500)),
        (3, 30, 2, DamageMended(0)),
        (4, 40, 0, HazardEnded(0)),
    ]
    assert stage.effect.heard == [("strike", 3, 200), ("ease", 3, 500), ("mend", 3, 500)]


def test_a_hazard_that_another_brings_about_names_it():
    storm = hazard(Phase(1, True), kind=HazardKind.RAINSTORM, name="storm")
    stage = Stage([storm, hazard(Phase(7, True), parent="storm")])
    assert stage.told[1] == (1, 7, 0, HazardBegan(1, "flash_flood"))


def test_calls_follow_from_the_hazard_or_from_what_it_broke():
    stage = Stage([hazard(Phase(0, True), flood(), Emergency(15, BIRTH), Emergency(16, BIRTH, "a"))])
    of_it, of_damage = (BIRTH._replace(origin=kind, hazard=0) for kind in ("flash_flood", "road_flood"))
    assert stage.calls == [(15, of_it, 0), (16, of_damage, 1)]


def leaking(kind):
    """Return when people call of something broken that is a step nearer to whole from 20 ms on."""
    work = (Step("gas", 5), Step("gas_mending", 5))
    leak = Strike(10, kind, 3, 1, (1,), work, "a")
    rings = [Emergency(t_ms, BIRTH, "a") for t_ms in (15, 19, 25, 30)]
    stage = Stage([hazard(Phase(0, True), leak, *rings, Phase(40, False))], until_ms=20)
    stage.damages.advance(stage.damages.all[0])
    stage.clock.run(100)
    return [t_ms for t_ms, *_ in stage.calls]


def test_nobody_calls_of_a_gas_main_any_more_once_it_is_shut_off_though_it_is_not_mended():
    assert leaking(DamageKind.GAS_MAIN) == [15, 19]


def test_of_what_else_is_half_mended_people_still_call():
    assert leaking(DamageKind.WATER_MAIN) == [15, 19, 25, 30]


def test_nature_moves_damage_as_it_is_told_to_instead_of_setting_its_size():
    course = Phase(0, True), flood(), Changes(20, "a", 500), Phase(90, False)
    stage, moved = Stage([hazard(*course)], until_ms=15), []
    stage.play.moves = lambda damage, size: moved.append((damage.number, size))
    stage.clock.run(100)
    assert moved == [(0, 500)]
    assert stage.damages.all[0].size == 200


def test_a_hazard_that_takes_another_course_does_no_more_of_what_it_would_have_done():
    course = (Phase(0, True), flood(), Passes(50, "a"), flood(60, key="b", target=4), Phase(90, False))
    stage = Stage([hazard(*course)], until_ms=20)
    number = stage.play.number("flood")
    stage.play.revise(number, (Passes(30, "a"), flood(70, key="c", target=5), Phase(80, False)))
    stage.clock.run(2000)
    found = [(t, type(fact), getattr(fact, "target", None)) for _, t, _, fact in stage.log.entries()]
    assert found == [
        (0, HazardBegan, None),
        (10, DamageBegan, 3),
        (30, DamageMended, None),
        (70, DamageBegan, 5),
        (80, HazardEnded, None),
    ]


@pytest.mark.parametrize("network", ["roads", "power", "comms"])
def test_hazards_break_only_the_networks_they_may(network):
    strikes = {
        "roads": flood(key="r"),
        "power": flood(key="p", kind=DamageKind.LINE, target=4),
        "comms": flood(key="c", kind=DamageKind.FIBRE, target=5),
    }
    happenings = (Phase(0, True), *strikes.values(), *(Passes(50, key) for key in "rpc"))
    stage = Stage([hazard(*happenings)], breaks=Breaks(**{network: False}))
    broken = {fact.target for *_, fact in stage.told if isinstance(fact, DamageBegan)}
    assert broken == {strike.target for name, strike in strikes.items() if name != network}
    mended = [fact.damage for *_, fact in stage.told if isinstance(fact, DamageMended)]
    assert len(mended) == 2
    assert strikes[network].kind.asset not in stage.play.assets


def test_a_script_breaks_what_it_names_whatever_hazards_may():
    none = Breaks(roads=False, power=False, comms=False)
    stage = Stage([], script=(flood(), Passes(60, "a")), breaks=none)
    assert [fact for *_, fact in stage.told] == [
        DamageBegan(0, "road_flood", 3, 200, (), None),
        DamageMended(0),
    ]


def test_what_is_not_there_does_not_break():
    stage = Stage([hazard(Phase(0, True), flood(), Passes(40, "a"))], bound=(Asset.FIBRE,))
    assert [type(fact) for *_, fact in stage.told] == [HazardBegan]


def test_what_is_mended_neither_changes_nor_passes():
    strike = Strike(10, DamageKind.SLIDE, 0, 50, (1,), DIG, "a")
    stage = Stage([hazard(strike, Changes(1500, "a", 60), Passes(1600, "a"))], horizon_ms=1200)
    (damage,) = stage.damages.all
    stage.damages.advance(damage)
    stage.damages.resize(damage, 70)
    assert (damage.whole, damage.size) == (True, 50)


def test_a_size_that_stays_is_no_news():
    stage = Stage([hazard(flood(), Changes(20, "a", 200))])
    assert [type(fact) for *_, fact in stage.told] == [DamageBegan]


def test_nothing_happens_from_the_horizon_on():
    stage = Stage([hazard(flood(999), flood(1000, "b", target=4))], horizon_ms=1000)
    assert [fact.target for *_, fact in stage.told] == [3]
    assert Stage([]).told == []


def test_at_one_time_what_breaks_comes_before_what_passes():
    happenings = [
        Phase(5, False),
        Emergency(5, BIRTH),
        Passes(5, "b"),
        Passes(5, "a"),
        Changes(5, "a", 1),
        flood(5, "z"),
        flood(5, "a"),
        Phase(5, True),
    ]
    begins, first, last = happenings[7], happenings[6], happenings[5]
    changes, passes, call, ends = happenings[4], happenings[3:1:-1], happenings[1], happenings[0]
    assert in_order(happenings) == (begins, first, last, changes, *passes, call, ends)
