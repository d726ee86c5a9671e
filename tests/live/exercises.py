"""Small exercises: a hamlet, or a line with a district and teams, in which people sit at posts."""

from functools import cache

from drills import call, slide, world
from worlds import NOTE, connected, scenario

from sim.live.session import Session
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.ids import DISPATCH_CENTRE, Band

CENTRE = DISPATCH_CENTRE
EOC = Band.POST.address(1)
"""The operations centre of `district`, the second of its posts."""


@cache
def hamlet(name: str = "hamlet-slide") -> Scenario:
    """Return a shipped scenario, a hamlet as a rule."""
    return load(name)


@cache
def district() -> Scenario:
    """Return a line with a centre, a district's operations centre, and a team of each sort."""
    data = connected(
        world([call(600, 3), call(4000, 1)], {0: 2, 4: 1}, cuts=[slide(2, 300)]),
        teams={"CT1": ("vsat", 0)},
        eoc=1,
        reports={"begin": 0, "end": 24},
    )
    data["posts"] = [*data["posts"], {**NOTE, "id": "PT", "name_zh": "公路局", "kind": "team", "node": "N00"}]
    return scenario(data)


def seated(of: Scenario | None = None, *addresses: int) -> Session:
    """Return a session in which somebody sits at some posts from the start."""
    session = Session(district() if of is None else of)
    for address in addresses:
        session.take(address)
    return session
