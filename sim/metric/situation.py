"""Situation 态势: what was closed, dark and silent, and where teams were, at any time of a run."""

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sim.metric.reader import Reader
from sim.record.capability import LineBuilt
from sim.record.facts import (
    FibreChanged,
    MainsChanged,
    ReachChanged,
    RoadCut,
    RoadOpened,
    SiteChanged,
    TeamChanged,
)
from sim.record.hazard_facts import (
    DamageBegan,
    DamageMended,
    HazardBegan,
    HazardEnded,
    RoadLimited,
    RoadSlowed,
)
from sim.record.power_facts import LoadChanged
from sim.record.repair import CrewChanged
from sim.terms.enums import HazardKind, PowerSource

_MAINS: Final = PowerSource.MAINS.value
_LASTING: Final = HazardKind.EARTHQUAKE.value
"""A hazard that is over at once, whose place matters for as long as what it did."""
_CUTS: Final = ("closed", "dark", "loads", "sites", "fibres")
"""Parts of a state of which the first change is the first cut; that somebody is silent may need none."""


class Peril(NamedTuple):
    """A hazard that is under way: its kind, and since when in ms."""

    kind: str
    began_ms: int


class Broken(NamedTuple):
    """What is broken: how, and which row of the table of what that breaks."""

    kind: str
    target: int


class Post(NamedTuple):
    """Where a team is 队伍位置: its status, and the node where it is or is bound.

    Attributes
    ----------
    since_ms, eta_ms
        When it took this status; how long it expects to be under way, 0 where it stays or does not say.
    path
        Links that it means to take; empty where it stays, or does not say.
    """

    status: str
    node: int
    since_ms: int
    eta_ms: int = 0
    path: tuple[int, ...] = ()


@dataclass(slots=True)
class State:
    """What is so at one time.

    Attributes
    ----------
    t_ms
        When.
    closed
        Links that no vehicle passes; whether one passes on foot.
    slowed
        Links that bear traffic at a share of its speed, in thousandths.
    limited
        Links that are closed to these kinds of vehicle.
    dark
        Townships without mains.
    loads
        What each load runs on that is not on the mains.
    silent
        Addresses that cannot be heard at the dispatch centre.
    sites
        Sites out of service: network and number.
    fibres
        Fibres that are broken.
    crews, teams
        Professional teams 专业队伍, and teams of emergency communications 应急通信保障队.
    hazards
        Hazards under way; an earthquake stays.
    broken
        Damages that are not mended, by number.
    """

    t_ms: int
    closed: dict[int, bool] = field(default_factory=dict)
    slowed: dict[int, int] = field(default_factory=dict)
    limited: dict[int, tuple[str, ...]] = field(default_factory=dict)
    dark: dict[int, bool] = field(default_factory=dict)
    loads: dict[int, str] = field(default_factory=dict)
    silent: dict[int, bool] = field(default_factory=dict)
    sites: dict[tuple[str, int], bool] = field(default_factory=dict)
    fibres: dict[int, bool] = field(default_factory=dict)
    crews: dict[int, Post] = field(default_factory=dict)
    teams: dict[int, Post] = field(default_factory=dict)
    hazards: dict[int, Peril] = field(default_factory=dict)
    broken: dict[int, Broken] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether every road, supply and plant is as it was; teams may be out all the same."""
        return not any(getattr(self, part) for part in (*_CUTS, "slowed", "limited"))


class _Change(NamedTuple):
    """From a time on, a thing is so; or as it always was, where the value is None."""

    t_ms: int
    part: str
    key: Any
    value: Any


class Situation:
    """Follows what is closed, dark and silent, and where teams are, from the truth that the log tells.

    Attributes
    ----------
    fought
        What crews closed around wildfires: when in ms, which wildfire (by the order in which they began),
        and the cells.
    """

    def __init__(self) -> None:
        self._changes: list[_Change] = []
        self._cut_ms: int | None = None
        self._damaged_ms: int | None = None
        self._kinds: dict[int, str] = {}
        self.fought: list[tuple[int, int, tuple[int, ...]]] = []
        self.readers: dict[type, Reader] = {
            RoadCut: lambda seq, t, fact: self._note(t, "closed", fact.link, fact.foot),
            RoadOpened: lambda seq, t, fact: self._note(t, "closed", fact.link, None),
            RoadSlowed: lambda seq, t, fact: self._note(
                t, "slowed", fact.link, fact.permille if fact.permille < 1000 else None
            ),
            RoadLimited: lambda seq, t, fact: self._note(t, "limited", fact.link, fact.vehicles or None),
            MainsChanged: lambda seq, t, fact: self._turn(t, "dark", fact.township, fact.on),
            ReachChanged: lambda seq, t, fact: self._turn(t, "silent", fact.address, fact.up),
            SiteChanged: lambda seq, t, fact: self._turn(t, "sites", (fact.network, fact.site), fact.up),
            FibreChanged: lambda seq, t, fact: self._turn(t, "fibres", fact.fibre, fact.up),
            LoadChanged: lambda seq, t, fact: self._note(
                t, "loads", fact.load, None if fact.source == _MAINS else fact.source
            ),
            CrewChanged: self._crew,
            TeamChanged: lambda seq, t, fact: self._note(
                t, "teams", fact.team, Post(fact.status, fact.node, t)
            ),
            HazardBegan: self._befall,
            HazardEnded: self._pass,
            DamageBegan: self._break,
            DamageMended: lambda seq, t, fact: self._note(t, "broken", fact.damage, None),
            LineBuilt: self._fight,
        }

    @property
    def begin_ms(self) -> int | None:
        """When the first road, supply or plant failed; else when something first broke; None if nothing."""
        return self._damaged_ms if self._cut_ms is None else self._cut_ms

    @property
    def hazard_ms(self) -> int | None:
        """When the first hazard began; None where none did."""
        return next((change.t_ms for change in self._changes if change.part == "hazards"), None)

    def at(self, t_ms: int) -> State:
        """Return what is so at a time, after all that happens then.

        Parameters
        ----------
        t_ms
            The time; one before 0 gives the state in which nothing has been told.
        """
        state = State(t_ms)
        for change in self._changes:
            if change.t_ms > t_ms:
                break
            part = getattr(state, change.part)
            if change.value is None:
                part.pop(change.key, None)
            else:
                part[change.key] = change.value
        return state

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what is so stays so."""

    def _note(self, t: int, part: str, key: Any, value: Any) -> None:
        self._changes.append(_Change(t, part, key, value))
        if self._cut_ms is None and value is not None and part in _CUTS:
            self._cut_ms = t

    def _turn(self, t: int, part: str, key: Any, on: bool) -> None:
        self._note(t, part, key, None if on else True)

    def _crew(self, seq: int, t: int, fact: CrewChanged) -> None:
        self._note(t, "crews", fact.team, Post(fact.status, fact.node, t, fact.eta_ms, fact.path))

    def _befall(self, seq: int, t: int, fact: HazardBegan) -> None:
        self._kinds[fact.hazard] = fact.kind
        self._note(t, "hazards", fact.hazard, Peril(fact.kind, t))

    def _pass(self, seq: int, t: int, fact: HazardEnded) -> None:
        if self._kinds.get(fact.hazard) != _LASTING:
            self._note(t, "hazards", fact.hazard, None)

    def _break(self, seq: int, t: int, fact: DamageBegan) -> None:
        self._note(t, "broken", fact.damage, Broken(fact.kind, fact.target))
        if self._damaged_ms is None:
            self._damaged_ms = t

    def _fight(self, seq: int, t: int, fact: LineBuilt) -> None:
        fires = [number for number, kind in self._kinds.items() if kind == HazardKind.WILDFIRE.value]
        self.fought.append((t, fires.index(fact.hazard), fact.cells))
