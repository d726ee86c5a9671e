"""The words of the section on mutual aid, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in, same

AID_WORDS: Final[dict[str, Both]] = {
    "section_aid": both("Aid from neighbouring districts"),
    "aid_told": both(
        "Aid was asked for {requests} times, {standing} of them straight under a standing "
        "agreement; neighbours offered units {offers} times and had none to lend {declined} "
        "times. {lent} units were lent, {checked_in} checked in at a staging place and were "
        "assigned {assigned} times; {home} are home again, {still_out} were still out at the "
        "end: {unit_h} unit-hours in all. From asking to the first check-in it took {p50} at "
        "the median and {p90} at the 90th percentile (min:s). Aid was first on scene at "
        "{first} calls."
    ),
    "aid_requests_made": both("Each request ({n})"),
    "aid_loans_made": both("Each loan ({n})"),
    "aid_answers_given": both("Each answer of those who were asked ({n})"),
    "aid_refused": both(
        "Of {asked} requests that went out {offered} were offered units and {none} got none: {why}."
    ),
    "aid_refused_never": both("All of {asked} requests that went out were offered units."),
    "aid_of_whom": both_in("aid", "Asked"),
    "aid_heard": both("Heard after (min)"),
    "aid_answered": both("Answered after (min)"),
    "aid_offered": both("Offered"),
    "aid_committed": both("Promised"),
    "aid_why": both("Why none"),
    "aid_ordered": both("{post} (ordered)"),
    "aid_why_unheard": both("the request never arrived"),
    "aid_why_unanswered": both_in("aid", "no answer"),
    "aid_why_unable": both("has nothing of the kind"),
    "aid_why_engaged": both("engaged by its own storm"),
    "aid_why_reserve": both("what is left is its reserve"),
    "aid_why_out": both("what it has of the kind is lent already"),
    "aid_why_away": both("its units are away or unmanned"),
    "aid_why_none": same("–"),
    "aid_why_counted": both("{why} ({n})"),
    "aid_own_storm": both(
        "The neighbours had a storm of their own: {calls} calls ({still_open} not over at "
        "the end), {engaged} unit-hours engaged at home and units lost {lost_units} times. "
        "For that they declined {refused_engaged} times and called {recalls} units back."
    ),
    "aid_lent": both("Promised at"),
    "aid_recalled": both("Called back at"),
    "aid_request": both_in("aid", "Request"),
    "aid_way": both_in("aid", "How"),
    "aid_way_standing": both_in("aid", "standing agreement"),
    "aid_way_ahead": both("ahead"),
    "aid_way_call": both("for call {call}"),
    "aid_needs": both_in("aid", "Needs"),
    "aid_asked": both_in("aid.aid_asked", "Asked"),
    "aid_approval": both("Approved after (min)"),
    "aid_promised": both("Promised after (min)"),
    "aid_checked_in": both("Checked in after (min)"),
    "aid_units": both_in("aid", "Units"),
    "aid_unit": both_in("aid", "Unit"),
    "aid_station": both_in("aid", "Of"),
    "aid_muster": both("Mustered (min)"),
    "aid_travel": both("On the way (min)"),
    "aid_assigned": both_in("aid", "Assigned"),
    "aid_away": both("Away (h)"),
    "aid_end": both("End"),
    "aid_end_home": both_in("aid.aid_end_home", "home"),
    "aid_end_out": both("still out"),
    "aid_end_never_left": both("never left"),
    "aid_note": both(
        "The dispatch centre knows no unit of a neighbour before it checks in, or turns out "
        "under a standing agreement. Uncovered time counts aid while it stands by."
    ),
    "order_rr": both("request for aid"),
    "order_rrr": both("offer of aid"),
    "order_rqr": both("requisition of aid"),
    "order_cr": both("promise of aid"),
    "order_rcn": both("notice of recall"),
    "order_rel": both("release of aid"),
}
"""Words by key: (Chinese, English)."""
