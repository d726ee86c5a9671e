"""What is at hand before and around the engines, in words: who found fires, neighbours, water."""

from collections.abc import Mapping
from typing import Any, Final

from sim.report.material import Material
from sim.report.parts import Section, Text
from sim.report.say import count, decimal, minutes
from sim.report.words import Both
from sim.words import both

_TITLE: Final = both("First minutes and water")
_FOUND: Final = both(
    "Found: {found} fires had to be found ({detector} by a detector), after {mean} min "
    "on average, nine of ten within {p90} min."
)
_WENT: Final = both(
    "Neighbours: went to {went} fires and were there first at {there} (median {p50} min "
    "after the beginning), held {held}, put out {out}, saved {saved} h of work."
)
_WATER: Final = both(
    "Water: {calls} fires used {used} t ({brought} t came in tanks); {limited} went "
    "short of it, for {limited_h} h in all, {stopped_h} h of that without any."
)
_NOTE: Final = both(
    "The rules and figures of first minutes and water are largely assumptions; see the table of assumptions."
)


def lines(summary: Mapping[str, Any]) -> list[Both]:
    """Return a sentence for each thing that was played; none where nothing of it was.

    Parameters
    ----------
    summary
        Of a run.
    """
    first, water, found = summary["first_minutes"], summary["water"], []
    if first["found"]:
        found.append(_found(first))
    if first["neighbours_went"]:
        found.append(_went(first))
    if water["calls"]:
        found.append(_water(water))
    return found


def at_hand(material: Material) -> list[Section]:
    """Return the section of a report in a list, which is empty where nothing of it was played."""
    said = lines(material.summary)
    return [Section(_TITLE, [*(Text(each) for each in said), Text(_NOTE, "note")])] if said else []


def told(material: Material) -> list[str]:
    """Return the lines for the terminal, each in both languages."""
    return [f"{each.zh}\n{each.en}" for each in lines(material.summary)]


def _found(first: Mapping[str, Any]) -> Both:
    return _FOUND.fill(
        found=count(first["found"]),
        detector=count(first["found_by_detector"]),
        mean=minutes(first["mean_found_s"]),
        p90=minutes(first["p90_found_s"]),
    )


def _went(first: Mapping[str, Any]) -> Both:
    return _WENT.fill(
        went=count(first["neighbours_went"]),
        there=count(first["neighbours_there"]),
        p50=minutes(first["p50_neighbours_s"]),
        held=count(first["held"]),
        out=count(first["put_out"]),
        saved=decimal(first["saved_h"]),
    )


def _water(water: Mapping[str, Any]) -> Both:
    return _WATER.fill(
        calls=count(water["calls"]),
        used=decimal(water["used_t"]),
        brought=decimal(water["brought_t"]),
        limited=count(water["limited"]),
        limited_h=decimal(water["limited_h"]),
        stopped_h=decimal(water["stopped_h"]),
    )
