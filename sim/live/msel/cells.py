"""What stands in single cells of a script: times, conditions, effects, names; each says what it expected."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sim.scenario.hazards import INJECTED
from sim.scenario.model import Scenario
from sim.terms.enums import BearerKind, DamageKind, Party, Precedence, Term
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Band
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS

_A_POST: Final = (
    "the id or name of a post: centre, eoc, a township, a station or a row of posts 席位的编号或名称"
)


class BadCell(ValueError):
    """A cell cannot be read; the words say what was expected."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A condition on what is true 触发条件.

    Attributes
    ----------
    kind
        What is looked at: a key of `TRIGGERS`.
    what
        Of which: the number of a place, a road or a site, the tag of an order, or the number of a line.
    least
        How many, or which level.
    for_ms
        How long it must have been so.
    """

    kind: str
    what: int | str = ""
    least: int = 0
    for_ms: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """What a line breaks 影响.

    Attributes
    ----------
    kind
        How it is broken.
    target
        Row of what it breaks.
    size
        In the unit of the kind.
    lasts_ms
        After which it is whole again of itself; None until somebody mends it.
    """

    kind: DamageKind
    target: int
    size: int = 1
    lasts_ms: int | None = None


TRIGGERS: Final[Mapping[str, tuple[str, ...]]] = {
    "silent": ("静默", "失联"),
    "closed": ("断路", "closed road"),
    "down": ("停用", "退服"),
    "level": ("响应等级",),
    "order": ("指令",),
    "incidents": ("警情", "在处警情"),
    "lost": ("丢失消息",),
    "inject": ("注入", "after"),
    "delivered": ("送达",),
}
"""What a condition may look at, with other words for each."""
_WORDS: Final = {word: key for key, words in TRIGGERS.items() for word in (key, *words)}
_TRIGGER: Final = re.compile(
    r"\s*(?P<kind>[^\s:：>=≥<+]+)\s*(?:[:：]\s*(?P<what>[^\s>=≥+]+))?\s*(?:(?:>=|≥)\s*(?P<least>\d{1,6}))?"
    r"\s*(?:(?:\+|for\s|持续|后)\s*(?P<span>.+))?"
)
_EFFECT: Final = re.compile(
    r"\s*(?P<kind>[^\s:：]+)\s*[:：]\s*(?P<target>[^\s:：]+)\s*(?:[:：]\s*(?P<size>\d{1,7}))?"
    r"\s*(?:(?:for\s|持续)\s*(?P<span>.+))?"
)
_SPAN: Final = re.compile(
    r"(\d{1,6}(?:\.\d{1,3})?)\s*(min|minutes?|m|分钟?|h|hours?|小时|时|d|days?|天|s|秒)?"
)
_CLOCK: Final = re.compile(r"(?:[Dd](\d{1,3})\s+)?(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
_UNITS: Final = {
    "s": SECOND_MS,
    "秒": SECOND_MS,
    "h": HOUR_MS,
    "小": HOUR_MS,
    "时": HOUR_MS,
    "d": DAY_MS,
    "天": DAY_MS,
}


def span_ms(text: str) -> int:
    """Return a length of time; a bare number is in minutes.

    Raises
    ------
    BadCell
        If it is none.

    Examples
    --------
    >>> span_ms("30"), span_ms("1:30"), span_ms("2小时"), span_ms("0.5 d")
    (1800000, 5400000, 7200000, 43200000)
    """
    if (found := _CLOCK.fullmatch(text.strip())) and not found[1]:
        return _clock_ms(found)
    if found := _SPAN.fullmatch(text.strip()):
        return round(float(found[1]) * _UNITS.get((found[2] or "m")[0], MINUTE_MS))
    raise BadCell("a time in minutes, as 30, 1:30, 2h or 2小时 时长，如 30（分钟）、1:30、2小时")


def _clock_ms(found: re.Match[str]) -> int:
    return int(found[2]) * HOUR_MS + int(found[3]) * MINUTE_MS + int(found[4] or 0) * SECOND_MS


def time_ms(text: str, start: datetime) -> int:
    """Return a time of the script since the start, in ms.

    Parameters
    ----------
    text
        ``T+90`` or ``T+1:30`` since the start; a time of day, on the first day at or after the start, or with
        ``D2`` on the second; a date and time.
    start
        Of the scenario.

    Raises
    ------
    BadCell
        If it is no time, or one before the start.

    Examples
    --------
    >>> start = datetime.fromisoformat("2025-01-01T08:00:00+08:00")
    >>> [time_ms(text, start) // 60000 for text in ("T+90", "08:30", "D2 07:30", "2025-01-01 09:00")]
    [90, 30, 1410, 60]
    """
    said = text.strip()
    if said[:2].upper() == "T+":
        return span_ms(said[2:])
    begun_ms = start.hour * HOUR_MS + start.minute * MINUTE_MS + start.second * SECOND_MS
    if found := _CLOCK.fullmatch(said):
        t_ms = _clock_ms(found) + (int(found[1] or 1) - 1) * DAY_MS - begun_ms
        t_ms += DAY_MS if t_ms < 0 and not found[1] else 0
    else:
        t_ms = _moment_ms(said, start)
    if t_ms < 0:
        raise BadCell("a time that is not before the start 不早于开始的时间")
    return t_ms


def _moment_ms(text: str, start: datetime) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadCell("T+90, T+1:30, 08:30, D2 08:30 or a date and time 或日期与时间") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=start.tzinfo)
    return round((moment - start).total_seconds()) * SECOND_MS


def member(kinds: type[Term], text: str) -> str:
    """Return the value of a term by its value or its Chinese name.

    Raises
    ------
    BadCell
        If there is none.
    """
    for each in kinds:
        if text.strip() in (each.value, each.zh):
            return str(each.value)
    raise BadCell("one of 其一: " + ", ".join(f"{each.value} {each.zh}" for each in kinds))


class Names:
    """What things of a scenario may be called in a script: by id or by name.

    Parameters
    ----------
    scenario
        Whose things they are.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.addresses: dict[str, int] = {"centre": DISPATCH_CENTRE, "119": DISPATCH_CENTRE}
        bands = [
            (Band.STATION, scenario.stations),
            (Band.TOWNSHIP, scenario.townships),
            (Band.POST, scenario.posts),
        ]
        for band, rows in bands if scenario.comms == "bearers" else ():
            for number, row in enumerate(rows):
                for name in (row.id, row.name_zh, row.name_en):
                    if name:
                        self.addresses.setdefault(name, band.address(number))
        for number, post in enumerate(scenario.posts):
            if post.kind is Party.DISPATCH_CENTRE:
                self.addresses |= {post.id: DISPATCH_CENTRE, post.name_zh: DISPATCH_CENTRE}
            elif post.kind is Party.EOC:
                self.addresses.setdefault("eoc", Band.POST.address(number))

    def address(self, text: str) -> int:
        """Return the address of a post.

        Raises
        ------
        BadCell
            If nobody is called so.
        """
        found = self.addresses.get(text.strip())
        if found is None:
            raise BadCell(_A_POST)
        return found

    def sender(self, text: str) -> int:
        """Return the address of who tells: somebody outside where nobody is named."""
        return (
            PUBLIC
            if text.strip() in ("", "导调", "外部", "facilitator", "outside", "public")
            else self.address(text)
        )

    def row(self, table: str, text: str) -> int:
        """Return the row of a thing in a table.

        Raises
        ------
        BadCell
            If there is none with the id or name.
        """
        for number, row in enumerate(getattr(self.scenario, table)):
            if text in (row.id, getattr(row, "name_zh", None)):
                return number
        raise BadCell(f"an id of the table 下表中的编号: {table}")

    def site(self, text: str) -> str:
        """Return network and number of a site of communications, as ``radio370/3``."""
        for network, table in (("radio370", "sites"), ("telecom", "telecom")):
            for number, row in enumerate(getattr(self.scenario, table)):
                if text in (row.id, row.name_zh):
                    return f"{network}/{number}"
        raise BadCell("an id of the tables 下列表中的编号: sites, telecom")


def trigger(text: str, names: Names) -> Trigger:
    """Return the condition that a cell holds.

    Raises
    ------
    BadCell
        If it holds none.
    """
    found = _TRIGGER.fullmatch(text)
    kind = None if found is None else _WORDS.get(found["kind"])
    if found is None or kind is None:
        raise BadCell(
            "a condition 条件: " + ", ".join(f"{key} {words[0]}" for key, words in TRIGGERS.items())
        )
    for_ms = 0 if found["span"] is None else span_ms(found["span"])
    least = int(found["least"] or 1)
    if kind in ("incidents", "lost"):
        return Trigger(kind, "", least, for_ms)
    if not found["what"]:
        raise BadCell(f"{kind}: and of what 请写明对象")
    if kind == "level":
        return Trigger(kind, "", _level(found["what"]), for_ms)
    return Trigger(kind, _what(kind, found["what"], names), least, for_ms)


def _level(text: str) -> int:
    if text not in ("1", "2", "3", "4"):
        raise BadCell("a level from 4, the lowest, to 1 响应等级 4（最低）至 1")
    return int(text)


def _what(kind: str, text: str, names: Names) -> int | str:
    if kind == "silent":
        return names.address(text)
    if kind == "closed":
        return names.row("links", text)
    return names.site(text) if kind == "down" else text


def effect(text: str, names: Names) -> Effect:
    """Return the effect that a cell holds.

    Raises
    ------
    BadCell
        If it holds none.
    """
    found = _EFFECT.fullmatch(text)
    if found is None:
        raise BadCell("an effect, as 影响，如 slide:R4:300 for 6h")
    kind = DamageKind(member(DamageKind, found["kind"]))
    target = names.row(INJECTED[kind.asset], found["target"])
    lasts_ms = None if found["span"] is None else span_ms(found["span"])
    return Effect(kind, target, int(found["size"] or 1), lasts_ms)


def bearer(text: str) -> str:
    """Return a bearer by its value or Chinese name; empty for whatever carries it."""
    return "" if text.strip() in ("", "auto", "自动") else member(BearerKind, text)


def precedence(text: str) -> str:
    """Return a precedence by its value or Chinese name; empty for the usual one."""
    return "" if not text.strip() else member(Precedence, text)
