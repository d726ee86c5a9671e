"""What do failing communications cost in an extreme storm? Paired storms with ideal and with real bearers.

Run with ``python experiments/storm_comms.py [REPLICATIONS [CHANGE ...]]``; ten take about a minute. Changes
of the form ``path=value``, such as ``bearers.crowds=[]``, hold for both.
"""

import sys
from collections.abc import Sequence
from math import sqrt
from statistics import mean, stdev
from typing import Any

FIGURES = (
    "calls",
    "reached",
    "reached within 15 min",
    "share within 15 min, %",
    "reached within 60 min",
    "median response, min",
    "90th percentile, min",
    "calls open at the end",
    "arrivals of units",
    "callers who gave up",
    "people walked for help",
    "couriers and runners sent",
    "calls taken up locally",
    "teams set up",
    "messages lost",
    "stations unheard, h",
    "townships unheard, h",
)


def figures(log: Any) -> dict[str, float]:
    """Return the figures of one run; those after the arrivals are nought where communications are ideal."""
    from sim.metric.fold import fold
    from sim.metric.rows import call_rows
    from sim.metric.spread import known, percentile

    rows = call_rows(fold(log))
    times_min = known(row.response_s / 60 for row in rows)
    in_15, in_60 = (sum(time <= limit for time in times_min) for limit in (15, 60))
    return {
        "calls": len(rows),
        "reached": len(times_min),
        "reached within 15 min": in_15,
        "share within 15 min, %": 100 * in_15 / max(1, len(rows)),
        "reached within 60 min": in_60,
        "median response, min": percentile(times_min, 50),
        "90th percentile, min": percentile(times_min, 90),
        "calls open at the end": sum(row.end == "open" for row in rows),
        **_work(log),
        **_words(log),
        **_unheard_h(log),
    }


def _work(log: Any) -> dict[str, float]:
    """Count how often units arrived, teams set up, and stations gave orders of their own."""
    from sim.record import facts
    from sim.terms.ids import Band

    told = [fact for _, _, _, fact in log.entries()]
    sent = [
        fact for fact in told if isinstance(fact, facts.MessageSent) and _band(fact.sender) is Band.STATION
    ]
    local = {item.call for fact in sent for item in fact.body if isinstance(item, facts.Dispatch)}
    return {
        "arrivals of units": sum(f.status == "on_scene" for f in told if isinstance(f, facts.UnitChanged)),
        "calls taken up locally": len(local),
        "teams set up": sum(f.status == "on_air" for f in told if isinstance(f, facts.TeamChanged)),
    }


def _words(log: Any) -> dict[str, float]:
    """Count the messages that somebody carried, and those that never arrived."""
    from sim.record import facts
    from sim.terms.ids import PUBLIC

    sender = {seq: f.sender for seq, _, _, f in log.entries() if isinstance(f, facts.MessageSent)}
    told = [fact for _, _, _, fact in log.entries()]
    carried = [sender[f.message] for f in told if isinstance(f, facts.MessageTaken) and f.bearer == "courier"]
    lost = [f for f in told if isinstance(f, facts.MessageLost)]
    return {
        "people walked for help": carried.count(PUBLIC),
        "couriers and runners sent": len(carried) - carried.count(PUBLIC),
        "callers who gave up": sum(sender[fact.message] == PUBLIC for fact in lost),
        # an older status of a unit gives way to a newer one, which is no loss
        "messages lost": sum(f.reason != "superseded" and sender[f.message] != PUBLIC for f in lost),
    }


def _unheard_h(log: Any) -> dict[str, float]:
    """Return for how many hours, all told, stations and townships could not be heard at the centre."""
    from sim.record.facts import ReachChanged
    from sim.terms.ids import Band

    hours = dict.fromkeys((Band.STATION, Band.TOWNSHIP), 0.0)
    for _, t, _, fact in log.entries():
        band = _band(fact.address) if isinstance(fact, ReachChanged) else None
        if band in hours:
            left_h = (log.header.horizon_ms - t) / 3_600_000
            hours[band] += -left_h if fact.up else left_h
    return {"stations unheard, h": hours[Band.STATION], "townships unheard, h": hours[Band.TOWNSHIP]}


def _band(address: int) -> Any:
    """Return the band in which an address lies, or None for the centre, the public and units."""
    from sim.terms.ids import Address, Band

    found = Band.split(Address(address))
    return None if found is None else found[0]


def pairs(
    replications: int, scenario: str = "fuling-storm", changes: Sequence[str] = ()
) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Return the figures of each replication, with ideal communications and by bearers that fail."""
    from sim import load, run

    ideal, real = (load(scenario, [*changes, f"comms={comms}"]) for comms in ("ideal", "bearers"))
    return [(figures(run(ideal, rep=rep)), figures(run(real, rep=rep))) for rep in range(replications)]


def compared(
    found: list[tuple[dict[str, float], dict[str, float]]],
) -> list[tuple[str, float, float, float, float]]:
    """Return figure, means with ideal and real communications, difference, half of its 95 % interval (t)."""
    from scipy.stats import t

    rows = []
    for name in FIGURES:
        ideal, real = zip(*((a[name], b[name]) for a, b in found), strict=True)
        gaps = [b - a for a, b in zip(ideal, real, strict=True)]
        half = float(t.ppf(0.975, len(gaps) - 1)) * stdev(gaps) / sqrt(len(gaps))
        rows.append((name, mean(ideal), mean(real), mean(gaps), half))
    return rows


def main(replications: int, changes: Sequence[str]) -> None:
    """Print the comparison."""
    print(f"{'':26}{'ideal':>9}{'bearers':>9}{'difference':>12}")
    for name, a, b, gap, half in compared(pairs(replications, changes=changes)):
        print(f"{name:26}{a:9.2f}{b:9.2f}{gap:+12.2f} ± {half:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10, sys.argv[2:])
