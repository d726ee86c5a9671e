"""The worst chains of a run, in words that somebody can read who was not there."""

from typing import TYPE_CHECKING, Final

from sim.metric.cascade import TURNED, Cascade, Fall
from sim.metric.review.rows import lost_ms
from sim.metric.review.teams import TeamWaits
from sim.report.cascade.names import SORTS, Names
from sim.report.cascade.waits import waits
from sim.report.review.spoken import spoken, waited
from sim.report.words import Both, Lang
from sim.scenario.model import Scenario
from sim.terms.units import HOUR_MS, MINUTE_MS
from sim.words import both

if TYPE_CHECKING:
    from rich.console import Console

CHAINS: Final = 5
DAMAGES: Final = 6
TEAMS: Final = 6
_HEAD: Final = both(
    "{n} falls from {roots} origins; {hours} x 10,000 person-hours without mains or out of contact"
)
_CHAIN: Final = both("Chain {rank}: {n} falls, {hours} x 10,000 person-hours ({share})")
_STEP: Final = both("{clock}  {sort}: {name}{people}{lasted}")
_PEOPLE: Final = both(", {people:,} people")
_LASTED: Final = both(", for {hours:.1f} h")
_OPEN: Final = both(", not back at the end")
_MORE: Final = both("  (and {n} more by the same cause)")
_DAMAGES: Final = both("Damages by which people lost most, of {n} by which any did")
_DAMAGE: Final = both("{rank}. {hours} x 10,000 person-hours, {n} falls: {steps}")
_WAITED: Final = both("   Repair: {waits}")
_TEAMS: Final = both("Waiting for professional teams: {n} needs, by where the time went")
_ALL_TEAMS: Final = both("the teams were there (all needs)")
_TEAM: Final = both("{rank}. {clock}  call {call}: {what}")
_NOTHING: Final = both("nothing fell")


def clock(t_ms: int) -> str:
    """Return a time since the start, as +hours:minutes.

    Examples
    --------
    >>> clock(22_380_000)
    '+06:13'
    """
    minutes = t_ms // MINUTE_MS
    return f"+{minutes // 60:02d}:{minutes % 60:02d}"


def step(fall: Fall, names: Names) -> Both:
    """Return one step of a chain in words."""
    lasted = _OPEN
    if fall.until_ms is not None:
        lasted = _LASTED.fill(hours=(fall.until_ms - fall.from_ms) / HOUR_MS)
    return _STEP.fill(
        clock=clock(fall.from_ms),
        sort=SORTS[fall.thing[0]],
        name=names.of(fall),
        people=_PEOPLE.fill(people=fall.people) if fall.people else "",
        lasted="" if fall.thing[0] == TURNED else lasted,
    )


def chain(cascade: Cascade, root: Fall, rank: int, names: Names) -> list[Both]:
    """Return a chain in words: a heading, then a step a line."""
    toll = cascade.tolls[root.seq]
    whole = sum(cascade.tolls[each.seq].person_h for each in cascade.roots())
    share = f"{toll.person_h / whole:.0%}" if whole else "–"
    lines = [_CHAIN.fill(rank=rank, n=toll.falls, hours=_tens(toll.person_h), share=share)]
    for fall in cascade.chain(root):
        more = 0 if fall.parent is None else len(fall.parent.children) - 1
        told = step(fall, names)
        lines.append(Both(*map("".join, zip(told, _MORE.fill(n=more), strict=True))) if more else told)
    return lines


def damages(scenario: Scenario, cascade: Cascade, root: Fall, names: Names) -> list[Both]:
    """Return the worst damages of a chain that brought about several: a heading, then two lines for each.

    The second line says where the hours of its repair went, or what it was waiting for at the end.
    """
    found = cascade.damages(root)
    if len(found) < 2:
        return []
    lines = [_DAMAGES.fill(n=len(found))]
    for rank, fall in enumerate(found[:DAMAGES], 1):
        toll = cascade.tolls[fall.seq]
        steps = [step(each, names) for each in cascade.chain(fall)]
        joined = Both(" → ".join(each.zh for each in steps), " → ".join(each.en for each in steps))
        lines.append(_DAMAGE.fill(rank=rank, hours=_tens(toll.person_h), n=toll.falls, steps=joined))
        lines.append(_WAITED.fill(waits=waits(scenario, cascade.repairs.damages[fall.thing[1]])))
    return lines


def told(scenario: Scenario, cascade: Cascade) -> list[list[Both]]:
    """Return the sum of a run, then its worst chains, each as lines in both languages."""
    roots = cascade.roots()
    if not roots:
        return [[_NOTHING]]
    hours = _tens(sum(cascade.tolls[root.seq].person_h for root in roots))
    head = [_HEAD.fill(n=len(cascade.falls), roots=len(roots), hours=hours)]
    names = Names(scenario)
    found = [head]
    for rank, root in enumerate(roots[:CHAINS], 1):
        found.append(chain(cascade, root, rank, names))
        found += [lines for lines in [damages(scenario, cascade, root, names)] if lines]
    return found + [lines for lines in [teams(cascade.team_waits)] if lines]


def teams(waits: TeamWaits) -> list[Both]:
    """Return where the time went in which incidents waited for professional teams, those longest first."""
    spans = {task: waits.stretches(task) for task in waits.waits}
    if not spans:
        return []
    whole = [stretch for _, stretches in sorted(spans.items()) for stretch in stretches]
    lines = [_TEAMS.fill(n=len(spans)), spoken(whole, _ALL_TEAMS)]
    longest = sorted(spans, key=lambda task: (-lost_ms(spans[task]), task))
    for rank, task in enumerate(longest[:TEAMS], 1):
        wait = waits.waits[task]
        what = waited(wait, spans[task])
        lines.append(_TEAM.fill(rank=rank, clock=clock(wait.began_ms), call=wait.call, what=what))
    return lines


def print_cascade(scenario: Scenario, cascade: Cascade, console: "Console") -> None:
    """Print the worst chains, each in Chinese and then in English."""
    for lines in told(scenario, cascade):
        for lang in Lang:
            for number, line in enumerate(lines):
                console.print("  " * min(number, 1) + line.of(lang), markup=False, highlight=False)
        console.print()


def _tens(person_h: float) -> str:
    """Return person-hours in tens of thousands."""
    return f"{person_h / 10_000:,.1f}"
