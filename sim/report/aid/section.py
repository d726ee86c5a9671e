"""The section on mutual aid, and its lines on the terminal: only where aid was asked for."""

from collections.abc import Mapping
from typing import Any, Final

from sim.report.aid.answers import answers, own_storm, refusals
from sim.report.bearers import moment
from sim.report.material import Material
from sim.report.parts import Cell, Folded, Section, Table, Text, cells, columns
from sim.report.say import clock, count, decimal, known, minutes
from sim.report.sections import rows_of
from sim.report.words import WORDS, Both
from sim.words import both, both_in

_FIRST: Final = both("first")
_UNIT_HOURS: Final = both("unit-hours")
_TO_CHECK_IN: Final = both("to check-in")
_OUT: Final = both("out")
_HOME: Final = both_in("aid", "home")
_CHECKED_IN: Final = both("checked in")
_LENT: Final = both("lent")
_REQUESTS: Final = both("requests")
_AID: Final = both("aid")

_COUNTED: Final = (
    *("requests", "standing", "offers", "declined", "lent"),
    *("checked_in", "assigned", "home", "still_out"),
)


def aid(material: Material) -> list[Section]:
    """Return the section on mutual aid in a list, which is empty where nobody asked for aid."""
    told = material.summary["aid"]
    if not told["requests"]:
        return []
    requests, asked, loans = _requests(material), answers(material), _loans(material)
    return [
        Section(
            WORDS["section_aid"],
            [
                Text(headline(told)),
                *own_storm(material),
                *refusals(material),
                Text(WORDS["aid_note"], "note"),
                Folded(WORDS["aid_requests_made"].fill(n=len(requests.rows)), requests),
                Folded(WORDS["aid_answers_given"].fill(n=len(asked.rows)), asked),
                Folded(WORDS["aid_loans_made"].fill(n=len(loans.rows)), loans),
            ],
        )
    ]


def headline(told: Mapping[str, Any]) -> Both:
    """Return what was asked for, what came and when, in a few sentences."""
    return WORDS["aid_told"].fill(
        **{name: told[name] for name in _COUNTED},
        unit_h=decimal(told["unit_h"]),
        p50=clock(told["check_in_p50_s"]),
        p90=clock(told["check_in_p90_s"]),
        first=told["first_arrivals"],
    )


def told_in_lines(material: Material) -> list[str]:
    """Return the same on two lines for the terminal, in a list that is empty where nobody asked."""
    told = material.summary["aid"]
    if not told["requests"]:
        return []
    p50, p90 = clock(told["check_in_p50_s"]), clock(told["check_in_p90_s"])
    return [
        f"{_AID.zh_en}: {_REQUESTS.zh_en} {told['requests']}  {_LENT.zh_en} {told['lent']}  "
        f"{_CHECKED_IN.zh_en} {told['checked_in']}  "
        f"{_HOME.zh_en} {told['home']}  {_OUT.zh_en} {told['still_out']}\n"
        f"{_TO_CHECK_IN.zh_en} p50 {p50}, p90 {p90}  "
        f"{_UNIT_HOURS.zh_en} {decimal(told['unit_h'])}  "
        f"{_FIRST.zh_en} {told['first_arrivals']}"
    ]


def _requests(material: Material) -> Table:
    rows = tuple(
        cells(
            count(row["request"]),
            _way(row),
            row["needs"],
            moment(material, row["asked_s"]),
            *(minutes(row[name]) for name in ("approval_s", "promised_s", "check_in_s")),
            count(row["units"]),
        )
        for row in rows_of(material.tables.aid_requests)
    )
    heads = columns(
        aid_request="n",
        aid_way="w",
        aid_needs="w",
        aid_asked="w",
        aid_approval="n",
        aid_promised="n",
        aid_checked_in="n",
        aid_units="n",
    )
    return Table(heads, rows)


def _way(row: Mapping[str, Any]) -> Both:
    if row["standing"]:
        return WORDS["aid_way_standing"]
    if known(row["call"]):
        return WORDS["aid_way_call"].fill(call=count(row["call"]))
    return WORDS["aid_way_ahead"]


def _loans(material: Material) -> Table:
    heads = columns(
        aid_unit="w",
        aid_station="w",
        aid_request="n",
        aid_lent="w",
        aid_muster="n",
        aid_travel="n",
        aid_assigned="n",
        aid_away="n",
        aid_recalled="w",
        aid_end="w",
    )
    return Table(heads, tuple(_loan(material, row) for row in rows_of(material.tables.loans)))


def _loan(material: Material, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return cells(
        row["unit"],
        material.stations[row["station"]],
        count(row["request"]),
        moment(material, row["promised_s"]),
        minutes(row["muster_s"]),
        minutes(row["travel_s"]),
        count(row["assigned"]),
        decimal(row["away_h"]),
        moment(material, row["recalled_s"]),
        WORDS[f"aid_end_{row['end']}"],
    )
