"""What a post knows of one thing: a unit, a call, a team, a township; each with the age of what was told."""

from dataclasses import dataclass, field

from sim.record.facts import Order


@dataclass(slots=True)
class UnitView:
    """What a post knows of a unit 车组.

    Attributes
    ----------
    told_ms
        When the unit said so: the fact's age counts from here.
    order
        The post's own last order to it, as long as no later report has come.
    silent
        Whether an order found no means to it, and it has not been heard since 失联.
    """

    unit: int
    status: str
    node: int
    call: int | None
    told_ms: int
    order: Order | None = None
    ordered_ms: int = 0
    silent: bool = False


@dataclass(slots=True)
class CallView:
    """What a post knows of a call 警情.

    Attributes
    ----------
    needs, sized_ms
        What those on scene say it needs, as (capability, units) pairs, and when they said so; None before
        anyone has.
    units
        Units that serve it, as far as the post knows or has ordered.
    weary
        Units on scene that want relief, each with the unit ordered to relieve it, or None.
    changes
        Counts what became new of the call or of the units that serve it.
    settled, trimmed
        What `changes` was when the post last found that nothing is lacking, or that nothing is too much: it
        need not look again before something is new.
    briefed
        Units on their way of which the post has told the site commander.
    """

    call: int
    kind: int
    place: int
    node: int
    told_ms: int
    needs: tuple[tuple[str, int], ...] | None = None
    sized_ms: int = 0
    units: dict[int, UnitView] = field(default_factory=dict)
    weary: dict[int, int | None] = field(default_factory=dict)
    changes: int = 0
    settled: int = -1
    trimmed: int = -1
    briefed: frozenset[int] = frozenset()


@dataclass(slots=True)
class TeamView:
    """What a post knows of a team of emergency communications 应急通信保障队.

    Attributes
    ----------
    township, ordered_ms
        To which the post has sent it, and when; None where it has not.
    silent
        Whether the order found no means to it, and it has not been heard since.
    """

    team: int
    status: str
    node: int
    told_ms: int
    township: int | None = None
    ordered_ms: int = 0
    silent: bool = False


@dataclass(slots=True)
class TownView:
    """What a post knows of a township 镇街: the open calls that it knows of, and when it said so."""

    township: int
    calls: int
    told_ms: int
