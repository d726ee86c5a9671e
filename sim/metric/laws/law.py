"""What all laws share: their words, and how a breach is told."""

from typing import Final

from sim.terms.errors import InvariantBroken

LAWS: Final[dict[str, tuple[str, str]]] = {
    "clock": ("time never falls", "时钟不倒退"),
    "number": ("numbers rise by one", "序号逐一递增"),
    "cause": (
        "a cause comes before what follows from it, the sending of a message before its delivery",
        "先因后果",
    ),
    "named": ("what follows from something names it", "凡有起因必注明"),
    "last": ("nothing happens after the end of the run", "推演结束后无事发生"),
    "horizon": ("nothing happens after the horizon", "期末之后无事发生"),
    "birth": ("calls are numbered in the order of birth", "警情按发生次序编号"),
    "heard": ("a call is answered only after word of it has come", "先有报警后有接听"),
    "stages": ("a call is answered, then taken, then ended, each once", "接听、接警、结案依次各一次"),
    "worked": ("a call is closed only by those who came to it", "无人到场不得结案"),
    "open": ("a call is left open only at the end of the run", "仅期末可留未结警情"),
    "ended": ("every call ends", "每起警情必有结局"),
    "trapped": ("people are trapped at a call as it begins, once", "被困人员随警情一次列明"),
    "present": ("nobody is at a call that has ended", "结案后现场无人"),
    "sent_to": ("units are sent only to calls that were taken", "接警完毕方可派车"),
    "command": ("a scene where units are has one commander, who is one of them", "现场有且仅有一名指挥员"),
    "status": ("a unit's status changes only as it can", "车组状态合法转换"),
    "ordered": ("a unit goes only where an order that reached it sends it", "凭送达之命令出动"),
    "one_call": ("a unit serves one call at a time", "一车一警"),
    "place": ("a unit is where it drove to", "车组位置连续"),
    "sooner": ("a unit does not arrive sooner than it can", "不早于可能时间到达"),
    "crew": ("people are neither made nor lost", "人员守恒"),
    "manned": ("a unit goes out with the crew it needs", "编制满足方可出动"),
    "fuel": ("fuel left is fuel before, more what was filled, less what was used", "油量守恒"),
    "tank": ("fuel is neither negative nor more than the tank holds", "油量不负不溢"),
    "posted": (
        "a message is delivered or lost only after it was sent, and at most once",
        "消息先发后达至多一次",
    ),
    "in_flight": ("messages sent are delivered, lost or in flight", "消息守恒"),
    "taken": ("a bearer delivers or drops only what it has taken", "承载接收后方可送达或失败"),
    "dead": ("a dead site carries nothing", "退服设施不承载"),
    "whole": ("a message comes only over sites that stayed in service meanwhile", "传送期间设施须在服"),
    "switch": ("mains, lines, ties, cables and contact go and come in turn", "通断交替"),
    "path": ("no path, no power", "无通路则无电"),
    "unbroken": ("what is broken is not energised", "受损未修则不带电"),
    "load_fuel": ("fuel of a load is burnt or brought, and never negative", "负荷燃油守恒且不为负"),
    "cut": ("an open link is cut, a cut link is opened", "断路与抢通交替"),
    "crossed": ("nobody crosses a closed link", "不得通过中断路段"),
    "turned": ("a unit turns round only at a closed link, and then sets out anew", "遇阻方折返"),
    "rages": ("a hazard begins once, and ends after that", "灾害先起后止"),
    "damage": (
        "damage is numbered in the order of coming about, and never less than none",
        "受损依次编号且不为负",
    ),
    "repaired": ("no more is mended than was broken", "修复不超过受损"),
    "slow": ("an open link bears some of its traffic, and no more than all", "通行能力不越界"),
    "seen": ("only damage that came about is seen", "有险情方可发现"),
    "held": ("work is held and let go in turn", "停工与复工交替"),
    "at_work": (
        "work is done only by a team that is at it, and takes its time",
        "到场作业且工时相符方计工作量",
    ),
    "work": ("a step is done when all its work is done, and not before", "工序完成须工作量足额"),
    "crew_status": ("a team's status changes only as it can", "队伍状态合法转换"),
    "usable": ("a team uses no more machines than it has operators and people for", "人装适配"),
    "crew_sent": ("a team works only where an order that reached it sends it", "凭送达之派工单作业"),
    "found": ("an incident is found once, and before anybody hears of it", "先发现后报警且至多一次"),
    "neighbours": (
        "neighbours go, are there and go home in turn, are in one place, and do something only there",
        "微型站与志愿队依次出动到场返回且只在一处",
    ),
    "water": ("water at a fire is brought or used, and never less than none", "火场用水守恒且不为负"),
    "level_decided": (
        "a level is ordered only by a post that has decided on it, and changes only so",
        "响应等级凭决定变更",
    ),
    "level_known": ("who acts at a level has received the order", "凭送达之令按级响应"),
    "level_one": ("everybody is at one level, that of the latest decision", "一时一级、以最新决定为准"),
    "measure": ("measures are taken only at levels that ask for them", "按级落实措施"),
    "quorum": ("a consultation is held only with a quorum", "会商须达法定人数"),
    "read": ("a message is read once", "一文一办"),
    "holder": ("command of the district is in one place", "指挥权唯一"),
    "issued": ("warnings are numbered in the order of issue", "预警按发布次序编号"),
    "confirmed": ("nobody confirms a warning that did not reach them", "未收到预警不得确认"),
    "carrier": (
        "a warning reaches nobody without a carrier or a neighbour",
        "无承载、无邻里则预警不达",
    ),
    "one_state": (
        "each person at risk is in one state, and changes it only as they can",
        "群众状态唯一且守恒",
    ),
    "room": ("a shelter takes in no more than it has room for", "安置不超容量"),
    "home": ("nobody goes home before word that the warning is lifted", "未获解除通知不返家"),
    "control": ("no measure takes effect where its order never arrived", "指令未达不得落实管控"),
    "seats": ("a vehicle carries only who got in, and no more than it has seats", "车辆不超载、上下相符"),
    "spared": ("only where people left is anybody spared", "有人转移方有避险"),
    "patient": (
        "each casualty is in one state at any time, and changes it only as they can",
        "伤员状态唯一且合法转换",
    ),
    "beds": (
        "a hospital gives no more beds than it has, and turns nobody away while it has one",
        "床位不超能力",
    ),
    "fetched": ("an ambulance goes only where an order that reached it sends it", "凭送达之指令转运"),
    "asked": ("nobody is sent supplies of whose need no word has come", "未获报之需求不调运"),
    "consigned": (
        "supplies leave a store only by an order that reached it, and arrive or come back once",
        "凭送达之指令调运且一批一结",
    ),
    "stock": ("stocks are never negative, and no more is brought than was sent", "物资库存不为负"),
    "opened": (
        "a dual-use place opens only by an order that reached it, and takes in no more than it has room for",
        "凭送达之指令启用场所",
    ),
    "capable": (
        "what takes a capability is done by those who have it, and no call that needs it is closed before",
        "专业处置须由具备能力者完成、未完成不得结案",
    ),
    "line": ("line is closed once, before the fire is out", "隔离带一次闭合且在熄灭之前"),
    "planned": ("nobody plans over a link they know to be closed", "不得规划已知中断路段"),
    "lent": ("what was lent comes home, or is still out", "有借有还"),
    "reserve": ("no neighbour lends its reserve", "出借不动用保底力量"),
    "tier": ("only an upper tier approves what goes up", "上级增援须上级批准"),
    "flight": ("nobody flies in the dark or in rain beyond the limit", "夜间与超限降雨不飞行"),
    "drums": ("fuel at a forward base is what was there less what was filled", "前置点油料守恒且不为负"),
    "centre": (
        "a dispatch centre takes command only after silence, and a lost one orders nothing",
        "静默逾时方可接替、失效中心不得下令",
    ),
    "eoc": (
        "nobody speaks for a lost operations centre, and its alternate leads only after silence or by word",
        "失效指挥部不发一言、静默逾时或奉告知方可接替",
    ),
    "truck": ("a generator truck's status changes only as it can", "发电车状态合法转换"),
    "truck_fuel": ("a generator truck's fuel is neither negative nor made", "发电车燃油守恒且不为负"),
    "truck_sent": (
        "a generator truck goes only where an order that reached it sends it",
        "凭送达之令调派发电车",
    ),
    "truck_there": ("no load is fed by a generator truck that is not there", "发电车到场方可供电"),
    "uav": ("a UAV's status changes only as it can", "无人机状态合法转换"),
    "uav_sent": ("a UAV flies only by an order that reached its crew", "凭送达之令起飞"),
    "uav_limits": (
        "a UAV flies neither beyond its endurance, nor in the dark, nor in gusts beyond its limit",
        "无人机不超续航、不夜航、不超限风速",
    ),
    "uav_saw": ("a UAV sees the roads as they are, in the air", "无人机在飞时如实查看道路"),
    "foreseen": ("no earthquake is warned of before enough stations have it", "台站未触发不得预警"),
    "ring": ("telephones ring only where a site served when the earthquake began", "无信号处无预警"),
    "heeded": ("nobody is spared whom no warning reached in time", "未及时预警者不得计避险"),
    "hydrant": ("a dry hydrant gives no water, and only a broken main makes it dry", "断水消火栓不供水"),
    "pumped": (
        "a pump drains no more than stands there, nor faster than it can",
        "排涝不抽至负、不超能力",
    ),
    "own_call": ("a neighbour's own call begins once and ends once", "邻区本地警情有始有终"),
    "own_duty": ("who is engaged at home is not lent, and is free again once", "本地出动者不出借"),
    "agreed": (
        "a neighbour's unit serves only where a request that reached its post lends it",
        "凭送达之请求跨区增援",
    ),
    "gauged": ("only a stage that a gauge has read is told", "所报水位须为实测"),
    "judged": ("nobody judges a river of which no word has reached them", "未获通报不得研判来水"),
    "barred": (
        "a road along a river is barred and opened in turn, where word or an order has reached the township",
        "凭送达之通报或指令封控道路",
    ),
    "stands": ("water in a village changes, and is never less than none", "村庄积水变化且不为负"),
}
"""Each law by its key: (English, Chinese)."""


def broken(law: str, seq: int, t: int, found: str) -> InvariantBroken:
    """Return the error that says which law broke, at which entry and time, and what was found."""
    english, chinese = LAWS[law]
    return InvariantBroken(f"{english} {chinese}: entry {seq} at {t} ms: {found}")
