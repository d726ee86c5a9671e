"""Who may lead 指挥机构: an operations centre or its alternate, a dispatch centre or the second one."""

from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Band


def leaders(scenario: Scenario) -> frozenset[int]:
    """Return the addresses from which a district can be led.

    They are those of its operations centre and of the alternate; without any, of the dispatch centre.
    """
    posts = enumerate(scenario.posts)
    found = frozenset(int(Band.POST.address(row)) for row, post in posts if post.kind is Party.EOC)
    return found or frozenset({int(DISPATCH_CENTRE)})


def dispatchers(scenario: Scenario) -> frozenset[int]:
    """Return the addresses from which units can be sent: of the dispatch centre, and of the second one."""
    posts, second = enumerate(scenario.posts), scenario.standby.post
    found = (int(Band.POST.address(row)) for row, post in posts if post.id == second)
    return frozenset({int(DISPATCH_CENTRE), *found})
