"""The words of the sections on casualties and on relief supplies, in Chinese and English."""

from typing import Final

RELIEF_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_casualties": ("伤员救治", "Casualties"),
    "casualties_told": (
        "伤员 {people} 人（红 {red}、黄 {yellow}、绿 {green}、黑 {black}）。获治 {treated} 人，"
        "用时中位 {p50} 分、九成 {p90} 分；期末在院 {inside}、出院 {discharged}、仍在等待或途中 {open}。"
        "当场死亡 {at_once}；候救死亡 {died}：未获转运 {not_fetched}、途中 {under_way}、"
        "医院门外 {at_a_door}、院内候治 {in_the_queue}。",
        "{people} casualties (red {red}, yellow {yellow}, green {green}, black {black}). {treated} were "
        "treated, half of them within {p50} min, nine in ten within {p90} min; at the end {inside} are "
        "in hospital, {discharged} discharged, {open} still wait or are under way. Dead at once: {at_once}; "
        "died waiting: {died}, of whom not fetched {not_fetched}, under way {under_way}, at the door of a "
        "hospital {at_a_door}, in its queue {in_the_queue}.",
    ),
    "hospitals_told": (
        "医院拒收转送：满员 {full} 次、断电 {dark} 次；{n} 家医院断电，合计 {h} 小时。"
        "转运：救护车 {ambulance}、社会车辆 {vehicle}、担架徒步 {foot} 人。",
        "Turned away by hospitals: {full} times full, {dark} times dark; {n} hospitals were without power, "
        "for {h} h in all. Carried by ambulance {ambulance}, by other vehicles {vehicle}, on foot {foot}.",
    ),
    "moved_on_told": (
        "转院：{moved} 人由断电或满员医院转出，{settled} 人为他院收治。",
        "{moved} were moved on by hospitals that were dark or full; others took in {settled} of them.",
    ),
    "casualties_note": (
        "检伤比例、存活与恶化时间、床位占用、应急扩容与救治用时均为假设，见文末“依据”。",
        "Shares of triage, how long casualties last, beds taken, surge and treatment times are assumptions, "
        "listed at the end.",
    ),
    "of_casualties": ("伤员", "Of"),
    "all_casualties": ("全部（不含当场死亡）", "All but those dead at once"),
    "red_casualties": ("初检为红", "Red at first"),
    "town_casualties": ("社区", "Communities"),
    "village_casualties": ("村", "Villages"),
    "number_n": ("人数", "People"),
    "treated_n": ("获治", "Treated"),
    "treated_p50": ("中位（分）", "Median (min)"),
    "treated_p90": ("九成（分）", "90 % (min)"),
    "died_n": ("候救死亡", "Died waiting"),
    "hospitals_head": ("医院（{n} 家有收治或拒收）", "Hospitals ({n} took or turned away casualties)"),
    "hospital": ("医院", "Hospital"),
    "beds_n": ("可用床位", "Beds"),
    "came_n": ("收治", "Took in"),
    "most_n": ("最多占床", "Most in beds"),
    "full_n": ("满员拒收", "Turned away, full"),
    "dark_n": ("断电拒收", "Turned away, dark"),
    "sent_on_n": ("转出", "Moved on"),
    "dark_h": ("断电（时）", "Without power (h)"),
    "section_supplies": ("救灾物资与避难场所启用", "Relief supplies and shelters"),
    "supplies_told": (
        "断供村社 {places} 处、最多 {people} 人；区获知 {known}，中位用时 {known_h} 时；"
        "物资到达 {reached}，首批中位用时 {first_h} 时。缺水 {water}、缺粮 {food}、缺帐篷 {tent} 人天。",
        "{places} villages and communities with at most {people} people lived on what they had; the "
        "district heard of {known}, half of those within {known_h} h; supplies came to {reached}, half of "
        "those within {first_h} h. Person-days without water {water}, food {food}, roof {tent}.",
    ),
    "modes_told": (
        "送达/发出批次：货车 {truck}、船艇 {boat}、徒步 {foot}、空投 {air}。"
        "平急两用场所启用 {opened} 处，未启用 {shut} 处。",
        "Consignments delivered of those sent: by truck {truck}, boat {boat}, on foot {foot}, by air {air}. "
        "Dual-use places opened: {opened}, not opened: {shut}.",
    ),
    "supplies_note": (
        "库存、载量、家中存量与需求为假设；供水随供电。未获报的需求不调运。",
        "Stocks, loads, what is at home and what is needed are assumptions; taps run as long as there is "
        "power. Need of which no word came is not served.",
    ),
    "of_places": ("地点", "Of"),
    "all_places": ("全部", "All"),
    "places_n": ("处", "Places"),
    "known_share": ("区已获知", "Known"),
    "reached_share": ("物资到达", "Supplied"),
    "first_h": ("首批中位（时）", "First supplies, median (h)"),
    "water_pd": ("缺水（人天）", "No water (person-days)"),
    "food_pd": ("缺粮（人天）", "No food (person-days)"),
    "tent_pd": ("缺帐篷（人天）", "No roof (person-days)"),
    "short_head": ("缺供最多的地点（前 {n} 处）", "Places that lacked most (the first {n})"),
    "place": ("地点", "Place"),
    "short_people": ("人数", "People"),
    "need_h": ("断供（时）", "Cut off (h)"),
    "known_h": ("获知（时）", "Known after (h)"),
}
"""Words by key: (Chinese, English)."""
