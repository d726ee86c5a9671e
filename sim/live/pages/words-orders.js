// Words of the orders beside those to units: relief, people, power, aid, headquarters; and of what is told about them.

import { clock, learn, name, say, state, who } from "./words.js";

const WORDS = {
  workAsked: ["待答复派工", "Work order to answer"], accept: ["接受", "Accept"], redirect: ["改派", "Redirect"], refuse: ["拒绝", "Refuse"],
  toBase: ["撤回归建", "Back to base"], rest: ["就地轮休", "Rest there"], sameDamage: ["同一险情，换下列队伍", "the same damage, another team:"],
  level: ["响应等级", "Response level"], decide: ["决定", "Decide"], endLevel: ["终止响应", "end the response"],
  warnings: ["在效预警", "Warnings out"], warn: ["发布预警", "Issue a warning"], lift: ["解除", "lift it"], colour: ["等级", "Colour"], leave: ["受威胁群众撤离", "People at risk are to leave"],
  unconfirmed: ["未确认", "not confirmed:"], controls: ["管控措施", "Control measures"], orderMeasure: ["下达管控指令", "Order a measure"], putInForce: ["启用", "put in force:"],
  endMeasure: ["解除", "end:"], notDone: ["未落实", "not carried out:"], waitRide: ["人待转移", "people wait"], sendBus: ["派车转移", "Send a vehicle"], seatsOf: ["座", "seats"],
  wounded: ["伤员", "Casualties"], red: ["红", "red"], yellow: ["黄", "yellow"], fetch: ["派救护车", "Send an ambulance"], hospital: ["送往", "To hospital"], beds: ["空床", "beds"], noPower: ["无电", "no power"],
  lackingGoods: ["物资需求", "Wants supplies"], sentThere: ["在途", "on the way:"], bring: ["调运物资", "Bring supplies"], store: ["库点与方式", "Store and means"],
  shelters: ["避难场所", "Shelters"], openShelter: ["启用避难场所", "Open a shelter"], lasts: ["自备可供", "its own supply lasts"], genset: ["派发电车", "Send a generator"],
  scout: ["无人机侦察", "Scout by UAV"], roads: ["路段（按住 Ctrl 可多选）", "Roads (hold Ctrl to choose several)"], aid: ["跨区增援", "Mutual aid"], askAid: ["请求增援", "Ask for aid"], onLoan: ["借调", "on loan"],
  releasing: ["已通知，待应答", "told, no answer yet"], callBack: ["召回", "Call back"], releaseUnit: ["解除增援", "Release"], checkIn: ["集结点", "Check in at"], askedOf: ["已询", "asked"],
  offers: ["可出借", "offers"], calledFor: ["对方调用", "called for"], promised: ["确认派出", "promised"], request: ["增援请求", "Request"], byOrder: ["上级调令", "by order"],
  offer: ["应答可出借", "Offer"], promise: ["确认派出", "Promise"], orderLend: ["下达调令", "Order to lend"], askLender: ["询问邻区", "Ask a neighbour"], requisition: ["调用", "Call for"],
  passOn: ["转告派出", "Pass on"], noMore: ["答复无更多", "No more"], standingAgreement: ["边界自动增援", "standing agreement"], ahead: ["预置（无警情）", "ahead of any call"], viaEoc: ["经区指挥部审批", "through the operations centre"],
  coverage: ["覆盖圈", "Coverage"], within: ["分钟内可达", "min drive"], working: ["计算中…", "working it out…"], noCover: ["无可用力量", "no free force known"], darkTold: ["已报断电", "Reported without mains"],
  report: ["评估报告", "Report"], replay: ["回放页", "Replay page"], logFile: ["记录", "Log"], making: ["正在生成…", "being written…"], made: ["已下载", "downloaded"],
};

const both = (zh, en) => [zh, en];
const town = (b, n) => n.town(b.township);
const units = (b, n) => b.units.map(n.unit).join(state.lang === "zh" ? "、" : ", ") || (state.lang === "zh" ? "无" : "none");
const at = (key, number) => name(state.atlas[key]?.[number]);

const REPORTS = {
  stand: (b, n) => both(`${n.crew(b.team)}${b.rest ? "就地轮休" : "撤回归建"}`, `${n.crew(b.team)}: ${b.rest ? "rest there" : "come back"}`),
  wref: (b, n) => both(`${n.crew(b.team)}不赴险情${b.damage}`, `${n.crew(b.team)} will not go to damage ${b.damage}`),
  level: (b) => both(b.level ? `启动${"ⅠⅡⅢⅣ"[b.level - 1]}级响应` : "终止响应", b.level ? `Act at level ${b.level}` : "The response ends"),
  warn: (b, n) => both(`预警叫应：${town(b, n)} ${n.term("WarningColour", b.colour)}${b.leave ? "，撤离" : ""}`, `Warning for ${town(b, n)}: ${n.term("WarningColour", b.colour)}${b.leave ? ", leave" : ""}`),
  warning: (b, n) => both(`气象预警：${town(b, n)} ${n.term("WarningColour", b.colour)}`, `Weather warning for ${town(b, n)}: ${n.term("WarningColour", b.colour)}`),
  wack: (b) => both(`已收到预警${b.warning}`, `Warning ${b.warning} is confirmed`),
  control: (b, n) => both(`${b.on ? "启用" : "解除"}管控 ${at_(b)}：${town(b, n)}`, `${b.on ? "In force" : "End of"} ${at_(b)}: ${town(b, n)}`),
  ctr: (b) => both(`管控 ${at_(b)}：${b.done ? "已落实" : "已收令"}，在场${b.people}人`, `${at_(b)}: ${b.done ? "carried out" : "received"}, ${b.people} people there`),
  rrq: (b, n) => both(`${n.village(b.village)}请求派车：${b.people}人`, `${n.village(b.village)} asks for vehicles: ${b.people} people`),
  rid: (b, n) => both(`${at("buses", b.bus)}赴${n.village(b.village)}接人`, `${at("buses", b.bus)} to ${n.village(b.village)}`),
  bur: (b, n) => both(`${at("buses", b.bus)}：${n.term("BusStatus", b.status)}，${n.node(b.node)}`, `${at("buses", b.bus)}: ${n.term("BusStatus", b.status)}, ${n.node(b.node)}`),
  casr: (b, n) => both(`${n.village(b.place)}伤员：红${b.red} 黄${b.yellow}`, `Casualties at ${n.village(b.place)}: ${b.red} red, ${b.yellow} yellow`),
  bedr: (b) => both(`${at("hospitals", b.hospital)}空床${b.free}${b.powered ? "" : "，无电"}`, `${at("hospitals", b.hospital)}: ${b.free} beds${b.powered ? "" : ", no power"}`),
  ambr: (b, n) => both(`${n.unit(b.unit)}：${n.term("AmbulanceStatus", b.status)}，${n.node(b.node)}`, `${n.unit(b.unit)}: ${n.term("AmbulanceStatus", b.status)}, ${n.node(b.node)}`),
  fetch: (b, n) => both(`${n.unit(b.unit)}赴${n.village(b.place)}接伤员，送${at("hospitals", b.hospital)}`, `${n.unit(b.unit)} to ${n.village(b.place)}, then ${at("hospitals", b.hospital)}`),
  wants: (b) => both(`物资需求：${spot(b.place)}，${b.people}人`, `${spot(b.place)} lacks supplies for ${b.people} people`),
  store: (b) => both(`${at("stores", b.store)}库存 水${b.stocks[0]} 食${b.stocks[1]} 帐${b.stocks[2]}`, `${at("stores", b.store)}: water ${b.stocks[0]}, food ${b.stocks[1]}, tents ${b.stocks[2]}`),
  bring: (b, n) => both(`${at("stores", b.store)}调运${spot(b.place)}（${n.term("Mode", b.mode)}）`, `${at("stores", b.store)} to ${spot(b.place)} (${n.term("Mode", b.mode)})`),
  consr: (b, n) => both(`${spot(b.place)}物资${n.term("Outcome", b.outcome)}`, `Supplies for ${spot(b.place)}: ${n.term("Outcome", b.outcome)}`),
  shelr: (b) => both(`${at("shelters", b.shelter)}：${b.people}/${b.room}人${b.open ? "" : "，未启用"}`, `${at("shelters", b.shelter)}: ${b.people} of ${b.room}${b.open ? "" : ", not open"}`),
  opens: (b) => both(`启用${at("shelters", b.shelter)}`, `Open ${at("shelters", b.shelter)}`),
  supply: (b, n) => both(`${load(b, n)}：${n.term("PowerSource", b.source)}`, `${load(b, n)}: ${n.term("PowerSource", b.source)}`),
  truck: (b, n) => both(`${at("trucks", b.truck)}：${n.term("TruckStatus", b.status)}，${n.node(b.node)}`, `${at("trucks", b.truck)}: ${n.term("TruckStatus", b.status)}, ${n.node(b.node)}`),
  genset: (b, n) => both(`${at("trucks", b.truck)}赴${load(b, n)}供电`, `${at("trucks", b.truck)} to ${load(b, n)}`),
  uavr: (b, n) => both(`${at("uavs", b.uav)}：${n.term("UavStatus", b.status)}`, `${at("uavs", b.uav)}: ${n.term("UavStatus", b.status)}`),
  scout: (b, n) => both(`${at("uavs", b.uav)}侦察${b.links.map(n.link).join("、")}`, `${at("uavs", b.uav)} to look at ${b.links.map(n.link).join(", ")}`),
  rr: (b, n) => both(`请求增援${b.request}：${n.needs(b.needs)}`, `Request ${b.request}: ${n.needs(b.needs)}`),
  rrr: (b, n) => both(`应答请求${b.request}：${units(b, n)}`, `Answer to request ${b.request}: ${units(b, n)}`),
  rqr: (b, n) => both(`调用（请求${b.request}）：${units(b, n)}`, `Called for, request ${b.request}: ${units(b, n)}`),
  cr: (b, n) => both(`确认派出（请求${b.request}）：${units(b, n)}`, `Promised for request ${b.request}: ${units(b, n)}`),
  rel: (b, n) => both(`${n.unit(b.unit)}解除增援`, `${n.unit(b.unit)} is released`),
  ao: (b, n) => both(`调令（请求${b.request}）：${n.needs(b.needs)}`, `Ordered to lend, request ${b.request}: ${n.needs(b.needs)}`),
  rds: (b, n) => both(`${n.unit(b.unit)}部署状态：${n.term("LoanStage", b.stage)}`, `${n.unit(b.unit)}: ${n.term("LoanStage", b.stage)}`),
  rst: (b) => both(`${at("gauges", b.gauge)}水位 ${(b.stage_cm / 100).toFixed(2)} 米（${clock(b.read_ms)}）`, `${at("gauges", b.gauge)}: stage ${(b.stage_cm / 100).toFixed(2)} m at ${clock(b.read_ms)}`),
  ror: (b, n) => both(`${b.bar ? "封控" : "解封"}沿江道路${n.link(b.link)}`, `${b.bar ? "Bar" : "Open"} the road along the river ${n.link(b.link)}`),
  brief: (b) => both(`信息报告：未结警情${b.calls}，失踪${b.missing}`, `Briefing: ${b.calls} open calls, ${b.missing} with people missing`),
  scoutf: (b, n) => both(`${at("uavs", b.uav)}前出至${n.node(b.node)}，侦察${b.links.map(n.link).join("、")}`, `${at("uavs", b.uav)} to go forward to ${n.node(b.node)} and look at ${b.links.map(n.link).join(", ")}`),
  rcn: (b, n) => both(b.at_ms === null ? `${n.unit(b.unit)}召回预告撤销` : `${n.unit(b.unit)}召回预告：${clock(b.at_ms)}`, b.at_ms === null ? `${n.unit(b.unit)} is not called back after all` : `${n.unit(b.unit)} is called back at ${clock(b.at_ms)}`),
  notice: (b) => both(`指挥权移交通知：今后向${who(b.post)}报告`, `From now on report to ${who(b.post)}`),
  cnotice: (b) => both(`接处警指挥权通知：今后向${who(b.post)}报告`, `From now on ${who(b.post)} dispatches: report there`),
  alarm: (b, n) => both(`呼叫邻近群众与微型消防站：${n.kind(b.kind)}，${n.village(b.place)}（第${b.call}号）`, `Neighbours are alarmed, call ${b.call}: ${n.kind(b.kind)} at ${n.village(b.place)}`),
  look: (b, n) => both(`第${b.call}号初期灾情：需要 ${n.needs(b.needs)}`, `First look at call ${b.call}: it needs ${n.needs(b.needs)}`),
  own: (b) => both(`本地待派警情${b.waiting}`, `Own calls that wait for a unit: ${b.waiting}`),
  watchword: () => both("值守联络：在位履行指挥", "On watch and in command"),
  cwt: () => both("值守联络：接处警中心在位", "The dispatch centre is on watch"),
  origin: () => both("转报", "passed on"),
  need: (b, n) => both(b.over ? `第${b.call}号不再需要${n.skill(b.capability)}` : `第${b.call}号需要${n.skill(b.capability)}，${n.node(b.node)}`, b.over ? `Call ${b.call} needs no more ${n.skill(b.capability)}` : `Call ${b.call} needs ${n.skill(b.capability)}, ${n.node(b.node)}`),
  consult: (b) => both(`会商通知${b.number}`, `Consultation ${b.number}`),
  present: (b) => both(`参加会商${b.number}`, `Takes part in consultation ${b.number}`),
};

const at_ = (b) => { const rule = state.atlas.standing[b.order]; return rule ? `${say.term("Measure", rule.measure)} ${rule.id}` : String(b.order); };
const spot = (row) => (row < state.atlas.villages.length ? say.village(row) : at("shelters", row - state.atlas.villages.length));
const load = (b, n) => { const row = state.atlas.loads[b.load]; return row ? `${n.term("LoadKind", row.kind)} ${n.node(row.node)}` : `#${b.load}`; };

learn(WORDS, REPORTS);
