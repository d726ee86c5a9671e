"""The words of the section on who led the district, in Chinese and English."""

from typing import Final

SUCCESSION_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_succession": ("区应急指挥部失效与接替", "Who led the district"),
    "succession_told": (
        "区应急指挥部失效 {lost} 次、共 {lost_h} 小时，其中无人指挥 {alone} 小时；"
        "备用指挥部接替 {taken} 次、共指挥 {led} 小时，其中双重指挥（原指挥部已恢复而未交还）{both} 小时。",
        "The operations centre was lost {lost} times, for {lost_h} hours; in {alone} of them nobody led the "
        "district. Its alternate took command {taken} times and led for {led} hours, in {both} of which the "
        "centre was there as well.",
    ),
    "succession_knew": (
        "接替通知发往 {asked} 处，{told} 处收到，半数在 {p50} 分钟内；"
        "失效 {flows} 小时后指令恢复下达，接替期间共下令 {orders} 道。",
        "Word of who leads went to {asked} and reached {told}, half of them within {p50} minutes; orders "
        "flowed again {flows} hours after the loss, {orders} in all while the alternate led.",
    ),
    "succession_vehicle": (
        "车载指挥所自出发至卫星站开通 {set_up} 小时。",
        "The command vehicle had its satellite station up {set_up} hours after it set off.",
    ),
    "deputies_told": (
        "镇街失联而由邻近镇街代管 {turned} 次，涉及 {townships} 个镇街。",
        "The neighbouring township stood in for one that could not be raised {turned} times, for {townships} "
        "townships in all.",
    ),
    "succession_note": (
        "备用指挥部只凭收到的消息接替与决策：久未闻原指挥部之声，或原指挥部撤离断电场所前告知。",
        "The alternate takes command by messages alone, and decides from those: it heard nothing for "
        "long, or was told by those who left a dark building.",
    ),
}
"""Words by key: (Chinese, English)."""
