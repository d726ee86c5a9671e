// Terms whose standard name, with spaces for underscores, is no plain English; all others are said by that name.

import { learn } from "./words.js";

const TERMS = {
  "BearerKind.voice": ["当面", "face to face"], "BearerKind.fixed": ["固定电话与光纤", "fixed line"], "BearerKind.cellular": ["公众移动网", "mobile phone"],
  "BearerKind.radio370": ["370MHz集群", "370 MHz radio"], "BearerKind.mesh": ["自组网", "mesh radio"], "BearerKind.vsat": ["卫星便携站", "portable satellite station"],
  "BearerKind.tiantong": ["天通卫星电话", "Tiantong satellite telephone"], "BearerKind.beidou": ["北斗短报文", "BeiDou short message"],
  "DamageKind.slide": ["滑坡塌方", "landslide"], "DamageKind.debris": ["倒树落石", "fallen trees or rocks"], "DamageKind.road_flood": ["路面积水", "flooded road"],
  "DamageKind.bridge": ["桥梁损毁", "damaged bridge"], "DamageKind.smoke": ["烟雾封路", "road closed by smoke"], "DamageKind.cordon": ["警戒封控", "road cordoned off"],
  "DamageKind.line": ["线路故障", "power line fault"], "DamageKind.pole": ["倒杆断线", "poles and lines down"], "DamageKind.flooded_station": ["站房受淹", "flooded substation"],
  "DamageKind.equipment": ["电气设备损坏", "damaged electrical equipment"], "DamageKind.radio_site_lost": ["370MHz基站损毁", "370 MHz site destroyed"],
  "DamageKind.telecom_site_lost": ["公网设施损毁", "public telecom site destroyed"],
  "Skill.bridge": ["桥梁架设", "bridging"], "Skill.power_line": ["线路抢修", "power line repair"], "Skill.substation": ["变电抢修", "substation repair"],
  "Skill.generator": ["应急发电", "emergency generation"], "Skill.fibre": ["光缆抢修", "fibre repair"], "Skill.telecom": ["基站抢修", "cell site repair"],
  "Skill.water": ["供水抢修", "water main repair"], "Skill.gas": ["燃气抢险", "gas emergencies"], "Skill.hazmat": ["危化品处置", "dangerous goods"],
  "Skill.mountain_cave": ["山岳洞穴救援", "mountain and cave rescue"], "Skill.uav": ["无人机侦测", "UAV survey"],
  "TeamStatus.on_air": ["已开通", "on the air"], "TeamStatus.spent": ["续航耗尽", "out of power"], "UavStatus.held": ["气象受限待飞", "held by the weather"],
  "PowerSource.own": ["设施自备电源", "the site's own supply"], "PowerSource.dark": ["断电", "without power"],
  "LoadKind.pump": ["供排水泵站", "pumping station"], "LoadKind.telecom": ["公网机房与基站", "public telecom site"], "LoadKind.radio_site": ["370MHz基站", "370 MHz site"],
  "LoadKind.township": ["镇街用户", "township's consumers"], "LoadKind.area": ["台区用户", "transformer area"], "LoadKind.post": ["指挥所", "command post"],
  "Measure.forbid": ["禁（禁止进入）", "no entry"], "Measure.stop": ["停（停工停课停业）", "work, schools and shops stop"],
  "Measure.evacuate": ["撤（组织撤离）", "evacuate"], "Measure.disperse": ["疏（疏散人流）", "disperse crowds"],
  "Mode.air": ["空投", "air drop"], "Mode.foot": ["徒步背送", "porters on foot"], "Goods.tent": ["帐篷", "tents"],
};

learn(TERMS, {});
