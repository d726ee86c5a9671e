"""The words of the section on mutual aid, in Chinese and English."""

from typing import Final

AID_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_aid": ("跨区增援", "Aid from neighbouring districts"),
    "aid_told": (
        "共请求增援 {requests} 次，其中 {standing} 次按边界协议直接通报；"
        "毗邻区县 {offers} 次应允、{declined} 次无力派出。"
        "借出 {lent} 车次，{checked_in} 车次在集结点报到，分派任务 {assigned} 次；"
        "{home} 车次已归建，{still_out} 车次期末仍在外，合计 {unit_h} 车组时。"
        "从请求到首车报到中位数 {p50}、90%位 {p90}（分:秒）。首车由增援车组到场的警情 {first} 起。",
        "Aid was asked for {requests} times, {standing} of them straight under a standing agreement; "
        "neighbours offered units {offers} times and had none to lend {declined} times. {lent} units were "
        "lent, {checked_in} checked in at a staging place and were assigned {assigned} times; {home} are "
        "home again, {still_out} were still out at the end: {unit_h} unit-hours in all. From asking to the "
        "first check-in it took {p50} at the median and {p90} at the 90th percentile (min:s). Aid was first "
        "on scene at {first} calls.",
    ),
    "aid_requests_made": ("逐次请求（{n} 次）", "Each request ({n})"),
    "aid_loans_made": ("逐车借调（{n} 车次）", "Each loan ({n})"),
    "aid_answers_given": ("逐个被请求单位的答复（{n} 次）", "Each answer of those who were asked ({n})"),
    "aid_refused": (
        "共向外请求 {asked} 次，{offered} 次得到应允，{none} 次一车未得：{why}。",
        "Of {asked} requests that went out {offered} were offered units and {none} got none: {why}.",
    ),
    "aid_refused_never": (
        "共向外请求 {asked} 次，次次得到应允。",
        "All of {asked} requests that went out were offered units.",
    ),
    "aid_of_whom": ("被请求单位", "Asked"),
    "aid_heard": ("收到（分）", "Heard after (min)"),
    "aid_answered": ("答复（分）", "Answered after (min)"),
    "aid_offered": ("应允", "Offered"),
    "aid_committed": ("承诺", "Promised"),
    "aid_why": ("未派原因", "Why none"),
    "aid_ordered": ("{post}（上级调令）", "{post} (ordered)"),
    "aid_why_unheard": ("请求未送达", "the request never arrived"),
    "aid_why_unanswered": ("未答复", "no answer"),
    "aid_why_unable": ("无此类力量", "has nothing of the kind"),
    "aid_why_engaged": ("自身受灾，力量在用", "engaged by its own storm"),
    "aid_why_reserve": ("余下为保底力量", "what is left is its reserve"),
    "aid_why_out": ("同类力量已借出", "what it has of the kind is lent already"),
    "aid_why_away": ("力量不在位或无人", "its units are away or unmanned"),
    "aid_why_none": ("–", "–"),
    "aid_why_counted": ("{why} {n} 次", "{why} ({n})"),
    "aid_own_storm": (
        "毗邻区县自身亦受灾：本地警情 {calls} 起（期末 {still_open} 起未结），力量占用 {engaged} 车组时，"
        "损失 {lost_units} 车次；因此谢绝 {refused_engaged} 次，召回 {recalls} 车次。",
        "The neighbours had a storm of their own: {calls} calls ({still_open} not over at the end), "
        "{engaged} unit-hours engaged at home and units lost {lost_units} times. For that they declined "
        "{refused_engaged} times and called {recalls} units back.",
    ),
    "aid_lent": ("承诺借出", "Promised at"),
    "aid_recalled": ("召回预告", "Called back at"),
    "aid_request": ("请求", "Request"),
    "aid_way": ("方式", "How"),
    "aid_way_standing": ("边界协议", "standing agreement"),
    "aid_way_ahead": ("预置", "ahead"),
    "aid_way_call": ("按需，警情 {call}", "for call {call}"),
    "aid_needs": ("所需力量", "Needs"),
    "aid_asked": ("提出", "Asked"),
    "aid_approval": ("批准（分）", "Approved after (min)"),
    "aid_promised": ("承诺（分）", "Promised after (min)"),
    "aid_checked_in": ("报到（分）", "Checked in after (min)"),
    "aid_units": ("派出", "Units"),
    "aid_unit": ("车组", "Unit"),
    "aid_station": ("所属", "Of"),
    "aid_muster": ("集结（分）", "Mustered (min)"),
    "aid_travel": ("行进（分）", "On the way (min)"),
    "aid_assigned": ("分派", "Assigned"),
    "aid_away": ("借出（时）", "Away (h)"),
    "aid_end": ("结局", "End"),
    "aid_end_home": ("已归建", "home"),
    "aid_end_out": ("期末在外", "still out"),
    "aid_end_never_left": ("未出发", "never left"),
    "aid_note": (
        "未经请求、批准和报到，接处警中心看不到毗邻区县的车组；无覆盖时间只计报到后待命的增援车组。",
        "The dispatch centre knows no unit of a neighbour before it checks in, or turns out under a standing "
        "agreement. Uncovered time counts aid while it stands by.",
    ),
    "order_rr": ("增援请求", "request for aid"),
    "order_rrr": ("增援应答", "offer of aid"),
    "order_rqr": ("增援调用", "requisition of aid"),
    "order_cr": ("增援承诺", "promise of aid"),
    "order_rcn": ("召回增援预告", "notice of recall"),
    "order_rel": ("解除增援", "release of aid"),
}
"""Words by key: (Chinese, English)."""
