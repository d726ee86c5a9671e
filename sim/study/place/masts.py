"""Where the next 370 MHz sites should stand 基站选址: hills as candidates, to cover people with a handheld.

Coverage is a chance: that of a handheld at a village's road node to be heard and to hear, behind whatever
hills and houses are too small for the terrain (`sim.comms.radio.budget.chance`).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from sim.comms.places import distance_m
from sim.comms.radio.budget import Radio, chance, margins
from sim.comms.radio.conditions import Conditions, TerrainClass
from sim.comms.radio.loss import HANDHELD_M, Antenna, LossModel, loss_table
from sim.comms.radio.terrain import Terrain
from sim.comms.radio_build import Losses, handheld_radio, site_radio
from sim.scenario.model import Scenario
from sim.scenario.tables import Loss, Node, Site, Township
from sim.study.place.desk import SOURCE, Proposal, merged
from sim.study.place.models import (
    LIMIT_S,
    Floats,
    Sited,
    Siting,
    expected_cover,
    max_cover,
    mean_cost,
    p_median,
    regret_robust,
)
from sim.terms.enums import Label, SiteKind, TelecomKind
from sim.terms.errors import BadInput, SanduanError

MISSING: Final = 0.1
"""A village counts as covered where a handheld fails at no more than this share of its places.

Source: assumption, the 90 % location probability usual in planning land mobile radio (cf. ETSI TR 101 362).
"""
MAST_M: Final = 30.0
_LEAST_DB: Final = 20.0
_MOST_DB: Final = 400.0
Told = Callable[[int, int], None]
"""Called with how many candidates were worked out, and how many there are."""


class NoHill(SanduanError):
    """There is no candidate for a new site."""


@dataclass(frozen=True)
class Masts:
    """Sites that stand, and candidates for more.

    Attributes
    ----------
    scenario
        The district.
    candidates
        Rows that could be added to its sites.
    losses_db
        Of each candidate (row) to each node of the road graph (column), in dB.
    """

    scenario: Scenario
    candidates: tuple[Site, ...]
    losses_db: Floats

    @classmethod
    def of(
        cls, scenario: Scenario, terrain: Terrain, hills: Sequence[Antenna], told: Told = lambda *_: None
    ) -> "Masts":
        """Work out candidates on hills.

        Parameters
        ----------
        terrain
            Elevations.
        hills
            Where a mast could stand; those within 100 m of a site that stands are left out.

        Raises
        ------
        NoHill
            If none is left.
        BadInput
            If the terrain does not cover a way.
        """
        free = [hill for hill in hills if not _stands(scenario, hill)]
        if not free:
            raise NoHill("no candidate for a new site: none was given, or each has a site already")
        settings = scenario.bearers.radio
        model = LossModel(Conditions(f_mhz=settings.frequency.value), TerrainClass(settings.terrain))
        places = [Antenna(node.id, node.lon, node.lat, HANDHELD_M) for node in scenario.nodes]
        rows: list[tuple[float, ...]] = []
        for number, hill in enumerate(free, 1):
            rows += loss_table(terrain, [hill], places, model)
            told(number, len(free))
        sites = [_site(scenario, terrain, hill, number) for number, hill in enumerate(free, 1)]
        return cls(scenario, tuple(sites), np.array(rows, np.float64))

    @cached_property
    def problem(self) -> Siting:
        """Chance that a handheld does not get through: sites that stand first, then candidates."""
        scenario, radio = self.scenario, handheld_radio(self.scenario.bearers.radio)
        known = Losses(scenario)
        nodes = [scenario.node_ids[village.node] for village in scenario.villages]
        standing = [[known.loss_db(site, node) for site in range(len(scenario.sites))] for node in nodes]
        loss_db = np.hstack([np.array(standing).reshape(len(nodes), -1), self.losses_db[:, nodes].T])
        rows = (*scenario.sites, *self.candidates)
        settings = scenario.bearers.radio
        columns = [_fails(site_radio(settings, row), radio, loss_db[:, i]) for i, row in enumerate(rows)]
        weight = np.array([village.population for village in scenario.villages], np.float64)
        fixed = tuple(range(len(scenario.sites)))
        return Siting(np.stack(columns, axis=1), weight, fixed)

    @cached_property
    def states(self) -> list[Siting]:
        """The problem as it is, and with each site that stands gone."""
        usual = self.problem
        found = [usual]
        for gone in usual.fixed:
            cost = usual.cost.copy()
            cost[:, gone] = 1.0
            found.append(replace(usual, cost=cost))
        return found

    def proposals(self, p: int, radius_min: float, down: float, limit_s: float = LIMIT_S) -> list[Proposal]:
        """Return what each model proposes for `p` new sites, the same choice once.

        Parameters
        ----------
        radius_min
            Not used: radio knows no minutes.
        down
            Probability that a site is down, for the model that minds it.
        limit_s
            Seconds that each model may take.
        """
        del radius_min
        solved: dict[str, Sited] = {
            "p-median": p_median(self.problem, p, limit_s),
            "max-cover": max_cover(self.problem, MISSING, p, limit_s),
            "expected-cover": expected_cover(self.problem, MISSING, p, down, most=1, limit_s=limit_s),
            "robust": regret_robust(self.states, p, limit_s),
        }
        return merged(
            solved, [*(row.id for row in self.scenario.sites), *(row.id for row in self.candidates)]
        )

    def worth(self, chosen: tuple[str, ...]) -> tuple[float, float]:
        """Return the share of people without a handheld, in per cent: as it is, without the worst site."""
        units = np.zeros(self.problem.n_sites)
        units[list(self.problem.fixed)] = 1
        ids = [site.id for site in self.candidates]
        units[[len(self.problem.fixed) + ids.index(name) for name in chosen]] = 1
        usual, *gone = (100 * mean_cost(state, units) for state in self.states)
        return usual, max(gone, default=usual)

    def with_sites(self, scenario: Scenario, chosen: tuple[str, ...]) -> Scenario:
        """Return a scenario with some candidates among its sites, and their losses in its table."""
        rows = {site.id: (site, self.losses_db[i]) for i, site in enumerate(self.candidates)}
        losses = list(scenario.losses)
        for name in chosen:
            for node, loss_db in zip(scenario.nodes, rows[name][1].tolist(), strict=True):
                limited = round(min(max(loss_db, _LEAST_DB), _MOST_DB), 1)
                losses.append(Loss(site=name, node=node.id, loss_db=limited))
        plain = {name: getattr(scenario, name) for name in Scenario.model_fields}
        sites = sorted([*scenario.sites, *(rows[name][0] for name in chosen)], key=lambda site: site.id)
        return Scenario.model_validate({**plain, "sites": tuple(sites), "losses": tuple(losses)})


def peaks(scenario: Scenario, terrain: Terrain, apart_km: float = 5.0, most: int = 40) -> list[Antenna]:
    """Return the highest hills about the district, no two nearer to each other than a distance.

    Parameters
    ----------
    terrain
        Elevations; looked at about every 500 m.
    apart_km
        Least distance between two.
    most
        How many at most, the highest first.
    """
    lons, lats = [node.lon for node in _home(scenario)], [node.lat for node in _home(scenario)]
    step = 500.0 / 111_195.0
    heights: list[tuple[float, float, float]] = []
    for lat in np.arange(min(lats), max(lats) + step, step).tolist():
        for lon in np.arange(min(lons), max(lons) + step, step / math.cos(math.radians(lat))).tolist():
            try:
                heights.append((terrain.height_m(lon, lat), lon, lat))
            except BadInput:
                continue  # a gap in the elevations is no hill
    found: list[Antenna] = []
    for _, lon, lat in sorted(heights, reverse=True):
        if len(found) == most:
            break
        if all(distance_m(lon, lat, other.lon, other.lat) >= 1000 * apart_km for other in found):
            found.append(Antenna(f"P{len(found) + 1:02d}", round(lon, 5), round(lat, 5), MAST_M))
    return found


def _home(scenario: Scenario) -> list[Node]:
    home = {district.id for district in scenario.districts if district.home}
    return [node for node in scenario.nodes if node.district in home]


def _stands(scenario: Scenario, hill: Antenna) -> bool:
    return any(distance_m(hill.lon, hill.lat, site.lon, site.lat) < 100 for site in scenario.sites)


def _fails(site: Radio, terminal: Radio, loss_db: Floats) -> Floats:
    """Return the chance that a terminal does not get through, both ways."""
    return np.array([1.0 - chance(min(margins(site, terminal, float(loss)))) for loss in loss_db])


def _site(scenario: Scenario, terrain: Terrain, hill: Antenna, number: int) -> Site:
    """Return the row of a candidate: fed by the township with the nearest seat, joined to its hub."""
    nodes = scenario.node_ids

    def apart(row: Township) -> float:
        seat = scenario.nodes[nodes[row.seat]]
        return distance_m(hill.lon, hill.lat, seat.lon, seat.lat)

    township = min(scenario.townships, key=lambda row: (apart(row), row.id))
    hubs = [row for row in scenario.telecom if row.kind is not TelecomKind.CELL]
    near = [row.id for row in hubs if row.township == township.id]
    standing = [(distance_m(hill.lon, hill.lat, row.lon, row.lat), row.id) for row in scenario.sites]
    backhaul = near[0] if near else min(standing, default=(0.0, ""))[1]
    height_m = terrain.height_m(hill.lon, hill.lat)
    return Site(
        id=f"new-{hill.id}",
        name_zh=f"拟建基站{number}({township.name_zh},{height_m:.0f}米)",
        name_en=f"Proposed site {number} ({township.name_en or township.name_zh}, {height_m:.0f} m)",
        kind=SiteKind.FIXED,
        lon=hill.lon,
        lat=hill.lat,
        elev_m=round(height_m, 1),
        township=township.id,
        backhaul=backhaul,
        mast_m=hill.height_m,
        label=Label.ASSUMPTION,
        source=SOURCE,
    )
