"""The words of figures, pages and tables, in Chinese and English. A word stands once, for all of them."""

from enum import StrEnum
from typing import Final, NamedTuple

from sim.report.aid.words import AID_WORDS
from sim.report.basin.words import BASIN_WORDS
from sim.report.bearer_words import COMMS_WORDS
from sim.report.capability.words import CAPABILITY_WORDS
from sim.report.control.words import CONTROL_WORDS
from sim.report.cut_words import CUT_WORDS
from sim.report.hazard_words import HAZARD_WORDS
from sim.report.levels.words import LEVEL_WORDS
from sim.report.municipal.words import MUNICIPAL_WORDS
from sim.report.people.words import PEOPLE_WORDS
from sim.report.relief.words import RELIEF_WORDS
from sim.report.repair_words import REPAIR_WORDS
from sim.report.seismic.words import SEISMIC_WORDS
from sim.report.succession.words import SUCCESSION_WORDS
from sim.report.utilities.words import UTILITY_WORDS
from sim.terms.enums import Term


class Lang(StrEnum):
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
        """Return the words with their gaps filled; of a value in both languages each takes its own.

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
    "trapped_told": (
        "被困 {trapped} 人：生还 {alive}，遇难 {dead}，期末仍在等待 {waiting}，移交 {elsewhere}。",
        "Trapped people: {trapped}; freed alive {alive}, dead {dead}, still waiting at the end {waiting}, "
        "at calls that were handed over {elsewhere}.",
    ),
    "response_axis": (
        "响应时间（分）：警情发生至首车到场",
        "Response time (min): incident begins to first unit on scene",
    ),
    "share_axis": ("累计占比（有车到场的警情）", "Cumulative share of calls reached"),
    "mean_axis": ("平均用时（分）", "Mean time (min)"),
    "busy_axis": ("忙碌时间占比（括号内为出动次数）", "Share of time busy (number of responses)"),
    "hour_axis": ("一天中的时刻（时）", "Hour of the day"),
    "all_calls": ("全部警情", "All calls"),
    "calls": ("警情数", "Calls"),
    "calls_per_day": ("每日警情", "Calls a day"),
    "calls_per_hour": ("每时警情", "Calls an hour"),
    "busy_units": ("在外车组", "Units busy"),
    "open_calls": ("未结警情", "Open calls"),
    "at_hours": ("整点数", "At the full hours"),
    "highest": ("整点最大值", "Highest at a full hour"),
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
    "data": ("数据：", "Data:"),
    "cells_note": (
        "色块：距各镇街驻地最近的范围（近似），不是行政界线",
        "Coloured areas: nearest township seat (approximate), not administrative borders",
    ),
    "node_note": (
        "色块：各处取最近路网节点的时间（近似），不是行政界线",
        "Coloured areas: the time to the nearest road node (approximate), not administrative borders",
    ),
    # segments of a response, NFPA 1710
    "answer": ("接听", "answer"),
    "process": ("接警询问", "processing"),
    "queue": ("待派", "queue"),
    "turnout": ("出动准备", "turnout"),
    "travel": ("行驶", "travel"),
    "response": ("首车到场", "first unit"),
    "full_response": ("力量到齐", "all units"),
    "work": ("现场处置", "work"),
    # headline
    "title": ("{name} · 应急响应推演报告", "{name}: emergency response, run report"),
    "subtitle": (
        "{start} 至 {end}（{days} 天） · 派遣策略 {policy} · 随机种子 {seed}，重复 {rep}",
        "{start} to {end} ({days} days) · policy {policy} · seed {seed}, replication {rep}",
    ),
    "headline": (
        "{days} 天内共 {n} 起警情，{reached} 起有车到场：半数在 {p50} 分钟内到场，九成在 {p90} 分钟内到场；"
        "10 分钟内到场 {within}。",
        "{n} calls in {days} days, {reached} of them reached: half within {p50} minutes, "
        "nine in ten within {p90}; "
        "{within} within 10 minutes.",
    ),
    "headline_none": ("共 {n} 起警情，没有车组到场。", "{n} calls; no unit arrived at any."),
    "headline_quiet": (
        "{days} 天内没有警情：这里平均很久才有一起，请换随机种子、延长天数或调大 demand.scale。",
        "No call in {days} days: they are rare here; try another seed, more days or a higher demand.scale.",
    ),
    "p50": ("响应时间中位数", "Median response time"),
    "p90": ("响应时间 90% 分位", "90th percentile"),
    "of_reached": ("{n} 起有车到场", "of {n} calls reached"),
    "of_counted": ("{k} 起，共 {n} 起到场", "{k} of {n} calls reached"),
    "ends": (
        "结案 {closed}，移交 {handed_over}，期末未结 {open}",
        "{closed} closed, {handed_over} handed over, {open} open at the end",
    ),
    "within_n": ("{n} 分钟内到场", "Within {n} minutes"),
    "uncovered": ("无覆盖时间占比", "Uncovered share"),
    "uncovered_note": (
        "{limit} 分内无车组可达，按人口加权",
        "no free unit within {limit} min: share of time, weighted by people",
    ),
    "waited": ("等待过车组的警情", "Waited for a unit"),
    "waited_note": ("共 {n} 起；始终未派 {never} 起", "of {n}; never sent: {never}"),
    "cross_boundary": ("首车跨区占比", "Cross-boundary"),
    "caution": (
        "这是一次推演的结果，不是多次重复的均值；换一个随机种子，数字会变。",
        "This is one run, not the mean of several replications: another seed gives other numbers.",
    ),
    # sections
    "section_map": ("各镇街响应时间", "Response time by township"),
    "section_response": ("响应时间及其构成", "Response times and their segments"),
    "section_townships": ("镇街", "Townships"),
    "section_kinds": ("警情类别", "Kinds of incident"),
    "section_stations": ("站点忙碌程度", "Workload of stations"),
    "section_time": ("时间过程", "Over time"),
    "caption_map": (
        "色块和地名后的数字：响应时间中位数（分）。起点为警情发生，终点为首车到场。",
        "Colours, and the numbers after the names: median response time in minutes, "
        "from the incident to the first unit.",
    ),
    "caption_curves": (
        "响应时间累计曲线。圆点标出 5、8、10、15 分钟内到场的占比。",
        "Cumulative response times. Dots mark the shares within 5, 8, 10 and 15 minutes.",
    ),
    "caption_segments": ("平均响应时间由哪几段构成。", "Where the minutes of a mean response go."),
    "caption_workload": (
        "各站车组忙碌时间占比，按站点类别着色。",
        "Share of time that the units of each station were busy, coloured by kind of station.",
    ),
    "caption_timeline": (
        "上：警情数；中：整点时在外车组与未结警情数（按日取最大）；下：按时刻的警情数。",
        "Top: calls; middle: units busy and calls open at the full hours (the highest of each day); "
        "bottom: calls by hour of the day.",
    ),
    "p50_col": ("中位数", "Median"),
    "p90_col": ("90%", "90%"),
    "segment": ("阶段", "Segment"),
    "n": ("起数 n", "n"),
    "mean": ("平均", "Mean"),
    "p80": ("80%", "80%"),
    "p95": ("95%", "95%"),
    "max": ("最长", "Longest"),
    "goal": ("NFPA 1710 目标", "NFPA 1710 goal"),
    "goal_told": ("{goal} 内达 {share}；实际 {met}", "{goal} for {share}; here {met}"),
    "nobody_reached": (
        "警情 {calls} 起，没有一起有车到场：没有响应时间可画。",
        "{calls} calls, none of which a unit reached: there are no response times to draw.",
    ),
    "segments_note": (
        "时间为 分:秒。接听=发生至接起；接警询问=至可派；待派=至首次派出；"
        "出动准备与行驶属首先到场的车组；首车到场、力量到齐均自发生起算。"
        "n 为该阶段有记录的警情数。",
        "Times in min:s. Answer: incident to pick-up; processing: until ready to dispatch; "
        "queue: until the first order; "
        "turnout and travel are those of the first unit to arrive. "
        "First unit, all units: from the incident. n counts the calls that have the segment.",
    ),
    "townships_told": ("按响应时间中位数由慢到快。", "By median response time, slowest first."),
    "few_note": (
        "* 不足 {few} 起：一次推演的分位数受偶然影响大，仅供参考。多次重复后再作判断。",
        "* Fewer than {few} calls: percentiles of one run are largely chance. "
        "Judge from several replications.",
    ),
    "township": ("镇街", "Township"),
    "population": ("人口", "Population"),
    "p50_min": ("中位数（分）", "Median (min)"),
    "p90_min": ("90% 分位（分）", "90th pct (min)"),
    "within_10": ("10 分内", "Within 10"),
    "spread": ("响应时间分布", "Response times"),
    "kind": ("类别", "Kind"),
    "work_min": ("现场处置中位数（分）", "Median work (min)"),
    "units_sent": ("平均派出车组", "Mean units sent"),
    "stations_folded": ("各站数据（{n} 站）", "Figures of each station ({n})"),
    "station": ("站点", "Station"),
    "station_kind": ("类别", "Kind"),
    "units": ("车组", "Units"),
    "runs": ("出动次数", "Runs"),
    "arrived": ("到场次数", "Arrived"),
    "abroad": ("跨区到场", "Abroad"),
    "priority": ("优先级", "Priority"),
    "people": ("平均派出人数", "Mean people sent"),
    "waiting": ("排队", "Queueing"),
    "queue_of": ("等待对象", "Waiting for"),
    "waiting_for_call_taker": ("接警员", "a call-taker"),
    "waiting_for_unit": ("车组", "a unit"),
    "waited_of": ("等待过的警情", "Calls that waited"),
    "never_sent": ("始终未派", "Never sent"),
    "messages": ("消息", "Messages"),
    "bearer": ("承载", "Bearer"),
    "sent": ("发出", "Sent"),
    "delivered": ("送达", "Delivered"),
    "lost": ("丢失", "Lost"),
    "in_flight": ("期末在途", "In flight at the end"),
    "delay_s": ("平均时延（秒）", "Mean delay (s)"),
    "busy": ("忙碌占比", "Busy"),
    # what it rests on
    "basis": ("推演依据", "What the run rests on"),
    "basis_told": (
        "想定含 {all} 个参数：{assumed} 个为假定，{estimated} 个为估算，{user} 个由用户填写且未注明来源。"
        "结论只在这些前提下成立。",
        "The scenario holds {all} figures: {assumed} are assumptions, {estimated} estimates, "
        "{user} stated by the user "
        "without a source. The results hold only as far as these do.",
    ),
    "rows_by_label": ("数据表各行的可信程度", "How far the rows of the tables can be trusted"),
    "figures_by_label": ("参数及来源", "Figures and their sources"),
    "table": ("数据表", "Table"),
    "rows": ("行数", "Rows"),
    "quantity": ("参数", "Figure"),
    "value": ("取值", "Value"),
    "unit": ("单位", "Unit"),
    "range": ("范围", "Range"),
    "source": ("来源", "Source"),
    "table_districts": ("区县", "districts"),
    "table_nodes": ("路网节点", "road nodes"),
    "table_links": ("路段", "road links"),
    "table_townships": ("镇街", "townships"),
    "table_villages": ("村（社区）", "villages"),
    "table_stations": ("站点", "stations"),
    "table_units": ("车组", "units"),
    "table_hospitals": ("医院", "hospitals"),
    "table_pois": ("重点目标", "points of interest"),
    "table_calls": ("历史警情", "calls of the past"),
    "table_lines": ("河流与边界", "rivers and borders"),
    "table_posts": ("值守点", "posts"),
    "table_sites": ("370 MHz 基站", "370 MHz sites"),
    "table_telecom": ("公网基站", "telecom sites"),
    "table_fibres": ("光缆", "fibre cables"),
    "table_terminals": ("终端", "terminals"),
    "table_comms_teams": ("应急通信保障队", "communications teams"),
    "table_power_nodes": ("电网节点", "power nodes"),
    "table_power_lines": ("电力线路", "power lines"),
    "table_loads": ("用电负荷", "power loads"),
    "table_teams": ("专业队伍", "professional teams"),
    # how to have it again
    "origin": ("如何复现", "How to have this run again"),
    "scenario": ("想定及指纹", "Scenario, fingerprint"),
    "policy": ("派遣策略", "Policy"),
    "seed_rep": ("随机种子/重复号", "Seed / replication"),
    "span": ("起始时间与时长", "Start and length"),
    "version": ("程序版本", "Version"),
    "digest": ("日志摘要", "Digest of the log"),
    "again": (
        "在结果目录上运行 sanduan replay 目录，会按日志头重算并核对摘要。"
        "想定文件未改、--set 相同时，下列命令得到同一日志：",
        "sanduan replay DIR, on the folder of results, runs again from the log's header "
        "and compares digests. "
        "With the scenario's files unchanged and the same --set, this line gives the same log:",
    ),
    "credits": (
        "由 sanduan（三断）生成。模型推演结果，不是实战记录。",
        "Made by sanduan. Results of a model, not records of real operations.",
    ),
}

WORDS: Final[dict[str, Both]] = {
    key: Both(*words)
    for part in (
        *(_WORDS, COMMS_WORDS, REPAIR_WORDS, CUT_WORDS, AID_WORDS, LEVEL_WORDS, PEOPLE_WORDS),
        *(MUNICIPAL_WORDS, CONTROL_WORDS, RELIEF_WORDS, CAPABILITY_WORDS, SEISMIC_WORDS, UTILITY_WORDS),
        *(HAZARD_WORDS, SUCCESSION_WORDS, BASIN_WORDS),
    )
    for key, words in part.items()
}
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
