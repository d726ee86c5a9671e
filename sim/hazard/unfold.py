"""How a hazard unfolds 灾害过程: what breaks, worsens and passes, and who calls; drawn before anyone acts.

A hazard knows neither who comes nor what is decided. It is drawn whole, from streams that bear its name and
that of what it befalls. So another policy, another team or another metric meets the same luck, and what it
may break in one network never changes what it does to another.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeAlias

from sim.hazard.damage import Step
from sim.hazard.demand import Birth
from sim.hazard.quake.shocks import Shock
from sim.kernel.draw import Draws
from sim.terms.enums import DamageKind, HazardKind

Luck: TypeAlias = Callable[[str], Draws]
"""The streams of one hazard: one for each purpose or target, such as ``road/R04``."""


class Strike(NamedTuple):
    """Something breaks.

    Attributes
    ----------
    t_ms
        When, in milliseconds since the start.
    kind, target, size, nodes, steps
        As in `Damage`.
    key
        Its name, which no other strike of the hazard bears.
    """

    t_ms: int
    kind: DamageKind
    target: int
    size: int
    nodes: tuple[int, ...]
    steps: tuple[Step, ...]
    key: str


class Changes(NamedTuple):
    """What a strike broke becomes worse or better of itself: water rises and falls, smoke thickens.

    Attributes
    ----------
    size
        What it measures from now on, in the unit of its kind.
    """

    t_ms: int
    key: str
    size: int


class Passes(NamedTuple):
    """What a strike broke is whole again of itself: water has fallen, smoke has lifted."""

    t_ms: int
    key: str


class Emergency(NamedTuple):
    """Somebody needs help because of it, and calls.

    Attributes
    ----------
    birth
        The call.
    key
        The strike that it comes from; empty where it comes from the hazard itself.
    at_home
        Whether it befalls people at risk where they live, so that it spares those who have left.
    """

    t_ms: int
    birth: Birth
    key: str = ""
    at_home: bool = False


class Wets(NamedTuple):
    """A river stands in a village so deep; 0 once it has fallen.

    Attributes
    ----------
    key
        Name of the village and of the time under water.
    """

    t_ms: int
    key: str
    village: int
    depth_mm: int


class Phase(NamedTuple):
    """The hazard begins, or is over."""

    t_ms: int
    begins: bool


Happening: TypeAlias = Strike | Changes | Passes | Emergency | Wets | Phase

_ORDER: Final[dict[type, int]] = {Strike: 1, Changes: 2, Passes: 3, Emergency: 4, Wets: 2}


class Hazard(NamedTuple):
    """A hazard with all that it does 灾害.

    Attributes
    ----------
    kind
        What it is.
    name
        By which its streams are called, and which no other hazard of the world bears.
    happenings
        What it does, in the order of time.
    parent
        Name of the hazard that brings it about, such as the rainstorm of a flood; else empty.
    shock
        What an earthquake is by magnitude and place; None for any other hazard.
    """

    kind: HazardKind
    name: str
    happenings: tuple[Happening, ...]
    parent: str = ""
    shock: Shock | None = None


def in_order(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """Return happenings by time; at one time, what breaks comes before what passes, and that by its key."""
    return tuple(sorted(happenings, key=_place))


def _place(happening: Happening) -> tuple[int, int, str]:
    if isinstance(happening, Phase):
        return happening.t_ms, 0 if happening.begins else 5, ""
    return happening.t_ms, _ORDER[type(happening)], happening.key
