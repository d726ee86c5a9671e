"""The words of the section on aid from above, flights and dispatch centres, in Chinese and English."""

from typing import Final

MUNICIPAL_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_municipal": ("上级增援与指挥接替", "Aid from above, and who commanded"),
    "upper_told": (
        "毗邻区县不足时逐级上报：市级批准 {municipal} 次，到位 {municipal_in} 车（机）次；"
        "国家力量批准 {national} 次，到位 {national_in} 车次。市级调令 {ordered} 次（毗邻区县动用保底力量）。"
        "直升机飞行 {flights} 段、共 {flown} 小时；因夜间停飞 {night} 次，因强降雨停飞 {rain} 次。",
        "What neighbours could not give went up: the municipality approved {municipal} requests, and "
        "{municipal_in} of its units checked in; the nation approved {national}, and {national_in} checked "
        "in. The municipality ordered neighbours {ordered} times to lend their reserve. Helicopters flew "
        "{flights} legs, {flown} hours in all; night held them {night} times, and hard rain {rain} times.",
    ),
    "centres_told": (
        "119接处警中心失效 {lost} 次、共 {lost_h} 小时，其中无人指挥 {alone} 小时；"
        "备用中心接替指挥 {taken} 次、共 {second} 小时；双重指挥（两处都认为自己在指挥）{split} 小时。",
        "The dispatch centre was lost {lost} times, for {lost_h} hours; in {alone} of them nobody led. "
        "The second centre took command {taken} times and held it for {second} hours; for {split} hours two "
        "centres both held that they commanded.",
    ),
    "vehicle_told": (
        "车载指挥所自出发至卫星站开通 {set_up} 小时。",
        "The post on a vehicle had its satellite station up {set_up} hours after it set off.",
    ),
    "municipal_note": (
        "备用中心只凭收到的消息判断：多久未闻中心之声即接替，接替时所知为已送达之情况。",
        "The second centre judges by messages alone: it takes command when it has heard nothing for so long, "
        "and knows then what had been delivered to it.",
    ),
    "order_ao": ("上级调令", "order to lend"),
    "order_cnotice": ("接处警指挥权通知", "notice of the centre in command"),
}
"""Words by key: (Chinese, English)."""
