"""The directory of those who communicate 通信录: what each carries, and whose mains feed it."""

from collections.abc import Callable
from typing import Final

from sim.comms.energy import Backup, Battery, Generator
from sim.comms.feeds import Feeds
from sim.comms.member import Member, Power
from sim.comms.places import distance_m
from sim.comms.plant import Plant
from sim.scenario.model import Scenario
from sim.scenario.tables import LoadRow, Terminal
from sim.terms.enums import BearerKind, Party
from sim.terms.ids import PUBLIC

_OWN_POWER: Final = frozenset({Party.UNIT, Party.COMMS_TEAM, Party.CREW, Party.BUS})
"""Who runs an engine wherever it is."""


def nearest_townships(scenario: Scenario) -> list[int]:
    """Return the township of each node: that of the villages at it, else the one whose seat is nearest."""
    node, township = scenario.node_ids, scenario.township_ids
    found = {node[village.node]: township[village.township] for village in scenario.villages}
    found |= {node[row.seat]: number for number, row in enumerate(scenario.townships)}
    seats = [scenario.nodes[node[row.seat]] for row in scenario.townships]

    def nearest(number: int) -> int:
        here = scenario.nodes[number]
        apart = [(distance_m(here.lon, here.lat, seat.lon, seat.lat), i) for i, seat in enumerate(seats)]
        return min(apart)[1]

    return [found[i] if i in found else nearest(i) for i in range(len(scenario.nodes))]


class Lent(Power):
    """The terminal of a station, as long as a unit is in it.

    Parameters
    ----------
    power
        What it runs on.
    unit
        The unit.
    """

    __slots__ = ("_power", "_unit")

    def __init__(self, power: Power, unit: Member) -> None:
        super().__init__()
        self._power = power
        self._unit = unit

    @property
    def terminal(self) -> Power:
        """The terminal itself, which others use as well."""
        return self._power

    def works(self, now_ms: int) -> bool:
        """Whether the unit is in, and the terminal works."""
        return self._unit.where() == self._unit.home and self._power.works(now_ms)

    def send(self, now_ms: int, took_ms: int) -> None:
        """Pay for what was sent until now."""
        self._power.send(now_ms, took_ms)


class Directory:
    """Makes members from the tables.

    Parameters
    ----------
    scenario
        Terminals and plans.
    plant
        Whose mains feed them.
    feeds
        Which mains those are.

    Attributes
    ----------
    township_of
        Township of each node.
    place_of
        Place of the supply that feeds the terminals of each member, by its address.
    """

    def __init__(self, scenario: Scenario, plant: Plant, feeds: Feeds) -> None:
        self.township_of = nearest_townships(scenario)
        self.place_of: dict[int, int] = {}
        self._feeds = feeds
        self._nodes = [scenario.node_ids[village.node] for village in scenario.villages]
        self._plan = scenario.bearers.plan
        self._plant = plant
        self._terminals: dict[str, list[Terminal]] = {}
        for terminal in scenario.terminals:
            self._terminals.setdefault(terminal.holder, []).append(terminal)

    def member(
        self,
        kind: Party,
        address: int,
        row_id: str,
        node: int,
        where: Callable[[], int] | None = None,
        village: int | None = None,
    ) -> Member:
        """Return a member with the terminals that the tables give to its kind and to it.

        Parameters
        ----------
        kind, address
            Who it is.
        row_id
            Its id, under which terminals may stand.
        node
            Where a courier finds it.
        where
            Returns where it is now; always at `node` where left out.
        village
            Row of the village whose committee it is.
        """
        township = self.township_of[node]
        held = {
            terminal.bearer: terminal
            for holder in (kind.value, row_id)
            for terminal in self._terminals.get(holder, ())
        }
        own = self._feeds.of_party(kind, row_id)
        place = self.place_of[address] = self._feeds.place(own, node, township)
        carries = {bearer: self._power(kind, held[bearer], place, own) for bearer in sorted(held)}
        return Member(
            address, kind, self._plan(kind), where or (lambda: node), node, carries, village, township
        )

    def lend(self, unit: Member, station: Member) -> Member:
        """Let a unit use the terminals of a station while it is there, and of no other; return the unit.

        What a station carries stays the same, so a unit that comes back to its last one has them already.
        """
        if unit.station == station.address:
            return unit
        unit.station, unit.home = station.address, station.home
        for bearer in [bearer for bearer, power in unit.carries.items() if isinstance(power, Lent)]:
            del unit.carries[bearer]
        for bearer, power in station.carries.items():
            unit.carries.setdefault(bearer, Lent(power, unit))
        return unit

    def outsider(self, village: int) -> Member:
        """Return the people at a village: they have telephones, and their feet."""
        node, plan = self._nodes[village], self._plan(Party.PUBLIC)
        phones = {BearerKind.FIXED: Power(), BearerKind.CELLULAR: Power()}
        return Member(PUBLIC, Party.PUBLIC, plan, lambda: node, node, phones, village, self.township_of[node])

    def _power(self, kind: Party, terminal: Terminal, place: int, own: LoadRow | None) -> Power:
        """Return what a terminal runs on.

        At a post that is a load of its own, the generator and the uninterruptible supply, on which a fixed
        terminal lives, are those of the load.
        """
        if kind in _OWN_POWER:
            return Power()
        generator = Generator(terminal.generator_h) if terminal.generator_h and own is None else None
        on_ups = own is not None and own.ups_h > 0 and terminal.bearer is BearerKind.FIXED
        backup = Backup(Battery.lasting(0.0 if on_ups else terminal.battery_h), generator)
        return Power(self._plant.power(backup, place))
