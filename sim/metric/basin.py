"""Rivers upstream 流域联防联控: who was told when, how long before the water, and what was done by then."""

from typing import Any, Final

from sim.metric.leaders import of_kind
from sim.metric.reader import Reader
from sim.metric.spread import percentile, ratio
from sim.record.basin import GaugeRead, RiverJudged, RiverStage, RoadBarred, VillageFlooded
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.hazard_facts import DamageBegan, HazardBegan
from sim.record.people import GroupTold, PeopleMoved, WarningIssued
from sim.scenario.groups import groups_of
from sim.scenario.model import Scenario
from sim.terms.enums import DamageKind, HazardKind, Party, PeopleState
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

_AWAY: Final = frozenset(state.value for state in PeopleState if state.is_away)


class Rivers:
    """Follows gauges, word of them, and the water; empty where no wave comes from upstream.

    Parameters
    ----------
    scenario
        Its gauges, villages and groups.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario, self._is_on = scenario, scenario.basin.model
        self._eoc = next(iter(of_kind(scenario, Party.EOC)), None)
        self._marks = [(row.warning_m, row.guarantee_m) for row in scenario.gauges]
        self._peak_cm: dict[int, int] = {}
        self._over_ms: dict[tuple[int, int], int] = {}
        self._told_ms: dict[int, int] = {}
        self._sent: dict[int, tuple[int, int, RiverStage]] = {}
        self._words = 0
        self._delays_ms: list[int] = []
        self._judged_ms: dict[str, int] = {}
        self._floods: set[int] = set()
        self._wet_ms: dict[int, int] = {}
        self._road_ms: dict[int, int] = {}
        self._now_barred: dict[int, int] = {}
        self._barred: set[int] = set()
        self._before: dict[int, int] = {}
        self._groups = groups_of(scenario) if self._is_on and scenario.warning.tells_people else []
        self._of: dict[int, list[int]] = {}
        for group in self._groups:
            self._of.setdefault(group.village, []).append(group.number)
        self._heard: set[int] = set()
        self._leave: set[int] = set()
        self._away = [0] * len(self._groups)
        self._then: dict[int, tuple[int, int]] = {}
        self.readers: dict[type, Reader] = self._read_by() if self._is_on else {}

    def _read_by(self) -> dict[type, Reader]:
        return {
            GaugeRead: self._gauge,
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            RiverJudged: self._judge,
            RoadBarred: self._bar,
            HazardBegan: self._begin,
            DamageBegan: self._strike,
            VillageFlooded: self._flood,
            WarningIssued: self._issue,
            GroupTold: self._tell,
            PeopleMoved: self._move,
        }

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""

    # --- gauges and word of them ---------------------------------------------------------------------------

    def _gauge(self, seq: int, t: int, fact: GaugeRead) -> None:
        self._peak_cm[fact.gauge] = max(fact.stage_cm, self._peak_cm.get(fact.gauge, fact.stage_cm))
        for mark, mark_m in enumerate(self._marks[fact.gauge]):
            if fact.stage_cm / 100 >= mark_m:
                self._over_ms.setdefault((fact.gauge, mark), t)

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is RiverStage and self._is_upstream(fact.sender):
            self._sent[seq] = fact.receiver, t, item
            self._words += 1

    def _is_upstream(self, address: int) -> bool:
        return address != self._eoc and Band.POST <= address < Band.COMMS_TEAM

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        found = self._sent.pop(fact.message, None)
        if found is not None:
            receiver, sent_ms, item = found
            self._delays_ms.append(t - sent_ms)
            if receiver == self._eoc:
                self._told_ms.setdefault(item.gauge, t)

    def _judge(self, seq: int, t: int, fact: RiverJudged) -> None:
        if fact.colour != "none":
            self._judged_ms.setdefault(fact.river, t)

    # --- roads and villages --------------------------------------------------------------------------------

    def _bar(self, seq: int, t: int, fact: RoadBarred) -> None:
        if fact.bar:
            self._now_barred[fact.link] = t
            self._barred.add(fact.link)
        else:
            self._now_barred.pop(fact.link, None)

    def _begin(self, seq: int, t: int, fact: HazardBegan) -> None:
        if fact.kind == HazardKind.RIVER_FLOOD.value:
            self._floods.add(fact.hazard)

    def _strike(self, seq: int, t: int, fact: DamageBegan) -> None:
        if fact.kind == DamageKind.ROAD_FLOOD.value and fact.hazard in self._floods:
            if fact.target not in self._road_ms and fact.target in self._now_barred:
                self._before[fact.target] = t - self._now_barred[fact.target]
            self._road_ms.setdefault(fact.target, t)

    def _flood(self, seq: int, t: int, fact: VillageFlooded) -> None:
        if fact.depth_mm and fact.village not in self._wet_ms:
            self._wet_ms[fact.village] = t
            groups = self._of.get(fact.village, ())
            told = sum(self._groups[number].people for number in groups if number in self._heard)
            self._then[fact.village] = told, sum(self._away[number] for number in groups)

    def _tell(self, seq: int, t: int, fact: GroupTold) -> None:
        if fact.warning in self._leave:
            self._heard.add(fact.group)

    def _issue(self, seq: int, t: int, fact: WarningIssued) -> None:
        if fact.leave:
            self._leave.add(fact.warning)

    def _move(self, seq: int, t: int, fact: PeopleMoved) -> None:
        self._away[fact.group] += fact.people * ((fact.now in _AWAY) - (fact.was in _AWAY))

    # --- figures -------------------------------------------------------------------------------------------

    def summary(self) -> dict[str, Any]:
        """Return the headline figures; empty where no wave comes from upstream."""
        if not self._is_on:
            return {}
        water_ms = min((*self._road_ms.values(), *self._wet_ms.values()), default=None)
        told_ms = min(self._told_ms.values(), default=None)
        judged_ms = min(self._judged_ms.values(), default=None)
        figures = {
            "shares": self._scenario.basin.shares,
            "gauges": [self._gauge_row(number) for number in range(len(self._scenario.gauges))],
            "told_h": _hours(told_ms),
            "judged_h": _hours(judged_ms),
            "water_h": _hours(water_ms),
            "told_lead_h": _lead_h(told_ms, water_ms),
            "judged_lead_h": _lead_h(judged_ms, water_ms),
            **self._word_figures(),
            **self._road_figures(),
            **self._people_figures(),
        }
        return {"basin": figures}

    def _gauge_row(self, number: int) -> dict[str, Any]:
        row, peak_cm = self._scenario.gauges[number], self._peak_cm.get(number)
        return {
            "gauge": row.id,
            "river": row.river,
            "peak_m": None if peak_cm is None else peak_cm / 100,
            "warning_h": _hours(self._over_ms.get((number, 0))),
            "guarantee_h": _hours(self._over_ms.get((number, 1))),
            "told_h": _hours(self._told_ms.get(number)),
        }

    def _word_figures(self) -> dict[str, Any]:
        late = sorted(delay_ms / MINUTE_MS for delay_ms in self._delays_ms)
        return {
            "words": self._words,
            "words_delivered": len(late),
            "word_p50_min": percentile(late, 50),
            "word_p90_min": percentile(late, 90),
        }

    def _road_figures(self) -> dict[str, Any]:
        ahead_h = sorted(ms / HOUR_MS for ms in self._before.values())
        return {
            "roads_flooded": len(self._road_ms),
            "roads_barred": len(self._barred),
            "roads_barred_before": len(self._before),
            "roads_barred_in_vain": len(self._barred - set(self._road_ms)),
            "barred_ahead_h": percentile(ahead_h, 50),
        }

    def _people_figures(self) -> dict[str, Any]:
        at_risk = sum(self._groups[n].people for village in self._wet_ms for n in self._of.get(village, ()))
        told, away = (sum(each[i] for each in self._then.values()) for i in (0, 1))
        return {
            "villages_flooded": len(self._wet_ms),
            "at_risk": at_risk,
            "told_before": told,
            "away_before": away,
            "told_before_share": ratio(told, at_risk),
            "away_before_share": ratio(away, at_risk),
        }


def _hours(t_ms: int | None) -> float | None:
    return None if t_ms is None else t_ms / HOUR_MS


def _lead_h(from_ms: int | None, until_ms: int | None) -> float | None:
    return None if from_ms is None or until_ms is None else (until_ms - from_ms) / HOUR_MS
