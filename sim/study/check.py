"""Holding a study against its scenarios before anything runs: every level, every figure, every policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.scenario import messages
from sim.scenario.model import Scenario
from sim.scenario.source import Faults, Mark, Node
from sim.scenario.textfile import read_text
from sim.scenario.yamltree import parse
from sim.study.base import Base
from sim.study.designs import points
from sim.study.file import LIMIT_MB, read_study
from sim.study.model import Factor, Point, Study
from sim.study.own_policies import refuse_unknown
from sim.study.responses import is_known, known_figures
from sim.terms.errors import BadInput

_POLICY = "dispatch.policy"
_ENDS = 2


@dataclass(frozen=True)
class Checked:
    """A study without faults, ready to run.

    Attributes
    ----------
    study
        As its file says it.
    bases
        Its scenarios.
    fingerprints, policies
        Digest of each scenario before any change, and its own policy.
    points
        The points of the design, in its order.
    """

    study: Study
    bases: Mapping[str, Base]
    fingerprints: Mapping[str, str]
    policies: Mapping[str, str]
    points: tuple[Point, ...]


def check(file: Path) -> Checked:
    """Read a study file and hold it against its scenarios.

    Each level, and both ends of each range and distribution, is put into each scenario alone; what only
    fails together is found by the run that fails.

    Raises
    ------
    BadInput
        If anything is wrong; it lists everything that is.
    """
    study = read_study(file)
    faults, places = Faults(), _Places(file)
    bases, scenarios = _read_scenarios(study, faults)
    places.check_policies(study, faults)
    for factor in study.factors:
        places.check_factor(factor, bases, faults)
    for scenario in scenarios.values():
        places.check_figures(study, scenario, faults)
    if faults:
        raise BadInput(list(faults))
    fingerprints = {name: scenario.fingerprint for name, scenario in scenarios.items()}
    policies = {name: scenario.dispatch.policy for name, scenario in scenarios.items()}
    return Checked(study, bases, fingerprints, policies, tuple(points(study)))


def _read_scenarios(study: Study, faults: Faults) -> tuple[dict[str, Base], dict[str, Scenario]]:
    """Return the scenarios that have no faults."""
    bases = {name: Base.read(source, faults) for name, source in study.scenarios.items()}
    whole = {name: base for name, base in bases.items() if base is not None}
    return whole, {name: base.scenario() for name, base in whole.items()}


class _Places:
    """Where things stand in a study file that has no faults of its own."""

    def __init__(self, file: Path) -> None:
        self.shown = str(file)
        text = read_text(file, self.shown, LIMIT_MB, Faults())
        self.root = parse(text or "", self.shown, Faults()) or Node({}, Mark(self.shown))

    def _at(self, *path: str | int) -> Node:
        """Return what stands at a path, or the last that stands on the way to it."""
        node = self.root
        for key in path:
            node = node.child(key) or node
        return node

    def check_policies(self, study: Study, faults: Faults) -> None:
        """Refuse policies that nobody knows."""
        for number, name in enumerate(study.policies):
            refuse_unknown(name, self._at("policies", number).mark, f"policies.{number}", faults)

    def check_factor(self, factor: Factor, bases: Mapping[str, Base], faults: Faults) -> None:
        """Put each level of a factor into each scenario."""
        tried, path = factor.spread.tried(), self._at("factors", factor.name, "path").mark
        if factor.path and tried:
            first = factor.changes(tried[0][0])[0]
            bases = {name: base for name, base in bases.items() if base.leads(first, path, faults)}
        before = len(faults)
        for number, (value, mark) in enumerate(tried):
            if number == _ENDS and not factor.spread.own_levels and len(faults) > before:
                break  # what lies between bad ends says nothing new
            changes = factor.changes(value)
            if any(change.partition("=")[0].strip() == _POLICY for change in changes):
                faults.add(mark, f"factors.{factor.name}", "policy_factor")
                continue
            placed = [(change, self._mark(factor, value, i, mark)) for i, change in enumerate(changes)]
            for base in bases.values():
                base.changed(placed, faults)

    def _mark(self, factor: Factor, value: object, number: int, mark: Mark) -> Mark:
        """Return where a change stands: a variant's in its list, any other at its level."""
        if factor.path:
            return mark
        return self._at("factors", factor.name, "variants", str(value), number).mark

    def check_figures(self, study: Study, scenario: Scenario, faults: Faults) -> None:
        """Refuse figures that no run has."""
        names = known_figures(scenario)
        for number, response in enumerate(study.responses):
            if response.quantile is None and not is_known(response.figure, names):
                node = self._at("responses", number, "figure")
                got, hint = messages.shown(response.figure), faults.near(response.figure, names)
                faults.add(node.mark, f"responses.{number}", "response", got=got, hint=hint)
