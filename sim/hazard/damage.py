"""Damage 受损: what a hazard breaks, the steps in which it is mended, and who is told of both."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from sim.kernel.clock import Clock
from sim.record.hazard_facts import DamageBegan, DamageChanged, DamageEased, DamageMended
from sim.record.log import Log
from sim.terms.enums import Asset, DamageKind


class Step(NamedTuple):
    """A step of a repair, after which part of the use is back, or all of it.

    Attributes
    ----------
    capability
        What a team must be able to do, such as ``road_clearing``.
    work_ms
        Time that one machine (or crew) of a standard rate needs for it.
    most
        How many machines can work on it at once.
    """

    capability: str
    work_ms: int
    most: int = 1


class Damage:
    """Something that is broken.

    Attributes
    ----------
    number
        In the order of coming about.
    kind, target
        What is broken: a row of the table of ``kind.asset``.
    size
        In the unit of its kind.
    nodes
        Road nodes from which it can be worked on; any of them will do.
    steps
        What has to be done, in order; empty where it passes of itself.
    hazard
        Number of the hazard that did it, or None where a script did.
    done
        How many steps are done.
    cause
        Log entry of the last that happened to it.
    """

    __slots__ = ("cause", "done", "hazard", "kind", "nodes", "number", "size", "steps", "target", "whole")

    def __init__(
        self,
        number: int,
        kind: DamageKind,
        target: int,
        size: int,
        nodes: Sequence[int],
        steps: Sequence[Step],
        hazard: int | None,
    ) -> None:
        self.number = number
        self.kind = kind
        self.target = target
        self.size = size
        self.nodes = tuple(nodes)
        self.steps = tuple(steps)
        self.hazard = hazard
        self.done = 0
        self.cause: int | None = None
        self.whole = False

    @property
    def step(self) -> Step | None:
        """The step that is to be done next, or None where nothing is left to do."""
        return self.steps[self.done] if self.done < len(self.steps) else None


class Effect(Protocol):
    """What damage does to a network: it closes a road, lets a line go dead, a site go out of service."""

    def strike(self, damage: Damage) -> None:
        """Let it be broken."""
        ...

    def ease(self, damage: Damage) -> None:
        """Let the steps count that are done, though not all are; or its size, which has changed."""
        ...

    def mend(self, damage: Damage) -> None:
        """Let it be whole."""
        ...


class Damages:
    """All that is or was broken, by number 受损台账.

    It is the truth: only those who work on a damage, or stand before it, may ask it.

    Parameters
    ----------
    clock, log
        Of the run.

    Attributes
    ----------
    takes
        Returns what can be done about damage of which nobody said so: nothing, unless there are pumps.
    all
        Every damage so far.
    """

    def __init__(self, clock: Clock, log: Log) -> None:
        self._clock = clock
        self._log = log
        self._effects: dict[Asset, Effect] = {}
        self._watchers: list[Callable[[Damage], None]] = []
        self.takes: Callable[[DamageKind, int], tuple[Step, ...]] = lambda kind, size: ()
        self.all: list[Damage] = []

    def bind(self, asset: Asset, effect: Effect) -> None:
        """Let an effect act on what befalls an asset from now on."""
        self._effects[asset] = effect

    def can_break(self, asset: Asset) -> bool:
        """Whether anything is bound to an asset; where nothing is, there is none that could break."""
        return asset in self._effects

    def watch(self, look: Callable[[Damage], None]) -> None:
        """Let somebody look at each damage after it came about, after each change, and when it is whole.

        It is for what is seen on the spot: whoever looks may tell others, but only by what carries word.
        """
        self._watchers.append(look)

    def strike(
        self,
        kind: DamageKind,
        target: int,
        size: int,
        nodes: Sequence[int] = (),
        steps: Sequence[Step] = (),
        hazard: int | None = None,
        cause: int | None = None,
    ) -> Damage:
        """Let something break now, and return it; see `Damage` for the parameters.

        Raises
        ------
        KeyError
            If nothing is bound to what it breaks.
        """
        steps = tuple(steps) or self.takes(kind, size)
        damage = Damage(len(self.all), kind, target, size, nodes, steps, hazard)
        effect = self._effects[kind.asset]
        self.all.append(damage)
        work = tuple((step.capability, step.work_ms) for step in damage.steps)
        fact = DamageBegan(damage.number, kind.value, target, size, work, hazard)
        damage.cause = self._log.add(self._clock.now, fact, cause)
        effect.strike(damage)
        self._show(damage)
        return damage

    def advance(self, damage: Damage, cause: int | None = None) -> None:
        """Let the next step of a repair be done now; after the last one it is whole.

        Raises
        ------
        ValueError
            If no step is left.
        """
        if damage.step is None or damage.whole:
            raise ValueError(f"damage {damage.number} has no step left to do")
        step, damage.done = damage.done, damage.done + 1
        damage.cause = self._log.add(self._clock.now, DamageEased(damage.number, step), cause)
        if damage.step is None:
            self.mend(damage, damage.cause)
        else:
            self._effects[damage.kind.asset].ease(damage)
            self._show(damage)

    def resize(self, damage: Damage, size: int) -> None:
        """Let it be more or less than it was, of itself: water rises or falls, smoke thickens or lifts."""
        if size != damage.size and not damage.whole:
            damage.size = size
            fact = DamageChanged(damage.number, size)
            damage.cause = self._log.add(self._clock.now, fact, damage.cause)
            self._effects[damage.kind.asset].ease(damage)
            self._show(damage)

    def mend(self, damage: Damage, cause: int | None = None) -> None:
        """Let it be whole now, whatever is left to do: water falls, a fire burns out, a script says so."""
        if not damage.whole:
            damage.whole = True
            damage.cause = self._log.add(self._clock.now, DamageMended(damage.number), cause)
            self._effects[damage.kind.asset].mend(damage)
            self._show(damage)

    def _show(self, damage: Damage) -> None:
        for look in self._watchers:
            look(damage)
