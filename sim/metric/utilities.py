"""Gas and water mains, and pumps 市政管网与排涝: what broke, who lacked water, what was drained."""

import math
from dataclasses import dataclass
from typing import Any, Final

from sim.metric.reader import Reader
from sim.metric.spread import known, mean, span
from sim.record.facts import IncidentBegan
from sim.record.hazard_facts import DamageBegan, DamageChanged, DamageEased, DamageMended
from sim.record.utilities import HydrantsChanged, WardsChanged, WaterPumped
from sim.scenario.model import Scenario
from sim.terms.enums import DamageKind
from sim.terms.units import HOUR_MS

_MAINS: Final = (DamageKind.GAS_MAIN.value, DamageKind.WATER_MAIN.value)
_CORDON: Final = DamageKind.CORDON.value
_LITRES: Final = 1000


@dataclass(slots=True)
class Main:
    """A broken main: when it broke, was shut off (of gas alone), and was whole; in ms."""

    began: DamageBegan
    began_ms: int
    shut_ms: int | None = None
    whole_ms: int | None = None


@dataclass(slots=True)
class Drained:
    """A flooded place that was pumped: litres, when it was dry, and when nature would have had it dry."""

    litres: int = 0
    dry_ms: int | None = None
    over_ms: int | None = None


class UtilityUse:
    """Follows mains and pumps; nothing to follow where a scenario has neither.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    mains
        Broken mains by number of their damage.
    floods
        Flooded places that were pumped, likewise.
    """

    def __init__(self, scenario: Scenario) -> None:
        rules = scenario.utilities
        self.mains: dict[int, Main] = {}
        self.floods: dict[int, Drained] = {}
        self._villages = scenario.villages
        self._is_on = rules.model or rules.pumps.on
        self._kind = None if rules.gas.kind is None else scenario.kind_ids[rules.gas.kind]
        self._calls = self._cordons = self._end_ms = 0
        self._dry: dict[int, int] = {}
        self._wards: dict[int, int] = {}
        self._dry_ms: dict[int, int] = {}
        self._wards_ms: dict[int, int] = {}
        self.readers: dict[type, Reader] = {}
        if self._is_on:
            self.readers = {
                DamageBegan: self._begin,
                DamageChanged: self._change,
                DamageEased: self._ease,
                DamageMended: self._mend,
                IncidentBegan: self._call,
                HydrantsChanged: lambda seq, t, fact: _span(self._dry, self._dry_ms, t, fact.place, fact.dry),
                WardsChanged: lambda seq, t, fact: _span(self._wards, self._wards_ms, t, fact.node, fact.dry),
                WaterPumped: self._pump,
            }

    def finish(self, t: int) -> None:
        """Take the run to end at a time: who lacks water then has lacked it until then."""
        self._end_ms = t
        for since, total in ((self._dry, self._dry_ms), (self._wards, self._wards_ms)):
            for number in sorted(since):
                _span(since, total, t, number, False)

    def summary(self) -> dict[str, Any]:
        """Return the headline figures under one key; nothing where a scenario has neither mains nor pumps."""
        if not self._is_on:
            return {}
        people = {place: self._villages[place].population for place in self._dry_ms}
        figures = {
            **{name: self._of(kind) for name, kind in zip(("gas", "water"), _MAINS, strict=True)},
            "calls": self._calls,
            "cordons": self._cordons,
            "dry_villages": len(self._dry_ms),
            "dry_people": sum(people.values()),
            "dry_person_h": math.fsum(people[place] * ms / HOUR_MS for place, ms in self._dry_ms.items()),
            "wards": len(self._wards_ms),
            "wards_h": sum(self._wards_ms.values()) / HOUR_MS,
            "pumps": self._pumped(),
            "each": [self._row(main) for main in self.mains.values()],
        }
        return {"utilities": figures}

    def _of(self, kind: str) -> dict[str, Any]:
        """Return what became of the mains of a kind; times in hours since they broke."""
        found = [main for main in self.mains.values() if main.began.kind == kind]
        shut = known(span(main.began_ms, main.shut_ms, HOUR_MS) for main in found)
        whole = known(span(main.began_ms, main.whole_ms, HOUR_MS) for main in found)
        return {
            "places": len(found),
            "breaks": sum(main.began.size for main in found),
            "shut": len(shut),
            "shut_mean_h": mean(shut),
            "whole": len(whole),
            "whole_mean_h": mean(whole),
        }

    def _pumped(self) -> dict[str, Any]:
        """Return what pumps did; how much sooner a place was dry than by nature, where that came in time."""
        dry = [flood for flood in self.floods.values() if flood.dry_ms is not None]
        sooner = known(span(flood.dry_ms, flood.over_ms, HOUR_MS) for flood in dry)
        litres = sum(flood.litres for flood in self.floods.values())
        return {"floods": len(self.floods), "dry": len(dry), "m3": litres / _LITRES, "sooner_h": mean(sooner)}

    def _row(self, main: Main) -> dict[str, Any]:
        village = self._villages[main.began.target]
        return {
            "kind": main.began.kind,
            "village": village.id,
            "breaks": main.began.size,
            "began_h": main.began_ms / HOUR_MS,
            "shut_h": span(main.began_ms, main.shut_ms, HOUR_MS),
            "whole_h": span(main.began_ms, main.whole_ms, HOUR_MS),
        }

    # --- what is read ---------------------------------------------------------------------------------------

    def _begin(self, seq: int, t: int, fact: DamageBegan) -> None:
        if fact.kind in _MAINS:
            self.mains[fact.damage] = Main(fact, t)
        elif fact.kind == _CORDON and not fact.size:  # those of a plume have a thickness
            self._cordons += 1

    def _ease(self, seq: int, t: int, fact: DamageEased) -> None:
        main = self.mains.get(fact.damage)
        if main is not None and main.began.kind == _MAINS[0] and main.shut_ms is None:
            main.shut_ms = t

    def _mend(self, seq: int, t: int, fact: DamageMended) -> None:
        main, flood = self.mains.get(fact.damage), self.floods.get(fact.damage)
        if main is not None:
            main.whole_ms = t
        if flood is not None:
            flood.over_ms = t

    def _change(self, seq: int, t: int, fact: DamageChanged) -> None:
        flood = self.floods.get(fact.damage)
        if flood is not None:
            flood.dry_ms = None if fact.size else t

    def _call(self, seq: int, t: int, fact: IncidentBegan) -> None:
        self._calls += fact.kind == self._kind

    def _pump(self, seq: int, t: int, fact: WaterPumped) -> None:
        self.floods.setdefault(fact.damage, Drained()).litres += fact.litres


def _span(since: dict[int, int], total: dict[int, int], t: int, number: int, begins: bool) -> None:
    """Let a span begin, or end and count."""
    if begins:
        since[number] = t
    else:
        total[number] = total.get(number, 0) + t - since.pop(number)
