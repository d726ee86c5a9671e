"""What tables, maps and pages of reach say, in both languages."""

from typing import Final

from sim.report.words import Both, Lang

WORDS: Final[dict[str, Both]] = {
    "first": Both("首车到达", "First unit"),
    "full": Both("力量到齐", "Full response"),
    "condition": Both("时段天气", "condition"),
    "people": Both("人口占比", "share of people"),
    "within": Both("≤{minutes:g} 分", "≤{minutes:g} min"),
    "median": Both("中位 分", "median min"),
    "unreached": Both("不可达", "not reached"),
    "reach": Both("到达覆盖：{kind}（{needs}）", "Reach: {kind} ({needs})"),
    "map": Both("{what}等时图：{kind}", "{what}, places of equal time: {kind}"),
    "scale": Both("下达命令至到达", "From the order to arrival"),
    "never": Both("不可达", "not reached"),
    "note": Both(
        "按静态路网、全员在站、命令即达计算：地图所允许的，不是某次灾害中会发生的。每处取最近路网节点的时间。",
        "By the map as drawn, everybody at home and word at once: what the roads allow, not what a disaster "
        "brings. Each place has the time of the nearest node of the road graph.",
    ),
    "roads": Both("道路关键性：逐一断开", "Roads and bridges, each alone taken out"),
    "power": Both("电网关键性：逐一断开", "Grid, each alone taken out"),
    "networks": Both("通信关键性：逐一失效", "Networks, each alone failing"),
    "what": Both("对象", "what"),
    "thing": Both("名称", "name"),
    "cut_off": Both("断绝人口", "cut off"),
    "engine": Both("首车+分", "engine +min"),
    "seat": Both("区府+分", "seat +min"),
    "hospital": Both("就医+分", "hospital +min"),
    "worst": Both("最多+分", "worst +min"),
    "slower": Both("变慢人口", "slower"),
    "dark": Both("停电人口", "dark"),
    "dark_tied": Both("转供后停电", "dark, ties"),
    "critical": Both("重要负荷", "critical"),
    "critical_tied": Both("转供后重要负荷", "critical, ties"),
    "silent": Both("失联人口", "unheard"),
    "callers": Both("无法报警人口", "no calls"),
    "posts": Both("镇街、站失联", "posts unheard"),
    "radio_posts": Both("集群失联所站", "without radio"),
    "none": Both("没有一处断开会造成损失。", "Nothing is lost, whichever of them goes alone."),
    "critical_map": Both(
        "关键路段与桥梁（按断开损失排序）", "Roads and bridges by what is lost without them"
    ),
    "critical_note": Both(
        "断绝、变慢：首车、区府、医院三者中人数最多的一项。平均+分：仍可达人口平均多用的时间。逐一断开，同时断开损失更大。",
        "Cut off, slower: of first engine, district seat and hospital, the one that most people lose. Mean "
        "+min: later on average over those still reached. One at a time; several at once cost more.",
    ),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """Return a wording in a language, with values put in.

    Raises
    ------
    KeyError
        If there is no such wording.
    """
    return WORDS[key].of(lang).format(**values)
