"""Who may lead 指挥机构: an operations centre or its alternate, a dispatch centre or the second one."""

from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Address, Band


def of_kind(scenario: Scenario, kind: Party) -> list[Address]:
    """Return the addresses of all posts of a kind, in the order of the table."""
    return [Band.POST.address(row) for row, post in enumerate(scenario.posts) if post.kind is kind]


def named(scenario: Scenario, *ids: str | None) -> list[Address]:
    """Return the addresses of the posts of some ids, in the order of the table; an id may be None."""
    return [Band.POST.address(row) for row, post in enumerate(scenario.posts) if post.id in ids]


def leaders(scenario: Scenario) -> frozenset[int]:
    """Return the addresses from which a district can be led.

    They are those of its operations centre and of the alternate; without any, of the dispatch centre.
    """
    return frozenset(of_kind(scenario, Party.EOC) or [DISPATCH_CENTRE])


def dispatchers(scenario: Scenario) -> frozenset[int]:
    """Return the addresses from which units can be sent: of the dispatch centre, and of the second one."""
    return frozenset([DISPATCH_CENTRE, *named(scenario, scenario.standby.post)])
