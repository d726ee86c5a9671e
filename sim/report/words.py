"""The words of figures, pages and tables, in Chinese and English. A word stands once, for all of them."""

from enum import Enum
from typing import Final, NamedTuple

from sim.terms.enums import Term


class Lang(str, Enum):
    """Language of a figure, or the one a page shows first."""

    ZH = "zh"
    EN = "en"


class Both(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """Return the words in one language."""
        return self.en if lang is Lang.EN else self.zh

    def fill(self, **values: object) -> "Both":
        """Return the words with their gaps filled; a value that is itself in both languages goes to each its own.

        Examples
        --------
        >>> Both("{n} 起", "{n} calls").fill(n=3)
        Both(zh='3 起', en='3 calls')
        """
        zh = {key: value.zh if isinstance(value, Both) else value for key, value in values.items()}
        en = {key: value.en if isinstance(value, Both) else value for key, value in values.items()}
        return Both(self.zh.format(**zh), self.en.format(**en))


def same(words: str) -> Both:
    """Return words that read alike in both languages, such as numbers."""
    return Both(words, words)


_WORDS: Final[dict[str, tuple[str, str]]] = {
    # figures
    "minutes": ("分", "min"),
    "response_axis": ("响应时间(分):警情发生至首车到场", "Response time (min): incident begins to first unit on scene"),
    "share_axis": ("累计占比", "Cumulative share of calls reached"),
    "mean_axis": ("平均用时(分)", "Mean time (min)"),
    "busy_axis": ("忙碌时间占比(括号内为出动次数)", "Share of time busy (number of responses)"),
    "hour_axis": ("一天中的时刻(时)", "Hour of the day"),
    "all_calls": ("全部警情", "All calls"),
    "calls": ("警情数", "Calls"),
    "calls_per_day": ("每日警情", "Calls a day"),
    "calls_per_hour": ("每时警情", "Calls an hour"),
    "busy_units": ("在外车组", "Units busy"),
    "open_calls": ("未结警情", "Open calls"),
    "peak": ("峰值", "Peak"),
    "map_p50": ("响应时间中位数", "Median response time"),
    "map_p90": ("响应时间 90% 分位", "90th percentile"),
    "no_calls": ("无到场记录", "no unit arrived"),
    "legend_roads": ("道路", "Roads"),
    "legend_stations": ("站点", "Stations"),
    "bridge": ("跨江桥", "river bridge"),
    "river": ("江河", "river"),
    "border": ("区界", "district border"),
    "north": ("北", "N"),
    "km": ("公里", "km"),
    "inset": ("城区放大图", "City core, enlarged"),
    "data": ("数据:", "Data:"),
    "cells_note": (
        "色块:距各镇街驻地最近的范围(近似),不是行政界线",
        "Coloured areas: nearest township seat (approximate), not administrative borders",
    ),
    # segments of a response, NFPA 1710
    "answer": ("接听", "answer"),
    "process": ("接警询问", "call processing"),
    "queue": ("待派", "queue for a unit"),
    "turnout": ("出动准备", "turnout"),
    "travel": ("行驶", "travel"),
    "response": ("首车响应(总)", "response, first unit"),
    "full_response": ("全部力量到场", "response, all units"),
    "work": ("现场处置", "work on scene"),
}

WORDS: Final[dict[str, Both]] = {key: Both(*words) for key, words in _WORDS.items()}
"""Every word by its key."""


def say(key: str, lang: Lang) -> str:
    """Return a word in a language.

    Raises
    ------
    KeyError
        If there is no such word.

    Examples
    --------
    >>> say("minutes", Lang.EN)
    'min'
    """
    return WORDS[key].of(lang)


def term(member: Term) -> Both:
    """Return the name of an enumeration's member.

    Examples
    --------
    >>> from sim.terms.enums import RoadClass
    >>> term(RoadClass.EXPRESSWAY)
    Both(zh='高速公路', en='expressway')
    """
    return Both(member.zh, member.value.replace("_", " "))
