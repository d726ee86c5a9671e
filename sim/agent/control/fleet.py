"""Vehicles, those who wait for them, and who sends them, put in their places 转运体系."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from sim.agent.context import Context
from sim.agent.control.bus import Bus
from sim.agent.control.stop import Stop
from sim.agent.district import District
from sim.agent.people.build import People
from sim.agent.staff import Staff
from sim.picture import Picture
from sim.policy.rides import NearestBus, RidePlan
from sim.record.rides import RideOrder
from sim.terms.enums import Party
from sim.terms.ids import Address, Band


class Sends(Protocol):
    """Whoever decides which vehicle goes where."""

    def decide(self, picture: Picture) -> Iterable[Any]:
        """Return the orders to give now."""
        ...


class RideDesk:
    """Lets the operations centre send vehicles whenever its picture changes.

    Parameters
    ----------
    context
        Of the world.
    district
        The operations centre.
    policy
        Who decides.
    """

    def __init__(self, context: Context, district: District, policy: Sends) -> None:
        self._context, self._district, self._policy = context, district, policy
        district.also(self)

    def decide(self, picture: Picture) -> tuple[()]:
        """Order vehicles to villages; other orders are given by others."""
        for order in self._policy.decide(picture):
            self.give(order, self._district.last_cause)
        return ()

    def give(self, order: RideOrder, cause: int | None) -> None:
        """Send a vehicle to a village."""
        self._district.picture.rides.note(order)
        self._context.net.send(self._district.address, Band.BUS.address(order.bus), (order,), cause)


class Fleet:
    """All vehicles, and all villages where people may wait for them.

    Parameters
    ----------
    context
        Of the world.
    staff
        Posts; one of them is the operations centre.
    people
        People at risk.

    Attributes
    ----------
    stops, buses
        Where people wait, by village; the vehicles.
    desk
        Who sends them.
    relief
        Who sends them at an alternate operations centre while it leads; None where none does.
    """

    def __init__(self, context: Context, staff: Staff, people: People) -> None:
        assert staff.district is not None, "the check of a scenario asks for an operations centre"
        scenario, eoc = context.scenario, staff.district
        self.stops: dict[int, Stop] = {}
        for village, word in people.words.items():
            township = Band.TOWNSHIP.address(scenario.township_ids[scenario.villages[village].township])
            self.stops[village] = Stop(context, village, township)
            for group in word.groups:
                group.stop = self.stops[village]
        plan = RidePlan(
            seats=[row.seats for row in scenario.buses],
            vehicles=[row.vehicle for row in scenario.buses],
            nodes=[scenario.node_ids[village.node] for village in scenario.villages],
            travel=context.roads.travel,
        )
        self._context, self._policy = context, NearestBus(plan)
        self.desk = RideDesk(context, eoc, self._policy)
        self.relief: RideDesk | None = None
        self.buses = [
            Bus(i, row, context, eoc.address, self.stops, people.shelters)
            for i, row in enumerate(scenario.buses)
        ]
        for bus in self.buses:
            home = scenario.node_ids[bus.row.node]
            staff.enrol(Party.BUS, bus.address, bus.row.id, home, bus.where)
            bus.begin()

    def deputy(self, post: District, wrap: Callable[[NearestBus], Sends]) -> list[Address]:
        """Let another post send vehicles while it leads; return who is told of that: the vehicles."""
        self.relief = RideDesk(self._context, post, wrap(self._policy))
        return [Address(bus.address) for bus in self.buses]
