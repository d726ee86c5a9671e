"""The columns of the tables on communications: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column
from sim.words import both, both_in

COMMS_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "messages": {
        "bearer": Column("", *both("the network, ideal or pace; or a bearer that took messages up")),
        "sent": Column("1", *both("messages sent; of a network")),
        "taken": Column("1", *both("messages taken up; of a bearer")),
        "delivered": Column("1", *both("messages delivered")),
        "dropped": Column("1", *both("messages taken up and not delivered; of a bearer")),
        "overtaken": Column(
            "1", *both("messages taken up that came by other means, or were given up, meanwhile")
        ),
        "lost": Column("1", *both("messages given up; of a network")),
        "in_flight": Column("1", *both("messages under way at the end")),
        "mean_delay_s": Column("s", *both("mean time from sending to delivery")),
        "p50_delay_s": Column("s", *both("median of the same")),
        "p90_delay_s": Column("s", *both_in("metric.p90_delay_s", "90th percentile of the same")),
    },
    "failures": {
        "bearer": Column("", *both("the network that lost, or the bearer that dropped")),
        "reason": Column("", *both("why, in one word")),
        "messages": Column("1", *both("messages lost or dropped")),
    },
    "undelivered": {
        "sent_s": Column("s", *both("order sent, since the start of the run")),
        "order": Column("", *both("kind of order")),
        "sender": Column("", *both("who gave it")),
        "receiver": Column("", *both("to whom")),
        "receiver_kind": Column("", *both("kind of party to whom")),
        "call": Column("1", *both("number of the call, if it is about one")),
        "end": Column("", *both("why it was lost, or in_flight")),
    },
    "posts": {
        "post": Column("", *both("township, fire station or operations centre")),
        "kind": Column("", *both("kind of party")),
        "population": Column("1", *both("people of the township")),
        "spells": Column("1", *both("times it could not be heard at the dispatch centre")),
        "blind_h": Column("h", *both("time in which it could be heard by nothing but a courier")),
        "blind_share": Column("1", *both_in("metric", "share of the run")),
        "longest_h": Column("h", *both_in("metric", "longest such time")),
        "first_s": Column("s", *both("beginning of the first, since the start of the run")),
        "blind_at_end": Column("1", *both("whether it could not be heard at the end of the run")),
    },
    "sites": {
        "network": Column("", *both("radio370, telecom, mains (of a township) or fibre")),
        "site": Column("", *both("site, township or cable that was out or degraded")),
        "spells": Column("1", *both("times it went out of service")),
        "out_h": Column("h", *both("time out of service")),
        "out_share": Column("1", *both_in("metric.out_share", "share of the run")),
        "longest_h": Column("h", *both_in("metric.longest_h", "longest such time")),
        "degraded_h": Column("h", *both("time in service, but not joined to the other sites; of radio")),
    },
    "spells": {
        "what": Column("", *both("post, or network as in the table of sites")),
        "thing": Column("", *both_in("metric", "its id")),
        "from_s": Column("s", *both_in("metric.from_s", "beginning, since the start of the run")),
        "until_s": Column("s", *both("end; missing if it lasted to the end of the run")),
    },
    "teams": {
        "team": Column("", *both("team of emergency communications")),
        "kind": Column("", *both("what it brings")),
        "township": Column("", *both("township to which it went")),
        "set_out_s": Column("s", *both("set out, since the start of the run")),
        "there_s": Column("s", *both_in("metric.there_s", "arrived")),
        "on_air_s": Column("s", *both_in("metric", "on the air")),
        "spent_s": Column("s", *both("endurance spent")),
    },
    "word": {
        "call": Column("1", *both("number of the call")),
        "way": Column("", *both("phone, walked, relayed, courier or unheard")),
        "chain": Column("", *both("bearers from the caller to whoever answered, in order")),
        "hops": Column("1", *both("messages in that chain")),
        "answered_by": Column("", *both("the dispatch centre, or the station that answered on its own")),
        "local": Column("1", *both("whether a station answered on its own")),
        "word_s": Column("s", *both("from beginning until word came to whoever answered")),
        "centre_s": Column("s", *both("from beginning until the dispatch centre first heard")),
        "answer_s": Column("s", *both_in("metric.answer_s", "from beginning to answer")),
        "taken_s": Column("s", *both("from beginning to ready for dispatch")),
        "order_by": Column("", *both("bearer of the order to the first unit to arrive")),
        "order_from": Column("", *both("who gave that order")),
        "waited": Column("1", *both("whether the first arrival waited for a walk or a courier")),
    },
}
"""Tables on communications, in order; but for messages they are empty where messages are ideal."""
