"""The words of the section on rivers upstream, in Chinese and English."""

from typing import Final

BASIN_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_basin": ("流域联防联控", "Floods told of from upstream"),
    "basin_none": (
        "上游来水，未共享水情：{water}。",
        "A flood came from upstream and nobody was told of it: {water}.",
    ),
    "basin_told": (
        "上游水情通报{to}：首报于第 {told} 小时，第 {judged} 小时据此研判预警；{water}，"
        "距首报 {told_lead} 小时、距研判 {judged_lead} 小时。通报 {words} 条，送达 {delivered} 条，"
        "用时中位 {p50} 分钟、90% 位 {p90} 分钟。",
        "Stages upstream were told to {to}: first after {told} hours; after {judged} hours they called for a "
        "warning; {water}, {told_lead} hours after the first word and {judged_lead} after that judgement. Of "
        "{words} words {delivered} arrived, half of them within {p50} minutes, nine in ten within {p90}.",
    ),
    "basin_to_district": ("区应急指挥部", "the operations centre"),
    "basin_to_direct": (
        "区应急指挥部和沿江镇街",
        "the operations centre and the townships along the rivers",
    ),
    "basin_water": (
        "第 {at} 小时江水上路或进村",
        "the water was first on a road or in a village after {at} hours",
    ),
    "basin_dry": ("江水未上路、未进村", "the water came to no road and no village"),
    "basin_people": (
        "进水村 {villages} 个，受威胁群众 {people} 人：进水前获知转移要求 {heard}（{heard_share}），"
        "已离家 {away}（{away_share}）。",
        "The rivers stood in {villages} villages with {people} people at risk: told to leave before the "
        "water {heard} ({heard_share}), away from home by then {away} ({away_share}).",
    ),
    "basin_roads": (
        "江水淹没道路 {flooded} 条，其中 {before} 条事先封控（提前量中位 {ahead} 小时）；"
        "共封控 {barred} 条，{vain} 条未淹。",
        "The rivers flooded {flooded} roads, {before} of which had been barred before (median {ahead} hours "
        "ahead); {barred} were barred in all, {vain} of which stayed dry.",
    ),
    "basin_note": (
        "水位只凭送达的通报为区里所知；来水与研判之差、村庄与道路的实际高程余量均抽取，事先无人知道。"
        "水位、传播时间与折减系数的依据见文末。",
        "The district knows stages from words that reached it alone. What arrives differs from what was "
        "foretold, and banks from what the map says, by chance that nobody knows beforehand. Stages, times "
        "of travel and shares that arrive: see the basis at the end.",
    ),
    "table_gauges": ("上游水文站", "gauges upstream"),
    "table_stages": ("上游水位过程", "stages upstream"),
    "gauge": ("水文站", "Gauge"),
    "gauge_river": ("河流", "River"),
    "gauge_peak": ("最高水位（米）", "Crest (m)"),
    "gauge_warning": ("超警戒（时）", "At warning mark (h)"),
    "gauge_guarantee": ("超保证（时）", "At guarantee mark (h)"),
    "gauge_told": ("区里获知（时）", "District told (h)"),
}
"""Words by key: (Chinese, English)."""
