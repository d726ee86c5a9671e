"""What ``sanduan run`` prints, in at most 92 columns: headline, response, townships, communications."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sim.report import style
from sim.report.aid.section import told_in_lines
from sim.report.at_hand import told as told_at_hand
from sim.report.basin.section import lines as of_basin
from sim.report.bearers import BEARERS, network
from sim.report.capability.section import lines as of_capabilities
from sim.report.control.section import lines as of_control
from sim.report.levels.section import lines
from sim.report.material import Material
from sim.report.municipal.section import in_lines as municipal
from sim.report.people.terminal import lines as of_people
from sim.report.relief.section import lines as of_relief
from sim.report.review.section import printed
from sim.report.say import clock, count, decimal, known, minutes, part, percent
from sim.report.sections import rows_of, trapped
from sim.report.seismic.section import lines as of_early_warning
from sim.report.succession.section import in_lines as of_succession
from sim.report.support import told_in_lines as of_support
from sim.report.uav import told_of_uavs
from sim.report.utilities.section import lines as of_utilities
from sim.report.words import WORDS, Both, Lang, term
from sim.terms.enums import WordWay
from sim.words import both, both_in

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sim.record.log import Log

_ARRIVED: Final = both_in("report", "arrived")
_TAKEN_BY_STATIONS: Final = both("taken by stations")
_ARRIVALS_AFTER_A_WALK_OR: Final = both("arrivals after a walk or courier")
_ORDERS_NEVER_ARRIVED: Final = both("orders never arrived")
_IN_FLIGHT: Final = both("in flight")
_LOST: Final = both_in("report", "lost")
_SENT: Final = both_in("report", "sent")
_MESSAGES: Final = both("messages")
_LONGEST: Final = both("longest")
_TOTAL: Final = both_in("report.terminal", "total")
_POSTS: Final = both_in("report", "posts")
_BLIND: Final = both("blind")
_MIN_S: Final = both("min:s")
_HOW_WORD_OF_CALLS_CAME: Final = both("how word of calls came")
_BY_BEARER: Final = both("by bearer")
_COMMUNICATIONS: Final = both("communications")
_SLOWEST_TOWNSHIPS: Final = both("slowest townships")
_SEGMENTS: Final = both("segments")
_REACHED: Final = both_in("report", "reached")
_MIN: Final = both_in("report", "min")
_RESPONSE: Final = both("response")
_CALLS: Final = both_in("review", "calls")
_DAYS: Final = both("days")
_DIGEST: Final = both("digest")
_DEMAND_DIGEST: Final = both("demand digest")

WORST: Final = 8
"""How many townships are shown, the slowest first."""
WIDTH: Final = 92


def print_summary(log: "Log | Material", console: "Console") -> None:
    """Print the run in a few small tables, headed in both languages.

    Parameters
    ----------
    log
        The run, or what was read from it already.
    console
        Where to print.
    """
    material = Material.of(log)
    console.print(headline(material), highlight=False)
    for table in (shares(material), segments(material), townships(material), *printed(material)):
        console.print(table, width=min(WIDTH, console.width))
    for words in trapped(material):
        for lang in Lang:
            console.print(words.of(lang), highlight=False)
    for told in comms(material):
        if isinstance(told, str):
            console.print(told, highlight=False)
        else:
            console.print(told, width=min(WIDTH, console.width))
    more = (*told_at_hand(material), *told_in_lines(material), *lines(material), *of_people(material.summary))
    more = (*more, *municipal(material.summary), *of_control(material.summary), *of_support(material))
    more = (*more, *told_of_uavs(material), *of_relief(material.summary), *of_capabilities(material))
    more = (*more, *of_early_warning(material.summary), *of_utilities(material))
    more = (*more, *of_succession(material.summary), *of_basin(material.summary))
    for line in more:
        console.print(line, highlight=False)
    if material.summary["communications"] is not None:
        console.print(f"{_DEMAND_DIGEST.zh_en}  {material.summary['demand_digest']}", highlight=False)
    console.print(f"{_DIGEST.zh_en}  {material.digest}", highlight=False)


def headline(material: Material) -> str:
    """Return name, length, policy, seed and the ends of calls, on two lines."""
    calls, header = material.summary["calls"], material.header
    title = material.scenario.title
    ends = "  ".join(f"{label} {count(calls[end])}" for end, label in _ENDS.items())
    return (
        f"{title.zh} {title.en}  {material.summary['days']:g} {_DAYS.zh_en}  {header.policy}  "
        f"seed {header.seed}  rep {header.rep}\n{_CALLS.zh_en} {count(calls['total'])}:  {ends}"
    )


_ENDS: Final = {
    "closed": both("closed").zh_en,
    "handed_over": both("handed over").zh_en,
    "open": both_in("report.open", "open").zh_en,
}


def shares(material: Material) -> "Table":
    """Return response, shares in time, uncovered and cross-boundary share, in one row."""
    told = material.summary["response"]
    table = _table(f"{_RESPONSE.zh_en}, {part_of(material)}")
    values = [minutes(told["p50_s"]), minutes(told["p90_s"])]
    heads = [
        both("p50").zh_en + "\n" + both_in("report", "min").zh_en,
        both("p90").zh_en + "\n" + both_in("report", "min").zh_en,
    ]
    for bound in style.SHARES_MIN:
        heads.append(f"≤{bound} {_MIN.stacked}")
        values.append(percent(told[f"share_{bound}min"]))
    heads += [both("uncovered").stacked, both("abroad").stacked]
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
    response, calls = material.summary["response"], material.summary["calls"]
    return f"{_REACHED.zh_en} {part(response['reached'], calls['total'])}"


def segments(material: Material) -> "Table":
    """Return the segments of a response against the goals of NFPA 1710."""
    table = _table(f"{_SEGMENTS.zh_en}, {_MIN_S.zh_en}")
    table.add_column(both("segment").zh_en)
    for head in (
        "n",
        both("p50").stacked,
        both("p90").stacked,
        both_in("report", "max").stacked,
        "NFPA 1710",
        both_in("report", "met").stacked,
    ):
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
    table = _table(f"{_SLOWEST_TOWNSHIPS.zh_en} ({len(slowest)}/{len(frame)})")
    table.add_column(both("township").zh_en)
    for head in (
        both_in("review", "calls").stacked,
        both("p50 min").stacked,
        both("p90 min").stacked,
        both_in("report.terminal", "min").stacked,
        both("uncovered").stacked,
    ):
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


def comms(material: Material) -> "list[Table | str]":
    """Return what became of messages, who was blind and who waited; nothing where messages were ideal."""
    told = material.summary["communications"]
    return [] if told is None else [bearers(material), ways(material), contact_told(material)]


def bearers(material: Material) -> "Table":
    """Return the messages that each bearer took up."""
    table = _table(f"{_COMMUNICATIONS.zh_en}: {_BY_BEARER.zh_en}")
    table.add_column(both("bearer").zh_en)
    for head in (
        both_in("report", "taken").stacked,
        both("delivered").stacked,
        both("failed").stacked,
        both("p50 s").stacked,
        both("p90 s").stacked,
    ):
        table.add_column(head, justify="right")
    for row in rows_of(material.tables.messages):
        if known(row["taken"]):
            counts = [count(row[name]) for name in ("taken", "delivered", "dropped")]
            name = BEARERS.get(row["bearer"])
            delays = (decimal(row["p50_delay_s"]), decimal(row["p90_delay_s"]))
            table.add_row(row["bearer"] if name is None else _both(name), *counts, *delays)
    return table


def ways(material: Material) -> "Table":
    """Return how word of calls came, and how long it took until they were answered."""
    table = _table(f"{_HOW_WORD_OF_CALLS_CAME.zh_en}, {_MIN_S.zh_en}")
    table.add_column(both("way").zh_en)
    for head in (
        both_in("review", "calls").stacked,
        both("p50 answer").stacked,
        both_in("report", "max").stacked,
    ):
        table.add_column(head, justify="right")
    for way, told in material.summary["communications"]["word"]["by_way"].items():
        if told["calls"]:
            times = clock(told["p50_answer_s"]), clock(told["max_answer_s"])
            table.add_row(_both(term(WordWay(way))), count(told["calls"]), *times)
    return table


def contact_told(material: Material) -> str:
    """Return who was blind, what was lost and who waited, on five lines."""
    told, messages = material.summary["communications"], network(material)
    blind, orders, waited, local = (
        told[name] for name in ("blind", "orders_never_arrived", "waited", "local")
    )
    return (
        f"{_BLIND.zh_en}: {blind['ever']}/{blind['posts']} {_POSTS.zh_en}, "
        f"{_TOTAL.zh_en} {decimal(blind['total_h'])} h, {_LONGEST.zh_en} {decimal(blind['longest_h'])} h\n"
        f"{_MESSAGES.zh_en}: {_SENT.zh_en} {count(messages['sent'])}  "
        f"{_LOST.zh_en} {count(messages['lost'])}  {_IN_FLIGHT.zh_en} {count(messages['in_flight'])}\n"
        f"{_ORDERS_NEVER_ARRIVED.zh_en} {orders['total']}\n"
        f"{_ARRIVALS_AFTER_A_WALK_OR.zh_en} {part(waited['arrivals'], waited['of'])}\n"
        f"{_TAKEN_BY_STATIONS.zh_en} {local['calls']}, {_ARRIVED.zh_en} {local['arrivals']}"
    )
