"""The section on who led the district, and its lines in the terminal: only where its centre can be lost."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.parts import Part, Section, Text
from sim.report.say import count, decimal, known
from sim.report.words import WORDS, Both


def succession(material: Material) -> list[Section]:
    """Return the section in a list, which is empty where there is nothing of it."""
    told = _told(material.summary)
    parts: list[Part] = [Text(words) for words in told]
    if "succession" in material.summary:
        parts.append(Text(WORDS["succession_note"], "note"))
    return [Section(WORDS["section_succession"], parts)] if parts else []


def in_lines(summary: Mapping[str, Any]) -> list[str]:
    """Return the same in lines for the terminal, in Chinese and English."""
    parts = _told(summary)
    return ["".join(part.zh for part in parts), " ".join(part.en for part in parts)] if parts else []


def _told(summary: Mapping[str, Any]) -> list[Both]:
    """Return what there is to tell, in a few sentences."""
    led, deputies = summary.get("succession"), summary.get("deputies")
    found = [] if led is None else succession_told(led)
    if deputies is not None:
        counts = {name: count(deputies[name]) for name in ("turned", "townships")}
        found.append(WORDS["deputies_told"].fill(**counts))
    return found


def succession_told(told: Mapping[str, Any]) -> list[Both]:
    """Return who led, who knew of it, and when orders flowed again, in a few sentences."""
    found = [
        WORDS["succession_told"].fill(
            lost=count(told["lost"]),
            lost_h=decimal(told["lost_h"]),
            alone=decimal(told["alone_h"]),
            taken=count(told["taken"]),
            led=decimal(told["led_h"]),
            both=decimal(told["both_h"]),
        )
    ]
    if told["taken"]:
        found.append(
            WORDS["succession_knew"].fill(
                asked=count(told["asked"]),
                told=count(told["told"]),
                p50=decimal(told["told_p50_min"]),
                flows=decimal(told["flows_h"]),
                orders=count(told["orders"]),
            )
        )
    if known(told["set_up_h"]):
        found.append(WORDS["succession_vehicle"].fill(set_up=decimal(told["set_up_h"])))
    return found
