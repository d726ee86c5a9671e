"""What the radio sites cover 覆盖: margins at every node at home, shares of people and of nodes."""

from collections.abc import Sequence
from typing import NamedTuple

from sim.comms.radio.budget import Margins
from sim.record.survey import Coverage, Named, SiteLink
from sim.survey.ground import Ground
from sim.terms.enums import Degradation
from sim.words import both

PLANNED, NOW, WIDE = (
    Named("planned", *both("network, as planned")),
    Named("now", *both("network, sites that work")),
    Named("wide_area", *both("network, wide area")),
)


class _Place(NamedTuple):
    """Margins of all sites at a place, of which so many people or nodes are."""

    weight: int
    links: list[Margins]


def site_links(ground: Ground) -> list[SiteLink]:
    """Return the margins between each site and each node at home."""
    found = []
    for node in home_nodes(ground):
        handheld, vehicle = (ground.comms.radio.margins(node, strong) for strong in (False, True))
        name = ground.scenario.nodes[node].id
        found += [SiteLink(site.id, name, *handheld[i], *vehicle[i]) for i, site in enumerate(ground.sites)]
    return found


def home_nodes(ground: Ground) -> list[int]:
    """Return the nodes of the home districts."""
    home = {district.id for district in ground.scenario.districts if district.home}
    return [i for i, node in enumerate(ground.scenario.nodes) if node.district in home]


def coverage(ground: Ground) -> list[Coverage]:
    """Return the shares that each site and the network cover, with handhelds and with radios in vehicles."""
    levels = [site.level for site in ground.comms.plant.sites]
    works = [i for i, level in enumerate(levels) if level is not Degradation.DIRECT]
    wide = [i for i, level in enumerate(levels) if level is Degradation.WIDE_AREA]
    planned = list(range(len(ground.scenario.sites)))
    groups: list[tuple[Named, Degradation | None, list[int]]] = [
        *((ground.sites[i], level, [i]) for i, level in enumerate(levels)),
        (PLANNED, None, planned),
        (NOW, None, works),
        (WIDE, None, wide),
    ]
    found = []
    for strong in (False, True):
        people, nodes = _people(ground, strong), _nodes(ground, strong)
        found += [
            Coverage(name, level, strong, *_shares(people, sites), *_shares(nodes, sites))
            for name, level, sites in groups
        ]
    return sorted(found, key=lambda row: [group[0] for group in groups].index(row.whole))


def _people(ground: Ground, strong: bool) -> list[_Place]:
    """Return the homes of each village."""
    nodes = ground.scenario.node_ids
    return [
        _Place(row.population, ground.comms.radio.margins(nodes[row.node], strong, number))
        for number, row in enumerate(ground.scenario.villages)
    ]


def _nodes(ground: Ground, strong: bool) -> list[_Place]:
    return [_Place(1, ground.comms.radio.margins(node, strong)) for node in home_nodes(ground)]


def _shares(places: Sequence[_Place], sites: Sequence[int]) -> tuple[float, float, float]:
    """Return the shares whose link up, down and both ways is good enough with one of some sites."""
    whole = sum(place.weight for place in places) or 1
    good = [
        (
            place.weight,
            any(place.links[i].up_db >= 0 for i in sites),
            any(place.links[i].down_db >= 0 for i in sites),
            any(min(place.links[i]) >= 0 for i in sites),
        )
        for place in places
    ]
    up, down, both = (sum(each[0] for each in good if each[way]) / whole for way in (1, 2, 3))
    return up, down, both
