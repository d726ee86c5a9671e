"""What every agent of one world shares."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.agent.roads import TrueRoads
from sim.comms.net import Net
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.record.facts import CallReport, Report
from sim.record.log import Log
from sim.scenario.model import Scenario
from sim.scenario.sections import Kind
from sim.terms.ids import Address, UnitId

if TYPE_CHECKING:
    from sim.agent.air import Sky
    from sim.agent.incident import Incident
    from sim.agent.scene import Commands
    from sim.agent.water import Sources


@dataclass(slots=True)
class Context:
    """The clock, the log, the network, the true roads and the scenario of one world.

    Attributes
    ----------
    incidents
        Open incidents by call number: the truth, which only who is on the scene may touch.
    access_ms
        Time from the road node to the homes, by kind of vehicle and place.
    kinds
        Kinds of incident by number.
    station_nodes, hospitals
        Node of each station by number, and of each hospital.
    call
        Lets somebody call for help: the report, and the log entry from which it follows.
    sights
        Returns what whoever stands before a link can tell of damage to it.
    lodge
        Told of a unit and the station at which it stands now, its own or another.
    takes_patients
        Whether a hospital at a node has power: to be asked by who stands at its door.
    admits
        Whether who keeps a shelter lets people in, who are in then: to be asked by who stands at its door.
    board
        Told of a unit whose crew takes on an order.
    water
        Where there is water for fires; None where there is always enough.
    commands
        Commands on scene; None where all word is everywhere at once, and nobody need lead.
    led
        Address of the post through which each professional team is sent, where there is one.
    sky
        What those who fly see; None where nobody does.
    """

    scenario: Scenario
    clock: Clock
    log: Log
    net: Net
    roads: TrueRoads
    streams: Streams
    access_ms: dict[str, list[int]]
    kinds: list[Kind]
    station_nodes: list[int]
    hospitals: list[int]
    call: Callable[[CallReport, int], None]
    lodge: Callable[[UnitId, int], None] = lambda unit, station: None
    takes_patients: Callable[[int], bool] = lambda node: True
    admits: Callable[[int, int], bool] = lambda shelter, people: True
    board: Callable[[UnitId], None] = lambda unit: None
    commands: "Commands | None" = None
    sights: Callable[[int], tuple[Report, ...]] = lambda link: ()
    water: "Sources | None" = None
    sky: "Sky | None" = None
    led: dict[int, Address] = field(default_factory=dict)
    incidents: "dict[int, Incident]" = field(default_factory=dict)
