"""The columns of the tables on communications: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column

COMMS_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "messages": {
        "bearer": Column("", "the network, ideal or pace; or a bearer that took messages up", "网络或承载"),
        "sent": Column("1", "messages sent; of a network", "发出(网络)"),
        "taken": Column("1", "messages taken up; of a bearer", "承接(承载)"),
        "delivered": Column("1", "messages delivered", "送达"),
        "dropped": Column("1", "messages taken up and not delivered; of a bearer", "承接后失败(承载)"),
        "overtaken": Column(
            "1", "messages taken up that came by other means, or were given up, meanwhile", "被其他手段抢先"
        ),
        "lost": Column("1", "messages given up; of a network", "丢失(网络)"),
        "in_flight": Column("1", "messages under way at the end", "期末在途"),
        "mean_delay_s": Column("s", "mean time from sending to delivery", "平均时延"),
        "p50_delay_s": Column("s", "median of the same", "时延中位数"),
        "p90_delay_s": Column("s", "90th percentile of the same", "时延90%分位"),
    },
    "failures": {
        "bearer": Column("", "the network that lost, or the bearer that dropped", "网络或承载"),
        "reason": Column("", "why, in one word", "原因"),
        "messages": Column("1", "messages lost or dropped", "消息数"),
    },
    "undelivered": {
        "sent_s": Column("s", "order sent, since the start of the run", "下令时刻"),
        "order": Column("", "kind of order", "指令类别"),
        "sender": Column("", "who gave it", "下令者"),
        "receiver": Column("", "to whom", "受令者"),
        "receiver_kind": Column("", "kind of party to whom", "受令者类别"),
        "call": Column("1", "number of the call, if it is about one", "警情编号"),
        "end": Column("", "why it was lost, or in_flight", "丢失原因或在途"),
    },
    "posts": {
        "post": Column("", "township, fire station or operations centre", "值守点"),
        "kind": Column("", "kind of party", "类别"),
        "population": Column("1", "people of the township", "人口(镇街)"),
        "spells": Column("1", "times it could not be heard at the dispatch centre", "失联次数"),
        "blind_h": Column("h", "time in which it could be heard by nothing but a courier", "失联时长"),
        "blind_share": Column("1", "share of the run", "失联时间占比"),
        "longest_h": Column("h", "longest such time", "最长一次失联"),
        "first_s": Column("s", "beginning of the first, since the start of the run", "首次失联时刻"),
        "blind_at_end": Column("1", "whether it could not be heard at the end of the run", "期末是否失联"),
    },
    "sites": {
        "network": Column(
            "", "radio370, telecom, mains (of a township) or fibre", "网络(集群、公网、市电、光缆)"
        ),
        "site": Column("", "site, township or cable that was out or degraded", "设施"),
        "spells": Column("1", "times it went out of service", "退服次数"),
        "out_h": Column("h", "time out of service", "退服时长"),
        "out_share": Column("1", "share of the run", "退服时间占比"),
        "longest_h": Column("h", "longest such time", "最长一次退服"),
        "degraded_h": Column(
            "h", "time in service, but not joined to the other sites; of radio", "单站运行时长(集群)"
        ),
    },
    "spells": {
        "what": Column("", "post, or network as in the table of sites", "失联或退服的类别"),
        "thing": Column("", "its id", "编号"),
        "from_s": Column("s", "beginning, since the start of the run", "起始时刻"),
        "until_s": Column("s", "end; missing if it lasted to the end of the run", "终止时刻"),
    },
    "teams": {
        "team": Column("", "team of emergency communications", "应急通信保障队"),
        "kind": Column("", "what it brings", "类别"),
        "township": Column("", "township to which it went", "前往镇街"),
        "set_out_s": Column("s", "set out, since the start of the run", "出发时刻"),
        "there_s": Column("s", "arrived", "到达时刻"),
        "on_air_s": Column("s", "on the air", "开通时刻"),
        "spent_s": Column("s", "endurance spent", "续航耗尽时刻"),
    },
    "word": {
        "call": Column("1", "number of the call", "警情编号"),
        "way": Column("", "phone, walked, relayed, courier or unheard", "报警途径"),
        "chain": Column("", "bearers from the caller to whoever answered, in order", "逐段承载"),
        "hops": Column("1", "messages in that chain", "转报段数"),
        "answered_by": Column("", "the dispatch centre, or the station that answered on its own", "接警者"),
        "local": Column("1", "whether a station answered on its own", "是否属地自主响应"),
        "word_s": Column("s", "from beginning until word came to whoever answered", "发生至获知"),
        "centre_s": Column("s", "from beginning until the dispatch centre first heard", "发生至指挥中心获知"),
        "answer_s": Column("s", "from beginning to answer", "发生至接听"),
        "taken_s": Column("s", "from beginning to ready for dispatch", "发生至接警完毕"),
        "order_by": Column("", "bearer of the order to the first unit to arrive", "首到车组指令承载"),
        "order_from": Column("", "who gave that order", "首到车组下令者"),
        "waited": Column(
            "1", "whether the first arrival waited for a walk or a courier", "首车到场是否等过步行或传信"
        ),
    },
}
"""Tables on communications, in order; but for messages they are empty where messages are ideal."""
