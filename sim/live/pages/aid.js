// Mutual aid: asked for by the centre, found by the operations centre, offered and promised by neighbours, called back.

import { choice, choices, form, order, select } from "./forms.js";
import { button, list, number, task } from "./parts.js";
import { say, state, t, who } from "./words.js";

export function aidTasks(picture, seat, allowed) {
  const can = (kind) => allowed.includes(kind);
  const lends = can("ao") || (can("rel") && can("rrr"));
  const ask = can("rr") && can("rel") ? [task("ask", t("aid"), null, [], [button("rr", t("askAid"), () => ask_(picture))], true)] : [];
  const guests = can("rel") ? [...picture.guests, ...picture.lent].map((unit) => task(`rel${unit}`, `${say.unit(unit)} · ${t("onLoan")}`, null,
    [picture.releasing.includes(unit) ? t("releasing") : null], [button(`rel${unit}`, picture.lent.includes(unit) ? t("callBack") : t("releaseUnit"), () => order({ kind: "rel", unit }))], true)) : [];
  return [...ask, ...picture.requests.map((each) => request(picture, each, can, lends)), ...guests];
}

const pairs = (found) => list(found.map(([lender, units]) => `${who(lender)}: ${list(units.map(say.unit)) || t("none")}`));

function request(picture, each, can, lends) {
  const rows = [`${t("needs")} ${say.needs(each.needs)}`, each.call === null ? null : `${t("call")} ${each.call} · ${say.village(each.place)}`,
    `${t("checkIn")} ${say.station(each.station)}`, each.asked.length ? `${t("askedOf")} ${list(each.asked.map(([to]) => who(to)))}` : null,
    each.offered.length ? `${t("offers")} ${pairs(each.offered)}` : null, each.wanted ? `${t("calledFor")} ${list(each.wanted.map(say.unit))}` : null,
    each.committed.length ? `${t("promised")} ${pairs(each.committed)}` : null];
  const buttons = each.own ? [] : lends ? lending(picture, each, can) : finding(each, can);
  return task(`r${each.request}`, `${t("request")} ${each.request}${each.ordered ? ` · ${t("byOrder")}` : ""} · ${each.own ? t("own") : who(each.origin)}`, each.told_ms, rows, buttons, each.over || each.answered);
}

function lending(picture, each, can) {
  if (each.committed.length) return [];
  return [can("rrr") && button(`of${each.request}`, t("offer"), () => give(picture, each, "rrr", t("offer"))),
    can("cr") && button(`co${each.request}`, t("promise"), () => give(picture, each, "cr", t("promise"))),
    can("rrr") && button(`no${each.request}`, t("refuse"), () => order({ kind: each.standing || each.wanted ? "cr" : "rrr", request: each.request, units: [] })),
    can("ao") && button(`ao${each.request}`, t("orderLend"), () => ask_to(each, "ao", t("orderLend"), state.atlas.lenders.filter((lender) => !lender.tier)))];
}

function give(picture, each, kind, title) {
  const rows = picture.units.map((unit) => choice("checkbox", "units", unit.unit, unit.status !== "in_quarters" || picture.lent.includes(unit.unit),
    `${say.unit(unit.unit)} · ${state.atlas.units[unit.unit].skills.map(say.skill).join("/")}`, picture.lent.includes(unit.unit) ? t("onLoan") : say.status(unit.status), each.wanted?.includes(unit.unit) ? t("calledFor") : ""));
  form(`${title} · ${t("request")} ${each.request} · ${say.needs(each.needs)}`, choices(rows), (data) => order({ kind, request: each.request, units: data.getAll("units").map(Number) }));
}

function finding(each, can) {
  const asked = new Set(each.asked.map(([to]) => to));
  const taken = new Set(each.taken.map(([to]) => to));
  const open = state.atlas.lenders.filter((lender) => !asked.has(lender.address));
  return [
    can("rr") && open.length ? button(`as${each.request}`, t("askLender"), () => ask_to(each, "rr", t("askLender"), open)) : null,
    ...each.offered.filter(([to, units]) => units.length && !taken.has(to)).map(([to, units]) => can("rqr") && button(`rq${each.request}-${to}`, `${t("requisition")} ${who(to)}`, () => requisition(each, to, units))),
    ...each.committed.filter(([by]) => !each.passed.includes(by)).map(([by]) => can("cr") && button(`pa${each.request}-${by}`, `${t("passOn")} ${who(by)}`, () => order({ kind: "cr", request: each.request, by }))),
    can("rrr") && !each.answered ? button(`en${each.request}`, t("noMore"), () => order({ kind: "rrr", request: each.request, units: [] })) : null,
  ];
}

function requisition(each, to, units) {
  const rows = units.map((unit) => choice("checkbox", "units", unit, false, say.unit(unit), state.atlas.units[unit].skills.map(say.skill).join("/")));
  form(`${t("requisition")} · ${who(to)}`, choices(rows), (data) => (data.getAll("units").length ? order({ kind: "rqr", request: each.request, to, units: data.getAll("units").map(Number) }) : null));
}

const skillsOf = (lenders) => [...new Set(lenders.flatMap((lender) => lender.units.flatMap((unit) => state.atlas.units[unit].skills)))].sort();
const wants = (data, skills) => Object.fromEntries(skills.map((skill) => [skill, Number(data.get(`n-${skill}`))]));

function ask_to(each, kind, title, lenders) {
  const needs = new Map(each.needs);
  const skills = skillsOf(state.atlas.lenders);
  form(`${title} · ${t("request")} ${each.request}`, [select("to", t("to"), lenders.map((lender) => [lender.address, who(lender.address)])),
    ...skills.map((skill) => number(`n-${skill}`, say.skill(skill), needs.get(skill) ?? 0, 1000))],
  (data) => order({ kind, request: each.request, to: Number(data.get("to")), needs: wants(data, skills) }));
}

function ask_(picture) {
  const skills = skillsOf(state.atlas.lenders);
  const calls = picture.calls.map((call) => [call.call, `${t("call")} ${call.call} · ${say.kind(call.kind)} · ${say.village(call.place)}`]);
  const near = state.atlas.lenders.filter((lender) => !lender.tier).map((lender) => [lender.address, `${who(lender.address)} · ${t("standingAgreement")}`]);
  form(t("askAid"), [select("call", t("call"), [["", t("ahead")], ...calls]), select("to", t("to"), [["", t("viaEoc")], ...near]),
    select("station", t("checkIn"), state.atlas.ours.map((row) => [row, say.station(row)])), ...skills.map((skill) => number(`n-${skill}`, say.skill(skill), 0, 1000))], (data) => {
    const call = data.get("call") === "" ? {} : { call: Number(data.get("call")) };
    const to = data.get("to") === "" ? {} : { to: Number(data.get("to")) };
    return order({ kind: "rr", ...call, ...to, station: Number(data.get("station")), needs: wants(data, skills) });
  });
}
