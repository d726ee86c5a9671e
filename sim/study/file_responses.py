"""The part of a study file that names the responses 响应指标."""

from dataclasses import replace

from sim.metric.columns import COLUMNS
from sim.scenario.source import Node
from sim.study.model import BETTER, Response
from sim.study.sections import Keys
from sim.study.spread import Value


def read_responses(keys: Keys) -> tuple[Response, ...]:
    """Return the figures that a study keeps: dotted paths into the summary, or quantiles of a column."""
    found: list[Response] = []
    for number, node in keys.entries("responses", required=True):
        place = f"responses.{number}"
        response = _response(keys, node, place)
        if response is None:
            continue
        if any(response.name == other.name for other in found):
            keys.fault(node, place, "unique_response")
        found.append(response)
    return tuple(found)


def _response(keys: Keys, node: Node, place: str) -> Response | None:
    if isinstance(node.content, str) and node.content:
        return Response(node.content, node.content)
    if not isinstance(node.content, dict):
        keys.fault(node, place, "text")
        return None
    section = Keys(node, place, keys.faults)
    if section.has("figure"):
        figure = section.text("figure")
        found = Response(section.text("name", figure), figure)
    else:
        found = _quantile(section)
    found = replace(
        found,
        better=section.one_of("better", BETTER, default=BETTER[0]),
        worth=section.number("worth", low=0, default=0.0),
        title=read_title(section),
    )
    section.done()
    return found


def read_title(keys: Keys, required: bool = False, key: str = "title") -> dict[str, str]:
    """Return a title in Chinese and English; empty where there is none."""
    title = keys.mapping(key, required=required)
    if title is None:
        return {}
    found = {lang: title.text(lang, required=True) for lang in ("zh", "en")}
    title.done()
    return found


def _quantile(section: Keys) -> Response:
    share = section.number("quantile", 0, 1, default=0.5, required=True)
    column_of = section.text("of", required=True)
    table, _, column = column_of.partition(".")
    where: tuple[tuple[str, Value], ...] = ()
    if column_of and _known_column(section, table, column):
        where = _conditions(section, table)
    else:
        section.take("where")
    told = "".join(f", {key}={value}" for key, value in where)
    figure = f"quantile({share:.10g}, {table}.{column}{told})"
    return Response(section.text("name", figure), figure, share, table, column, where)


def _known_column(section: Keys, table: str, column: str) -> bool:
    node = section.content["of"]
    if not column:
        section.fault(node, "of", "dotted_column")
    elif table not in COLUMNS:
        section.fault(node, "of", "table", section.faults.near(table, COLUMNS))
    elif column not in COLUMNS[table] or not COLUMNS[table][column].unit:
        numbers = [name for name, about in COLUMNS[table].items() if about.unit]
        section.fault(node, "of", "table_column", section.faults.near(column, numbers), table=table)
    else:
        return True
    return False


def _conditions(section: Keys, table: str) -> tuple[tuple[str, Value], ...]:
    """Return the conditions of the rows that count, by column."""
    below = section.mapping("where")
    found: list[tuple[str, Value]] = []
    for column, node in below.content.items() if below else ():
        assert below is not None
        if column not in COLUMNS[table]:
            hint = below.faults.near(column, COLUMNS[table])
            below.faults.add(node.key or node.mark, below.name(column), "any_column", hint=hint, table=table)
        elif isinstance(node.content, dict | list) or node.content is None:
            below.fault(node, column, "scalar")
        else:
            found.append((column, node.content))
    return tuple(sorted(found))
