"""The words of a survey of communications, in Chinese and English, and what stands for each state."""

from typing import Final, NamedTuple

from sim.record.survey import Contact, Failing, Named
from sim.report.words import Both, Lang
from sim.terms.enums import BearerKind, Degradation

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "at": ("开始后 {at:g} 时（{when}）", "{at:g} h after the start ({when})"),
    "heard_townships": ("镇街可联 {some}/{all}", "townships heard {some}/{all}"),
    "radio_townships": ("其中经集群 {some}", "by radio {some}"),
    "heard_villages": ("村社可联 {some}/{all}", "villages heard {some}/{all}"),
    "callers": ("可打通 119 的人口 {share}", "people who get through to 119: {share}"),
    "townships": ("镇街（及其村社）", "townships (and their villages)"),
    "stations": ("站点", "stations"),
    "others": ("指挥部、专业队伍与保障队", "posts and teams"),
    "villages": ("村社", "villages"),
    "villages_heard": ("村社\n可联", "villages\nheard"),
    "matrix": ("到119接处警中心的通联", "Means to and from the fire dispatch centre"),
    "failures": (
        "单点故障：单独失效时失去联系的",
        "single points of failure: who falls silent if it alone fails",
    ),
    "radio_failures": (
        "370MHz 集群单点故障（不计市电）：使镇街、站点失集群最多的",
        "single points of failure of radio (mains left out): most posts that lose it",
    ),
    "autonomy_sites": ("站点续航（无市电，时）", "autonomy of sites without mains (h)"),
    "autonomy_loads": ("负荷续航（无市电，时）", "autonomy of loads without mains (h)"),
    "load": ("负荷", "load"),
    "runs_on": ("供电", "runs on"),
    "autonomy_posts": ("终端续航（无市电，时）", "autonomy of terminals without mains (h)"),
    "coverage": (
        "370MHz 覆盖（上行、下行、双向占人口；双向占节点）",
        "coverage at 370 MHz: up, down, both ways of people; of nodes",
    ),
    "thing": ("失效者", "what fails"),
    "people": ("人口", "people"),
    "callers_lost": ("打不通\n119", "cannot\ncall 119"),
    "radio_lost": ("失集群", "radio\nlost"),
    "post": ("单位", "post"),
    "site": ("站点", "site"),
    "any": ("可联", "any"),
    "mains": ("市电", "mains"),
    "on": ("有", "on"),
    "off": ("停", "off"),
    "dead": ("失效", "down"),
    "hours": ("可用\n时", "lasts\nh"),
    "level": ("状态", "level"),
    "handheld": ("手持", "hand"),
    "vehicle": ("车载", "veh."),
    "up": ("上行", "up"),
    "down": ("下行", "down"),
    "both": ("双向", "both"),
    "of_nodes": ("占节点", "nodes"),
    "none_lost": ("没有单点故障会使谁失联。", "No single failure silences anybody."),
    "township": ("镇街", "township"),
    # map
    "map_nodes": ("节点覆盖（手持台）", "Nodes (handheld)"),
    "node_wide": ("广域集群，余量 ≥ 10 dB", "wide area, margin ≥ 10 dB"),
    "node_weak": ("广域集群，余量 < 10 dB", "wide area, margin < 10 dB"),
    "node_single": ("仅单站或中转", "single site, repeater"),
    "node_none": ("无覆盖", "none"),
    "best": ("节点至最佳基站", "node to its best site"),
    "map_sites": ("370MHz 基站", "Sites at 370 MHz"),
    "map_public": ("公网与光缆", "Public network, fibre"),
    "core": ("核心局", "core"),
    "hub": ("汇聚机房", "hub"),
    "cell": ("基站群", "cells"),
    "out": ("退服", "out of service"),
    "trunk_fibre": ("骨干光缆", "trunk fibre"),
    "access_fibre": ("接入光缆", "access fibre"),
    "cut_fibre": ("中断光缆", "cut fibre"),
    "backhaul": ("基站回传", "backhaul"),
    "backhaul_lost": ("回传中断", "backhaul lost"),
    "dark": ("市电中断镇街", "township without mains"),
    "centre": ("119接处警中心", "dispatch centre"),
    # coverage
    "panel": ("手持 {handheld}，车载 {vehicle}", "handheld {handheld}, vehicle {vehicle}"),
    "by_handheld": ("手持台双向", "handheld, both ways"),
    "by_vehicle": ("仅车载台双向", "vehicle only, both ways"),
    "hears_only": ("仅能收听", "can only listen"),
    "coverage_note": (
        "各基站正常工作时的覆盖（按人口）；点为路网节点",
        "Coverage of each site while it works (shares of people); dots are nodes of the road graph",
    ),
}
WORDS: Final[dict[str, Both]] = {key: Both(*words) for key, words in _WORDS.items()}
"""Every word by its key."""

MEANS: Final[dict[BearerKind, Both]] = {
    BearerKind.FIXED: Both("固话", "fixed"),
    BearerKind.CELLULAR: Both("移动", "cells"),
    BearerKind.RADIO: Both("集群", "radio"),
    BearerKind.MESH: Both("自组网", "mesh"),
    BearerKind.VSAT: Both("便携站", "vsat"),
    BearerKind.TIANTONG: Both("天通", "sat"),
    BearerKind.BEIDOU: Both("北斗", "beidou"),
}
"""Short names of means."""

SIGNS: Final[dict[Contact, str]] = {
    Contact.BOTH: "●",
    Contact.UP: "↑",
    Contact.DOWN: "↓",
    Contact.TO_SET_UP: "○",
    Contact.NO_WAY: "×",
    Contact.NO_POWER: "−",
    Contact.NO_TERMINAL: "",
}
"""What stands for a state of contact where there is no colour."""

CONTACTS: Final[dict[Contact, Both]] = {
    Contact.BOTH: Both("双向可通", "both ways"),
    Contact.UP: Both("仅上行", "only to the centre"),
    Contact.DOWN: Both("仅下行", "only from the centre"),
    Contact.TO_SET_UP: Both("可开设", "can be set up"),
    Contact.NO_WAY: Both("不通", "no way"),
    Contact.NO_POWER: Both("终端无电", "terminal without power"),
    Contact.NO_TERMINAL: Both("无终端", "no terminal"),
}
LEVELS: Final[dict[Degradation, Both]] = {
    Degradation.WIDE_AREA: Both("广域集群", "wide area"),
    Degradation.SINGLE_SITE: Both("单站集群", "single site"),
    Degradation.CONVENTIONAL: Both("常规中转", "repeater"),
    Degradation.DIRECT: Both("失效", "down"),
}
FAILING: Final[dict[Failing, Both]] = {
    Failing.SITE: Both("基站", "site"),
    Failing.BACKHAUL: Both("回传", "backhaul"),
    Failing.TELECOM: Both("公网", "telecom"),
    Failing.FIBRE: Both("光缆", "fibre"),
    Failing.MAINS: Both("停电之时", "mains now"),
    Failing.MAINS_LATER: Both("备电耗尽", "mains later"),
}


class Heading(NamedTuple):
    """Words above a survey: the scenario and the time, and how many are heard."""

    title: str
    told: tuple[str, ...]


def say(key: str, lang: Lang, **values: object) -> str:
    """Return words in a language, with their gaps filled."""
    return WORDS[key].of(lang).format(**values)


def name_of(thing: Named, lang: Lang) -> str:
    """Return the name of a thing in a language.

    Examples
    --------
    >>> name_of(Named("T1", "镇", "Town"), Lang.EN)
    'Town'
    """
    return thing.en if lang is Lang.EN else thing.zh
