"""Laws of damage: it is logged as it comes about and as it is mended; its effect hears of each change."""

import pytest
from loglab import HEADER

from sim.hazard.damage import Damage, Damages, Step
from sim.kernel.clock import Clock
from sim.record.hazard_facts import DamageBegan, DamageEased, DamageMended
from sim.record.log import Log
from sim.terms.enums import Asset, DamageKind

SLIDE = (Step("road_clearing", 1000, 2), Step("road_clearing", 500))


class Watch:
    """An effect that writes down what it is told, and how far the repair was."""

    def __init__(self):
        self.heard = []

    def strike(self, damage: Damage) -> None:
        self.heard.append(("strike", damage.number, damage.done))

    def ease(self, damage: Damage) -> None:
        self.heard.append(("ease", damage.number, damage.done))

    def mend(self, damage: Damage) -> None:
        self.heard.append(("mend", damage.number, damage.done))


@pytest.fixture
def ledger():
    log = Log(HEADER)
    damages, watch = Damages(Clock(), log), Watch()
    damages.bind(Asset.ROAD, watch)
    return damages, watch, log


def test_a_repair_goes_step_by_step_and_ends_whole(ledger):
    damages, watch, log = ledger
    slide = damages.strike(DamageKind.SLIDE, 3, 400, (1, 2), SLIDE, hazard=7)
    assert slide.step == SLIDE[0]
    damages.advance(slide)
    assert (slide.step, slide.whole) == (SLIDE[1], False)
    damages.advance(slide)
    assert (slide.step, slide.whole) == (None, True)
    assert watch.heard == [("strike", 0, 0), ("ease", 0, 1), ("mend", 0, 2)]
    work = (("road_clearing", 1000), ("road_clearing", 500))
    facts = [fact for *_, fact in log.entries()]
    assert facts == [
        DamageBegan(0, "slide", 3, 400, work, 7),
        DamageEased(0, 0),
        DamageEased(0, 1),
        DamageMended(0),
    ]


def test_each_entry_names_what_it_follows_from(ledger):
    damages, _, log = ledger
    slide = damages.strike(DamageKind.SLIDE, 3, 400, (1,), SLIDE[:1], cause=None)
    damages.advance(slide, cause=slide.cause)
    assert [cause for *_, cause, _ in log.entries()] == [None, 0, 1]


def test_what_passes_of_itself_is_whole_once(ledger):
    damages, watch, log = ledger
    water = damages.strike(DamageKind.ROAD_FLOOD, 0, 900)
    damages.mend(water)
    damages.mend(water)
    assert watch.heard == [("strike", 0, 0), ("mend", 0, 0)]
    assert sum(isinstance(fact, DamageMended) for *_, fact in log.entries()) == 1


def test_nobody_can_work_on_what_is_whole(ledger):
    damages, _, _ = ledger
    slide = damages.strike(DamageKind.SLIDE, 3, 400, (1,), SLIDE)
    damages.mend(slide)
    with pytest.raises(ValueError, match="damage 0 has no step left"):
        damages.advance(slide)


def test_damage_to_what_nobody_minds_is_refused_and_leaves_no_trace(ledger):
    damages, _, log = ledger
    with pytest.raises(KeyError):
        damages.strike(DamageKind.LINE, 0, 1)
    assert (damages.all, list(log.entries())) == ([], [])


@pytest.mark.parametrize("kind", DamageKind)
def test_each_kind_of_damage_says_what_it_breaks_and_how_it_is_measured(kind):
    assert isinstance(kind.asset, Asset)
    assert kind.unit
    assert kind.zh
    assert DamageKind(kind.value) is kind
