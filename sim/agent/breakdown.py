"""What damage does to power and communications 电网与通信受损, and what darkness does to hospitals."""

from sim.comms.breaks import Breaks
from sim.comms.build import Communications
from sim.comms.mains import Mains
from sim.hazard.damage import Damage, Damages
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, LoadKind, PowerSource


class Breakdown:
    """The effect of damage on things that work or do not: half mended they do not.

    Parameters
    ----------
    breaks
        Through which they break.
    """

    def __init__(self, breaks: Breaks) -> None:
        self._breaks = breaks

    def strike(self, damage: Damage) -> None:
        """Let it be broken."""
        self._breaks.strike(damage.target, damage.cause)

    def ease(self, damage: Damage) -> None:
        """Leave it broken."""

    def mend(self, damage: Damage) -> None:
        """Let it be whole, unless something else keeps it broken."""
        self._breaks.mend(damage.target, damage.cause)


def bind_networks(damages: Damages, mains: Mains | None, comms: Communications | None) -> None:
    """Let damage act on the power network and on communications, as far as the world has them.

    Parameters
    ----------
    damages
        All that breaks.
    mains, comms
        What it breaks there; None where the scenario has no tables of it, or messages are ideal.
    """
    found: dict[Asset, Breaks] = {}
    if mains is not None:
        found |= {Asset.POWER_NODE: mains.net.nodes, Asset.POWER_LINE: mains.net.lines}
    if comms is not None:
        found |= comms.breaks
    for asset in Asset:
        if asset in found:
            damages.bind(asset, Breakdown(found[asset]))


class Wards:
    """Hospitals that have power, and take patients 医院收治.

    Parameters
    ----------
    scenario
        Its hospitals; one that is no load of the power network never lacks power.
    mains
        The power network.
    """

    def __init__(self, scenario: Scenario, mains: Mains) -> None:
        self._mains = mains
        loads = {row.target: i for i, row in enumerate(scenario.loads) if row.kind is LoadKind.HOSPITAL}
        self._at: dict[int, list[int | None]] = {}
        for row in scenario.hospitals:
            self._at.setdefault(scenario.node_ids[row.node], []).append(loads.get(row.id))

    def take(self, node: int) -> bool:
        """Whether a hospital at a node is not dark."""
        return any(
            load is None or self._mains.loads[load].source is not PowerSource.DARK for load in self._at[node]
        )
