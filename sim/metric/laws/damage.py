"""Laws of damage: nothing is mended that is not broken, nor twice, nor beyond what it takes."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.hazard_facts import (
    DamageBegan,
    DamageChanged,
    DamageEased,
    DamageMended,
    HazardBegan,
    HazardEnded,
    RoadSlowed,
)

_WHOLE = 1000


class DamageLaws:
    """Follows hazards, and what is broken."""

    def __init__(self) -> None:
        self._steps: list[int] = []
        self._done: list[int] = []
        self._whole: set[int] = set()
        self._raging: set[int] = set()

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            HazardBegan: self._rage,
            HazardEnded: self._calm,
            DamageBegan: self._break,
            DamageChanged: self._change,
            DamageEased: self._ease,
            DamageMended: self._mend,
            RoadSlowed: self._slow,
        }

    def _rage(self, seq: int, t: int, fact: HazardBegan) -> None:
        if fact.hazard in self._raging:
            raise broken("rages", seq, t, f"hazard {fact.hazard} has begun already")
        self._raging.add(fact.hazard)

    def _calm(self, seq: int, t: int, fact: HazardEnded) -> None:
        if fact.hazard not in self._raging:
            raise broken("rages", seq, t, f"hazard {fact.hazard} has not begun")
        self._raging.discard(fact.hazard)

    def _break(self, seq: int, t: int, fact: DamageBegan) -> None:
        if fact.damage != len(self._steps):
            raise broken("damage", seq, t, f"damage {fact.damage} comes as number {len(self._steps)}")
        if fact.size < 0 or any(work_ms < 0 for _, work_ms in fact.work):
            raise broken("damage", seq, t, f"damage {fact.damage} is less than none")
        self._steps.append(len(fact.work))
        self._done.append(0)

    def _change(self, seq: int, t: int, fact: DamageChanged) -> None:
        self._stands(seq, t, fact.damage)
        if fact.size < 0:
            raise broken("damage", seq, t, f"damage {fact.damage} is less than none")

    def _ease(self, seq: int, t: int, fact: DamageEased) -> None:
        self._stands(seq, t, fact.damage)
        if fact.step != self._done[fact.damage] or fact.step >= self._steps[fact.damage]:
            raise broken("repaired", seq, t, f"damage {fact.damage} has no step {fact.step} to do next")
        self._done[fact.damage] += 1

    def _mend(self, seq: int, t: int, fact: DamageMended) -> None:
        self._stands(seq, t, fact.damage)
        self._whole.add(fact.damage)

    def _stands(self, seq: int, t: int, damage: int) -> None:
        if not 0 <= damage < len(self._steps) or damage in self._whole:
            raise broken("repaired", seq, t, f"damage {damage} is not there to be mended")

    def _slow(self, seq: int, t: int, fact: RoadSlowed) -> None:
        if not 0 < fact.permille <= _WHOLE:
            raise broken("slow", seq, t, f"link {fact.link} bears {fact.permille} thousandths of its traffic")
