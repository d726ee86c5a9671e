"""Contact and plant: who could not be heard, which sites, mains and cables were out, and which teams went."""

from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from sim.metric.reader import Reader
from sim.record.facts import (
    CallEnded,
    FibreChanged,
    MainsChanged,
    ReachChanged,
    SiteChanged,
    TeamChanged,
)
from sim.record.moves import CommandChanged
from sim.scenario.model import Scenario
from sim.terms.enums import BearerKind, CallStage, Degradation, TeamStatus
from sim.terms.ids import Band

POST: Final = "post"
MAINS: Final = "mains"
FIBRE: Final = "fibre"
RADIO: Final = BearerKind.RADIO.value
TELECOM: Final = "telecom"
DEGRADED: Final = "radio370_degraded"
"""A radio site that works, but is not joined to the others."""

Thing: TypeAlias = tuple[str, int]
"""What may be out: its network, and its number there; of a post, its address."""


class Spell(NamedTuple):
    """A span in which something was out 中断时段; `until_ms` is None where the run ended first."""

    from_ms: int
    until_ms: int | None


@dataclass(slots=True)
class Command:
    """Command of a scene 现场指挥: its call, who led in turn, since when in ms, and until when.

    `until_ms` is None where the run ended first.
    """

    call: int
    leaders: list[int]
    from_ms: int
    until_ms: int | None = None


@dataclass(slots=True)
class Sortie:
    """What a team of emergency communications did 保障队出动: times in ms, None where it did not happen."""

    team: int
    set_out_ms: int
    there_ms: int | None = None
    on_air_ms: int | None = None
    spent_ms: int | None = None


class Contact:
    """Follows what is out, from the truth that the log tells.

    Attributes
    ----------
    spells
        Spans in which a thing was out, in their order, by thing in the order of first failure.
    sorties
        What teams did, in the order in which they set out.
    commands
        Commands of scenes, in the order in which they began.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.spells: dict[Thing, list[Spell]] = {}
        self.sorties: list[Sortie] = []
        self.commands: list[Command] = []
        self._led: dict[int, Command] = {}
        self._tables = len(scenario.sites)
        self._since_ms: dict[Thing, int] = {}
        self.readers: dict[type, Reader] = {
            ReachChanged: lambda seq, t, fact: self._turn((POST, fact.address), t, fact.up),
            MainsChanged: lambda seq, t, fact: self._turn((MAINS, fact.township), t, fact.on),
            FibreChanged: lambda seq, t, fact: self._turn((FIBRE, fact.fibre), t, fact.up),
            SiteChanged: self._site,
            TeamChanged: self._team,
            CommandChanged: self._command,
            CallEnded: self._end_call,
        }

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what is out stays out."""
        for thing, since_ms in self._since_ms.items():
            self.spells[thing].append(Spell(since_ms, None))
        self._since_ms.clear()

    def _turn(self, thing: Thing, t: int, on: bool) -> None:
        """Begin a spell, or end it; whatever is so already stays so."""
        if not on:
            self.spells.setdefault(thing, [])
            self._since_ms.setdefault(thing, t)
        elif thing in self._since_ms:
            self.spells[thing].append(Spell(self._since_ms.pop(thing), t))

    def _site(self, seq: int, t: int, fact: SiteChanged) -> None:
        """Follow a site of the scenario; those that teams bring come and go with them."""
        if fact.network == RADIO:
            if fact.site >= self._tables:
                return
            is_whole = not fact.up or fact.reason == Degradation.WIDE_AREA.value
            self._turn((DEGRADED, fact.site), t, is_whole)
        self._turn((fact.network, fact.site), t, fact.up)

    def _command(self, seq: int, t: int, fact: CommandChanged) -> None:
        """Follow who leads on scene."""
        if fact.unit is None:
            self._end_command(t, fact.call)
        elif fact.call in self._led:
            self._led[fact.call].leaders.append(fact.unit)
        else:
            self._led[fact.call] = Command(fact.call, [fact.unit], t)
            self.commands.append(self._led[fact.call])

    def _end_call(self, seq: int, t: int, fact: CallEnded) -> None:
        """Let command end with the call, but not with the run."""
        if fact.stage != CallStage.OPEN.value:
            self._end_command(t, fact.call)

    def _end_command(self, t: int, call: int) -> None:
        """Let nobody lead on a scene any more, nor be out of contact there."""
        command = self._led.pop(call, None)
        if command is not None:
            command.until_ms = t
            self._turn((POST, Band.SITE_COMMANDER.address(call)), t, True)

    def _team(self, seq: int, t: int, fact: TeamChanged) -> None:
        if fact.status == TeamStatus.EN_ROUTE.value:
            self.sorties.append(Sortie(fact.team, t))
            return
        sortie = next((each for each in reversed(self.sorties) if each.team == fact.team), None)
        if sortie is None:
            return
        if fact.status == TeamStatus.SETTING_UP.value:
            sortie.there_ms = t
        elif fact.status == TeamStatus.ON_AIR.value:
            sortie.on_air_ms = t
        elif fact.status == TeamStatus.SPENT.value:
            sortie.spent_ms = t


def total_ms(spells: list[Spell], end_ms: int) -> int:
    """Return how long spells lasted in all."""
    return sum(length_ms(spell, end_ms) for spell in spells)


def length_ms(spell: Spell, end_ms: int) -> int:
    """Return how long a spell lasted."""
    return (end_ms if spell.until_ms is None else spell.until_ms) - spell.from_ms
