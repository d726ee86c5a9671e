"""Whose mains feed whom 供电归属: a load of one's own, else the area at the node, else the township."""

from sim.comms.mains import Mains
from sim.scenario.model import Scenario
from sim.scenario.tables import LoadRow
from sim.terms.enums import LoadKind, Party

_LOADS = {Party.STATION: LoadKind.STATION, Party.FACILITY: LoadKind.HOSPITAL} | dict.fromkeys(
    (Party.DISPATCH_CENTRE, Party.EOC, Party.TEAM, Party.NEIGHBOUR), LoadKind.POST
)
"""As what each kind of party may be a load of its own."""


class Feeds:
    """Finds places of the supply.

    Parameters
    ----------
    scenario
        Its loads.
    mains
        The power network, or None where the mains are but scripted, by township.
    """

    def __init__(self, scenario: Scenario, mains: Mains | None) -> None:
        rows = () if mains is None else scenario.loads
        self._rows = {(row.kind, row.target): row for row in rows}
        self._places = {} if mains is None else {row.id: mains.place(i) for i, row in enumerate(rows)}
        self._areas = {scenario.node_ids[row.target]: row for row in rows if row.kind is LoadKind.AREA}

    def own(self, kind: LoadKind | None, name: str) -> LoadRow | None:
        """Return the row of something that is a load of its own, or None."""
        return None if kind is None else self._rows.get((kind, name))

    def of_party(self, kind: Party, name: str) -> LoadRow | None:
        """Return the row of a party that is a load of its own, or None."""
        return self.own(_LOADS.get(kind), name)

    def place(self, own: LoadRow | None, node: int | None, township: int) -> int:
        """Return the place that feeds something.

        Parameters
        ----------
        own
            Its row among the loads, if it has one.
        node
            Where it stands, if it may hang on the area there.
        township
            What feeds it otherwise.
        """
        row = self._areas.get(node) if own is None and node is not None else own
        return township if row is None else self._places[row.id]
