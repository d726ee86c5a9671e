// The page of an exercise: what is shown is what the server sent for this seat, and nothing is worked out from more.

import { both } from "./both.js";
import { refresh, setNow } from "./ages.js";
import { pictureCards, showBoard, truthCards } from "./board.js";
import { showControl } from "./control.js";
import { $, draw, forget, h, note } from "./dom.js";
import { coverKey, coverSwitch, lookAt, onFlip } from "./cover.js";
import * as forms from "./forms.js";
import { may } from "./leading.js";
import { connect, enter } from "./link.js";
import { showLog, showTruth } from "./log.js";
import { build, group, land, show } from "./map.js";
import { papers } from "./papers.js";
import { showTasks, showTruthTasks } from "./tasks.js";
import { clock, name, pick, say, setLang, state, t } from "./words.js";

let seat = null;
let view = null;
let built = false;
let waits = false;

function heads() {
  const truth = view?.truth && !view.picture;
  const about = truth ? t("truth") : t("believed");
  draw("map-title", [state.lang, about, seat?.seat, coverKey(), view?.look, Boolean(view?.picture?.loads.length), Boolean(view?.truth?.dark.length), state.atlas === null, view?.over], () => [pick(both("{t} ({about})", { t: t("map"), about })), files(), truth || !seat ? "" : coverSwitch(), legend(truth)]);
  $("board-title").textContent = t("board");
  $("tasks-title").textContent = truth ? `${t("incidents")} / ${t("damage")}` : t("tasks");
  draw("log-title", [state.lang, truth, seat?.address, seat?.role, view?.over], () => [truth ? t("truth") : t("log"), teller()]);
  $("lang").textContent = state.lang === "zh" ? "English" : "中文";
  $("title").textContent = state.atlas ? name(state.atlas.title) : "三断";
  document.title = `${$("title").textContent}${seat ? ` · ${name(seat)}` : ""}`;
}

// What other programs draw maps from: as this seat sees it.
function files() {
  const link = (path, words) => h("a", { href: `/api/${path}`, download: "" }, words);
  return seat ? h("span", { class: "files" }, `${t("files")} `, link("places.geojson", t("placesFile")), " ", link("forces.geojson", t("forcesFile")), seat.address === null ? [" ", ...papers(Boolean(view?.over))] : "") : "";
}

function legend(truth) {
  const keys = truth ? ["ready", "busy", "scene"] : ["ready", "busy", "scene", "silent"];
  return h("span", { class: "legend" }, keys.map((key) => h("span", {}, h("i", { class: key }), t(key))),
    h("span", {}, h("i", { class: "call" }), t("call_")), h("span", {}, h("i", { class: "closed" }), t(truth ? "closedLinks" : "closedRoad")),
    view?.picture?.loads.length ? h("span", {}, h("i", { class: "dark" }), t("darkTold")) : null, truth && view.truth.dark.length ? h("span", {}, h("i", { class: "silent" }), t("dark")) : null,
    state.atlas?.hospitals.length ? h("span", {}, h("i", { class: "hospital" }), t("hospitals")) : null);
}

function teller() {
  const lead = seat?.role === "facilitator";
  if (!seat || view?.over || !seat.speaks || seat.contacts.length < 2) return "";
  return h("button", { type: "button", class: "small", data: { key: "tell" }, on: { click: () => forms.tell(seat, lead ? null : seat.address) } }, t(lead ? "inject" : "tell"));
}

function bar() {
  $("seat").textContent = seat ? name(seat) : "";
  $("clock").textContent = view ? clock(view.t) : "";
  $("state").textContent = waits ? t("lost") : view ? (view.over ? t("over") : view.running ? `${t("running")} ${view.speed}×` : t("paused")) : "";
  $("state").className = waits ? "state lost" : "state";
  $("fault").hidden = !view?.fault;
  $("fault").textContent = view?.fault ? `${t("faulted")} ${view.fault}` : "";
  draw("seating", [seat?.orders.length, view?.picture?.manned, view?.over, state.lang, seat?.address], () => {
    if (!seat || seat.address === null || !view?.picture) return [];
    if (!seat.orders.length) return [t(seat.speaks ? "reports" : "viewOnly")];
    const manned = view.picture.manned;
    return [`${manned ? t("byPerson") : t("byPolicy")} `, h("button", { type: "button", data: { key: "seat" }, disabled: view.over,
      on: { click: () => forms.give({ kind: manned ? "back" : "take" }, manned ? t("back") : t("take")) } }, manned ? t("back") : t("take"))];
  });
}

function showPicture(picture) {
  const deciding = picture.manned && !view.over && seat.address !== null;
  const orders = may(picture, seat.orders);
  const acts = !deciding ? {} : {
    unit: orders.includes("recall") ? (unit) => forms.unit(view.picture, unit, orders) : null,
    team: orders.includes("deploy") ? (team) => forms.team(view.picture, team) : null,
    crew: orders.includes("work") ? (crew) => forms.crew(view.picture, crew) : null,
  };
  const cards = pictureCards(picture, acts);
  showBoard(cards);
  const role = seat.address === null ? roleOf(view.look) : seat.role;
  showTasks(picture, { ...seat, role }, deciding);
  showLog(picture.messages);
  const towns = role !== "eoc" ? [] : state.atlas.townships.map((_, township) => ({ township, told: picture.heard[String(200000 + township)] ?? null }))
    .filter((town) => town.told === null || view.t - town.told > 3600000 * 2);
  show({
    items: cards.map((card) => ({ ...card, group: card.silent ? "silent" : group(card.status), told: card.told ?? 0 })),
    calls: picture.calls.map((call) => ({ node: call.node, told: call.told_ms, label: `${call.call} · ${say.kind(call.kind)} · ${say.village(call.place)}` })),
    closed: picture.closed.map((road) => ({ link: road.link, foot: road.foot, told: road.told_ms })),
    dim: towns,
    dark: picture.loads.filter((load) => load.source !== "mains").map((load) => ({ node: state.atlas.loads[load.load].node, told: load.told_ms,
      label: `${say.term("LoadKind", state.atlas.loads[load.load].kind)} · ${say.term("PowerSource", load.source)}` })),
  });
}

function showAll(truth) {
  const cards = truthCards(truth, view.t);
  showBoard(cards);
  showTruthTasks(truth);
  showTruth(truth, view.file);
  show({
    items: cards.map((card) => ({ ...card, group: group(card.status), told: view.t })),
    calls: truth.incidents.map((call) => ({ node: call.node, told: call.t, taken: call.taken, label: `${call.call} · ${say.kind(call.kind)} · ${say.village(call.place)}` })),
    closed: truth.closed.map((road) => ({ link: road.link, foot: false, told: road.since_ms })),
    dim: truth.dark.map((township) => ({ township, told: null })),
  });
}

const roleOf = (look) => view.seats.find((each) => each.name === look)?.role ?? "centre";

function render() {
  heads();
  bar();
  if (!view || !state.atlas || !seat) return;
  if (!built) { build(); built = true; }
  setNow(view.t);
  if (view.seats) { $("control").hidden = false; showControl(view, seat); }
  lookAt(view.picture ? (seat.address === null ? view.look : seat.seat) : null, view.picture?.closed.map((road) => road.link));
  if (view.picture) showPicture(view.picture); else if (view.truth) showAll(view.truth);
  refresh();
}

function listen(message) {
  waits = message.kind === "lost";
  if (message.kind === "hello") seat = message;
  else if (message.kind === "view") view = message;
  else if (message.kind === "shut") { note(t("shut"), true); $("state").textContent = t("shut"); return; }
  render();
}

async function begin() {
  onFlip(() => heads());
  setLang(state.lang);
  heads();
  $("lang").addEventListener("click", () => {
    setLang(state.lang === "zh" ? "en" : "zh");
    forget();
    if (built) land();
    render();
  });
  const entered = await enter();
  const answer = await fetch("/api/atlas");
  if (!answer.ok) { $("state").textContent = entered ? t("shut") : t("used"); return; }
  if (!entered) note(t("used"), true);
  state.atlas = await answer.json();
  connect(listen);
}

begin();
