"""What there is in a world that posts can order about, besides units and teams 可调用手段."""

from dataclasses import dataclass

from sim.agent.casualties.build import Care
from sim.agent.control.build import Controls
from sim.agent.people.build import People
from sim.agent.supplies.build import Supplies
from sim.agent.support.build import Fleet
from sim.agent.support.scouts import Scouts


@dataclass(frozen=True, slots=True)
class Means:
    """What there is; None where a scenario does not ask for it.

    Attributes
    ----------
    fleet, scouts
        Generator trucks, and UAVs.
    care, supplies
        Ambulances, and relief supplies.
    people, controls
        People who are warned, and control measures.
    """

    fleet: Fleet | None
    scouts: Scouts | None
    care: Care | None
    supplies: Supplies | None
    people: People | None
    controls: Controls | None
