"""The words of the section on earthquake early warning, in Chinese and English."""

from typing import Final

SEISMIC_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_early_warning": ("地震预警", "Earthquake early warning"),
    "early_told": (
        "最强一震 {magnitude} 级，在线台站 {live}/{stations}；震后 {detected} 秒定位、{told} 秒手机告警，"
        "最多提前 {longest} 秒。{people} 人中：提前收到 {warned}（{warned_share}），"
        "其中不足 3 秒 {under_3s}、3 至 10 秒 {under_10s}、10 至 20 秒 {under_20s}、20 秒以上 {more}；"
        "盲区 {blind}（{blind_share}）；"
        "来得及而无信号 {dark}（{dark_share}）。",
        "The strongest shock, of magnitude {magnitude}, met {live} of {stations} stations at work; it was "
        "located {detected} s after it began, telephones rang after {told} s, at most {longest} s before the "
        "shaking. Of {people} people, {warned} were where the warning came first ({warned_share}): less than "
        "3 s before {under_3s}, 3 to 10 s {under_10s}, 10 to 20 s {under_20s}, longer {more}; {blind} in the "
        "blind zone ({blind_share}); {dark} had time, but no cell ({dark_share}).",
    ),
    "early_unlocated": (
        "最强一震 {magnitude} 级，在线台站 {live}/{stations}，不足以定位：未发出预警。",
        "The strongest shock, of magnitude {magnitude}, met {live} of {stations} stations at work, too few "
        "to locate it: nobody was warned.",
    ),
    "early_none": ("期内无达到预警震级的地震。", "No earthquake was strong enough for a warning."),
    "early_spared": (
        "达到预警震级的地震 {quakes} 次，定位 {located} 次；因及时避险而未被困 {spared} 人。",
        "Shocks strong enough for a warning: {quakes}, of which {located} were located; people who had taken "
        "cover and were not trapped for that: {spared}.",
    ),
    "early_aired": (
        "最强一震：供电正常而可由电视、广播提前得知之处 {television} 人，可由大喇叭得知之处 {sirens} 人。",
        "The strongest shock: {television} people live where televisions and radios told in time, as there "
        "was power; {sirens} where loudspeakers did.",
    ),
    "early_note": (
        "“提前”指横波到达之前；人数为预警先到之处的居民。察觉并避险的比例与避险效果为假设或估计，见文末“依据”。"
        "台站与手机信号以发震时为准，该震所毁者到下一震时不再可用。",
        "Seconds are those before the S wave; people are those who live where the warning came first. The "
        "share who notice it and take cover, and what that spares them, are assumptions or estimates, listed "
        "at the end. Stations and cells count as they were when the shock began: what it breaks is missing "
        "at the next.",
    ),
    "table_quakes": ("地震预警", "earthquake early warnings"),
    "quake_at": ("发震（时）", "At (h)"),
    "quake_magnitude": ("震级", "Magnitude"),
    "quake_stations": ("在线台站", "Stations"),
    "quake_told": ("告警（秒）", "Rang (s)"),
    "quake_warned": ("提前收到", "Warned"),
    "quake_3s": ("3 秒以上", "3 s or more"),
    "quake_blind": ("盲区", "Blind zone"),
    "quake_dark": ("无信号", "No cell"),
    "quake_spared": ("未被困", "Spared"),
}
"""Words by key: (Chinese, English)."""
