"""The part of the fold on control measures: which were ordered, where they took effect, what they spared."""

from dataclasses import dataclass, field

from sim.metric.reader import Reader
from sim.record.control import CallAverted, ControlOrder, ControlReport, ControlTaken, GroupOrdered
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.hazard_facts import DamageBegan
from sim.record.people import WarningOrder
from sim.scenario.model import Scenario
from sim.scenario.schools import people_in
from sim.terms.enums import Asset, DamageKind, Party
from sim.terms.ids import Band


@dataclass(slots=True)
class Given:
    """What became of a standing order.

    Attributes
    ----------
    first_ms
        When it was first given, by township.
    asked, taken, done
        Villages and key units that were to have it; when each first carried it out; when the district first
        knew of that. By address, in ms.
    averted
        Calls that did not come about because of it.
    """

    first_ms: dict[int, int] = field(default_factory=dict)
    asked: dict[int, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)
    done: dict[int, int] = field(default_factory=dict)
    averted: int = 0


class Controls:
    """Follows control measures, and what key units are told; empty where there is neither.

    Parameters
    ----------
    scenario
        Its standing orders and key units.

    Attributes
    ----------
    active
        Whether measures are ordered at all.
    given
        What became of each standing order, by its row.
    warned
        When each key unit first had a warning, by its row.
    groups
        Groups of households that were told to leave, or to stay away.
    present, in_the_way
        People in each key unit when a road at it first broke or flooded: those who would be there, and those
        whom no measure had let go. By its row.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.active = scenario.control.on
        self.given = [Given() for _ in scenario.control.orders]
        self.warned: dict[int, int] = {}
        self.groups: set[int] = set()
        self.present: dict[int, int] = {}
        self.in_the_way: dict[int, int] = {}
        self._force: dict[int, set[int]] = {}
        self._on_way: dict[int, tuple[int, WarningOrder | ControlReport]] = {}
        posts = enumerate(scenario.posts)
        self._eocs = frozenset(Band.POST.address(row) for row, post in posts if post.kind is Party.EOC)
        self._at = _units_at_links(scenario)
        self.readers: dict[type, Reader] = {}
        if self.active or (scenario.key_units and scenario.warning.tells_people):
            self.readers = {
                MessageSent: self._send,
                MessageDelivered: self._deliver,
                ControlTaken: self._take,
                GroupOrdered: lambda seq, t, fact: self.groups.add(fact.group),
                CallAverted: self._avert,
                DamageBegan: self._strike,
            }

    def finish(self, end_ms: int) -> None:
        """Take the run to end at a time."""

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is ControlOrder and item.on:
            given, band = self.given[item.order], Band.split(fact.receiver)  # type: ignore[arg-type]
            given.first_ms.setdefault(item.township, t)
            if band is not None and band[0] in (Band.VILLAGE, Band.KEY_UNIT):
                given.asked.setdefault(fact.receiver, t)
        elif (type(item) is ControlReport and fact.receiver in self._eocs and item.on and item.done) or (
            type(item) is WarningOrder and Band.KEY_UNIT <= fact.receiver < Band.POST
        ):
            self._on_way[seq] = fact.receiver, item

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        if fact.message in self._on_way:
            receiver, item = self._on_way.pop(fact.message)
            if isinstance(item, ControlReport):
                self.given[item.order].done.setdefault(item.address, t)
            else:
                self.warned.setdefault(receiver - Band.KEY_UNIT, t)

    def _take(self, seq: int, t: int, fact: ControlTaken) -> None:
        force = self._force.setdefault(fact.address, set())
        if fact.on:
            force.add(fact.order)
            self.given[fact.order].taken.setdefault(fact.address, t)
        else:
            force.discard(fact.order)

    def _avert(self, seq: int, t: int, fact: CallAverted) -> None:
        self.given[fact.order].averted += 1

    def _strike(self, seq: int, t: int, fact: DamageBegan) -> None:
        if DamageKind(fact.kind).asset is Asset.ROAD:
            for row in self._at.get(fact.target, ()):
                if row not in self.present:
                    self.present[row], self.in_the_way[row] = self._inside(row, t)

    def _inside(self, row: int, t: int) -> tuple[int, int]:
        """Return how many people would be in a key unit at a time, and how many are."""
        scenario, unit = self._scenario, self._scenario.key_units[row]
        people = people_in(scenario, unit, t)
        force, control = self._force.get(Band.KEY_UNIT.address(row), ()), scenario.control
        away = max((control.share(control.orders[order].measure) for order in force), default=0.0)
        return people, round(people * (1 - away))


def _units_at_links(scenario: Scenario) -> dict[int, list[int]]:
    """Return the key units at the ends of each link."""
    at: dict[str, list[int]] = {}
    for row, unit in enumerate(scenario.key_units):
        at.setdefault(unit.node, []).append(row)
    links = enumerate(scenario.links) if at else ()
    return {n: [row for end in (link.a, link.b) for row in at.get(end, ())] for n, link in links}
