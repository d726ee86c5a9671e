// The board of forces: one T-card for each unit and team, in the place where it was last said to be.

import { both } from "./both.js";
import { draw, h } from "./dom.js";
import { age } from "./ages.js";
import { group } from "./map.js";
import { pick, say, state, t } from "./words.js";

// cards: {key, node, status, told, label, sub, silent, order, act}
export function showBoard(cards) {
  draw("board", [cards.map(({ act, ...rest }) => [rest, Boolean(act)]), state.lang], () => {
    if (!cards.length) return [h("p", { class: "empty" }, t("noForces"))];
    const places = new Map();
    for (const card of cards) places.set(card.node, [...(places.get(card.node) ?? []), card]);
    return [...places].map(([node, here]) => h("div", { class: "place" },
      h("h3", {}, `${say.node(node)} · ${here.length}`), h("div", { class: "cards" }, here.map(one))));
  });
}

function one(card) {
  const status = card.silent ? `${t("silent")} (${say.status(card.status)})` : say.status(card.status);
  const inside = [
    h("b", {}, card.label),
    h("span", { class: "facts" }, h("span", {}, status), card.told === null ? null : age(card.told)),
    h("span", { class: "facts" }, h("span", {}, card.order ? `${t("ordered")}: ${card.order}` : card.sub)),
  ];
  const look = `card ${card.silent ? "silent" : group(card.status)}`;
  const title = [card.label, status, card.sub, card.order].filter(Boolean).join("\n");
  if (!card.act) return h("div", { class: look, title }, inside);
  return h("button", { type: "button", class: look, title, data: { key: card.key }, on: { click: card.act } }, inside);
}

export function pictureCards(picture, acts) {
  const units = picture.units.map((unit) => ({
    key: `u${unit.unit}`, node: unit.node, status: unit.status, told: unit.told_ms, label: say.unit(unit.unit), silent: unit.silent,
    sub: unit.call === null ? typeOf(unit.unit) : `${t("call")} ${unit.call}`, order: unit.order ? brief(unit.order) : "",
    act: acts.unit ? () => acts.unit(unit) : null,
  }));
  const teams = picture.teams.map((team) => ({
    key: `t${team.team}`, node: team.node, status: team.status, told: team.status === "" ? null : team.told_ms, label: say.team(team.team),
    silent: team.silent, sub: team.township === null ? "" : `→ ${say.town(team.township)}`, order: "", act: acts.team ? () => acts.team(team) : null,
  }));
  const crews = picture.crews.map((crew) => ({
    key: `c${crew.team}`, node: crew.node, status: crew.status, told: crew.status === "" ? null : crew.told_ms, label: say.crew(crew.team),
    silent: crew.silent, sub: crew.damage === null ? crewSkills(crew.team) : `${t("damage")} ${crew.damage}`,
    order: crew.order ? brief(crew.order) : "", act: acts.crew ? () => acts.crew(crew) : null,
  }));
  return [...units, ...teams, ...crews].sort((a, b) => a.node - b.node);
}

export function truthCards(truth, now) {
  const card = (key, label, fact, sub) => ({ key, node: fact.node, status: fact.status, told: now, label, silent: false, sub, order: "", act: null });
  return [
    ...truth.units.map((unit) => card(`u${unit.unit}`, say.unit(unit.unit), unit, unit.call === null ? typeOf(unit.unit) : `${t("call")} ${unit.call}`)),
    ...truth.teams.map((team) => card(`t${team.team}`, say.team(team.team), team, "")),
    ...truth.crews.map((crew) => card(`c${crew.team}`, say.crew(crew.team), crew, crew.damage === null ? "" : `${t("damage")} ${crew.damage}`)),
  ].map((each) => ({ ...each, told: null })).sort((a, b) => a.node - b.node);
}

const typeOf = (unit) => (state.lang === "zh" ? state.atlas.units[unit].type.zh : state.atlas.units[unit].type.en);
const crewSkills = (crew) => state.atlas.crews[crew].skills.map(say.skill).join(pick(both(", ")));

export function brief(order) {
  if (order.k === "dispatch") return `${t("dispatch")} → ${t("call")} ${order.call}`;
  if (order.k === "recall") return t("recall");
  if (order.k === "moveup") return `${t("moveup")} → ${say.station(order.station)}`;
  if (order.k === "work") return `${t("work")} → ${t("damage")} ${order.damage}`;
  return order.k;
}
