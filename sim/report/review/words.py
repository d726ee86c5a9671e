"""The words of a review, in Chinese and English: how each step of an incident is told."""

from typing import Final

from sim.report.words import Both
from sim.terms.losses import Loss

LOSSES: Final[dict[Loss, Both]] = {
    Loss.NOT_KNOWN: Both("未获知", "not known"),
    Loss.NOT_DECIDED: Both("未决策", "not decided"),
    Loss.NOT_CARRIED: Both("未送达", "not carried"),
    Loss.NOT_PASSABLE: Both("道路不通", "not passable"),
    Loss.NOT_AVAILABLE: Both("力量不足", "not available"),
    Loss.PROCESSING: Both("接警询问", "call processing"),
    Loss.TURNOUT: Both("出动准备", "turnout"),
    Loss.TRAVEL: Both("正常行车", "travel"),
}
COLOURS: Final[dict[Loss, str]] = {
    Loss.NOT_KNOWN: "#5B3A8C",
    Loss.NOT_DECIDED: "#E69F00",
    Loss.NOT_CARRIED: "#0072B2",
    Loss.NOT_PASSABLE: "#C1121F",
    Loss.NOT_AVAILABLE: "#009E73",
    Loss.PROCESSING: "#c6cad1",
    Loss.TURNOUT: "#aab0ba",
    Loss.TRAVEL: "#dfe2e6",
}
"""Causes in colours that are told apart, what is unavoidable in greys."""

WHY: Final[dict[Loss, Both]] = {
    Loss.NOT_KNOWN: Both("能处置的人都还不知道此警情", "nobody who could act had heard of the incident yet"),
    Loss.NOT_DECIDED: Both(
        "已知警情，且有待命车组可派，但没有下令（或已下的令被收回）",
        "it was known and a ready unit was on the board, but no order was given, or it was called off",
    ),
    Loss.NOT_CARRIED: Both(
        "所需的话（报告或指令）还在路上，或途中丢失",
        "word that was needed, or an order, was under way or lost",
    ),
    Loss.NOT_PASSABLE: Both(
        "因断路、积水、单车道而绕行、折返、慢行或受阻，超出图上通路的用时",
        "closed, flooded or half-open roads cost this much beyond the way on the drawn map",
    ),
    Loss.NOT_AVAILABLE: Both(
        "已知警情，但没有能处置的车组可派",
        "the incident was known, but no unit that could deal with it was free",
    ),
    Loss.PROCESSING: Both("接听与询问", "answering and questions"),
    Loss.TURNOUT: Both("登车出动", "the crew boards"),
    Loss.TRAVEL: Both(
        "按图上道路、当时的夜间与雨天车速行驶",
        "the drive over the drawn map, at the pace of that night and rain",
    ),
}
"""What each means, in a sentence."""

SEVERITIES: Final = {
    "ordinary": Both("一般", "ordinary"),
    "small": Both("较小", "small"),
    "serious": Both("严重", "serious"),
    "working": Both("较大", "working"),
    "big": Both("大型", "big"),
    "several": Both("多人", "several people"),
    "laborious": Both("费力", "laborious"),
    "hazmat": Both("危化品", "hazardous materials"),
    "wildland": Both("林野", "wildland"),
}

TEXT: Final[dict[str, Both]] = {
    # who
    "public": Both("报警人", "the caller"),
    "centre": Both("区119指挥中心", "the dispatch centre"),
    "commander": Both("现场指挥员", "the site commander"),
    "village_of": Both("{village}（{township}）", "{village} ({township})"),
    "township": Both("{name}", "the office of {name}"),
    "committee": Both("{place}", "the committee of {place}"),
    "village_en": Both("{id}", "village {id}"),
    "unit": Both("{name}", "{type} {id} of {station}"),
    "link": Both("{a}—{b}{called}", "the road {a} - {b}{called}"),
    "called": Both("（{name}）", " ({name})"),
    # beginning
    "began": Both(
        "{place}发生{kind}（{severity}），实际需要{needs}{trapped}",
        "{kind} ({severity}) begins at {place}; in truth it needs {needs}{trapped}",
    ),
    "trapped": Both("，{n} 人被困", ", {n} people are trapped"),
    "by_hazard": Both("；起因：{what}", "; brought about by {what}"),
    # messages
    "call_public": Both("报警人向{receiver}报警", "the caller tries to reach {receiver}"),
    "call_through": Both("报警人向{receiver}报警，接通", "the caller gets through to {receiver}"),
    "call": Both("{sender}向{receiver}转报此警情", "{sender} passes the word on to {receiver}"),
    "call_came": Both("{receiver}得到{sender}的报告", "{receiver} hears of it from {sender}"),
    "dispatch": Both("{sender}令{unit}出动", "{sender} orders {unit} to go"),
    "dispatch_came": Both("出动令送达{unit}", "the order reaches {unit}"),
    "avoiding": Both("，避开 {n} 段据报不通的路", ", round {n} links that are reported closed"),
    "since": Both("，此前{unit}报告：{status}", ", upon the report of {unit}: {status}"),
    "since_road": Both("，此前据报{link}已通", ", upon the report that {link} is open"),
    "recall": Both("{sender}令{unit}撤回", "{sender} calls {unit} back"),
    "recall_came": Both("撤回令送达{unit}", "the recall reaches {unit}"),
    "size": Both(
        "{sender}向{receiver}报告现场需要{needs}", "{sender} tells {receiver} what is needed: {needs}"
    ),
    "size_came": Both("{receiver}得知现场需要{needs}", "{receiver} learns what is needed: {needs}"),
    "over": Both("{sender}向{receiver}报告处置完毕", "{sender} tells {receiver} that the work is done"),
    "over_came": Both("{receiver}得知处置完毕", "{receiver} learns that the work is done"),
    "relief": Both("{sender}请求轮换", "{sender} asks for relief"),
    "relief_came": Both("{receiver}得知{sender}请求轮换", "{receiver} learns that {sender} wants relief"),
    "stuck": Both("{sender}向{receiver}报告受阻", "{sender} tells {receiver} that it is stranded"),
    "stuck_came": Both("{receiver}得知{sender}受阻", "{receiver} learns that {sender} is stranded"),
    "road": Both("{sender}向{receiver}报告{link}不通", "{sender} tells {receiver} that {link} is closed"),
    "road_came": Both("{receiver}得知{link}不通", "{receiver} learns that {link} is closed"),
    # how a message fared
    "by": Both("（{by}）", " ({by})"),
    "by_after": Both("（{by}，历时 {minutes} 分）", " ({by}, {minutes} min on the way)"),
    "tried": Both("；先试{tried}不成", "; {tried} failed first"),
    "tries": Both("；{tried}不成", "; {tried} fails"),
    "walks": Both("；步行前往", "; somebody sets off on foot"),
    "on_foot": Both("徒步", "on foot"),
    "with_courier": Both("；派人传信", "; somebody sets off with it"),
    "waits": Both("；暂无手段可通，等待", "; nothing carries it yet, it waits"),
    "lost": Both("{what}：未成，放弃（{reason}）", "{what}: given up ({reason})"),
    "never": Both("；至期末未送达", "; it had not arrived at the end of the run"),
    "why": Both("{by}（{reason}）", "{by} ({reason})"),
    # calls
    "answered": Both("{who}接听", "{who} answers"),
    "taken": Both("{who}接警完毕，可以派遣", "{who} has asked what is needed: units can be sent"),
    "taken_alone": Both(
        "{who}联系不上指挥中心，自主接处", "{who} cannot raise the dispatch centre and takes the call itself"
    ),
    "closed": Both("处置完毕，结案", "the work is done; the call is closed"),
    "handed_over": Both("移交区外力量", "the call is handed over to somebody outside the district"),
    "open": Both("推演结束时仍未结案", "the run ends; the call is still open"),
    # units
    "turning_out": Both("{unit}出动准备（{crew} 人）", "{unit} turns out with a crew of {crew}"),
    "en_route": Both(
        "{unit}出发，预计行车 {minutes} 分", "{unit} sets out and expects to drive {minutes} min"
    ),
    "again": Both("{unit}再次出发，预计 {minutes} 分", "{unit} goes on and expects to drive {minutes} min"),
    "first": Both("{unit}到场：首车", "{unit} arrives: the first unit on scene"),
    "on_scene": Both("{unit}到场", "{unit} arrives"),
    "complete": Both("，所需力量到齐", "; with it all that is needed is there"),
    "stranded": Both("{unit}受阻，已知无路可通", "{unit} is stranded: it knows no way on"),
    "turned": Both("{unit}遇{link}不通，折返", "{unit} finds {link} closed and turns round"),
    "because": Both("（{what}）", " ({what})"),
    "diverted": Both("{unit}被改派其他警情", "{unit} is sent to another call"),
    "left": Both("{unit}离开（{status}）", "{unit} leaves ({status})"),
    "command": Both("{unit}担任现场指挥", "{unit} takes command of the scene"),
    "no_command": Both("现场已无人，指挥终止", "nobody is left on scene: command ends"),
    # loss
    "loss": Both("损失 {minutes} 分 · {loss}：{why}", "{minutes} min lost, {loss}: {why}"),
    "of_unit": Both("（{unit}）", " ({unit})"),
    "no_centre": Both(
        "指挥中心还没有得到报告，报告在送信途中；接警的站点自己派不出所需车组",
        "the dispatch centre had not heard of it, word was still being carried there; the station that took "
        "the call had nothing of its own to send",
    ),
    "no_way": Both(
        "有车组待命，但就指挥中心所知，没有一条路通到现场",
        "units stood ready, but none had a way there that the centre held for open",
    ),
    "unit_silent": Both(
        "有车组待命，但它的报告没有送到，或指挥中心联系不上它所在的站点",
        "a unit stood ready, but its report had not come, or the centre found no means to raise its station",
    ),
    "order_out": Both("出动令已发出，还没有送到", "the order had been sent, and had not come"),
    "duties": Both("；能处置的 {n} 个车组：{told}", "; of {n} units that could: {told}"),
    "duty": Both("{status} {n}", "{n} {status}"),
    "elsewhere": Both("在其他警情", "at other calls"),
    "after": Both("←{n}", "<-{n}"),
}
"""Sentences and parts of sentences by key, with their gaps."""
