"""Writing a survey: tables as CSV, a summary, and figures, into a folder that exists."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from sim.record.survey import (
    QUICK,
    Autonomy,
    Coverage,
    Failure,
    FibreState,
    Named,
    PostContacts,
    SiteLink,
    SiteState,
    Survey,
    TelecomState,
    VillageContacts,
)
from sim.report.files import write_csv, write_json
from sim.report.fonts import look
from sim.report.words import Lang
from sim.report.write import saved
from sim.scenario.model import Scenario
from sim.terms.version import VERSION

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


def write_survey(scenario: Scenario, survey: Survey, out: Path, lang: str = "zh") -> list[Path]:
    """Write everything that was found.

    Parameters
    ----------
    scenario, survey
        What was surveyed, and what was found.
    out
        An existing folder: ``summary.json``, ``tables/*.csv`` and ``figures/*.png`` are made in it.
    lang
        ``zh`` or ``en``: language of the figures.

    Returns
    -------
    list of Path
        The files, in the order in which they were written.
    """
    made = [write_json(summary(scenario, survey), out / "summary.json")]
    made += _write_tables(survey, out / "tables")
    made += _write_figures(scenario, survey, out / "figures", Lang(lang))
    return made


def summary(scenario: Scenario, survey: Survey) -> dict[str, Any]:
    """Return what was surveyed, and how many are heard."""
    kinds = sorted({post.kind.value for post in survey.posts})
    return {
        "program": VERSION,
        "scenario": scenario.name,
        "fingerprint": scenario.fingerprint,
        "at_h": survey.at_h,
        "seed": survey.seed,
        "rep": survey.rep,
        "posts": {kind: sum(post.kind.value == kind for post in survey.posts) for kind in kinds},
        "posts_heard": {
            kind: sum(post.kind.value == kind and post.is_heard for post in survey.posts) for kind in kinds
        },
        "villages": sum(row.villages for row in survey.villages),
        "villages_heard": sum(row.heard for row in survey.villages),
        "people": sum(row.people for row in survey.villages),
        "people_heard": sum(row.people_heard for row in survey.villages),
        "callers": sum(row.callers for row in survey.villages),
        "townships_without_mains": list(survey.dark),
    }


def tables(survey: Survey) -> "dict[str, DataFrame]":
    """Return the tables of a survey, each by its name; without rows they still have their columns."""
    from pandas import DataFrame

    return {
        "contacts": DataFrame([row for post in survey.posts for row in _contacts(post)]),
        "villages": DataFrame([_villages(row, survey.dark) for row in survey.villages]),
        "failures": DataFrame([_failure(rank, each) for rank, each in enumerate(survey.failures, 1)]),
        "autonomy": _table(Autonomy, survey.autonomy),
        "coverage": _table(Coverage, survey.coverage),
        "radio_margins": _table(SiteLink, survey.links),
        "sites": _table(SiteState, survey.sites),
        "telecom": _table(TelecomState, survey.telecom),
        "fibre": _table(FibreState, survey.fibres),
    }


def _table(kind: Any, rows: Sequence[Any]) -> "DataFrame":
    from pandas import DataFrame

    hints = get_type_hints(kind)
    names = [list(_named(Named("", "", ""))) if hints[field] is Named else [field] for field in kind._fields]
    return DataFrame([_flat(row) for row in rows], columns=list(chain.from_iterable(names)))


def _named(row: Any) -> dict[str, Any]:
    return {"id": row.id, "name_zh": row.zh, "name_en": row.en}


def _flat(row: Any) -> dict[str, Any]:
    """Return a row with its names and plain values, in the order of its fields."""
    found: dict[str, Any] = {}
    for field, value in row._asdict().items():
        if hasattr(value, "_asdict"):
            found |= _named(value)
        else:
            found[field] = value.value if hasattr(value, "value") else value
    return found


def _contacts(post: PostContacts) -> Iterator[dict[str, Any]]:
    for kind, state, reason in zip(QUICK, post.contacts, post.reasons, strict=True):
        where = {"kind": post.kind.value, **_named(post.post), "township": post.township}
        yield {**where, "bearer": kind.value, "state": state.value, "reason": reason}


def _villages(row: VillageContacts, dark: tuple[str, ...]) -> dict[str, Any]:
    flat = _flat(row)
    by_means = flat.pop("by_means")
    counts = {f"villages_by_{kind.value}": count for kind, count in zip(QUICK, by_means, strict=True)}
    return {**flat, **counts, "mains": row.township.id not in dark}


def _failure(rank: int, each: Failure) -> dict[str, Any]:
    return {"rank": rank, "what": each.what.value, **_named(each.thing), **each.loss._asdict()}


def _write_tables(survey: Survey, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    for name, table in tables(survey).items():
        yield write_csv(table, folder / f"{name}.csv")


def _write_figures(scenario: Scenario, survey: Survey, folder: Path, lang: Lang) -> Iterator[Path]:
    folder.mkdir()
    with look():
        for name, figure in _drawn(scenario, survey, lang):
            path = folder / f"{name}.png"
            path.write_bytes(saved(figure, "png"))
            yield path


def _drawn(scenario: Scenario, survey: Survey, lang: Lang) -> "Iterator[tuple[str, Figure]]":
    from sim.report.comms.cover import coverage_maps
    from sim.report.comms.map import network_map
    from sim.report.comms.matrix import contact_matrix

    yield "map", network_map(scenario, survey, lang)
    yield "matrix", contact_matrix(scenario, survey, lang)
    if survey.sites:
        yield "coverage", coverage_maps(scenario, survey, lang)
