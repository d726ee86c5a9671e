"""The words of the section on mains and pumps, in Chinese and English."""

from typing import Final

UTILITY_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_utilities": ("市政管网与排涝", "Gas and water mains, pumps"),
    "mains_gas": (
        "燃气管网破损 {places} 处，关阀 {shut} 处（平均 {shut_mean_h} 小时），修复 {whole} 处；"
        "由此报警 {calls} 起，封控路段 {cordons} 条次。",
        "Gas mains broke at {places} places; {shut} were shut off (after {shut_mean_h} h on the mean) and "
        "{whole} mended. Calls that came of gas: {calls}; streets closed beside it: {cordons}.",
    ),
    "mains_water": (
        "供水管网破损 {places} 处，修复 {whole} 处（平均 {whole_mean_h} 小时）；消火栓断水 {dry_villages} 个"
        "村社区、{dry_people} 人，合 {dry_person_h} 人·小时；医院断水 {wards} 处、共 {wards_h} 小时。",
        "Water mains broke at {places} places; {whole} were mended (after {whole_mean_h} h on the mean). "
        "Hydrants were dry in {dry_villages} villages of {dry_people} people, for {dry_person_h} "
        "person-hours; hospitals at {wards} places had no water, for {wards_h} h in all.",
    ),
    "pumps_told": (
        "排涝：抽排积水路段 {floods} 处、{m3} 方，抽干 {dry} 处，平均比自然退水早 {sooner_h} 小时。",
        "Pumps drained {m3} m3 off {floods} flooded places; {dry} were dry, {sooner_h} h sooner on the mean "
        "than by nature.",
    ),
    "mains_note": (
        "管网长度按人口推算，破损率、修复与报警为假设或文献值，见文末“依据”；消火栓仅在管道断裂时断水，渗漏不计；"
        "居民用气用水中断不计后果。抽干时刻与自然退水时刻均取自本次推演。",
        "Lengths of mains follow from population; rates of breaks, repairs and calls are assumptions or "
        "published, listed at the end. Hydrants run dry where a main breaks, not where it leaks; what homes "
        "do without gas and water is not modelled. When a place was dry and when it would have been are of "
        "this run.",
    ),
    "table_mains": ("管网破损", "broken mains"),
    "main_kind": ("管网", "Main"),
    "main_village": ("村社区", "Village"),
    "main_breaks": ("破损（处）", "Breaks"),
    "main_began": ("破损（时）", "Broke (h)"),
    "main_shut": ("关阀用时", "Shut off after (h)"),
    "main_whole": ("修复用时", "Mended after (h)"),
}
"""Words by key: (Chinese, English)."""
