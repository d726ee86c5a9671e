"""Writing a cascade: a table of all falls, the worst chains in words, the figure."""

from pathlib import Path
from typing import TYPE_CHECKING

from sim.metric.cascade import Cascade
from sim.report.cascade.figure import figure
from sim.report.cascade.names import Names
from sim.report.cascade.told import told
from sim.report.files import write_csv
from sim.report.fonts import look
from sim.report.words import Lang
from sim.report.write import saved
from sim.scenario.model import Scenario
from sim.terms.units import SECOND_MS

if TYPE_CHECKING:
    import pandas as pd


def write_cascade(scenario: Scenario, cascade: Cascade, out: Path, lang: str = "zh") -> list[Path]:
    """Write everything that a cascade has to say.

    Parameters
    ----------
    scenario
        What the log is a log of.
    cascade
        Its falls.
    out
        An existing folder: ``cascade.csv``, ``cascade.txt``, ``cascade.png`` and ``cascade.svg`` are made.
    lang
        ``zh`` or ``en``: language of the figure.

    Returns
    -------
    list of Path
        The files.
    """
    table = write_csv(frame(scenario, cascade), out / "cascade.csv")
    words = out / "cascade.txt"
    chains = told(scenario, cascade)
    text = ["\n".join(line.of(each) for line in lines) for lines in chains for each in Lang]
    words.write_text("\n\n".join(text) + "\n", encoding="utf-8")
    made = [table, words]
    with look():
        drawing = figure(scenario, cascade, Lang(lang))
        for form in ("png", "svg"):
            made.append(out / f"cascade.{form}")
            made[-1].write_bytes(saved(drawing, form))
    return made


def frame(scenario: Scenario, cascade: Cascade) -> "pd.DataFrame":
    """Return all falls as a table, one row for each; times in s, what it came to in person-hours."""
    import pandas as pd

    names = Names(scenario)
    rows = [
        {
            "seq": fall.seq,
            "parent": None if fall.parent is None else fall.parent.seq,
            "sort": fall.thing[0],
            "name_zh": names.of(fall).zh,
            "name_en": names.of(fall).en,
            "from_s": fall.from_ms / SECOND_MS,
            "until_s": None if fall.until_ms is None else fall.until_ms / SECOND_MS,
            "people": fall.people,
            "person_h": fall.person_h(cascade.end_ms),
            "falls_below": cascade.tolls[fall.seq].falls - 1,
            "person_h_below": cascade.tolls[fall.seq].person_h,
        }
        for fall in cascade.falls
    ]
    found = pd.DataFrame(rows, columns=list(rows[0]) if rows else ["seq"])
    return found.astype({"parent": "Int64"}) if rows else found
