"""Names of what fell, in both languages."""

from collections.abc import Callable
from typing import Final

from sim.metric.cascade import DAMAGE, FIBRE, HAZARD, HYDRANTS, MAINS, POST, ROAD, SITE, TURNED, Fall
from sim.metric.parties import party
from sim.record.hazard_facts import DamageBegan, HazardBegan
from sim.record.utilities import WardsChanged
from sim.report.named import UNITS_ZH, Named, called
from sim.report.words import Both, same
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, BearerKind, DamageKind, HazardKind
from sim.words import both, both_in

SORTS: Final[dict[str, Both]] = {
    HAZARD: both("hazard"),
    DAMAGE: both("damage"),
    ROAD: both("road closed"),
    MAINS: both_in("cascade", "mains off"),
    FIBRE: both_in("cascade", "fibre cut"),
    SITE: both("site down"),
    POST: both("out of contact"),
    TURNED: both("turned back"),
    HYDRANTS: both("no water"),
}
"""What became of things of each sort, in the order of the layers of a figure."""


class Names:
    """Says what a fall is called.

    Parameters
    ----------
    scenario
        What the log is a log of.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._rows: dict[str, Named] = {
            row.id: row
            for table in (scenario.townships, scenario.stations, scenario.villages, scenario.posts)
            for row in table
        }
        self._named: dict[Asset, Callable[[int], Both]] = {
            Asset.ROAD: self._link,
            Asset.FIBRE: self._fibre,
            Asset.RADIO_SITE: lambda row: self._site(BearerKind.RADIO.value, row),
            Asset.TELECOM_SITE: lambda row: self._site("telecom", row),
            Asset.POWER_NODE: lambda row: called(scenario.power_nodes[row]),
            **dict.fromkeys((Asset.WATER_MAIN, Asset.GAS_MAIN), lambda row: called(scenario.villages[row])),
        }
        self._of: dict[str, Callable[[Fall], Both]] = {
            HAZARD: self._hazard,
            DAMAGE: self._damage,
            ROAD: lambda fall: self._link(fall.thing[1]),
            MAINS: lambda fall: called(scenario.townships[fall.thing[1]]),
            FIBRE: lambda fall: self._fibre(fall.thing[1]),
            SITE: lambda fall: self._site(fall.thing[1], fall.thing[2]),
            POST: lambda fall: self._post(fall.thing[1]),
            TURNED: self._turned,
            HYDRANTS: self._hydrants,
        }

    def of(self, fall: Fall) -> Both:
        """Return the name of what fell."""
        return self._of[fall.thing[0]](fall)

    def _hazard(self, fall: Fall) -> Both:
        assert isinstance(fall.fact, HazardBegan)
        kind = HazardKind(fall.fact.kind)
        return Both(f"{kind.zh} {fall.fact.hazard + 1}", f"{_plain(kind.value)} {fall.fact.hazard + 1}")

    def _damage(self, fall: Fall) -> Both:
        fact = fall.fact
        assert isinstance(fact, DamageBegan)
        kind, target = DamageKind(fact.kind), self._asset(DamageKind(fact.kind).asset, fact.target)
        zh, en = f" {kind.zh}", f" {_plain(kind.value)}"
        if fact.size > 1:
            zh += f"（{fact.size:,} {UNITS_ZH.get(kind.unit, kind.unit)}）"
            en += f" ({fact.size:,} {kind.unit})"
        return Both(target.zh + zh, target.en + en)

    def _asset(self, asset: Asset, row: int) -> Both:
        found = self._named.get(asset)
        return self._power_line(row) if found is None else found(row)

    def _link(self, link: int) -> Both:
        scenario, row = self._scenario, self._scenario.links[link]
        ends = [called(scenario.nodes[scenario.node_ids[node]]) for node in (row.a, row.b)]
        own = f"{row.name_zh} " if row.name_zh else ""
        return Both(f"{row.id} {own}{ends[0].zh}—{ends[1].zh}", f"{row.id} {own}{ends[0].en}–{ends[1].en}")

    def _fibre(self, fibre: int) -> Both:
        row = self._scenario.fibres[fibre]
        return same(f"{row.id} {row.a}–{row.b}")

    def _power_line(self, line: int) -> Both:
        scenario, row = self._scenario, self._scenario.power_lines[line]
        nodes = {node.id: node for node in scenario.power_nodes}
        a, b = called(nodes[row.a]), called(nodes[row.b])
        return Both(f"{a.zh}—{b.zh}", f"power line {a.en} – {b.en}")

    def _site(self, network: str, site: int) -> Both:
        table = self._scenario.sites if network == BearerKind.RADIO.value else self._scenario.telecom
        if site < len(table):
            return called(table[site])
        return both("site of a team {site}").fill(site=site)

    def _post(self, address: int) -> Both:
        somebody = party(self._scenario, address)
        row = self._rows.get(somebody.id)
        return same(somebody.id) if row is None else called(row)

    def _hydrants(self, fall: Fall) -> Both:
        if isinstance(fall.fact, WardsChanged):
            at = called(self._scenario.nodes[fall.thing[2]])
            return both("hospitals at {place}").fill(place=at)
        return called(self._scenario.villages[fall.thing[2]])

    def _turned(self, fall: Fall) -> Both:
        row, link = self._scenario.units[fall.thing[1]], self._link(fall.thing[2])
        unit = called(row)
        return Both(f"{unit.zh}（{link.zh}）", f"{unit.en} ({link.en})")


def _plain(value: str) -> str:
    return value.replace("_", " ")
