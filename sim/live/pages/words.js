// Words in both languages, and how times, places and messages are said.

import { both, both_in } from "./both.js";

const WORDS = {
  reports: both("tells and is told"), msel: both("Script"), nextLine: both("To next inject"), skip: both("Skip"), unskip: both("Keep"), playNow: both("Play now"),
  delay10: both_in("pages", "+10 min"), edit: both("Edit"), newLine: both("New line"), bringIn: both("Bring in Excel, CSV or a CAP warning"),
  noLines: both("No script yet. Bring in an Excel file, or add a line."), skipped: both("skipped"), notPlayed: both("not played"),
  byHand: both("by hand"), waits: both("waits"), played: both_in("pages", "played"), came: both_in("pages", "came"), wasLost: both_in("pages", "lost"), onTheWay: both("on its way"),
  met: both_in("pages", "met"), overdue: both("overdue"), no: both("No"), whenDue: both("When"), expected: both_in("pages", "Expected"), state: both("State"), acts: both("Actions"),
  linesUsed: both("lines taken"), linesFine: both("lines without a fault."), useThem: both("Use them"), faults: both("faults, nothing was taken"),
  cell: both("Cell"), got: both("Found"), wanted: both_in("pages.wanted", "Expected"), kept: both("Kept"),
  c_id: both("No"), c_time: both_in("pages", "Time"), c_trigger: both("Condition"), c_recipient: both_in("pages", "To"), c_bearer: both_in("pages", "Bearer"), c_precedence: both("Precedence"),
  c_text: both("Text"), c_effect: both("Effect"), c_expected: both("Expected action"), c_due: both_in("pages", "Due"), c_indicator: both_in("pages", "Indicator"),
  bearer: both_in("pages", "Bearer"), precedence: both("Precedence"), auto: both("Whatever carries it"), usual: both("command (usual)"),
  files: both("Download"), placesFile: both_in("pages", "Places"), forcesFile: both_in("pages", "Forces"), warningsFile: both("Warnings CAP"),
  map: both("Map"), board: both_in("pages.board", "Forces"), tasks: both("Incidents and damage"), log: both_in("pages", "Messages"),
  believed: both("as reported to this post"), truth: both("truth"), picture: both("picture"),
  running: both("running"), paused: both("paused"), over: both("ended"), faulted: both("Paused by a fault; the facilitator has to go back to before it."),
  lost: both("connection lost, coming back…"),
  shut: both("This browser has no seat. Open the link that the facilitator gave you."),
  used: both("The link is wrong or was used."),
  take: both("Take the seat"), back: both("Hand to policy"),
  byPolicy: both("policy decides"), byPerson: both("you decide"),
  run: both("Run"), pause: both("Pause"), speed: both("Speed"), next: both("To next message"),
  step1: both("+1 min"), step10: both_in("pages.step10", "+10 min"), step60: both("+1 h"),
  mark: both("Bookmark"), marked: both("Bookmark set"), rewound: both_in("pages", "Back, as a new branch"), markName: both("Bookmark name"), rewind: both("Back to"), start: both("Start"),
  seats: both_in("pages", "Seats"), look: both("Look at"), release: both("To policy"), link: both("New link"),
  here: both("here"), manned: both("person"), policy: both("policy"), viewOnly: both("view only"), seesAll: both("sees everything"),
  dispatch: both("Dispatch"), recall: both("Recall"), moveup: both("Move up"), handover: both("Hand over"),
  deploy: both("Deploy comms team"), work: both("Send a team"),
  cancel: both("Cancel"), order: both("Order"), send: both("Send"), close: both("Close"),
  tell: both("Tell"), inject: both("Inject"), from: both_in("pages.from", "From"), to: both_in("pages", "To"), text: both("Text"), told: both("Handed in; whether it comes hangs on the bearers"),
  sent: both("Order sent"), failed: both("Not done"),
  age: both("Age"), ago: both(" ago"), now: both_in("pages.now", "now"), never: both("never"),
  silent: both("out of contact"), ordered: both_in("pages", "ordered"), unanswered: both("no answer yet"),
  noCalls: both("No open incident known."), noMessages: both("No messages yet."),
  noForces: both("No unit has reported yet."), noDamages: both("No damage known."),
  needs: both_in("pages", "Needs"), card: both("Run card"), unknown: both("not yet sized up"), served: both_in("pages", "Assigned"),
  lacks: both("lacks"), weary: both("want relief"), reported: both("reported"), chooseOne: both("Choose one first."), nobodyKnown: both("Nobody is known who could be sent."), unit: both_in("aid", "Unit"), doing: both("Status"),
  eta: both("Drive"), noWay: both_in("pages", "no way"), min: both_in("report", "min"), hour: both_in("pages", "h"), day: both("d"),
  station: both_in("pages", "Station"), call: both_in("pages", "Call"), damage: both("Damage"), needsNext: both("Needs next"),
  left: both("Work left"), nothing: both("no work to be done now"), machine: both("machine"), machines: both("machines"),
  units: both_in("report", "Units"), teams: both("Comms teams"), crews: both("Professional teams"), towns: both("Townships"),
  heard: both("Last heard"), openCalls: both("open calls"), township: both("Township"), team: both_in("report", "Team"),
  hospitals: both("Hospital"), ready: both("Ready"), busy: both("Under way"), scene: both("At work"), closedRoad: both_in("pages", "Closed"), call_: both("Incident"),
  sentAt: both_in("pages", "sent"), cameAt: both_in("pages.cameAt", "came"), delay: both("delay"), own: both("sent by this post"), ringing: both("a call is ringing"),
  incidents: both("True incidents"), taken: both_in("pages", "taken"), untold: both("not taken yet"), since: both("since"),
  closedLinks: both("Roads closed"), dark: both("Townships without mains"), sites: both("Sites out of service"),
  unheard: both("Not heard at the centre"), traffic: both("Messages sent/delivered/lost"), none: both_in("report", "none"),
  confirmHandover: both("Hand this call over to somebody outside?"), confirmRewind: both("Go back as a new branch; the old course is kept."),
  linkFor: both("A link that is good once:"), atBase: both("no report"), passFoot: both("on foot only"), file: both("Exercise file"),
};

const REPORTS = {
  call: (b, n) => both("Call {call}: {kind} at {village}", { kind: n.kind(b.kind), village: n.village(b.place), call: b.call }),
  ringing: () => both("A call is ringing"),
  unit: (b, n) => (b.call === null ? both("{unit}: {status}, {node}", { unit: n.unit(b.unit), status: n.status(b.status), node: n.node(b.node) })
    : both("{unit}: {status}, {node}, call {call}", { unit: n.unit(b.unit), status: n.status(b.status), node: n.node(b.node), call: b.call })),
  size: (b, n) => both("Call {call} needs {needs}", { call: b.call, needs: n.needs(b.needs) }),
  over: (b) => both("Call {call} is over", { call: b.call }),
  relief: (b, n) => both("{unit} wants relief at call {call}", { unit: n.unit(b.unit), call: b.call }),
  road: (b, n) => (!b.closed ? both("{link} is open", { link: n.link(b.link) })
    : b.foot ? both("{link} is closed, passable on foot", { link: n.link(b.link) }) : both("{link} is closed", { link: n.link(b.link) })),
  sit: (b, n) => both("{town} reports {calls} open calls", { town: n.town(b.township), calls: b.calls }),
  team: (b, n) => both("{team}: {status}, {node}", { team: n.team(b.team), status: n.status(b.status), node: n.node(b.node) }),
  serving: (b, n) => (b.units.length ? both("Call {call} is served by {listed}", { call: b.call, listed: listed(b.units.map((u) => n.unit(u[0]))) })
    : both("Call {call} is served by nobody", { call: b.call })),
  damage: (b, n) => (b.whole ? both("Damage {damage} is mended: {target}", { damage: b.damage, target: n.target(b) })
    : b.capability ? both("Damage {damage}: {damage2} at {target}, needs {skill}", { damage: b.damage, damage2: n.damage(b.kind), target: n.target(b), skill: n.skill(b.capability) })
      : both("Damage {damage}: {damage2} at {target}", { damage: b.damage, damage2: n.damage(b.kind), target: n.target(b) })),
  crew: (b, n) => (b.machines === 1 ? both("{crew}: {status}, {node}, {machines} machine", { crew: n.crew(b.team), status: n.status(b.status), node: n.node(b.node), machines: b.machines })
    : both("{crew}: {status}, {node}, {machines} machines", { crew: n.crew(b.team), status: n.status(b.status), node: n.node(b.node), machines: b.machines })),
  dispatch: (b, n) => both("{unit} to call {call}, {node}", { unit: n.unit(b.unit), call: b.call, node: n.node(b.node) }),
  recall: (b, n) => both("Recall {unit} from call {call}", { unit: n.unit(b.unit), call: b.call }),
  moveup: (b, n) => both("{unit} to stand by at {station}", { unit: n.unit(b.unit), station: n.station(b.station) }),
  handover: (b) => both("Hand over call {call}", { call: b.call }),
  deploy: (b, n) => both("{team} to {town}", { team: n.team(b.team), town: n.town(b.township) }),
  work: (b, n) => both_in("pages", "{crew} to damage {damage}", { crew: n.crew(b.team), damage: b.damage }),
  word: (b) => [`“${b.text}”`, `“${b.text}”`],
  roll: () => both("Roll call: say how you stand"),
};

// What other modules of the page say besides.
export const learn = (words, reports) => { Object.assign(WORDS, words); Object.assign(REPORTS, reports); };

export const state = { lang: localStorage.getItem("lang") === "en" ? "en" : "zh", atlas: null };

export const zh = () => state.lang === "zh";

export function setLang(lang) {
  state.lang = lang;
  localStorage.setItem("lang", lang);
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
}

export const pick = (pair) => pair[zh() ? 0 : 1];
export const t = (key) => pick(WORDS[key]);
export const listed = (parts) => parts.join(pick(both(", ")));
export const name = (row) => (row ? (zh() ? row.zh : row.en) : "?");
const pretty = (word) => word.replaceAll("_", " ");

function term(kind, word) {
  const found = state.atlas.words[kind][word];
  return zh() ? found ?? word : WORDS[`${kind}.${word}`]?.[1] ?? pretty(word);
}

export const say = {
  kind: (number) => name(state.atlas.kinds[number]),
  node: (number) => name(state.atlas.nodes[number]),
  village: (number) => name(state.atlas.villages[number]),
  town: (number) => name(state.atlas.townships[number]),
  station: (number) => name(state.atlas.stations[number]),
  team: (number) => name(state.atlas.teams[number]),
  crew: (number) => name(state.atlas.crews[number]),
  unit: (number) => {
    const unit = state.atlas.units[number];
    return unit === undefined ? "?" : zh() || unit.en !== unit.zh ? name(unit) : unit.id;
  },
  link: (number) => {
    const link = state.atlas.links[number];
    if (!link) return "?";
    const ends = `${say.node(link.a)}–${say.node(link.b)}`;
    return link.zh === link.id || !zh() ? `${link.id} ${ends}` : `${link.zh}（${ends}）`;
  },
  status: (word) => (word === "" ? t("atBase") : ["UnitStatus", "TeamStatus", "CrewStatus", "TruckStatus", "UavStatus", "BusStatus", "AmbulanceStatus"].reduce(
    (found, kind) => found ?? (state.atlas.words[kind]?.[word] ? term(kind, word) : undefined), undefined) ?? pretty(word)),
  term,
  damage: (word) => term("DamageKind", word),
  skill: (word) => (word === "" ? t("nothing") : SKILLS[word] ? pick(SKILLS[word]) : state.atlas.words.Skill[word] ? term("Skill", word) : name(state.atlas.skills[word] ?? { zh: word, en: word })),
  precedence: (word) => term("Precedence", word),
  bearer: (word) => (word === "" ? "" : term("BearerKind", word)),
  needs: (needs) => listed(needs.map(([skill, count]) => `${say.skill(skill)}×${count}`)),
  target: (damage) => (ROADS.has(damage.kind) ? say.link(damage.target) : damage.zh ? name(damage) : damage.nodes?.length ? say.node(damage.nodes[0]) : `#${damage.target}`),
};

const SKILLS = {
  engine: both("engine"), rescue: both("rescue"), ladder: both("ladder"), tanker: both("tanker"),
  hazmat: both("hazmat"), forest: both("forest crew"), ambulance: both("ambulance"), assist: both("assistance"),
};
const ROADS = new Set(["slide", "debris", "road_flood", "bridge", "smoke", "cordon"]);

export function who(address) {
  const rows = (key) => (n) => name(state.atlas[key]?.[n]);
  const bands = [[590000, () => (pick(both("weather office")))], [580000, rows("buses")], [577000, rows("uavs")], [575000, rows("trucks")],
    [570000, rows("stores")], [565000, rows("shelters")], [560000, rows("hospitals")], [350000, rows("key_units")]];
  const known = address < 600000 ? bands.find(([first]) => address >= first && address < first + (first === 350000 ? 50000 : 10000)) : undefined;
  if (known) return known[1](address - known[0]);
  return usual(address);
}

function usual(address) {
  const bands = [[600000, (n) => (pick(both("commander of call {n}", { n })))], [550000, say.crew], [500000, say.team],
    [400000, (n) => name(state.atlas.posts[n])], [300000, say.village], [200000, say.town], [100000, say.station]];
  if (address === 0) return pick(both("the public"));
  if (address === 1) return pick(both("119 dispatch centre"));
  const band = bands.find(([first]) => address >= first);
  return band ? band[1](address - band[0]) : say.unit(address - 2);
}

export function body(item) {
  const make = REPORTS[item.k];
  return make ? pick(make(item, say)) : item.k;
}

const pad = (number) => String(number).padStart(2, "0");

export function clock(ms, seconds = true) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(state.atlas.start) ?? [0, "+", "0", "0"];
  const shift = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60000;
  const begun = Date.parse(state.atlas.start) + shift;
  const at = new Date(begun + ms);
  const time = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}${seconds ? `:${pad(at.getUTCSeconds())}` : ""}`;
  const day = Math.floor((begun + ms) / 86400000) - Math.floor(begun / 86400000) + 1;
  return `D${day} ${time}`;
}

export function span(ms) {
  const [seconds, minutes] = [Math.floor(ms / 1000), Math.floor(ms / 60000)];
  const [hours, days, rest] = [Math.floor(minutes / 60), Math.floor(minutes / 1440), pad(minutes % 60)];
  if (minutes < 1) return pick(both("{seconds} s", { seconds }));
  if (minutes < 60) return pick(both("{minutes} min", { minutes }));
  if (minutes < 2880) return pick(both("{hours} h {rest}", { hours, rest }));
  return pick(both("{days} d", { days }));
}
