"""The words of the section on warnings and people at risk, in Chinese and English."""

from typing import Final

PEOPLE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_people": ("预警与群众转移", "Warnings and people at risk"),
    "people_told": (
        "预警方式“{variant}”：{warnings} 份预警（其中解除 {lifted} 份）。"
        "受威胁 {at_risk} 人（{groups} 个十户组），"
        "其中要求转移 {people} 人："
        "15、30、60 分钟内获知 {w15}、{w30}、{w60}，最终 {all}；获知用时中位 {p50} 分，九成 {p90} 分；"
        "已安置 {safe}，期末已返家 {back} 人。"
        "所在地道路受灾前已转移 {before}；因已转移而避险 {spared} 起。",
        "Warnings by “{variant}”: {warnings}, of which {lifted} lift one. {at_risk} people are at risk "
        "({groups} groups of ten households); {people} of them were to leave: {w15}, {w30} and {w60} heard "
        "so within 15, 30 and 60 min, {all} in the end, half of those who heard within {p50} min, nine in "
        "ten within {p90} min; {safe} came into shelters, {back} people are at home again at the end. "
        "Before a road at their village was hit {before} had left; times that a "
        "slide found nobody at home because they had: {spared}.",
    ),
    "variant_broadcast": ("手机短信", "telephones alone"),
    "variant_chain": ("逐级叫应", "warning chain"),
    "variant_chain+neighbours": ("逐级叫应＋十户联防", "warning chain and ten-household groups"),
    "people_note": (
        "受威胁人数、依从率、动员时间等为假设，见文末“依据”。",
        "How many are at risk, heed a warning, and how soon they set out are assumptions, listed at the end.",
    ),
    "caption_evacuation": (
        "受威胁群众各状态人数（自下而上：已安置、返家途中、转移途中、乘车转移、候车、准备转移、受阻、"
        "未转移、已获预警、已返家、未获预警）。",
        "People at risk by state: from below in shelters, on the way home, on the way there, in vehicles, "
        "waiting for one, getting ready, before closed roads, staying, warned of what does not ask them to "
        "leave, at home again, unaware.",
    ),
    "town_and_village": ("社区与村", "Communities and villages"),
    "of_whom": ("人群", "Of"),
    "to_leave_n": ("要求转移（人）", "To leave"),
    "table_shelters": ("避难场所", "shelters"),
    "within_15": ("15分", "Within 15 min"),
    "within_30": ("30分", "Within 30 min"),
    "within_60": ("60分", "Within 60 min"),
    "ever": ("最终", "In the end"),
    "p50_told": ("中位（分）", "Median (min)"),
    "p90_told": ("九成（分）", "90 % (min)"),
    "sheltered_share": ("已安置", "In shelters"),
    "all_at_risk": ("全部", "All"),
    "communities_at_risk": ("社区", "Communities"),
    "villages_at_risk": ("村", "Villages"),
    "told_by_head": ("首次获知转移预警的途径", "How people first heard that they are to leave"),
    "told_by": ("途径", "By"),
    "people_count": ("人数", "People"),
    "unconfirmed_head": ("未按时确认的叫应", "Calls that were not confirmed in time"),
    "unconfirmed_told": (
        "镇街 {t} 次（共叫 {ta} 次），村社 {v} 次（共叫 {va} 次）未在时限内让区指挥部获知确认。",
        "Of townships {t} of {ta} calls, of villages {v} of {va}: the district did not know in time that "
        "they have the warning.",
    ),
    "nobody_called": ("此方式不逐级叫应，无人确认。", "Nobody is called in this way, and nobody confirms."),
    "shelters_head": ("避难场所（{n} 处有人）", "Shelters ({n} with people)"),
    "shelter": ("避难场所", "Shelter"),
    "capacity": ("容量", "Room"),
    "taken_share": ("占用", "Taken"),
    "people_axis": ("受威胁人数", "People at risk"),
}
"""Words by key: (Chinese, English)."""
