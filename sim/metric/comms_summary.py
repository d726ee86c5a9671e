"""The headline figures of communications, and the digest of demand that tells whether calls were the same."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from sim.metric import comms_rows
from sim.metric.comms_rows import NETWORKS, PostRow, SiteRow, TeamRow, WordRow
from sim.metric.fold import Fold
from sim.metric.rows import Names
from sim.metric.spread import known, mean, percentile
from sim.metric.word import COURIER, Words
from sim.record.header import DIGEST_BYTES
from sim.terms.enums import WordWay


def demand_digest(fold: Fold) -> str:
    """Return the digest of everything that began: two runs with the same one met the same calls.

    It covers number, time, kind, severity, place, needs and work of each call, and nothing that anybody did.

    Returns
    -------
    str
        BLAKE2b, 32 hexadecimal digits.
    """
    names, found = Names(fold.scenario), blake2b(digest_size=DIGEST_BYTES)
    places = [village.id for village in fold.scenario.villages]
    for call in fold.responses.calls:
        fact = call.fact
        name, kind = names.kinds[fact.kind]
        severity = kind.severities[fact.severity].id
        told = (fact.call, call.began_ms, name, severity, places[fact.place], fact.needs, fact.work_ms)
        found.update(json.dumps(told, ensure_ascii=True).encode())
    return found.hexdigest()


def communications(fold: Fold) -> dict[str, Any] | None:
    """Return the headline figures of communications; None where messages were ideal."""
    if fold.words is None:
        return None
    word = comms_rows.word_rows(fold)
    return {
        "failed": _failures(fold),
        "orders_never_arrived": _orders(fold),
        "blind": _blind(comms_rows.post_rows(fold)),
        "sites": _sites(comms_rows.site_rows(fold)),
        "teams": _teams(comms_rows.team_rows(fold)),
        "word": _word(word),
        "local": _local(fold.words, word),
        "waited": _waited(fold.words, word),
    }


def _failures(fold: Fold) -> dict[str, dict[str, int]]:
    """Return messages lost by a network and dropped by a bearer, by reason."""
    found: dict[str, dict[str, int]] = {}
    for row in comms_rows.failure_rows(fold):
        found.setdefault(row.bearer, {})[row.reason] = row.messages
    return found


def _orders(fold: Fold) -> dict[str, Any]:
    rows = comms_rows.order_rows(fold)
    return {
        "total": len(rows),
        "by_kind": _counted(row.order for row in rows),
        "by_end": _counted(row.end for row in rows),
        "by_receiver": _counted(row.receiver for row in rows),
    }


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _blind(rows: Sequence[PostRow]) -> dict[str, Any]:
    """Return how many posts could not be heard, for how long, and which for longest at a time."""
    blind = [row for row in rows if row.spells]
    worst = max(blind, key=lambda row: row.longest_h, default=None)
    return {
        "posts": len(rows),
        "ever": len(blind),
        "at_end": sum(row.blind_at_end for row in rows),
        "total_h": math.fsum(row.blind_h for row in rows),
        "share": mean([row.blind_share for row in rows]),
        "longest_h": 0.0 if worst is None else worst.longest_h,
        "longest_post": None if worst is None else worst.post,
    }


def _sites(rows: Sequence[SiteRow]) -> dict[str, dict[str, float]]:
    """Return, for each network, how many of its sites were out, and for how long in all and at most."""
    found = {}
    for network in NETWORKS:
        out = [row for row in rows if row.network == network and row.spells]
        found[network] = {
            "out": len(out),
            "out_h": math.fsum(row.out_h for row in out),
            "longest_h": max((row.longest_h for row in out), default=0.0),
        }
    return found


def _teams(rows: Sequence[TeamRow]) -> dict[str, float]:
    on_air = known(row.on_air_s for row in rows)
    waits = [row.on_air_s - row.set_out_s for row in rows if not math.isnan(row.on_air_s)]
    return {"deployed": len(rows), "on_air": len(on_air), "mean_to_air_s": mean(waits)}


def _word(rows: Sequence[WordRow]) -> dict[str, Any]:
    """Return, for each way on which word came, how many calls, and how long until they were answered."""
    found: dict[str, Any] = {}
    for way in WordWay:
        of_way = [row for row in rows if row.way == way.value]
        found[way.value] = {"calls": len(of_way), **_times(of_way)}
    return {"all": {"calls": len(rows), **_times(rows)}, "by_way": found}


def _times(rows: Sequence[WordRow]) -> dict[str, float]:
    times = known(row.answer_s for row in rows)
    return {
        "p50_answer_s": percentile(times, 50),
        "p90_answer_s": percentile(times, 90),
        "max_answer_s": percentile(times, 100),
    }


def _local(words: Words, rows: Sequence[WordRow]) -> dict[str, Any]:
    """Return what stations did on their own: calls that they answered, units that they brought there."""
    calls = [row for row in rows if row.local]
    return {
        "calls": len(calls),
        "by_station": _counted(row.answered_by for row in calls),
        "arrivals": sum(comms_rows.is_local_order(arrival) for arrival in words.arrivals),
        "never_told_centre": sum(math.isnan(row.centre_s) for row in calls),
    }


def _waited(words: Words, rows: Sequence[WordRow]) -> dict[str, int]:
    """Return how many arrivals waited for a walk or a courier, and how many calls they were the first at."""
    late = [a for a in words.arrivals if comms_rows.has_waited(words.calls[a.call], a)]
    return {
        "arrivals": len(late),
        "of": len(words.arrivals),
        "calls": sum(row.waited for row in rows),
        "order_by_courier": sum(arrival.by == COURIER for arrival in words.arrivals),
    }
