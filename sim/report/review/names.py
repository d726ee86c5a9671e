"""What somebody and something is called in a review, in both languages."""

from sim.metric.parties import party
from sim.metric.review.chronicle import Root
from sim.record.facts import RoadCut, RoadReport, UnitReport
from sim.record.hazard_facts import DamageBegan, HazardBegan
from sim.report.named import UNITS_ZH, called
from sim.report.review.words import SEVERITIES, TEXT
from sim.report.words import Both, same, term
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, BearerKind, DamageKind, HazardKind, Party
from sim.terms.ids import Address, addressed_unit
from sim.words import both

_MEASURES = ("m3", "mm", "m")
"""Units of sizes that a story tells: of the others there are one or two."""


class Names:
    """Says what there is in a scenario.

    Parameters
    ----------
    scenario
        What the log is a log of.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._townships = {row.id: row for row in scenario.townships}
        self._places = {row.id: row for row in (*scenario.stations, *scenario.townships, *scenario.posts)}

    def unit(self, unit: int) -> Both:
        """Return what a unit is called: its name; in English its type, id and station."""
        scenario = self._scenario
        row = scenario.units[unit]
        station = scenario.stations[scenario.station_ids[row.station]]
        kind = scenario.unit_types[row.type].name.en
        return TEXT["unit"].fill(name=row.name_zh, type=kind, id=row.id, station=called(station).en)

    def kind(self, kind: int) -> Both:
        """Return the name of a kind of incident."""
        name = self._scenario.demand.kinds[list(self._scenario.kind_ids)[kind]].name
        return Both(name.zh, name.en)

    def severity(self, kind: int, severity: int) -> Both:
        """Return the name of a severity; its id where it has no other."""
        row = self._scenario.demand.kinds[list(self._scenario.kind_ids)[kind]].severities[severity]
        return SEVERITIES.get(row.id, same(row.id.replace("_", " ")))

    def place(self, place: int) -> Both:
        """Return the village of an incident, with its township."""
        village = self._scenario.villages[place]
        town = called(self._townships[village.township])
        en = village.name_en or TEXT["village_en"].fill(id=village.id).en
        return TEXT["village_of"].fill(village=Both(village.name_zh, en), township=town)

    def somebody(self, address: int) -> Both:
        """Return who stands behind an address."""
        who = party(self._scenario, address)
        unit = addressed_unit(Address(address))
        if unit is not None:
            return self.unit(unit)
        fixed = {Party.PUBLIC: "public", Party.DISPATCH_CENTRE: "centre", Party.SITE_COMMANDER: "commander"}
        if who.kind in fixed and who.id not in self._places:  # a second dispatch centre has a name of its own
            return TEXT[fixed[who.kind]]
        if who.kind is Party.WEATHER:
            return term(who.kind)
        if who.kind is Party.VILLAGE:
            place = [village.id for village in self._scenario.villages].index(who.id)
            return TEXT["committee"].fill(place=self.place(place))
        if who.kind is Party.TOWNSHIP:
            return TEXT["township"].fill(name=called(self._townships[who.id]))
        return called(self._places[who.id]) if who.id in self._places else same(who.id)

    def needs(self, needs: tuple[tuple[str, int], ...]) -> Both:
        """Return what an incident needs, as a list."""
        types = self._scenario.unit_types
        zh, en = [], []
        for skill, count in needs:
            name = types[skill].name if skill in types else None
            zh.append(f"{skill if name is None else name.zh} {count}")
            en.append(f"{count} {skill.replace('_', ' ') if name is None else name.en}")
        return Both("、".join(zh), " and ".join(en))

    def link(self, link: int) -> Both:
        """Return a road by its two ends, and its own name where it has one."""
        scenario, row = self._scenario, self._scenario.links[link]
        a, b = (called(scenario.nodes[scenario.node_ids[node]]) for node in (row.a, row.b))
        own = TEXT["called"].fill(name=row.name_zh or row.id)
        return TEXT["link"].fill(a=a, b=b, called=own)

    def why(self, roots: tuple[Root, ...]) -> Both:
        """Return what damage and hazard lie behind something; empty where none is known."""
        told = [self._root(root) for root in roots if not isinstance(root, RoadCut | RoadReport | UnitReport)]
        return Both("，".join(each.zh for each in told), ", ".join(each.en for each in told))

    def _root(self, root: Root) -> Both:
        if isinstance(root, HazardBegan):
            kind = HazardKind(root.kind)
            return Both(kind.zh, kind.value.replace("_", " "))
        assert isinstance(root, DamageBegan)
        return self.damage(DamageKind(root.kind), root.target, root.size)

    def damage(self, damage: DamageKind, target: int, size: int) -> Both:
        """Return what is broken and how much of it; with the road where it is one.

        Parameters
        ----------
        damage
            How it is broken.
        target
            Its row, among the things that break so.
        size
            In the unit of the kind.
        """
        of = same("") if damage.asset is not Asset.ROAD else self.link(target)
        many, unit = same(""), damage.unit
        if unit in _MEASURES:
            many = Both(f" {size:,} {UNITS_ZH[unit]}", f" of {size:,} {unit}")
        on = Both(of.zh, f" on {of.en}" if of.en else "")
        return Both(f"{on.zh}{damage.zh}{many.zh}", f"{damage.value.replace('_', ' ')}{many.en}{on.en}")


def bearer(word: str) -> Both:
    """Return the name of a bearer; in one word where it is a courier."""
    if word == BearerKind.COURIER.value:
        return both("courier")
    known = {kind.value: term(kind) for kind in BearerKind}
    english = {"fixed": "fixed line", "cellular": "mobile phone", "radio370": "370 MHz radio"}
    found = known.get(word, same(word))
    return Both(found.zh, english.get(word, found.en))
