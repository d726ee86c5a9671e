// Terms whose standard name, with spaces for underscores, is no plain English; all others are said by that name.

import { both, both_in } from "./both.js";
import { learn } from "./words.js";

const TERMS = {
  "BearerKind.voice": both("face to face"), "BearerKind.fixed": both("fixed line"), "BearerKind.cellular": both("mobile phone"),
  "BearerKind.radio370": both("370 MHz radio"), "BearerKind.mesh": both("mesh radio"), "BearerKind.vsat": both("portable satellite station"),
  "BearerKind.tiantong": both("Tiantong satellite telephone"), "BearerKind.beidou": both("BeiDou short message"),
  "DamageKind.slide": both("landslide"), "DamageKind.debris": both("fallen trees or rocks"), "DamageKind.road_flood": both("flooded road"),
  "DamageKind.bridge": both("damaged bridge"), "DamageKind.smoke": both("road closed by smoke"), "DamageKind.cordon": both("road cordoned off"),
  "DamageKind.line": both("power line fault"), "DamageKind.pole": both("poles and lines down"), "DamageKind.flooded_station": both("flooded substation"),
  "DamageKind.equipment": both("damaged electrical equipment"), "DamageKind.radio_site_lost": both("370 MHz site destroyed"),
  "DamageKind.telecom_site_lost": both("public telecom site destroyed"),
  "Skill.bridge": both("bridging"), "Skill.power_line": both("power line repair"), "Skill.substation": both("substation repair"),
  "Skill.generator": both("emergency generation"), "Skill.fibre": both("fibre repair"), "Skill.telecom": both("cell site repair"),
  "Skill.water": both("water main repair"), "Skill.gas": both("gas emergencies"), "Skill.hazmat": both("dangerous goods"),
  "Skill.mountain_cave": both("mountain and cave rescue"), "Skill.uav": both("UAV survey"),
  "TeamStatus.on_air": both_in("pages", "on the air"), "TeamStatus.spent": both("out of power"), "UavStatus.held": both("held by the weather"),
  "PowerSource.own": both("the site's own supply"), "PowerSource.dark": both("without power"),
  "LoadKind.pump": both("pumping station"), "LoadKind.telecom": both("public telecom site"), "LoadKind.radio_site": both("370 MHz site"),
  "LoadKind.township": both("township's consumers"), "LoadKind.area": both("transformer area"), "LoadKind.post": both("command post"),
  "Measure.forbid": both("no entry"), "Measure.stop": both("work, schools and shops stop"),
  "Measure.evacuate": both("evacuate"), "Measure.disperse": both("disperse crowds"),
  "Mode.air": both("air drop"), "Mode.foot": both("porters on foot"), "Goods.tent": both("tents"),
};

learn(TERMS, {});
