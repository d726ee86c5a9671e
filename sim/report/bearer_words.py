"""The words of the section on communications, in Chinese and English."""

from typing import Final

COMMS_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_comms": ("通信", "Communications"),
    "comms_told": (
        "{posts} 个值守点中 {ever} 个曾失联（除专人传信外无法与指挥中心联络），累计 {total} 小时，"
        "最长一次 {longest} 小时（{worst}）。{sent} 条消息中 {lost} 条丢失，{flight} 条期末仍在途；"
        "{orders} 条指令始终未送达。{waited} 车次到场（共 {arrivals} 车次）等过步行报警或专人传信；"
        "{local} 起警情由站点自主接处。",
        "Of {posts} posts {ever} were at some time out of contact (the dispatch centre could hear them by "
        "nothing quicker than a courier): {total} h in all, at most {longest} h at a time ({worst}). "
        "Of {sent} messages {lost} were lost and {flight} were under way at the end; {orders} orders never "
        "arrived. {waited} of {arrivals} arrivals waited for somebody on foot or a courier; stations took "
        "{local} calls on their own.",
    ),
    "nobody": ("无", "none"),
    "caption_contact": (
        "上：每起警情的响应时间，按报警途径着色，方块为站点自主接处，顶端三角为无车到场；"
        "下：失联、断电、退服的起止，以及保障队开通的时段。",
        "Top: response time of each call, coloured by how word of it came; squares were taken by a station "
        "on its own, triangles at the top were never reached. "
        "Bottom: who was out of contact, what was out, and when teams were on the air.",
    ),
    "response_minutes": ("响应时间（分）", "Response time (min)"),
    "not_reached": ("无车到场", "never reached"),
    "local_call": ("站点自主接处", "taken by a station"),
    "and_more": ("另有 {n} 个", "and {n} more"),
    "out_post": ("失联", "out of contact"),
    "out_mains": ("市电中断", "mains off"),
    "out_radio370": ("集群基站退服", "radio site down"),
    "out_radio370_degraded": ("集群单站运行", "radio site alone"),
    "out_telecom": ("公网设施退服", "telecom site down"),
    "out_fibre": ("光缆中断", "fibre cut"),
    "on_air": ("保障队开通", "team on the air"),
    "by_bearer": ("各手段承载的消息", "Messages by bearer"),
    "taken": ("承接", "Taken up"),
    "dropped": ("失败", "Failed"),
    "overtaken": ("被抢先", "Overtaken"),
    "p50_delay": ("中位（秒）", "Median (s)"),
    "p90_delay": ("90%（秒）", "90% (s)"),
    "bearers_note": (
        "时延为发出至送达，含等待与重发。失败：承接后未能送达，发送者换手段再发；被抢先：其他手段先送到。",
        "Delays run from sending to delivery, waiting and retries included. Failed: taken up but not "
        "delivered, the sender tries on; overtaken: other means were quicker.",
    ),
    "why_failed": ("丢失与失败的原因", "Why messages were lost or failed"),
    "reason": ("原因", "Reason"),
    "message_count": ("消息数", "Messages"),
    "network_lost": ("丢失（放弃）", "lost (given up)"),
    "who_blind": ("失联的值守点", "Posts out of contact"),
    "post": ("值守点", "Post"),
    "party": ("类别", "Kind"),
    "spells": ("次数", "Times"),
    "blind_h": ("时长（小时）", "Hours"),
    "share_of_run": ("占全程", "Share of the run"),
    "longest_h": ("最长（小时）", "Longest (h)"),
    "since": ("首次起于", "First at"),
    "none_blind": (
        "没有值守点失联。",
        "No post was out of contact.",
    ),
    "orders_lost": ("未送达的指令", "Orders that never arrived"),
    "none_lost": ("每条指令都送达了。", "Every order arrived."),
    "order": ("指令", "Order"),
    "order_to": ("受令者", "To"),
    "order_sent": ("下令时刻", "Sent at"),
    "call_number": ("警情编号", "Call"),
    "outcome": ("结果", "What became of it"),
    "order_dispatch": ("出动", "dispatch"),
    "order_recall": ("撤回", "recall"),
    "order_moveup": ("移防", "move up"),
    "order_handover": ("移交", "hand over"),
    "order_deploy": ("开设应急通信", "deploy communications"),
    "order_roll": ("点名", "roll call"),
    "order_work": ("派工", "work order"),
    "order_level": ("响应等级令", "response level"),
    "order_notice": ("指挥权通报", "notice of command"),
    "order_warn": ("预警", "warning"),
    "order_control": ("管控指令", "control measure"),
    "order_rid": ("派车转移", "fetch evacuees"),
    "order_genset": ("调派发电车", "send a generator truck"),
    "order_fetch": ("转运伤员", "fetch a casualty"),
    "order_bring": ("调运物资", "bring supplies"),
    "order_opens": ("启用场所", "open a shelter"),
    "order_scout": ("无人机查看", "look by UAV"),
    "order_scoutf": ("无人机前出起飞", "fly from a forward place"),
    "order_stand": ("撤回或轮休", "stand down or rest"),
    "order_wref": ("不接受派工", "work refused"),
    "how_word_came": ("报警途径", "How word of calls came"),
    "way": ("途径", "Way"),
    "p50_answer": ("接听中位（分）", "Median answer (min)"),
    "max_answer": ("接听最长（分）", "Longest answer (min)"),
    "p50_response": ("响应中位（分）", "Median response (min)"),
    "reached_n": ("到场", "Reached"),
    "word_note": (
        "接听自警情发生起算。步行到站：报警人走到消防站；步行到村转报：走到村社，由村社转报；"
        "专人传信：其中至少一段靠人送信。",
        "Answer counts from the incident. On foot to a station; on foot to the village, which passed it on; "
        "courier: at least one later leg was carried by hand.",
    ),
    "local_told": (
        "属地自主响应：站点联络不上指挥中心时自行接处 {calls} 起（{stations}），自派到场 {arrivals} 车次；"
        "其中 {never} 起指挥中心至期末仍不知情。指令由专人送达后到场的有 {courier} 车次。",
        "Stations on their own: they took {calls} calls ({stations}) while nothing reached the dispatch "
        "centre, and {arrivals} of their units arrived on their own orders; of {never} of these calls the "
        "centre never heard. {courier} arrivals followed orders that a courier brought.",
    ),
    "what_was_out": ("设施、市电与光缆", "Sites, mains and cables"),
    "facility": ("设施", "What"),
    "out_kind": ("中断类别", "How"),
    "out_h": ("中断（小时）", "Out (h)"),
    "degraded_h": ("单站运行（小时）", "Alone (h)"),
    "facilities_folded": ("曾中断或降级的设施（{n} 处）", "What was out or degraded ({n})"),
    "teams_sent": ("应急通信保障队", "Teams of emergency communications"),
    "none_sent": ("没有保障队出动。", "No team was sent."),
    "team": ("队伍", "Team"),
    "went_to": ("前往", "To"),
    "set_out": ("出发", "Set out"),
    "there": ("到达", "Arrived"),
    "opened": ("开通", "On the air"),
    "demand_digest": ("警情摘要", "Digest of calls"),
    "same_calls": (
        "警情摘要相同的两次推演遇到的是同样的警情；与 --set comms=ideal 的推演对照可见通信中断的代价。",
        "Two runs with the same digest of calls met the same calls; against a run with --set comms=ideal it "
        "shows what the loss of communications cost.",
    ),
    # why a message failed
    "reason_in_flight": ("期末在途", "under way at the end"),
    "reason_superseded": ("被新状态取代", "superseded by a newer status"),
    "reason_no_means": ("无任何手段", "no means"),
    "reason_no_terminal": ("无终端或终端断电", "no terminal, or none with power"),
    "reason_apart": ("不在一处", "not in one place"),
    "reason_no_chain": ("自组网不通", "no chain of mesh nodes"),
    "reason_cut_off": ("通话中断", "cut off"),
    "reason_no_answer": ("对方无法接通", "no answer"),
    "reason_no_service": ("无公网信号", "no public network"),
    "reason_cell_busy": ("基站拥塞", "cell busy"),
    "reason_not_set_up": ("卫星站未架设", "satellite station not set up"),
    "reason_setting_up": ("卫星站架设中", "satellite station being set up"),
    "reason_rained_out": ("雨衰中断", "faded in the rain"),
    "reason_no_power": ("断电", "no power"),
    "reason_hidden": ("遮挡", "no view of the sky"),
    "reason_indoors": ("室内无信号", "indoors"),
    "reason_flat": ("电量耗尽", "battery empty"),
    "reason_busy": ("卫星波束忙", "satellite beam busy"),
    "reason_no_site": ("无集群覆盖", "no radio site in reach"),
    "reason_site_down": ("集群基站退服", "radio site down"),
    "reason_no_slot": ("信道忙", "no free slot"),
    "reason_slot_lost": ("载频失效", "carrier lost"),
    "reason_site_lost": ("基站失效", "site lost"),
    "reason_no_backhaul": ("链路中断", "no backhaul"),
    "reason_not_received": ("未收到", "not received"),
    "reason_too_far": ("传信够不到", "too far for a courier"),
    "reason_moving": ("对方在途，无处送信", "receiver on the move"),
    "reason_no_courier": ("无人可派传信", "no courier left"),
    "reason_no_way": ("无路可通", "no way"),
}
"""Words by key, as (Chinese, English); those of reasons begin with ``reason_``."""
