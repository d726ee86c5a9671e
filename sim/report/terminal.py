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

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sim.record.log import Log

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
        console.print(f"警情摘要 demand digest  {material.summary['demand_digest']}", highlight=False)
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


def comms(material: Material) -> "list[Table | str]":
    """Return what became of messages, who was blind and who waited; nothing where messages were ideal."""
    told = material.summary["communications"]
    return [] if told is None else [bearers(material), ways(material), contact_told(material)]


def bearers(material: Material) -> "Table":
    """Return the messages that each bearer took up."""
    table = _table("通信 communications: 各手段承载 by bearer")
    table.add_column("承载 bearer")
    for head in ("承接\ntaken", "送达\ndelivered", "失败\nfailed", "时延中位\np50 s", "90%位\np90 s"):
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
    table = _table("报警途径 how word of calls came, 分:秒 min:s")
    table.add_column("途径 way")
    for head in ("警情\ncalls", "接听中位\np50 answer", "最长\nmax"):
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
        f"失联 blind: {blind['ever']}/{blind['posts']} 点 posts, 累计 total {decimal(blind['total_h'])} h, "
        f"最长 longest {decimal(blind['longest_h'])} h\n"
        f"消息 messages: 发出 sent {count(messages['sent'])}  丢失 lost {count(messages['lost'])}  "
        f"在途 in flight {count(messages['in_flight'])}\n"
        f"未送达指令 orders never arrived {orders['total']}\n"
        f"等过步行或传信的到场 arrivals after a walk or courier {part(waited['arrivals'], waited['of'])}\n"
        f"站点自主接处 taken by stations {local['calls']}, 自派到场 arrived {local['arrivals']}"
    )
