"""All who are hurt, fetch and treat, put in their places."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from sim.agent.casualties.ambulance import Ambulance
from sim.agent.casualties.casualty import Casualty, Luck
from sim.agent.casualties.hospital import Hospital
from sim.agent.casualties.own_way import OwnWay
from sim.agent.casualties.scene import Gathering
from sim.agent.casualties.transfer import Transfers
from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.facility import Around, enlist_unit, settle
from sim.agent.incident import Incident
from sim.comms.build import Communications
from sim.hazard.trapped import poisson
from sim.network.travel import Travel
from sim.policy.casualties import CarePlan, FetchWounded
from sim.record.casualties import CasualtyReport
from sim.scenario.model import Scenario
from sim.scenario.tables import UnitRow
from sim.terms.enums import LoadKind, StationKind
from sim.terms.ids import PUBLIC, Address, UnitId, unit_address
from sim.terms.relief import hospital_of

_SCRIPTED: Final = 1_000_000
"""Numbers of places of scripted casualties begin here; those of others are their calls'."""


def ambulances(scenario: Scenario) -> list[tuple[int, UnitRow, int]]:
    """Return the ambulances of medical stations: number, row, number of the station."""
    rows = [(i, row, scenario.station_ids[row.station]) for i, row in enumerate(scenario.units)]
    return [
        (i, row, station)
        for i, row, station in rows
        if scenario.stations[station].kind is StationKind.MEDICAL
        and "ambulance" in scenario.unit_types[row.type].capabilities
    ]


class Care:
    """Casualties of a world, and who cares for them 伤员救治体系.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    desk
        The post from which ambulances are sent.
    around
        Networks and posts.

    Attributes
    ----------
    hospitals, ambulances
        As they are.
    casualties
        All, in the order of being hurt.
    """

    def __init__(
        self,
        model: Any,
        context: Context,
        desk: CommandPost,
        around: Around,
    ) -> None:
        scenario = context.scenario
        mains, comms, staff = around
        self.casualties: list[Casualty] = []
        self._context, self._desk, self._staff = context, desk, staff
        self._places: dict[int, Gathering] = {}
        self._nodes = [scenario.node_ids[village.node] for village in scenario.villages]
        loads = {row.target: i for i, row in enumerate(scenario.loads) if row.kind is LoadKind.HOSPITAL}
        self.hospitals = []
        for number, row in enumerate(scenario.hospitals):
            settle(comms, LoadKind.HOSPITAL, number, row.id, scenario.node_ids[row.node])
            self.hospitals.append(
                Hospital(model, number, row, context, desk.address, mains, loads.get(row.id))
            )
        self._own_way = OwnWay(context, self.hospitals, self._closed)
        self.ambulances = self._fleet(model, comms)
        self._care = self._plan()
        desk.also(FetchWounded(self._care))
        for ambulance in self.ambulances:
            ambulance.roll_call()
        self._script()

    def _fleet(self, model: Any, comms: Communications | None) -> list[Ambulance]:
        found = []
        for number, row, station in ambulances(self._context.scenario):
            unit, node = UnitId(number), self._context.station_nodes[station]
            ambulance = Ambulance(
                model, unit, row, node, self._context, self._desk.address, self._waiting, self.hospitals
            )
            enlist_unit(comms, unit, row.id, node, ambulance.traveller.driver.where, station)
            found.append(ambulance)
        return found

    def _waiting(self, number: int) -> Gathering | Transfers | None:
        """Return who waits under a number: at a scene, or in a hospital to be moved on."""
        hospital = hospital_of(number)
        return self._places.get(number) if hospital is None else self.hospitals[hospital].transfers

    def _plan(self) -> CarePlan:
        scenario = self._context.scenario
        rules, travel = scenario.casualties, self._context.roads.travel
        vehicles: dict[int, Travel] = {
            each.number: travel[scenario.unit_types[scenario.units[each.number].type].vehicle]
            for each in self.ambulances
        }
        return CarePlan(
            nodes=[hospital.node for hospital in self.hospitals],
            beds=[hospital.free for hospital in self.hospitals],
            travel=vehicles,
            by_report=rules.divert == "reported",
            lost_ms=rules.order_lost.ms,
        )

    def second_centre(self, centre: CommandPost) -> list[Address]:
        """Let a second dispatch centre send ambulances too; return who is told which centre commands."""
        centre.also(FetchWounded(self._care))
        return [*(each.address for each in self.ambulances), *(each.address for each in self.hospitals)]

    # --- who is hurt ----------------------------------------------------------------------------------------

    def strike(self, incident: Incident) -> None:
        """Let people be hurt at an incident that has begun, those trapped there once they are freed."""
        birth, scenario = incident.birth, self._context.scenario
        kind = sorted(scenario.demand.kinds)[birth.kind]
        name = f"casualties/{birth.t_ms}/{birth.place}/{birth.kind}"
        mean = scenario.casualties.per_incident.get(kind)
        if mean is not None:
            draws = self._context.streams(name)
            luck = [Luck(self._context, draws, False) for _ in range(poisson(mean.value, draws))]
            self._hurt(incident.call, incident.call, birth.place, luck, incident.cause, PUBLIC)
        if birth.trapped:
            incident.freed = partial(self._free, incident, f"{name}/trapped")

    def _free(self, incident: Incident, name: str, cause: int) -> None:
        """Let those who are freed alive be casualties; a unit says so or, where none is left, a caller."""
        now, draws = self._context.clock.now, self._context.streams(name)
        luck = [(until_ms, Luck(self._context, draws, True)) for until_ms in incident.birth.trapped]
        alive = [each for until_ms, each in luck if until_ms > now]
        by = unit_address(incident.crews[0].number) if incident.crews else PUBLIC
        self._hurt(incident.call, incident.call, incident.birth.place, alive, cause, by)

    def _script(self) -> None:
        scenario = self._context.scenario
        villages = {row.id: i for i, row in enumerate(scenario.villages)}
        for i, event in enumerate(scenario.casualties.scripted):
            draws = self._context.streams(f"casualties/scripted/{i}")
            luck = [Luck(self._context, draws, False) for _ in range(event.people.whole)]
            hurt = partial(self._hurt, _SCRIPTED + i, None, villages[event.village], luck, None, PUBLIC)
            self._context.clock.call_after(event.at.ms, hurt)

    def _hurt(
        self, number: int, call: int | None, place: int, luck: Sequence[Luck], cause: int | None, by: int
    ) -> None:
        """Let people be hurt now; somebody tells the desk how many must be fetched."""
        node = self._nodes[place]
        gathering = self._places.setdefault(number, Gathering(number, place, node))
        for each in luck:
            casualty = Casualty(len(self.casualties), each, call, place, node, self._context, cause)
            self.casualties.append(casualty)
            gathering.add(casualty)
            if casualty.waits:
                self._own_way.expect(casualty)
                cause = casualty.cause
        red, yellow = gathering.count()
        if red + yellow:
            report = CasualtyReport(number, place, node, red, yellow)
            at = place if by == PUBLIC else None
            self._context.net.send(by, self._desk.address, (report,), cause, at=at)

    @property
    def _closed(self) -> Callable[[int], frozenset[int]]:
        """What villages have heard is closed; nothing where they keep no picture."""
        staff = self._staff
        if staff is None:
            return lambda place: frozenset()
        return lambda place: staff.villages[place].picture.closed
