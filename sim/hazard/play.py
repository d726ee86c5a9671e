"""Let what was drawn happen 灾害演进: each thing at its time, in the networks that hazards may break."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from sim.hazard.damage import Damage, Damages
from sim.hazard.demand import Birth
from sim.hazard.unfold import Changes, Emergency, Happening, Hazard, Passes, Phase, Strike, Wets
from sim.kernel.clock import Clock
from sim.record.basin import VillageFlooded
from sim.record.hazard_facts import HazardBegan, HazardEnded
from sim.record.log import Log
from sim.scenario.hazards import Breaks
from sim.terms.enums import Asset, DamageKind, HazardKind

SCRIPT: Final = -1
"""Stands for the number of the hazard where a script breaks something; the script comes first."""
Call: TypeAlias = Callable[[Birth, int | None], None]
"""Lets somebody need help: what luck decided about it, and the log entry from which it follows."""
Spares: TypeAlias = Callable[[Birth, int | None], bool]
"""Whether people have left whom something would have befallen at home; the rest as for `Call`."""

Begins: TypeAlias = Callable[[int, Hazard, int], None]
Eases: TypeAlias = Callable[[Birth, int | None], Birth | None]
Moves: TypeAlias = Callable[[Damage, int], None]


class _Act(NamedTuple):
    t_ms: int
    hazard: int
    place: int
    what: Happening
    course: int = 0


class Play:
    """Hazards on their way through a run.

    Parameters
    ----------
    hazards
        Those of the run, by their numbers.
    script
        What is scripted to break, and to pass.
    damages
        The ledger of what is broken.
    breaks
        Networks that hazards may break; a script breaks what it names.
    clock, log
        Of the run.
    call
        Lets somebody call who needs help.

    Attributes
    ----------
    assets
        What something is to break in the course of the run.
    spares
        Asked before somebody calls whom a hazard befalls at home.
    keeps_out
        Asked before somebody calls whom a hazard befalls elsewhere, unless it came without warning.
    begins
        Told of a hazard that begins, before it breaks anything: its number, itself, and the log entry.
    eases
        Returns a call as it comes about after all, None where it does not; the rest as for `Call`.
    moves
        Lets damage become so large of itself.
    """

    def __init__(
        self,
        hazards: Sequence[Hazard],
        script: Sequence[Happening],
        damages: Damages,
        breaks: Breaks,
        clock: Clock,
        log: Log,
        call: Call,
    ) -> None:
        self._hazards = hazards
        self._damages = damages
        self._breaks = breaks
        self._clock = clock
        self._log = log
        self._call = call
        self.spares: Spares = lambda birth, cause: False
        self.keeps_out: Spares = lambda birth, cause: False
        self.begins: Begins = lambda number, hazard, cause: None
        self.eases: Eases = lambda birth, cause: birth
        self.moves: Moves = damages.resize
        self._causes: dict[str, int] = {}
        self._courses: dict[int, int] = {}
        self._horizon_ms = 0
        self._struck: dict[tuple[int, str], Damage] = {}
        acts = [_Act(what.t_ms, SCRIPT, place, what) for place, what in enumerate(script)]
        for number, hazard in enumerate(hazards):
            acts += [_Act(what.t_ms, number, place, what) for place, what in enumerate(hazard.happenings)]
        self._acts = sorted(act for act in acts if self._takes_hold(act))
        self.assets = frozenset(_broken(self._acts))

    def start(self, horizon_ms: int) -> None:
        """Let it all happen, each thing at its time, until the horizon."""
        self._horizon_ms = horizon_ms
        self._acts = [act for act in self._acts if act.t_ms < horizon_ms]
        if self._acts:
            self._clock.start(self._run(self._acts))

    def number(self, name: str) -> int:
        """Return the number of a hazard by its name."""
        return next(number for number, hazard in enumerate(self._hazards) if hazard.name == name)

    def revise(self, number: int, happenings: Iterable[Happening]) -> None:
        """Let a hazard take another course from now on: what it would still have done does not happen.

        What it has broken already stays as it is, by its key; `happenings` come after now, in order.
        """
        course = self._courses[number] = self._courses.get(number, 0) + 1
        acts = [_Act(what.t_ms, number, place, what, course) for place, what in enumerate(happenings)]
        acts = [act for act in acts if self._takes_hold(act) and act.t_ms < self._horizon_ms]
        self._clock.start(self._run(acts))

    def _takes_hold(self, act: _Act) -> bool:
        if not isinstance(act.what, Strike):
            return True
        return act.hazard == SCRIPT or self._breaks.admits(act.what.kind.asset)

    def _run(self, acts: Sequence[_Act]) -> Any:
        for act in acts:
            if act.t_ms > self._clock.now:
                yield self._clock.wait(act.t_ms - self._clock.now)
            if act.course == self._courses.get(act.hazard, 0):
                self._do(act.hazard, act.what)

    def _do(self, number: int, what: Happening) -> None:
        if isinstance(what, Phase):
            self._enter(number, what)
        elif isinstance(what, Strike):
            self._strike(number, what)
        elif isinstance(what, Wets):
            fact = VillageFlooded(number, what.village, what.depth_mm)
            self._log.add(self._clock.now, fact, self._cause(number))
        elif isinstance(what, Emergency):
            damage = self._struck.get((number, what.key))
            cause = damage.cause if damage else self._cause(number)
            if not is_shut(damage) and not self._averted(number, what, cause):
                birth = self.eases(self._from(what.birth, number, damage), cause)
                if birth is not None:
                    self._call(birth, cause)
        else:
            self._move(self._struck.get((number, what.key)), what)

    def _averted(self, number: int, what: Emergency, cause: int | None) -> bool:
        """Whether nobody is there: people left their homes, or kept out where entry is forbidden."""
        if what.at_home:
            return self.spares(what.birth, cause)
        quake = number != SCRIPT and self._hazards[number].kind is HazardKind.EARTHQUAKE
        return not quake and self.keeps_out(what.birth, cause)

    def _from(self, birth: Birth, number: int, damage: Damage | None) -> Birth:
        """Return a call with where it comes from."""
        kind = self._hazards[number].kind if damage is None else damage.kind
        return birth._replace(origin=kind.value, hazard=number)

    def _enter(self, number: int, phase: Phase) -> None:
        hazard, now = self._hazards[number], self._clock.now
        if phase.begins:
            parent = self._causes.get(hazard.parent)
            cause = self._log.add(now, HazardBegan(number, hazard.kind.value), parent)
            self._causes[hazard.name] = cause
            self.begins(number, hazard, cause)
        else:
            self._log.add(now, HazardEnded(number), self._causes.get(hazard.name))

    def _cause(self, number: int) -> int | None:
        return None if number == SCRIPT else self._causes.get(self._hazards[number].name)

    def _strike(self, number: int, strike: Strike) -> None:
        if not self._damages.can_break(strike.kind.asset):
            return
        hazard = None if number == SCRIPT else number
        self._struck[number, strike.key] = self._damages.strike(
            strike.kind, strike.target, strike.size, strike.nodes, strike.steps, hazard, self._cause(number)
        )

    def _move(self, damage: Damage | None, what: Changes | Passes) -> None:
        if damage is None or damage.whole:
            return
        if isinstance(what, Changes):
            self.moves(damage, what.size)
        else:
            self._damages.mend(damage, damage.cause)


def is_shut(damage: Damage | None) -> bool:
    """Whether damage is a gas main that a team has shut off, so that nothing more comes of it."""
    is_gas = damage is not None and damage.kind is DamageKind.GAS_MAIN
    return is_gas and damage is not None and (damage.done > 0 or damage.whole)


def _broken(acts: Iterable[_Act]) -> Iterable[Asset]:
    return (act.what.kind.asset for act in acts if isinstance(act.what, Strike))
