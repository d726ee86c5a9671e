"""Laws of rivers upstream: only what was read is told, only what was told is judged, only then is barred."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.basin import GaugeRead, RiverJudged, RiverStage, RoadBarred, RoadOrder, VillageFlooded
from sim.record.facts import MessageDelivered, MessageSent
from sim.scenario.model import Scenario
from sim.terms.ids import Band


class BasinLaws:
    """Follows what gauges read, who was told of it, and what they did.

    Parameters
    ----------
    scenario
        Its gauges, and who is told.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._on, self._direct = scenario.basin.model, scenario.basin.shares == "direct"
        self._river = [row.river for row in scenario.gauges]
        self._read: set[tuple[int, int]] = set()
        self._sent: dict[int, tuple[int, tuple[object, ...]]] = {}
        self._told: set[tuple[int, str]] = set()
        self._ordered: set[tuple[int, int, bool]] = set()
        self._barred: set[int] = set()
        self._depth_mm: dict[tuple[int, int], int] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        own: dict[type, Reader] = {
            GaugeRead: self._reads,
            RiverJudged: self._judge,
            RoadBarred: self._bar,
            VillageFlooded: self._flood,
        }
        return own | {MessageSent: self._send, MessageDelivered: self._deliver} if self._on else own

    def _reads(self, seq: int, t: int, fact: GaugeRead) -> None:
        self._read.add((fact.gauge, fact.stage_cm))

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        for item in fact.body:
            if type(item) is RiverStage and (item.gauge, item.stage_cm) not in self._read:
                raise broken("gauged", seq, t, f"gauge {item.gauge} never read {item.stage_cm} cm")
        if type(fact.body[0]) in (RiverStage, RoadOrder):
            self._sent[seq] = fact.receiver, fact.body

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        receiver, body = self._sent.pop(fact.message, (0, ()))
        for item in body:
            if type(item) is RiverStage:
                self._told.add((receiver, self._river[item.gauge]))
            elif type(item) is RoadOrder:
                self._ordered.add((receiver, item.link, item.bar))

    def _judge(self, seq: int, t: int, fact: RiverJudged) -> None:
        if (fact.address, fact.river) not in self._told:
            raise broken("judged", seq, t, f"{fact.address} was told nothing of {fact.river}")

    def _bar(self, seq: int, t: int, fact: RoadBarred) -> None:
        address = Band.TOWNSHIP.address(fact.township)
        told = self._direct and any(who == address for who, _ in self._told)
        if not told and (address, fact.link, fact.bar) not in self._ordered:
            raise broken("barred", seq, t, f"nothing told township {fact.township} so of link {fact.link}")
        if fact.bar is (fact.link in self._barred):
            raise broken("barred", seq, t, f"link {fact.link} is so already")
        self._barred ^= {fact.link}

    def _flood(self, seq: int, t: int, fact: VillageFlooded) -> None:
        key = fact.hazard, fact.village
        if fact.depth_mm < 0 or fact.depth_mm == self._depth_mm.get(key, 0):
            raise broken("stands", seq, t, f"village {fact.village}: {fact.depth_mm} mm, as before or less")
        self._depth_mm[key] = fact.depth_mm
