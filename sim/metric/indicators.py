"""Indicators of an exercise 评估指标: what a log says of how posts and the district did."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sim.metric.aid_rows import request_rows
from sim.metric.exercise import CALL, DAMAGE, PostFile, Posts
from sim.metric.fold import Fold
from sim.metric.leaders import named, of_kind
from sim.metric.outcomes import outcomes
from sim.metric.people import AWAY
from sim.metric.people_rows import people_summary
from sim.metric.spread import known, percentile, ratio
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.ids import Address, Band
from sim.terms.units import MINUTE_MS, SECOND_MS
from sim.words import both, both_in


class Indicator(NamedTuple):
    """What is told of an indicator: its unit and names."""

    unit: str
    zh: str
    en: str


INDICATORS: Final[dict[str, Indicator]] = {
    "picture_min": Indicator("min", *both("first picture, from the first harm")),
    "heard_share": Indicator("share", *both("townships that were heard")),
    "decision_call_min": Indicator("min", *both("call known to first dispatch, median")),
    "undecided_calls": Indicator("1", *both("calls without a dispatch")),
    "decision_damage_min": Indicator("min", *both("damage known to first work order, median")),
    "undecided_damage": Indicator("1", *both("damage without a work order")),
    "orders": Indicator("1", *both("orders sent")),
    "person_share": Indicator("share", *both("of these by people")),
    "orders_lost": Indicator("1", *both("orders that did not arrive")),
    "orders_lost_share": Indicator("share", *both("share of orders that did not arrive")),
    "order_delay_s": Indicator("s", *both("delay of orders, median")),
    "words": Indicator("1", *both("messages in own words")),
    "command_min": Indicator("min", *both("first centre lost to command taken")),
    "first_unit_min": Indicator("min", *both("first unit, median")),
    "unreached_share": Indicator("share", *both_in("metric", "calls that no unit reached")),
    "silent_mean_h": Indicator("h", *both("hours of silence, mean of townships")),
    "aid_requests": Indicator("1", *both("requests for aid")),
    "aid_check_in_min": Indicator("min", *both("request to check-in, median")),
    "told_share": Indicator("share", *both("people to leave who were told")),
    "moved_share": Indicator("share", *both("people at risk who have left")),
    "alive_share": Indicator("share", *both_in("metric", "trapped people freed alive")),
}
"""Indicators in the order in which they are told; those before ``first_unit_min`` belong to a post each."""
_MORE: Final = frozenset({"heard_share", "person_share", "words", "orders"})


class Found(NamedTuple):
    """An indicator of a post, or of the district where `address` is None; what there is not is None."""

    key: str
    address: int | None
    value: float | None
    n: int


def indicators(fold: Fold, posts: Posts, addresses: Iterable[int]) -> list[Found]:
    """Return the indicators of some posts, then those of the district.

    Parameters
    ----------
    fold, posts
        Of the log, whose end is known.
    addresses
        Of posts that have seats.
    """
    found = [each for address in addresses for each in _of_post(fold, posts, posts.of(address))]
    return [*found, *_of_district(fold, posts)]


def overall(found: Sequence[Found]) -> dict[str, float | None]:
    """Return one value for each indicator: the worst of the posts, by which a template is judged."""
    values: dict[str, float | None] = {}
    for key in INDICATORS:
        there = known(each.value for each in found if each.key == key)
        values[key] = None if not there else there[0] if key in _MORE else there[-1]
    return values


def _of_post(fold: Fold, posts: Posts, post: PostFile) -> list[Found]:
    stands_by, rows = post.address in _stand_by(fold.scenario), list[tuple[str, float | None, int]]()
    if not stands_by or post.led:  # who never leads need know nothing
        rows += [("picture_min", _picture(posts.first_harm_ms, post, stands_by), 1), *_heard(fold, post)]
    rows += _decided(post, CALL, "decision_call_min", "undecided_calls", stands_by)
    rows += _decided(post, DAMAGE, "decision_damage_min", "undecided_damage", stands_by)
    rows += _orders(post)
    if post.took_ms:
        rows.append(("command_min", max(post.took_ms) / MINUTE_MS, len(post.took_ms)))
    return [Found(key, post.address, value, n) for key, value, n in rows]


def _picture(harm_ms: int | None, post: PostFile, stands_by: bool) -> float | None:
    """Return how long a post waited for its first picture; one that takes over from when it leads."""
    if harm_ms is None or post.picture_ms is None:
        return None
    since_ms = post.due_ms(harm_ms) if stands_by else harm_ms
    late_ms = None if since_ms is None else post.picture_ms - since_ms
    return None if late_ms is None else (max(0, late_ms) if stands_by else late_ms) / MINUTE_MS


def _stand_by(scenario: Scenario) -> list[Address]:
    """Return the addresses of the posts that take over from others."""
    return named(scenario, scenario.response.succession.alternate, scenario.standby.post)


def _heard(fold: Fold, post: PostFile) -> list[tuple[str, float | None, int]]:
    """Return the share of townships that an operations centre heard; other posts need not hear them."""
    towns = len(fold.scenario.townships)
    heard = sum(Band.TOWNSHIP <= address < Band.VILLAGE for address in post.heard)
    eocs = of_kind(fold.scenario, Party.EOC)
    if fold.scenario.comms != "bearers" or post.address not in eocs or not towns:
        return []
    return [("heard_share", heard / towns, towns)]


def _decided(
    post: PostFile, what: str, key: str, never: str, stands_by: bool
) -> list[tuple[str, float | None, int]]:
    """Return how long decisions took, and how many were never made; of who stands by, from when it led."""
    of_kind = [choice for choice in post.choices if choice.what == what]
    dues = [(each, post.due_ms(each.known_ms) if stands_by else each.known_ms) for each in of_kind]
    choices = [(each.decided_ms, due_ms) for each, due_ms in dues if due_ms is not None]
    took = [max(0, done_ms - due_ms) / MINUTE_MS for done_ms, due_ms in choices if done_ms is not None]
    if not choices:
        return []
    median = percentile(sorted(took), 50) if took else None
    return [(key, median, len(took)), (never, len(choices) - len(took), len(choices))]


def _orders(post: PostFile) -> list[tuple[str, float | None, int]]:
    orders, n = post.orders, len(post.orders)
    delays = known(None if o.arrived_ms is None else (o.arrived_ms - o.t_ms) / SECOND_MS for o in orders)
    lost = sum(order.arrived_ms is None for order in orders)
    rows: list[tuple[str, float | None, int]] = [("orders", n, n), ("words", post.words, post.words)]
    if n:
        rows.append(("person_share", sum(order.person for order in orders) / n, n))
        rows += [("orders_lost", lost, n), ("orders_lost_share", lost / n, n)]
        rows.append(("order_delay_s", percentile(delays, 50) if delays else None, len(delays)))
    return rows


def _of_district(fold: Fold, posts: Posts) -> list[Found]:
    figures = outcomes(fold, posts, 0)
    calls = fold.responses.calls
    first = known(_first_min(call) for call in calls)
    towns = len(fold.scenario.townships)
    rows: list[tuple[str, float | None, int]] = [
        ("first_unit_min", percentile(first, 50) if first else None, len(first)),
        ("unreached_share", 1 - len(first) / len(calls) if calls else None, len(calls)),
    ]
    if fold.scenario.comms == "bearers":
        rows.append(("silent_mean_h", ratio(figures["silent_h"] or 0.0, towns), towns))
    return [Found(key, None, value, n) for key, value, n in [*rows, *_aid(fold), *_people(fold)]]


def _first_min(call: Any) -> float | None:
    came = None if call.first is None else call.first.on_scene_ms
    return None if came is None else (came - call.began_ms) / MINUTE_MS


def _aid(fold: Fold) -> list[tuple[str, float | None, int]]:
    rows = request_rows(fold)
    took = known(row.check_in_s / 60 for row in rows)
    if not rows:
        return []
    return [
        ("aid_requests", len(rows), len(rows)),
        ("aid_check_in_min", percentile(took, 50) if took else None, len(took)),
    ]


def _people(fold: Fold) -> list[tuple[str, float | None, int]]:
    rows: list[tuple[str, float | None, int]] = []
    told = people_summary(fold).get("people")
    if told is not None:
        states, at_risk = told["states"], told["at_risk"]
        away = sum(states[state] for state in AWAY)
        warned = {group.number for group in fold.crowd.groups if group.number in fold.crowd.told}
        to_leave = _to_leave(fold)
        told_people = sum(group.people for group in to_leave if group.number in warned)
        people = sum(group.people for group in to_leave)
        rows.append(("told_share", told_people / people if people else None, people))
        rows.append(("moved_share", away / at_risk if at_risk else None, at_risk))
    rescued = fold.rescue.rescued
    if rescued.trapped:
        rows.append(("alive_share", rescued.alive / rescued.trapped, rescued.trapped))
    return rows


def _to_leave(fold: Fold) -> list[Any]:
    """Return the groups in townships to which a warning to leave was issued."""
    scenario = fold.scenario
    towns = {each.fact.township for each in fold.crowd.issued if each.fact.leave}
    rows = scenario.township_ids
    return [g for g in fold.crowd.groups if rows[scenario.villages[g.village].township] in towns]
