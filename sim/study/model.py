"""A study as its file says it, after it was checked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sim.study.spread import Levels, Spread, Value

ROLES: Final = ("lever", "uncertainty")
"""A lever is what a planner decides 措施; an uncertainty is what nobody decides 不确定因素."""
BETTER: Final = ("less", "more", "neither")
"""Which way a response is better 优劣方向."""

_ESCAPED: Final = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029, 0xFEFF)}
"""What JSON leaves as it is within quotes, but YAML does not."""
Point = tuple[Value, ...]
"""A value for each factor, in the order of the factors: one point of a design."""


@dataclass(frozen=True)
class Factor:
    """Something that a study varies 因素.

    Attributes
    ----------
    name
        Its column in the table.
    role
        One of `ROLES`.
    path
        The key of the scenario that it changes, as ``--set`` takes it; empty for variants.
    spread
        The values it may take.
    variants
        For a factor of variants: the changes ``path=value`` of each, by name.
    """

    name: str
    role: str
    path: str
    spread: Spread
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def changes(self, value: Value) -> tuple[str, ...]:
        """Return the changes ``path=value`` of the scenario that a value stands for."""
        if not self.path:
            return self.variants[str(value)]
        return (f"{self.path}={json.dumps(value, ensure_ascii=False).translate(_ESCAPED)}",)


@dataclass(frozen=True)
class Design:
    """Which points of the space of factors are run 试验设计.

    Attributes
    ----------
    kind
        ``one_point``, ``list``, ``full_factorial``, ``fractional_factorial``, ``latin_hypercube``, ``sobol``,
        ``saltelli`` or ``morris``.
    points
        How many points, for hypercube and Sobol sequence; size of each matrix, for Saltelli.
    levels
        Levels of factors that have none of their own, for factorials and Morris.
    trajectories
        For Morris.
    generators
        For a fractional factorial: each generated factor with those whose signs it multiplies.
    listed
        The points of a list.
    """

    kind: str = "one_point"
    points: int = 1
    levels: int = 0
    trajectories: int = 0
    generators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    listed: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Replications:
    """How often each cell is run 重复次数.

    Attributes
    ----------
    first
        Replications that every cell has.
    most
        Where it ends; equal to `first` for a fixed number.
    step
        How many are added at a time.
    response
        Name of the response whose mean must be known well enough; empty for a fixed number.
    half_width
        Half-width of its confidence interval, in its unit.
    level
        Level of the interval.
    """

    first: int = 10
    most: int = 10
    step: int = 10
    response: str = ""
    half_width: float = 0.0
    level: float = 0.95


@dataclass(frozen=True)
class Response:
    """A figure of a run that the study keeps 响应指标.

    Attributes
    ----------
    name
        What it is called in the table.
    figure
        What it is, whatever it is called: the dotted path into the summary, or for a quantile
        ``quantile(0.95, calls.response_s)`` with its conditions.
    quantile, table, column, where
        For a quantile of a column of a table; `where` holds (column, value) of the rows that count.
    better
        One of `BETTER`: whether less of it is better, or more, or neither.
    worth
        Smallest difference that matters, in the unit of the figure; 0 where every one does.
    title
        What people call it, in Chinese and English; empty for its name.
    """

    name: str
    figure: str
    quantile: float | None = None
    table: str = ""
    column: str = ""
    where: tuple[tuple[str, Value], ...] = ()
    better: str = BETTER[0]
    worth: float = 0.0
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Analysis:
    """What is asked of the results, beside what every study is asked 分析要求.

    Attributes
    ----------
    level
        Level of all intervals and families.
    by, baseline
        Columns that tell alternatives apart, and the one that others are compared with; empty for all
        policies and levers, and the first of them.
    control
        How a family of comparisons is held to its level.
    discovery
        Response, and what makes a point a case of interest: (``above`` or ``below``, bound); None for no
        scenario discovery.
    robustness
        Response and goal of the comparison over uncertainties; a goal of None for none; None for no such.
    selection
        Response and smallest difference that matters of the selection of the best; None for none.
    """

    level: float = 0.95
    by: tuple[str, ...] = ()
    baseline: Point = ()
    control: str = "holm"
    discovery: tuple[str, str, float] | None = None
    robustness: tuple[str, float | None] | None = None
    selection: tuple[str, float] | None = None


@dataclass(frozen=True)
class Study:
    """A batch of runs, designed 研究方案.

    Attributes
    ----------
    file
        Where it was read from.
    id, title
        Its id, and its title in Chinese and English.
    scenarios
        Each scenario as the file calls it, with the folder or shipped name to load.
    policies
        Names of policies, run on the same luck; empty for the scenario's own.
    days
        Horizon, or None for the scenario's.
    seed
        Of runs and design.
    factors, design, replications, responses, analysis
        As the file says.
    """

    file: Path
    id: str
    title: Mapping[str, str]
    scenarios: Mapping[str, str | Path]
    policies: tuple[str, ...] = ()
    days: float | None = None
    seed: int = 1
    factors: tuple[Factor, ...] = ()
    design: Design = Design()
    replications: Replications = Replications()
    responses: tuple[Response, ...] = ()
    analysis: Analysis = Analysis()

    def plain(self) -> dict[str, Any]:
        """Return the study as plain data, for the manifest."""
        return {
            "id": self.id,
            "title": dict(self.title),
            "scenarios": list(self.scenarios),
            "policies": list(self.policies),
            "days": self.days,
            "seed": self.seed,
            "factors": [_plain_factor(factor) for factor in self.factors],
            "design": {**vars(self.design), "generators": dict(self.design.generators)},
            "replications": vars(self.replications),
            "responses": [{**vars(response), "title": dict(response.title)} for response in self.responses],
            "analysis": vars(self.analysis),
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Study":
        """Return the study that plain data tell; of its factors, all but their values."""
        return cls(
            file=Path(),
            id=plain["id"],
            title=plain["title"],
            scenarios={name: name for name in plain["scenarios"]},
            policies=tuple(plain["policies"]),
            days=plain["days"],
            seed=plain["seed"],
            factors=tuple(_told_factor(told) for told in plain["factors"]),
            design=Design(**{**plain["design"], "listed": ()}),
            replications=Replications(**plain["replications"]),
            responses=tuple(_told_response(told) for told in plain["responses"]),
            analysis=_told_analysis(plain.get("analysis", {})),
        )

    @property
    def digest(self) -> str:
        """BLAKE2b digest of what the study says, 32 hexadecimal digits."""
        return digest(self.plain())


def _plain_factor(factor: Factor) -> dict[str, Any]:
    return {
        "name": factor.name,
        "role": factor.role,
        "path": factor.path,
        "values": factor.spread.told(),
        "variants": dict(factor.variants),
    }


def _told_factor(told: Mapping[str, Any]) -> Factor:
    variants = {name: tuple(changes) for name, changes in told["variants"].items()}
    return Factor(told["name"], told["role"], told["path"], Levels((), ()), variants)


def _told_response(told: Mapping[str, Any]) -> Response:
    return Response(**{**told, "where": tuple((column, value) for column, value in told["where"])})


def _told_analysis(told: Mapping[str, Any]) -> Analysis:
    read: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in told.items()}
    return Analysis(**read)


def digest(content: Any) -> str:
    """Return the BLAKE2b digest of plain data as canonical JSON, 32 hexadecimal digits.

    Examples
    --------
    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
