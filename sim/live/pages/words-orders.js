// Words of the orders beside those to units: relief, people, power, aid, headquarters; and of what is told about them.

import { both, both_in } from "./both.js";
import { clock, learn, listed, name, say, state, t, who } from "./words.js";

const WORDS = {
  workAsked: both("Work order to answer"), accept: both("Accept"), redirect: both("Redirect"), refuse: both("Refuse"),
  toBase: both("Back to base"), rest: both("Rest there"), sameDamage: both("the same damage, another team:"),
  level: both("Response level"), decide: both("Decide"), endLevel: both("end the response"),
  warnings: both("Warnings out"), warn: both("Issue a warning"), lift: both("lift it"), colour: both("Colour"), leave: both("People at risk are to leave"),
  unconfirmed: both("not confirmed:"), controls: both("Control measures"), orderMeasure: both("Order a measure"), putInForce: both("put in force:"),
  endMeasure: both("end:"), notDone: both("not carried out:"), waitRide: both("people wait"), sendBus: both("Send a vehicle"), seatsOf: both("seats"),
  wounded: both_in("pages", "Casualties"), red: both("red"), yellow: both("yellow"), fetch: both("Send an ambulance"), hospital: both("To hospital"), beds: both("beds"), noPower: both_in("pages", "no power"),
  lackingGoods: both("Wants supplies"), sentThere: both("on the way:"), bring: both("Bring supplies"), store: both("Store and means"),
  shelters: both("Shelters"), openShelter: both("Open a shelter"), lasts: both("its own supply lasts"), genset: both("Send a generator"),
  scout: both("Scout by UAV"), roads: both("Roads (hold Ctrl to choose several)"), aid: both("Mutual aid"), askAid: both("Ask for aid"), onLoan: both("on loan"),
  releasing: both("told, no answer yet"), callBack: both("Call back"), releaseUnit: both("Release"), checkIn: both("Check in at"), askedOf: both("asked"),
  offers: both("offers"), calledFor: both("called for"), promised: both("promised"), request: both_in("pages", "Request"), byOrder: both("by order"),
  offer: both("Offer"), promise: both("Promise"), orderLend: both("Order to lend"), askLender: both("Ask a neighbour"), requisition: both("Call for"),
  passOn: both("Pass on"), noMore: both("No more"), standingAgreement: both_in("pages", "standing agreement"), ahead: both("ahead of any call"), viaEoc: both("through the operations centre"),
  coverage: both("Coverage"), within: both("min drive"), working: both("working it out…"), noCover: both("no free force known"), darkTold: both("Reported without mains"),
  report: both("Report"), replay: both("Replay page"), logFile: both("Log"), making: both("being written…"), made: both("downloaded"),
};

const town = (b, n) => n.town(b.township);
const units = (b, n) => listed(b.units.map(n.unit)) || t("none");
const at = (key, number) => name(state.atlas[key]?.[number]);

const REPORTS = {
  stand: (b, n) => (b.rest ? both("{crew}: rest there", { crew: n.crew(b.team) }) : both("{crew}: come back", { crew: n.crew(b.team) })),
  wref: (b, n) => both_in("pages", "{crew} will not go to damage {damage}", { crew: n.crew(b.team), damage: b.damage }),
  level: (b) => (b.level ? at_level(b) : both("The response ends")),
  warn: (b, n) => (b.leave ? both("Warning for {town}: {colour}, leave", { town: town(b, n), colour: n.term("WarningColour", b.colour) })
    : both("Warning for {town}: {colour}", { town: town(b, n), colour: n.term("WarningColour", b.colour) })),
  warning: (b, n) => both("Weather warning for {town}: {colour}", { town: town(b, n), colour: n.term("WarningColour", b.colour) }),
  wack: (b) => both("Warning {warning} is confirmed", { warning: b.warning }),
  control: (b, n) => (b.on ? both("In force {at}: {town}", { at: at_(b), town: town(b, n) }) : both("End of {at}: {town}", { at: at_(b), town: town(b, n) })),
  ctr: (b) => (b.done ? both("{at}: carried out, {people} people there", { at: at_(b), people: b.people })
    : both("{at}: received, {people} people there", { at: at_(b), people: b.people })),
  rrq: (b, n) => both("{village} asks for vehicles: {people} people", { village: n.village(b.village), people: b.people }),
  rid: (b, n) => both("{buse} to {village}", { buse: at("buses", b.bus), village: n.village(b.village) }),
  bur: (b, n) => both("{buse}: {status}, {node}", { buse: at("buses", b.bus), status: n.term("BusStatus", b.status), node: n.node(b.node) }),
  casr: (b, n) => both("Casualties at {village}: {red} red, {yellow} yellow", { village: n.village(b.place), red: b.red, yellow: b.yellow }),
  bedr: (b) => (b.powered ? both("{hospital}: {free} beds", { hospital: at("hospitals", b.hospital), free: b.free })
    : both("{hospital}: {free} beds, no power", { hospital: at("hospitals", b.hospital), free: b.free })),
  ambr: (b, n) => both("{unit}: {status}, {node}", { unit: n.unit(b.unit), status: n.term("AmbulanceStatus", b.status), node: n.node(b.node) }),
  fetch: (b, n) => both("{unit} to {village}, then {hospital}", { unit: n.unit(b.unit), village: n.village(b.place), hospital: at("hospitals", b.hospital) }),
  wants: (b) => both("{spot} lacks supplies for {people} people", { spot: spot(b.place), people: b.people }),
  store: (b) => both("{store}: water {stocks0}, food {stocks1}, tents {stocks2}", { store: at("stores", b.store), stocks0: b.stocks[0], stocks1: b.stocks[1], stocks2: b.stocks[2] }),
  bring: (b, n) => both("{store} to {spot} ({mode})", { store: at("stores", b.store), spot: spot(b.place), mode: n.term("Mode", b.mode) }),
  consr: (b, n) => both("Supplies for {spot}: {outcome}", { spot: spot(b.place), outcome: n.term("Outcome", b.outcome) }),
  shelr: (b) => (b.open ? both("{shelter}: {people} of {room}", { shelter: at("shelters", b.shelter), people: b.people, room: b.room })
    : both("{shelter}: {people} of {room}, not open", { shelter: at("shelters", b.shelter), people: b.people, room: b.room })),
  opens: (b) => both("Open {shelter}", { shelter: at("shelters", b.shelter) }),
  supply: (b, n) => both("{load}: {source}", { load: load(b, n), source: n.term("PowerSource", b.source) }),
  truck: (b, n) => both("{truck}: {status}, {node}", { truck: at("trucks", b.truck), status: n.term("TruckStatus", b.status), node: n.node(b.node) }),
  genset: (b, n) => both("{truck} to {load}", { truck: at("trucks", b.truck), load: load(b, n) }),
  uavr: (b, n) => both("{uav}: {status}", { uav: at("uavs", b.uav), status: n.term("UavStatus", b.status) }),
  scout: (b, n) => both("{uav} to look at {listed}", { uav: at("uavs", b.uav), listed: listed(b.links.map(n.link)) }),
  rr: (b, n) => both("Request {request}: {needs}", { request: b.request, needs: n.needs(b.needs) }),
  rrr: (b, n) => both("Answer to request {request}: {units}", { request: b.request, units: units(b, n) }),
  rqr: (b, n) => both("Called for, request {request}: {units}", { request: b.request, units: units(b, n) }),
  cr: (b, n) => both("Promised for request {request}: {units}", { request: b.request, units: units(b, n) }),
  rel: (b, n) => both("{unit} is released", { unit: n.unit(b.unit) }),
  ao: (b, n) => both("Ordered to lend, request {request}: {needs}", { request: b.request, needs: n.needs(b.needs) }),
  rds: (b, n) => both("{unit}: {stage}", { unit: n.unit(b.unit), stage: n.term("LoanStage", b.stage) }),
  rst: (b) => both("{gauge}: stage {words} m at {clock}", { gauge: at("gauges", b.gauge), words: (b.stage_cm / 100).toFixed(2), clock: clock(b.read_ms) }),
  ror: (b, n) => (b.bar ? both("Bar the road along the river {link}", { link: n.link(b.link) })
    : both("Open the road along the river {link}", { link: n.link(b.link) })),
  brief: (b) => both("Briefing: {calls} open calls, {missing} with people missing", { calls: b.calls, missing: b.missing }),
  scoutf: (b, n) => both("{uav} to go forward to {node} and look at {listed}", { uav: at("uavs", b.uav), node: n.node(b.node), listed: listed(b.links.map(n.link)) }),
  rcn: (b, n) => (b.at_ms === null ? both("{unit} is not called back after all", { unit: n.unit(b.unit) })
    : both("{unit} is called back at {clock}", { unit: n.unit(b.unit), clock: clock(b.at_ms) })),
  notice: (b) => both("From now on report to {who}", { who: who(b.post) }),
  cnotice: (b) => both("From now on {who} dispatches: report there", { who: who(b.post) }),
  alarm: (b, n) => both("Neighbours are alarmed, call {call}: {kind} at {village}", { kind: n.kind(b.kind), village: n.village(b.place), call: b.call }),
  look: (b, n) => both("First look at call {call}: it needs {needs}", { call: b.call, needs: n.needs(b.needs) }),
  own: (b) => both("Own calls that wait for a unit: {waiting}", { waiting: b.waiting }),
  watchword: () => both("On watch and in command"),
  cwt: () => both("The dispatch centre is on watch"),
  origin: () => both("passed on"),
  need: (b, n) => (b.over ? both("Call {call} needs no more {skill}", { call: b.call, skill: n.skill(b.capability) })
    : both("Call {call} needs {skill}, {node}", { call: b.call, skill: n.skill(b.capability), node: n.node(b.node) })),
  consult: (b) => both("Consultation {number}", { number: b.number }),
  present: (b) => both("Takes part in consultation {number}", { number: b.number }),
};

const LEVELS = [both("Act at level 1"), both("Act at level 2"), both("Act at level 3"), both("Act at level 4")];
const at_level = (b) => LEVELS[b.level - 1];
const at_ = (b) => { const rule = state.atlas.standing[b.order]; return rule ? `${say.term("Measure", rule.measure)} ${rule.id}` : String(b.order); };
const spot = (row) => (row < state.atlas.villages.length ? say.village(row) : at("shelters", row - state.atlas.villages.length));
const load = (b, n) => { const row = state.atlas.loads[b.load]; return row ? `${n.term("LoadKind", row.kind)} ${n.node(row.node)}` : `#${b.load}`; };

learn(WORDS, REPORTS);
