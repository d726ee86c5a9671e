"""What can be placed 选址类别, in one form: who proposes, what is it worth on the map, what decides."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sim.scenario.model import Scenario
from sim.study.place.desk import CUT_OFF_MIN, District, Proposal, with_stations
from sim.study.place.masts import Masts
from sim.study.place.race import CONTACT, RESPONSE, Measure
from sim.study.place.reserves import expected_share, reserves, with_reserves
from sim.words import both, both_in


@dataclass(frozen=True)
class Kind:
    """A kind of thing to place, on a district.

    Attributes
    ----------
    propose
        Returns the proposals for so many, a radius in minutes, the chance to be busy or down, and the seconds
        that each model may take.
    worth
        Returns what a choice is worth on the map: as things are, and in the worst of its states.
    heads
        What those two figures are, in Chinese and English.
    built
        Returns the scenario with a choice.
    measure
        What decides in the simulation.
    names
        Names of what can be chosen, by its id.
    notes
        What whoever reads the table should know.
    """

    propose: Callable[[int, float, float, float], list[Proposal]]
    worth: Callable[[tuple[str, ...]], tuple[float, float]]
    heads: tuple[str, str]
    built: Callable[[Scenario, tuple[str, ...]], Scenario]
    measure: Measure
    names: dict[str, str]
    notes: tuple[str, ...] = ()


_MINUTES = (both_in("place", "mean").stacked, both_in("place", "worst bridge cut").stacked)


def stations(scenario: Scenario) -> Kind:
    """Return new fire stations 消防站: anywhere on the road graph of the home district."""
    district = District.of(scenario)
    names = _node_names(scenario)
    return Kind(
        district.proposals, _minutes(district), _MINUTES, with_stations, RESPONSE, names, _told(district)
    )


def reserve(scenario: Scenario) -> Kind:
    """Return reserve engines 机动力量 at stations that stand already."""
    district = District.of(scenario)
    return Kind(
        partial(reserves, district),
        lambda nodes: _covered(district, nodes),
        (both("expected in 15 min").stacked, both_in("place.kinds", "worst bridge cut").stacked),
        with_reserves,
        RESPONSE,
        _node_names(scenario),
    )


def base_stations(scenario: Scenario, masts: Masts) -> Kind:
    """Return new 370 MHz sites 集群基站 among candidates."""
    return Kind(
        masts.proposals,
        masts.worth,
        (both("people without handheld").stacked, both("worst site gone").stacked),
        masts.with_sites,
        CONTACT,
        {site.id: site.name_zh for site in masts.candidates},
    )


def _node_names(scenario: Scenario) -> dict[str, str]:
    return {node.id: node.name_zh or node.id for node in scenario.nodes}


def _told(district: District) -> tuple[str, ...]:
    """Return a line on bridges that leave somebody no way, where there are any."""
    if all((state.cost < CUT_OFF_MIN).all() for state in district.cut.values()):
        return ()
    words = both("No way once a bridge is gone counts as {minutes:.0f} min (assumption).")
    return (words.fill(minutes=CUT_OFF_MIN).zh_en,)


def _minutes(district: District) -> Callable[[tuple[str, ...]], tuple[float, float]]:
    def worth(nodes: tuple[str, ...]) -> tuple[float, float]:
        usual = district.mean_min(nodes)
        return usual, max((district.mean_min(nodes, bridge) for bridge in district.cut), default=usual)

    return worth


def _covered(district: District, nodes: tuple[str, ...]) -> tuple[float, float]:
    """Return the share of people whom a free engine is expected to reach, in per cent: as is, at worst."""
    usual = expected_share(district, nodes)
    worst = min((expected_share(district, nodes, bridge) for bridge in district.cut), default=usual)
    return 100 * usual, 100 * worst
