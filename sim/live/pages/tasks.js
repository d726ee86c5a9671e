// Incidents and damage: what is known of each, what it needs, what is assigned, and what can be ordered.

import { both } from "./both.js";
import { draw, h } from "./dom.js";
import { age } from "./ages.js";
import * as forms from "./forms.js";
import { leadTasks, may } from "./leading.js";
import { moreFacts, moreTasks } from "./more.js";
import { clock, pick, say, span, state, t } from "./words.js";

export function showTasks(picture, seat, deciding) {
  const allowed = deciding ? may(picture, seat.orders) : [];
  const facts = [picture.calls, picture.damages, picture.towns, picture.units.map((u) => [u.unit, u.status]),
    Object.entries(picture.heard).filter(([who]) => who >= 200000 && who < 300000), allowed, state.lang, moreFacts(picture)];
  draw("tasks", facts, () => {
    const district = seat.role === "eoc";
    const calls = picture.calls.map((call) => callTask(picture, call, allowed));
    const damages = picture.damages.map((damage) => damageTask(picture, damage, allowed));
    const towns = district ? state.atlas.townships.map((_, number) => townTask(picture, number, allowed)) : [];
    const more = moreTasks(picture, seat, allowed);
    const lead = leadTasks(picture, allowed);
    const empty = !calls.length && !damages.length && !towns.length && !more.length;
    return [...lead, ...calls, ...more, ...damages, ...towns, ...(empty ? [h("p", { class: "empty" }, district ? t("noDamages") : t("noCalls"))] : [])];
  });
}

const button = (key, label, act) => h("button", { type: "button", data: { key }, on: { click: act } }, label);

export function lacking(picture, call) {
  const wanted = call.needs ?? state.atlas.run_cards[call.kind];
  const have = new Map();
  for (const unit of call.units) {
    const skill = state.atlas.units[unit].skills.find((each) => wanted.some(([need]) => need === each));
    if (skill) have.set(skill, (have.get(skill) ?? 0) + 1);
  }
  return wanted.map(([skill, count]) => [skill, count - (have.get(skill) ?? 0)]).filter(([, count]) => count > 0);
}

function callTask(picture, call, allowed) {
  const lack = lacking(picture, call);
  const needs = call.needs ? `${t("needs")} ${say.needs(call.needs)}` : `${t("card")} ${say.needs(state.atlas.run_cards[call.kind])} · ${t("unknown")}`;
  return h("article", { class: `task ${lack.length ? "" : "covered"}`, data: { call: call.call } },
    h("div", { class: "head" }, h("h3", {}, `${call.call} · ${say.kind(call.kind)} · ${say.village(call.place)}`), age(call.needs ? call.sized_ms : call.told_ms)),
    h("div", { class: "row" }, needs, lack.length ? h("span", { class: "lack" }, `${t("lacks")} ${say.needs(lack)}`) : null),
    h("div", { class: "row" }, `${t("served")}: ${call.units.map(say.unit).join(pick(both(", "))) || t("none")}`,
      call.weary.length ? h("span", { class: "lack" }, `${call.weary.map(([unit]) => say.unit(unit)).join("、")} ${t("weary")}`) : null),
    h("div", { class: "row" },
      allowed.includes("dispatch") ? button(`d${call.call}`, t("dispatch"), () => forms.dispatch(picture, call)) : null,
      allowed.includes("handover") ? button(`h${call.call}`, t("handover"), () => forms.handOver(call)) : null));
}

function damageTask(picture, damage, allowed) {
  const sent = picture.crews.filter((crew) => (crew.order ? crew.order.damage : crew.damage) === damage.damage);
  return h("article", { class: "task damage", data: { damage: damage.damage } },
    h("div", { class: "head" }, h("h3", {}, `${t("damage")} ${damage.damage} · ${say.damage(damage.kind)} · ${say.target(damage)}`), age(damage.told_ms)),
    h("div", { class: "row" }, h("span", {}, damage.capability === "" ? t("nothing") : `${t("needsNext")} ${say.skill(damage.capability)}`), damage.left_ms === null ? null : h("span", {}, `${t("left")} ${span(damage.left_ms)}`)),
    h("div", { class: "row" }, `${t("served")}: ${sent.map((crew) => say.crew(crew.team)).join(pick(both(", "))) || t("none")}`,
      allowed.includes("work") ? button(`w${damage.damage}`, t("work"), () => forms.work(picture, damage)) : null));
}

function townTask(picture, number, allowed) {
  const heard = picture.heard[String(200000 + number)];
  const view = picture.towns.find((town) => town.township === number);
  return h("article", { class: "task covered", data: { town: number } },
    h("div", { class: "head" }, h("h3", {}, say.town(number)), h("span", {}, `${t("heard")} `, heard === undefined ? h("span", { class: "age stale" }, t("never")) : age(heard))),
    h("div", { class: "row" }, view ? `${t("openCalls")} ${view.calls}` : null,
      allowed.includes("deploy") && state.atlas.teams.length ? button(`y${number}`, t("deploy"), () => forms.deploy(picture, number)) : null));
}

export function showTruthTasks(truth) {
  draw("tasks", [truth.incidents, truth.damages, state.lang], () => {
    const incidents = truth.incidents.map((incident) => h("article", { class: `task ${incident.taken ? "covered" : ""}` },
      h("div", { class: "head" }, h("h3", {}, `${incident.call} · ${say.kind(incident.kind)} · ${say.village(incident.place)}`), h("span", { class: "age" }, clock(incident.t, false))),
      h("div", { class: "row" }, h("span", {}, `${t("needs")} ${say.needs(incident.needs)}`), incident.taken ? h("span", {}, t("taken")) : h("span", { class: "lack" }, t("untold")))));
    const damages = truth.damages.map((damage) => h("article", { class: "task damage" },
      h("h3", {}, `${t("damage")} ${damage.damage} · ${say.damage(damage.kind)} · ${say.target(damage)}`)));
    return incidents.length + damages.length ? [...incidents, ...damages] : [h("p", { class: "empty" }, t("none"))];
  });
}
