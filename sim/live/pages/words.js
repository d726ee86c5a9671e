// Words in both languages, and how times, places and messages are said.

const WORDS = {
  reports: ["可收发消息", "tells and is told"], msel: ["导调脚本", "Script"], nextLine: ["到下一条注入", "To next inject"], skip: ["跳过", "Skip"], unskip: ["恢复", "Keep"], playNow: ["立即下达", "Play now"],
  delay10: ["推迟10分", "+10 min"], edit: ["修改", "Edit"], newLine: ["新增一条", "New line"], bringIn: ["导入 Excel、CSV 或 CAP 预警", "Bring in Excel, CSV or a CAP warning"],
  noLines: ["尚无导调脚本。可导入 Excel，或新增一条。", "No script yet. Bring in an Excel file, or add a line."], skipped: ["已跳过", "skipped"], notPlayed: ["未能下达", "not played"],
  byHand: ["手动", "by hand"], waits: ["待下达", "waits"], played: ["已下达", "played"], came: ["送达", "came"], wasLost: ["未送达", "lost"], onTheWay: ["传送中", "on its way"],
  met: ["已达成", "met"], overdue: ["超时未达成", "overdue"], no: ["编号", "No"], whenDue: ["时间或条件", "When"], expected: ["期望行动", "Expected"], state: ["状态", "State"], acts: ["操作", "Actions"],
  linesUsed: ["条已启用", "lines taken"], linesFine: ["条，无错误。", "lines without a fault."], useThem: ["启用", "Use them"], faults: ["处错误，未启用", "faults, nothing was taken"],
  cell: ["单元格", "Cell"], got: ["内容", "Found"], wanted: ["应为", "Expected"], kept: ["已保存", "Kept"],
  c_id: ["编号", "No"], c_time: ["计划时间", "Time"], c_trigger: ["触发条件", "Condition"], c_recipient: ["接收方", "To"], c_bearer: ["传递方式", "Bearer"], c_precedence: ["紧急程度", "Precedence"],
  c_text: ["内容", "Text"], c_effect: ["影响", "Effect"], c_expected: ["期望行动", "Expected action"], c_due: ["时限", "Due"], c_indicator: ["评估指标", "Indicator"],
  bearer: ["传递方式", "Bearer"], precedence: ["紧急程度", "Precedence"], auto: ["自动（依次尝试）", "Whatever carries it"], usual: ["指挥（默认）", "command (usual)"],
  files: ["下载", "Download"], placesFile: ["地点", "Places"], forcesFile: ["力量", "Forces"], warningsFile: ["预警CAP", "Warnings CAP"],
  map: ["态势图", "Map"], board: ["力量板", "Forces"], tasks: ["警情与险情", "Incidents and damage"], log: ["收发消息", "Messages"],
  believed: ["据收到的报告", "as reported to this post"], truth: ["真值", "truth"], picture: ["态势", "picture"],
  running: ["推演中", "running"], paused: ["已暂停", "paused"], over: ["推演结束", "ended"], faulted: ["推演因故障暂停，须由导调回退到此前的时刻。", "Paused by a fault; the facilitator has to go back to before it."],
  lost: ["连接中断，正在重连…", "connection lost, coming back…"],
  shut: ["本浏览器无席位。请打开导调提供的链接。", "This browser has no seat. Open the link that the facilitator gave you."],
  used: ["链接无效或已使用。", "The link is wrong or was used."],
  take: ["接管席位", "Take the seat"], back: ["交还策略", "Hand to policy"],
  byPolicy: ["策略代席", "policy decides"], byPerson: ["本席决策", "you decide"],
  run: ["开始", "Run"], pause: ["暂停", "Pause"], speed: ["倍速", "Speed"], next: ["到下一条消息", "To next message"],
  step1: ["+1 分", "+1 min"], step10: ["+10 分", "+10 min"], step60: ["+1 小时", "+1 h"],
  mark: ["加书签", "Bookmark"], marked: ["已加书签", "Bookmark set"], rewound: ["已回退，另成一支", "Back, as a new branch"], markName: ["书签名", "Bookmark name"], rewind: ["回退至", "Back to"], start: ["起点", "Start"],
  seats: ["席位", "Seats"], look: ["查看", "Look at"], release: ["交还策略", "To policy"], link: ["新链接", "New link"],
  here: ["在线", "here"], manned: ["人工", "person"], policy: ["策略", "policy"], viewOnly: ["仅观察", "view only"], seesAll: ["可见全部", "sees everything"],
  dispatch: ["派车", "Dispatch"], recall: ["撤回", "Recall"], moveup: ["移防", "Move up"], handover: ["移交", "Hand over"],
  deploy: ["派保障队", "Deploy comms team"], work: ["派工", "Send a team"],
  cancel: ["取消", "Cancel"], order: ["指令", "Order"], send: ["下达", "Send"], close: ["关闭", "Close"],
  tell: ["发消息", "Tell"], inject: ["注入消息", "Inject"], from: ["发出方", "From"], to: ["接收方", "To"], text: ["内容", "Text"], told: ["已交发，能否送达取决于通信", "Handed in; whether it comes hangs on the bearers"],
  sent: ["指令已发出", "Order sent"], failed: ["未能执行", "Not done"],
  age: ["时效", "Age"], ago: ["前", " ago"], now: ["刚刚", "now"], never: ["从未", "never"],
  silent: ["失联", "out of contact"], ordered: ["已下令", "ordered"], unanswered: ["未应答", "no answer yet"],
  noCalls: ["没有已知的未结警情。", "No open incident known."], noMessages: ["尚无消息。", "No messages yet."],
  noForces: ["尚无力量报告。", "No unit has reported yet."], noDamages: ["没有已知险情。", "No damage known."],
  needs: ["现场需要", "Needs"], card: ["首调", "Run card"], unknown: ["现场未报", "not yet sized up"], served: ["已派", "Assigned"],
  lacks: ["缺", "lacks"], weary: ["请求轮换", "want relief"], reported: ["报告于", "reported"], chooseOne: ["请先选择一项。", "Choose one first."], nobodyKnown: ["没有已知的可选力量。", "Nobody is known who could be sent."], unit: ["车组", "Unit"], doing: ["状态", "Status"],
  eta: ["预计行车", "Drive"], noWay: ["无路可达", "no way"], min: ["分", "min"], hour: ["时", "h"], day: ["天", "d"],
  station: ["驻站", "Station"], call: ["警情", "Call"], damage: ["险情", "Damage"], needsNext: ["下一步需", "Needs next"],
  left: ["剩余工作", "Work left"], nothing: ["目前无需或无法作业", "no work to be done now"], machine: ["台", "machine"], machines: ["台", "machines"],
  units: ["车组", "Units"], teams: ["应急通信保障队", "Comms teams"], crews: ["专业队伍", "Professional teams"], towns: ["镇街", "Townships"],
  heard: ["最近联系", "Last heard"], openCalls: ["未结警情", "open calls"], township: ["镇街", "Township"], team: ["队伍", "Team"],
  hospitals: ["医院", "Hospital"], ready: ["待命", "Ready"], busy: ["行动中", "Under way"], scene: ["作业", "At work"], closedRoad: ["已知中断", "Closed"], call_: ["警情", "Incident"],
  sentAt: ["发", "sent"], cameAt: ["到", "came"], delay: ["延迟", "delay"], own: ["本席发出", "sent by this post"], ringing: ["来电振铃", "a call is ringing"],
  incidents: ["真实警情", "True incidents"], taken: ["已接警", "taken"], untold: ["无人获知或未接", "not taken yet"], since: ["自", "since"],
  closedLinks: ["真实断路", "Roads closed"], dark: ["停电镇街", "Townships without mains"], sites: ["退服设施", "Sites out of service"],
  unheard: ["联系不上119", "Not heard at the centre"], traffic: ["消息 发/达/失", "Messages sent/delivered/lost"], none: ["无", "none"],
  confirmHandover: ["移交给区外力量？", "Hand this call over to somebody outside?"], confirmRewind: ["回到该时刻，另成一支；原过程保留。", "Go back as a new branch; the old course is kept."],
  linkFor: ["一次有效的链接：", "A link that is good once:"], atBase: ["未报告", "no report"], passFoot: ["可步行", "on foot only"], file: ["推演文件", "Exercise file"],
};

const REPORTS = {
  call: (b, n) => [`报警：${n.kind(b.kind)}，${n.village(b.place)}（第${b.call}号）`, `Call ${b.call}: ${n.kind(b.kind)} at ${n.village(b.place)}`],
  ringing: () => ["来电振铃，等待接警", "A call is ringing"],
  unit: (b, n) => [`${n.unit(b.unit)}：${n.status(b.status)}，${n.node(b.node)}${b.call === null ? "" : `，第${b.call}号警情`}`,
    `${n.unit(b.unit)}: ${n.status(b.status)}, ${n.node(b.node)}${b.call === null ? "" : `, call ${b.call}`}`],
  size: (b, n) => [`第${b.call}号侦察：需要 ${n.needs(b.needs)}`, `Call ${b.call} needs ${n.needs(b.needs)}`],
  over: (b) => [`第${b.call}号处置完毕`, `Call ${b.call} is over`],
  relief: (b, n) => [`${n.unit(b.unit)}请求轮换（第${b.call}号）`, `${n.unit(b.unit)} wants relief at call ${b.call}`],
  road: (b, n) => [`${n.link(b.link)}${b.closed ? (b.foot ? "中断，可步行" : "中断") : "已通"}`, `${n.link(b.link)} is ${b.closed ? (b.foot ? "closed, passable on foot" : "closed") : "open"}`],
  sit: (b, n) => [`${n.town(b.township)}情况报告：未结警情 ${b.calls}`, `${n.town(b.township)} reports ${b.calls} open calls`],
  team: (b, n) => [`${n.team(b.team)}：${n.status(b.status)}，${n.node(b.node)}`, `${n.team(b.team)}: ${n.status(b.status)}, ${n.node(b.node)}`],
  serving: (b, n) => [`第${b.call}号力量通报：${b.units.map((u) => n.unit(u[0])).join("、") || "无"}`, `Call ${b.call} is served by ${b.units.map((u) => n.unit(u[0])).join(", ") || "nobody"}`],
  damage: (b, n) => [b.whole ? `险情${b.damage}已修复：${n.target(b)}` : `险情${b.damage}：${n.damage(b.kind)}，${n.target(b)}${b.capability ? `，需${n.skill(b.capability)}` : ""}`,
    b.whole ? `Damage ${b.damage} is mended: ${n.target(b)}` : `Damage ${b.damage}: ${n.damage(b.kind)} at ${n.target(b)}${b.capability ? `, needs ${n.skill(b.capability)}` : ""}`],
  crew: (b, n) => [`${n.crew(b.team)}：${n.status(b.status)}，${n.node(b.node)}，${b.machines}台可用`, `${n.crew(b.team)}: ${n.status(b.status)}, ${n.node(b.node)}, ${b.machines} ${t(b.machines === 1 ? "machine" : "machines")}`],
  dispatch: (b, n) => [`派${n.unit(b.unit)}赴第${b.call}号，${n.node(b.node)}`, `${n.unit(b.unit)} to call ${b.call}, ${n.node(b.node)}`],
  recall: (b, n) => [`撤回${n.unit(b.unit)}（第${b.call}号）`, `Recall ${n.unit(b.unit)} from call ${b.call}`],
  moveup: (b, n) => [`${n.unit(b.unit)}移防${n.station(b.station)}`, `${n.unit(b.unit)} to stand by at ${n.station(b.station)}`],
  handover: (b) => [`移交第${b.call}号`, `Hand over call ${b.call}`],
  deploy: (b, n) => [`派${n.team(b.team)}赴${n.town(b.township)}`, `${n.team(b.team)} to ${n.town(b.township)}`],
  work: (b, n) => [`派${n.crew(b.team)}处置险情${b.damage}`, `${n.crew(b.team)} to damage ${b.damage}`],
  word: (b) => [`“${b.text}”`, `“${b.text}”`],
  roll: () => ["点名：报告状态", "Roll call: say how you stand"],
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

export const t = (key) => WORDS[key][zh() ? 0 : 1];
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
  skill: (word) => (word === "" ? t("nothing") : SKILLS[word] ? SKILLS[word][zh() ? 0 : 1] : state.atlas.words.Skill[word] ? term("Skill", word) : name(state.atlas.skills[word] ?? { zh: word, en: word })),
  precedence: (word) => term("Precedence", word),
  bearer: (word) => (word === "" ? "" : term("BearerKind", word)),
  needs: (needs) => needs.map(([skill, count]) => `${say.skill(skill)}×${count}`).join(zh() ? "、" : ", "),
  target: (damage) => (ROADS.has(damage.kind) ? say.link(damage.target) : damage.zh ? name(damage) : damage.nodes?.length ? say.node(damage.nodes[0]) : `#${damage.target}`),
};

const SKILLS = {
  engine: ["水罐车", "engine"], rescue: ["抢险救援", "rescue"], ladder: ["举高车", "ladder"], tanker: ["供水车", "tanker"],
  hazmat: ["防化", "hazmat"], forest: ["森林消防", "forest crew"], ambulance: ["救护车", "ambulance"], assist: ["社会救助", "assistance"],
};
const ROADS = new Set(["slide", "debris", "road_flood", "bridge", "smoke", "cordon"]);

export function who(address) {
  const rows = (key) => (n) => name(state.atlas[key]?.[n]);
  const bands = [[590000, () => (zh() ? "气象台" : "weather office")], [580000, rows("buses")], [577000, rows("uavs")], [575000, rows("trucks")],
    [570000, rows("stores")], [565000, rows("shelters")], [560000, rows("hospitals")], [350000, rows("key_units")]];
  const known = address < 600000 ? bands.find(([first]) => address >= first && address < first + (first === 350000 ? 50000 : 10000)) : undefined;
  if (known) return known[1](address - known[0]);
  return usual(address);
}

function usual(address) {
  const bands = [[600000, (n) => (zh() ? `第${n}号现场指挥` : `commander of call ${n}`)], [550000, say.crew], [500000, say.team],
    [400000, (n) => name(state.atlas.posts[n])], [300000, say.village], [200000, say.town], [100000, say.station]];
  if (address === 0) return zh() ? "群众" : "the public";
  if (address === 1) return zh() ? "119接处警中心" : "119 dispatch centre";
  const band = bands.find(([first]) => address >= first);
  return band ? band[1](address - band[0]) : say.unit(address - 2);
}

export function body(item) {
  const make = REPORTS[item.k];
  return make ? make(item, say)[zh() ? 0 : 1] : item.k;
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
  const minutes = Math.floor(ms / 60000);
  if (minutes < 1) return zh() ? `${Math.floor(ms / 1000)}秒` : `${Math.floor(ms / 1000)} s`;
  if (minutes < 60) return zh() ? `${minutes}分` : `${minutes} min`;
  if (minutes < 2880) return zh() ? `${Math.floor(minutes / 60)}时${pad(minutes % 60)}分` : `${Math.floor(minutes / 60)} h ${pad(minutes % 60)}`;
  return zh() ? `${Math.floor(minutes / 1440)}天` : `${Math.floor(minutes / 1440)} d`;
}
