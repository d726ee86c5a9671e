"""What neighbours answered, why they lent nothing, and what kept them at home, for the section on aid."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from sim.report.bearers import moment
from sim.report.material import Material
from sim.report.named import called
from sim.report.parts import Cell, Table, Text, cells, columns
from sim.report.say import count, decimal, minutes
from sim.report.sections import rows_of
from sim.report.words import WORDS, Both

_COUNTED: Final = ("calls", "still_open", "lost_units", "refused_engaged", "recalls")


def answers(material: Material) -> Table:
    """Return who was asked for what, when word was there and answered, and why nothing came of it."""
    heads = columns(
        aid_request="n",
        aid_of_whom="w",
        aid_needs="w",
        aid_asked="w",
        aid_heard="n",
        aid_answered="n",
        aid_offered="n",
        aid_committed="n",
        aid_why="w",
    )
    names = {post.id: called(post) for post in material.scenario.posts}
    rows = rows_of(material.tables.aid_answers)
    return Table(heads, tuple(_answer(material, names[row["post"]], row) for row in rows))


def _answer(material: Material, post: Both, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return cells(
        count(row["request"]),
        WORDS["aid_ordered"].fill(post=post) if row["ordered"] else post,
        row["needs"],
        moment(material, row["asked_s"]),
        minutes(row["heard_s"]),
        minutes(row["answered_s"]),
        count(row["offered"]),
        count(row["promised"]),
        WORDS[f"aid_why_{row['why'] or 'none'}"],
    )


def refusals(material: Material) -> list[Text]:
    """Return how many requests got nothing, and why, in a sentence; nothing where none went out."""
    rows = list(rows_of(material.tables.aid_answers))
    why = Counter(row["why"] for row in rows if row["why"])
    if not rows:
        return []
    if not why:
        return [Text(WORDS["aid_refused_never"].fill(asked=len(rows)))]
    told = _listed([_counted(key, n) for key, n in sorted(why.items(), key=lambda pair: (-pair[1], pair[0]))])
    none = sum(why.values())
    return [Text(WORDS["aid_refused"].fill(asked=len(rows), offered=len(rows) - none, none=none, why=told))]


def _counted(key: str, number: int) -> Both:
    return WORDS["aid_why_counted"].fill(why=WORDS[f"aid_why_{key}"], n=number)


def _listed(parts: list[Both]) -> Both:
    return Both("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def own_storm(material: Material) -> list[Text]:
    """Return what neighbours had to do at home, in a sentence; nothing where that is off."""
    told = material.summary.get("own_storm")
    if told is None:
        return []
    counted = {name: told[name] for name in _COUNTED}
    return [Text(WORDS["aid_own_storm"].fill(**counted, engaged=decimal(told["engaged_unit_h"])))]
