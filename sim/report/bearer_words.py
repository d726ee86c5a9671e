"""The words of the section on communications, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

COMMS_WORDS: Final[dict[str, Both]] = {
    "section_comms": both("Communications"),
    "comms_told": both(
        "Of {posts} posts {ever} were at some time out of contact (the dispatch centre could "
        "hear them by nothing quicker than a courier): {total} h in all, at most {longest} h "
        "at a time ({worst}). Of {sent} messages {lost} were lost and {flight} were under "
        "way at the end; {orders} orders never arrived. {waited} of {arrivals} arrivals "
        "waited for somebody on foot or a courier; stations took {local} calls on their own."
    ),
    "nobody": both_in("report", "none"),
    "caption_contact": both(
        "Top: response time of each call, coloured by how word of it came; squares were "
        "taken by a station on its own, triangles at the top were never reached. Bottom: who "
        "was out of contact, what was out, and when teams were on the air."
    ),
    "response_minutes": both("Response time (min)"),
    "not_reached": both("never reached"),
    "local_call": both("taken by a station"),
    "and_more": both("and {n} more"),
    "out_post": both("out of contact"),
    "out_mains": both_in("report", "mains off"),
    "out_radio370": both("radio site down"),
    "out_radio370_degraded": both("radio site alone"),
    "out_telecom": both("telecom site down"),
    "out_fibre": both_in("report", "fibre cut"),
    "on_air": both("team on the air"),
    "by_bearer": both("Messages by bearer"),
    "taken": both("Taken up"),
    "dropped": both("Failed"),
    "overtaken": both("Overtaken"),
    "p50_delay": both("Median (s)"),
    "p90_delay": both("90% (s)"),
    "bearers_note": both(
        "Delays run from sending to delivery, waiting and retries included. Failed: taken up "
        "but not delivered, the sender tries on; overtaken: other means were quicker."
    ),
    "why_failed": both("Why messages were lost or failed"),
    "reason": both("Reason"),
    "message_count": both_in("report", "Messages"),
    "network_lost": both("lost (given up)"),
    "who_blind": both("Posts out of contact"),
    "post": both("Post"),
    "party": both("Kind"),
    "spells": both("Times"),
    "blind_h": both("Hours"),
    "share_of_run": both("Share of the run"),
    "longest_h": both("Longest (h)"),
    "since": both("First at"),
    "none_blind": both("No post was out of contact."),
    "orders_lost": both("Orders that never arrived"),
    "none_lost": both("Every order arrived."),
    "order": both("Order"),
    "order_to": both_in("report", "To"),
    "order_sent": both("Sent at"),
    "call_number": both_in("report", "Call"),
    "outcome": both("What became of it"),
    "order_dispatch": both_in("report", "dispatch"),
    "order_recall": both("recall"),
    "order_moveup": both("move up"),
    "order_handover": both("hand over"),
    "order_deploy": both("deploy communications"),
    "order_roll": both("roll call"),
    "order_work": both("work order"),
    "order_level": both("response level"),
    "order_notice": both("notice of command"),
    "order_warn": both_in("report", "warning"),
    "order_control": both("control measure"),
    "order_rid": both("fetch evacuees"),
    "order_genset": both("send a generator truck"),
    "order_fetch": both("fetch a casualty"),
    "order_bring": both("bring supplies"),
    "order_opens": both("open a shelter"),
    "order_scout": both("look by UAV"),
    "order_scoutf": both("fly from a forward place"),
    "order_stand": both("stand down or rest"),
    "order_wref": both("work refused"),
    "how_word_came": both("How word of calls came"),
    "way": both("Way"),
    "p50_answer": both("Median answer (min)"),
    "max_answer": both("Longest answer (min)"),
    "p50_response": both("Median response (min)"),
    "reached_n": both_in("report", "Reached"),
    "word_note": both(
        "Answer counts from the incident. On foot to a station; on foot to the village, "
        "which passed it on; courier: at least one later leg was carried by hand."
    ),
    "local_told": both(
        "Stations on their own: they took {calls} calls ({stations}) while nothing reached "
        "the dispatch centre, and {arrivals} of their units arrived on their own orders; of "
        "{never} of these calls the centre never heard. {courier} arrivals followed orders "
        "that a courier brought."
    ),
    "what_was_out": both("Sites, mains and cables"),
    "facility": both_in("report", "What"),
    "out_kind": both_in("report", "How"),
    "out_h": both("Out (h)"),
    "degraded_h": both("Alone (h)"),
    "facilities_folded": both("What was out or degraded ({n})"),
    "teams_sent": both("Teams of emergency communications"),
    "none_sent": both_in("report", "No team was sent."),
    "team": both_in("report", "Team"),
    "went_to": both_in("report.went_to", "To"),
    "set_out": both("Set out"),
    "there": both_in("report", "Arrived"),
    "opened": both("On the air"),
    "demand_digest": both("Digest of calls"),
    "same_calls": both(
        "Two runs with the same digest of calls met the same calls; against a run with --set "
        "comms=ideal it shows what the loss of communications cost."
    ),
    # why a message failed
    "reason_in_flight": both("under way at the end"),
    "reason_superseded": both("superseded by a newer status"),
    "reason_no_means": both("no means"),
    "reason_no_terminal": both("no terminal, or none with power"),
    "reason_apart": both("not in one place"),
    "reason_no_chain": both("no chain of mesh nodes"),
    "reason_cut_off": both_in("report", "cut off"),
    "reason_no_answer": both_in("report", "no answer"),
    "reason_no_service": both("no public network"),
    "reason_cell_busy": both("cell busy"),
    "reason_not_set_up": both("satellite station not set up"),
    "reason_setting_up": both("satellite station being set up"),
    "reason_rained_out": both("faded in the rain"),
    "reason_no_power": both_in("report", "no power"),
    "reason_hidden": both("no view of the sky"),
    "reason_indoors": both("indoors"),
    "reason_flat": both("battery empty"),
    "reason_busy": both("satellite beam busy"),
    "reason_no_site": both("no radio site in reach"),
    "reason_site_down": both("radio site down"),
    "reason_no_slot": both("no free slot"),
    "reason_slot_lost": both("carrier lost"),
    "reason_site_lost": both("site lost"),
    "reason_no_backhaul": both("no backhaul"),
    "reason_not_received": both("not received"),
    "reason_too_far": both("too far for a courier"),
    "reason_moving": both("receiver on the move"),
    "reason_no_courier": both("no courier left"),
    "reason_no_way": both_in("report", "no way"),
}
"""Words by key, as (Chinese, English); those of reasons begin with ``reason_``."""
