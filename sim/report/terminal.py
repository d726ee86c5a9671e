"""What ``sanduan run`` prints, in at most 92 columns: headline, segments of a response, slowest townships."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sim.report import style
from sim.report.material import Material
from sim.report.say import clock, count, known, minutes, part, percent
from sim.report.sections import rows_of
from sim.report.words import WORDS, Both

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sim.record.log import Log

WORST: Final = 8
"""How many townships are shown, the slowest first."""
WIDTH: Final = 92


def print_summary(log: "Log | Material", console: "Console") -> None:
    """Print the run in three small tables, headed in both languages.

    Parameters
    ----------
    log
        The run, or what was read from it already.
    console
        Where to print.
    """
    material = Material.of(log)
    console.print(headline(material), highlight=False)
    for table in (shares(material), segments(material), townships(material)):
        console.print(table, width=min(WIDTH, console.width))
    console.print(f"日志摘要 digest  {material.digest}", highlight=False)


def headline(material: Material) -> str:
    """Return name, length, policy, seed and the ends of calls, on two lines."""
    calls, header = material.summary["calls"], material.header
    title = material.scenario.title
    ends = "  ".join(f"{label} {count(calls[end])}" for end, label in _ENDS.items())
    return (
        f"{title.zh} {title.en}  {material.summary['days']:g} 天 days  {header.policy}  "
        f"seed {header.seed}  rep {header.rep}\n警情 calls {count(calls['total'])}:  {ends}"
    )


_ENDS: Final = {"closed": "结案 closed", "handed_over": "移交 handed over", "open": "未结 open"}


def shares(material: Material) -> "Table":
    """Return response, shares in time, uncovered and cross-boundary share, in one row."""
    told = material.summary["response"]
    table = _table(f"响应 response, {part_of(material)}")
    values = [minutes(told["p50_s"]), minutes(told["p90_s"])]
    heads = ["中位 p50\n分 min", "90%位 p90\n分 min"]
    for bound in style.SHARES_MIN:
        heads.append(f"≤{bound} 分\nmin")
        values.append(percent(told[f"share_{bound}min"]))
    heads += ["无覆盖\nuncovered", "跨区\nabroad"]
    values += [
        percent(material.summary["coverage"]["uncovered_share"]),
        percent(material.summary["cross_boundary_share"]),
    ]
    for head in heads:
        table.add_column(head, justify="right")
    table.add_row(*values)
    return table


def part_of(material: Material) -> str:
    """Return how many calls were reached, of how many."""
    return f"到场 reached {part(material.summary['response']['reached'], material.summary['calls']['total'])}"


def segments(material: Material) -> "Table":
    """Return the segments of a response against the goals of NFPA 1710."""
    table = _table("各段用时 segments, 分:秒 min:s")
    table.add_column("段 segment")
    for head in ("n", "中位\np50", "90%位\np90", "最长\nmax", "NFPA 1710", "实际\nmet"):
        table.add_column(head, justify="right")
    for row in rows_of(material.tables.segments):
        times = [clock(row[f"{name}_s"]) for name in ("p50", "p90", "max")]
        table.add_row(_both(WORDS[row["segment"]]), count(row["n"]), *times, *_goal(row))
    return table


def _goal(row: Mapping[str, Any]) -> tuple[str, str]:
    if not known(row["goal_s"]):
        return "", ""
    return f"{clock(row['goal_s'])} / {percent(row['goal_share'], 0)}", percent(row["met_share"], 0)


def townships(material: Material) -> "Table":
    """Return the townships with the slowest median response."""
    frame = material.tables.townships.sort_values(["p50_response_s", "township"], ascending=[False, True])
    slowest = frame[frame["reached"] > 0].head(WORST)
    table = _table(f"最慢的镇街 slowest townships ({len(slowest)}/{len(frame)})")
    table.add_column("镇街 township")
    for head in ("警情\ncalls", "中位\np50 min", "90%位\np90 min", "≤10 分\nmin", "无覆盖\nuncovered"):
        table.add_column(head, justify="right")
    for row in rows_of(slowest):
        times = (minutes(row["p50_response_s"]), minutes(row["p90_response_s"]))
        shown = (*times, percent(row["share_10min"], 0), percent(row["uncovered_share"]))
        table.add_row(_both(material.townships[row["township"]]), count(row["calls"]), *shown)
    return table


def _both(words: Both) -> str:
    return words.zh if words.zh == words.en else f"{words.zh} {words.en}"


def _table(title: str) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, title_style="bold")
