"""Enumerations of the field, each member with its standard name and its Chinese name.

Sources: NFPA 1710 and 1225 for the stages of a response, NIMS/ICS for the status of a resource,
JTG B01-2014 (公路工程技术标准) for classes of road, FEMA's NIFOG for PACE plans, ITU-T E.600 for traffic.
"""

from enum import Enum
from typing import Final, Self


class Term(str, Enum):
    """A string enumeration whose members also bear a Chinese name.

    Examples
    --------
    >>> UnitStatus.ON_SCENE.zh
    '到场作业'
    >>> UnitStatus("on_scene") is UnitStatus.ON_SCENE
    True
    """

    zh: str

    def __new__(cls, value: str, zh: str = "") -> Self:
        """Make a member from its standard name and its Chinese name."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        return member


class UnitStatus(Term):
    """What a unit 车组 is doing (NIMS resource status, refined by the stages of NFPA 1710)."""

    IN_QUARTERS = "in_quarters", "在站待命"
    TURNING_OUT = "turning_out", "出动准备"
    EN_ROUTE = "en_route", "赶赴途中"
    ON_SCENE = "on_scene", "到场作业"
    TRANSPORTING = "transporting", "转送途中"
    AT_HOSPITAL = "at_hospital", "医院交接"
    RETURNING = "returning", "返回途中"
    OUT_OF_SERVICE = "out_of_service", "退出执勤返回"
    MOVING_UP = "moving_up", "移防途中"
    STANDING_BY = "standing_by", "移防待命"
    STRANDED = "stranded", "道路中断受阻"
    RESTORING = "restoring", "补给休整"
    UNSTAFFED = "unstaffed", "人员不足"


class CallStage(Term):
    """Where a call 警情 stands."""

    RINGING = "ringing", "呼入等待"
    BEING_TAKEN = "being_taken", "接警询问"
    WAITING = "waiting", "待派"
    ASSIGNED = "assigned", "已派"
    CLOSED = "closed", "已结案"
    HANDED_OVER = "handed_over", "移交"
    OPEN = "open", "期末未结"


class RoadClass(Term):
    """Class of a road, by function."""

    EXPRESSWAY = "expressway", "高速公路"
    URBAN = "urban", "城市道路"
    TRUNK = "trunk", "国省干线"
    SECONDARY = "secondary", "县道"
    LOCAL = "local", "乡村道路"


class StationKind(Term):
    """Who runs a station."""

    NATIONAL = "national", "国家综合性消防救援站"
    TOWNSHIP = "township", "镇街专职消防队"
    ENTERPRISE = "enterprise", "企业专职消防队"
    FOREST = "forest", "森林消防队"
    RESCUE = "rescue", "区综合应急救援队"
    MEDICAL = "medical", "医疗急救站"
    NEIGHBOUR = "neighbour", "毗邻区县力量"

    @property
    def is_ours_for_fire(self) -> bool:
        """Whether its units answer fires, and belong to the district."""
        return self not in (StationKind.MEDICAL, StationKind.NEIGHBOUR)


class Label(Term):
    """How far a figure can be trusted."""

    SOURCED = "sourced", "有来源"
    MEASURED = "measured", "实测或计算"
    ESTIMATE = "estimate", "估算"
    ASSUMPTION = "assumption", "假定"
    USER = "user", "用户填写"


class Party(Term):
    """Who sends and receives messages."""

    PUBLIC = "public", "群众"
    DISPATCH_CENTRE = "dispatch_centre", "119接处警中心"
    EOC = "eoc", "区应急指挥部"
    STATION = "station", "站点"
    UNIT = "unit", "车组"
    TOWNSHIP = "township", "镇街"
    VILLAGE = "village", "村社"
    TEAM = "team", "专业队伍"
    NEIGHBOUR = "neighbour", "毗邻区县"
    COMMS_TEAM = "comms_team", "应急通信保障队"
    SITE_COMMANDER = "site_commander", "现场指挥员"
    CREW = "crew", "专业队伍作业组"
    WEATHER = "weather_office", "气象台"
    KEY_UNIT = "key_unit", "重点单位"
    BUS = "bus", "转运车辆"
    FACILITY = "facility", "医院、物资库与避难场所"


class BearerKind(Term):
    """What carries a message 通信手段, in the usual order of a PACE plan."""

    VOICE = "voice", "当面"
    FIXED = "fixed", "固定电话与光纤"
    CELLULAR = "cellular", "公众移动网"
    RADIO = "radio370", "370MHz集群"
    MESH = "mesh", "自组网"
    VSAT = "vsat", "卫星便携站"
    TIANTONG = "tiantong", "天通卫星电话"
    BEIDOU = "beidou", "北斗短报文"
    COURIER = "courier", "徒步或乘车传信"


class NeighbourStatus(Term):
    """What neighbours do who go to a fire."""

    GOING = "going", "前往"
    HERE = "here", "到场"
    HOME = "home", "返回"


class WordWay(Term):
    """How word of a call came to whoever answered it 报警途径, the quickest first."""

    PHONE = "phone", "电话直报"
    WALKED = "walked", "步行到站"
    RELAYED = "relayed", "步行到村转报"
    COURIER = "courier", "专人传信"
    NONE = "unheard", "无人获知"


class Precedence(Term):
    """How urgent a message is 紧急程度; the first is carried first."""

    EMERGENCY = "emergency", "特急"
    COMMAND = "command", "指挥"
    ROUTINE = "routine", "普通"


class TelecomKind(Term):
    """What a node of the public network is."""

    CORE = "core", "核心局"
    HUB = "hub", "汇聚机房"
    CELL = "cell", "基站群"


class SiteKind(Term):
    """How a base station of the 370 MHz network stands."""

    FIXED = "fixed", "固定基站"
    PORTABLE = "portable", "便携基站"
    VEHICLE = "vehicle", "车载基站"


class TeamKind(Term):
    """What a team of emergency communications 应急通信保障队 brings to a place that is cut off."""

    RADIO = "radio_site", "370MHz便携基站组"
    VSAT = "vsat", "卫星便携站组"
    UAV_CELL = "uav_cell", "无人机空中基站组"
    MESH = "mesh", "自组网中继组"
    SCOUT = "scout", "卫星电话侦察组"


class TeamStatus(Term):
    """What a team of emergency communications 应急通信保障队 is doing (NIMS resource status)."""

    AT_BASE = "at_base", "在库待命"
    EN_ROUTE = "en_route", "赶赴途中"
    STRANDED = "stranded", "道路中断受阻"
    SETTING_UP = "setting_up", "架设中"
    ON_AIR = "on_air", "已开通"
    SPENT = "spent", "续航耗尽"


class Degradation(Term):
    """What is left of trunked radio 集群 when parts of it fail 故障弱化, the best first."""

    WIDE_AREA = "wide_area_trunking", "广域集群"
    SINGLE_SITE = "single_site_trunking", "单站集群"
    CONVENTIONAL = "conventional_repeater", "常规中转"
    DIRECT = "direct_mode", "脱网直通"


class CallFailure(Term):
    """Why a radio call 呼叫 did not come about, or was cut off."""

    NO_SLOT = "no_slot", "信道忙"
    SLOT_LOST = "slot_lost", "载频失效"
    SITE_LOST = "site_lost", "基站失效"
    NO_BACKHAUL = "no_backhaul", "链路中断"


class PowerSource(Term):
    """What a thing runs on 供电来源."""

    MAINS = "mains", "市电"
    GENERATOR = "generator", "发电机"
    BATTERY = "battery", "蓄电池"
    OWN = "own", "设施自备电源"
    DARK = "dark", "断电"


class PowerNodeKind(Term):
    """What a node of the power network is 电网节点."""

    SOURCE = "source", "电源点（外部来电）"
    SUBSTATION = "substation", "变电站"
    SWITCHING = "switching", "开闭所"
    AREA = "area", "台区"


class Switching(Term):
    """Who closes a tie 联络开关, a line that is normally open."""

    AUTOMATIC = "automatic", "自动投切"
    REMOTE = "remote", "遥控"
    BY_HAND = "by_hand", "现场手动"


class LoadKind(Term):
    """What hangs on the power network 用电负荷."""

    table: str
    own_backup: bool

    def __new__(cls, value: str, zh: str = "", table: str = "", own_backup: bool = False) -> Self:
        """Make a member from its names, the table of its targets, and whether that tells of its backup."""
        member = str.__new__(cls, value)
        member._value_, member.zh = value, zh
        member.table, member.own_backup = table, own_backup
        return member

    HOSPITAL = "hospital", "医院", "hospitals"
    POST = "post", "指挥所", "posts"
    STATION = "station", "站点", "stations"
    PUMP = "pump", "供排水泵站"
    SHELTER = "shelter", "应急避难场所"
    TELECOM = "telecom", "公网机房与基站", "telecom", True
    RADIO_SITE = "radio_site", "370MHz基站", "sites", True
    TOWNSHIP = "township", "镇街用户", "townships"
    AREA = "area", "台区用户", "nodes"

    @property
    def is_people(self) -> bool:
        """Whether it stands for homes."""
        return self in (LoadKind.TOWNSHIP, LoadKind.AREA)


class HazardKind(Term):
    """What befalls a district 灾害 and breaks things there (GB/T 28921-2012 names natural disasters)."""

    RAINSTORM = "rainstorm", "暴雨"
    FLASH_FLOOD = "flash_flood", "山洪"
    RIVER_FLOOD = "river_flood", "江河洪水"
    LANDSLIDE = "landslide", "滑坡泥石流"
    EARTHQUAKE = "earthquake", "地震"
    WILDFIRE = "wildfire", "森林火灾"
    WIND = "wind", "大风"
    LIGHTNING = "lightning", "雷击"
    ICE = "ice", "冰冻"
    CHEMICAL = "chemical_release", "危险化学品泄漏"


class Asset(Term):
    """What can be damaged: each a table of the scenario, whose rows are numbered."""

    ROAD = "road", "路段"
    POWER_LINE = "power_line", "电力线路"
    POWER_NODE = "power_node", "变电站与台区"
    FIBRE = "fibre", "光缆"
    RADIO_SITE = "radio_site", "370MHz基站"
    TELECOM_SITE = "telecom_site", "公网机房与基站"
    WATER_MAIN = "water_main", "供水管网"
    GAS_MAIN = "gas_main", "燃气管网"


class DamageKind(Term):
    """How something is broken 受损, which decides who can mend it and what its size is measured in."""

    asset: Asset
    unit: str

    def __new__(cls, value: str, zh: str = "", asset: Asset = Asset.ROAD, unit: str = "") -> Self:
        """Make a member from its names, what it breaks, and the unit of its size."""
        member = str.__new__(cls, value)
        member._value_, member.zh = value, zh
        member.asset, member.unit = asset, unit
        return member

    SLIDE = "slide", "滑坡塌方", Asset.ROAD, "m3"
    DEBRIS = "debris", "倒树落石", Asset.ROAD, "m3"
    ROAD_FLOOD = "road_flood", "路面积水", Asset.ROAD, "mm"
    BRIDGE = "bridge", "桥梁损毁", Asset.ROAD, "m"
    SMOKE = "smoke", "烟雾封路", Asset.ROAD, "m"
    CORDON = "cordon", "警戒封控", Asset.ROAD, "mg/m3"
    LINE = "line", "线路故障", Asset.POWER_LINE, "faults"
    POLE = "pole", "倒杆断线", Asset.POWER_LINE, "poles"
    FLOODED_STATION = "flooded_station", "站房受淹", Asset.POWER_NODE, "mm"
    EQUIPMENT = "equipment", "电气设备损坏", Asset.POWER_NODE, "faults"
    FIBRE = "fibre_break", "光缆中断", Asset.FIBRE, "m"
    RADIO_SITE = "radio_site_lost", "370MHz基站损毁", Asset.RADIO_SITE, "faults"
    TELECOM_SITE = "telecom_site_lost", "公网设施损毁", Asset.TELECOM_SITE, "faults"
    WATER_MAIN = "water_main_break", "供水管网破损", Asset.WATER_MAIN, "breaks"
    GAS_MAIN = "gas_main_break", "燃气管网破损", Asset.GAS_MAIN, "breaks"


class Skill(Term):
    """What a professional team 专业队伍 can do (NIMS resource typing: capabilities)."""

    ROAD_CLEARING = "road_clearing", "道路抢通"
    BRIDGE = "bridge", "桥梁架设"
    POWER_LINE = "power_line", "线路抢修"
    SUBSTATION = "substation", "变电抢修"
    GENERATOR = "generator", "应急发电"
    FIBRE = "fibre", "光缆抢修"
    TELECOM = "telecom", "基站抢修"
    WATER = "water", "供水抢修"
    PUMPING = "pumping", "排涝"
    GAS = "gas", "燃气抢险"
    MINE_RESCUE = "mine_rescue", "矿山救护"
    HAZMAT = "hazmat", "危化品处置"
    FLOOD_RESCUE = "flood_rescue", "水上救援"
    MOUNTAIN_CAVE = "mountain_cave", "山岳洞穴救援"
    MEDICAL = "medical", "医疗救护"
    UAV = "uav", "无人机侦测"
    FOREST_FIRE = "forest_fire", "森林灭火"
    GAS_MENDING = "gas_mending", "燃气管道修复"


class CrewStatus(Term):
    """What a professional team 专业队伍 is doing (NIMS resource status, refined)."""

    AT_BASE = "at_base", "在库待命"
    MUSTERING = "mustering", "集结准备"
    EN_ROUTE = "en_route", "赶赴途中"
    STRANDED = "stranded", "道路中断受阻"
    WALKING = "walking", "徒步进入"
    SURVEYING = "surveying", "现场勘查"
    WORKING = "working", "抢修作业"
    STANDING_BY = "standing_by", "现场待命"
    RESTING = "resting", "轮休"
    RETURNING = "returning", "返回途中"
    REFUELLING = "refuelling", "补给"


class WaitReason(Term):
    """Why a professional team at a damage does not work on it 停工原因."""

    NONE = "", ""
    NO_MACHINE = "no_machine", "无可用机具"
    NOT_ITS_SKILL = "not_its_skill", "非本专业"
    FACE_FULL = "face_full", "作业面已满"
    HELD = "held", "险情停工"


class WarningColour(Term):
    """Colour of a warning, the least first; the place of each is its rank, nought for none."""

    NONE = "none", "解除"
    BLUE = "blue", "蓝色"
    YELLOW = "yellow", "黄色"
    ORANGE = "orange", "橙色"
    RED = "red", "红色"


class PeopleState(Term):
    """State of people at risk; each of them is in one."""

    UNAWARE = "unaware", "未获预警"
    WARNED = "warned", "已获预警"
    PREPARING = "preparing", "准备转移"
    MOVING = "moving", "转移途中"
    SHELTERED = "sheltered", "已安置"
    STAYED = "stayed", "未转移"
    CUT_OFF = "cut_off", "受阻"
    AWAITING = "awaiting", "候车"
    RIDING = "riding", "乘车转移"
    RETURNING = "returning", "返家途中"
    RETURNED = "returned", "已返家"

    @property
    def is_away(self) -> bool:
        """Whether people in it have left their village.

        Who is cut off, or waits for a vehicle, may still be there, and counts as there.
        """
        return self in _AWAY


_AWAY: Final = (PeopleState.MOVING, PeopleState.RIDING, PeopleState.SHELTERED, PeopleState.RETURNING)


class ToldBy(Term):
    """How a group of households was warned."""

    BROADCAST = "broadcast", "手机短信"
    PHONE = "phone", "电话"
    LOUDSPEAKER = "loudspeaker", "大喇叭"
    DOOR = "door", "入户"
    LEADER = "leader", "十户联防"
    NEIGHBOUR = "neighbour", "邻里"
