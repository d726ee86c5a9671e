// Decision forms: each makes one order or several, from what the post knows when the form is opened.

import { ask } from "./link.js";
import { close, h, note, open } from "./dom.js";
import { text } from "./ages.js";
import { span, say, state, t, who } from "./words.js";

const FREE = new Set(["in_quarters", "standing_by", "returning", "moving_up"]);

export async function give(body, said = t("sent")) {
  const answer = await ask(body);
  note(answer.ok ? said : `${t("failed")}: ${answer.error || t("lost")}`, !answer.ok);
  return answer;
}

export const order = (form) => give({ kind: "order", form });

export function form(title, content, send) {
  const said = h("p", { class: "lack", role: "alert", hidden: true }, t("chooseOne"));
  const submit = async (event) => {
    event.preventDefault();
    said.hidden = chosen(event.target);
    if (!said.hidden) return;
    close();
    await send(new FormData(event.target));
  };
  const make = h("form", { on: { submit } },
    content, said, h("div", { class: "buttons" },
      h("button", { type: "button", on: { click: close } }, t("cancel")), h("button", { type: "submit", class: "main" }, t("send"))));
  open(title, make);
}

const chosen = (made) => !made.querySelector(".choices") || made.querySelector(".choices :checked") !== null;

export const choices = (rows, heads = []) => h("div", { class: "choices" }, rows.length && heads.length ? h("div", { class: "choice heads" }, h("span"), heads.map((head) => h("span", {}, head))) : null,
  rows.length ? rows : h("p", { class: "empty" }, t("nobodyKnown")));

export function choice(kind, key, value, away, ...cells) {
  return h("label", { class: `choice ${away ? "away" : ""}` }, h("input", { type: kind, name: key, value }), ...cells.map((cell) => h("span", {}, cell)));
}

export function select(key, label, options) {
  return h("label", { class: "field" }, label, h("select", { name: key }, options.map(([value, words]) => h("option", { value }, words))));
}

export async function dispatch(picture, call) {
  const answer = await ask({ kind: "eta", call: call.call });
  const eta = new Map(answer.ok ? answer.value : []);
  const units = [...picture.units].sort((a, b) => rank(a, eta) - rank(b, eta) || a.unit - b.unit);
  const rows = units.map((unit) => {
    const ms = eta.get(unit.unit);
    const free = isFree(unit);
    return choice("checkbox", "unit", unit.unit, !free, `${say.unit(unit.unit)} · ${state.atlas.units[unit.unit].skills.map(say.skill).join("/")}`,
      `${unit.silent ? t("silent") : say.status(unit.status)}${unit.order ? ` · ${t("ordered")}` : ""}`,
      ms === null || ms === undefined ? t("noWay") : span(ms), text(unit.told_ms));
  });
  form(`${t("dispatch")} → ${t("call")} ${call.call} · ${say.kind(call.kind)} · ${say.village(call.place)}`, choices(rows, [t("unit"), t("doing"), t("eta"), t("age")]), async (data) => {
    for (const unit of data.getAll("unit")) await order({ kind: "dispatch", unit: Number(unit), call: call.call });
  });
}

const isFree = (unit) => FREE.has(unit.status) && !unit.silent && unit.order === null && unit.call === null;
const rank = (unit, eta) => (isFree(unit) ? 0 : 1e12) + (eta.get(unit.unit) ?? 1e11);

export function unit(picture, view, allowed) {
  const options = [];
  if (allowed.includes("recall") && view.call !== null) options.push(["recall", `${t("recall")} (${t("call")} ${view.call})`]);
  if (allowed.includes("dispatch")) for (const call of picture.calls) options.push([`d${call.call}`, `${t("dispatch")} → ${t("call")} ${call.call} · ${say.village(call.place)}`]);
  if (allowed.includes("moveup")) state.atlas.stations.forEach((_, number) => options.push([`m${number}`, `${t("moveup")} → ${say.station(number)}`]));
  form(`${say.unit(view.unit)} · ${say.status(view.status)} · ${say.node(view.node)}`, select("what", t("order"), options), (data) => {
    const what = data.get("what");
    if (what === "recall") return order({ kind: "recall", unit: view.unit });
    if (what[0] === "d") return order({ kind: "dispatch", unit: view.unit, call: Number(what.slice(1)) });
    return order({ kind: "moveup", unit: view.unit, station: Number(what.slice(1)) });
  });
}

export function handOver(call) {
  form(`${t("handover")} · ${t("call")} ${call.call}`, h("p", {}, t("confirmHandover")), () => order({ kind: "handover", call: call.call }));
}

export function deploy(picture, township) {
  const views = new Map(picture.teams.map((team) => [team.team, team]));
  const rows = state.atlas.teams.map((team, number) => {
    const view = views.get(number);
    const away = view !== undefined && view.township !== null;
    return choice("radio", "team", number, away, say.team(number), view ? say.status(view.status) : t("atBase"), "",
      view && view.status !== "" ? text(view.told_ms) : "");
  });
  form(`${t("deploy")} → ${say.town(township)}`, choices(rows), (data) =>
    data.get("team") === null ? null : order({ kind: "deploy", team: Number(data.get("team")), township }));
}

export function team(picture, view) {
  const towns = state.atlas.townships.map((_, number) => [number, say.town(number)]);
  form(`${t("deploy")} · ${say.team(view.team)}`, select("township", t("township"), towns), (data) =>
    order({ kind: "deploy", team: view.team, township: Number(data.get("township")) }));
}

export function work(picture, damage) {
  const views = new Map(picture.crews.map((crew) => [crew.team, crew]));
  const can = (number) => state.atlas.crews[number].skills.includes(damage.capability);
  const order_ = state.atlas.crews.map((_, number) => number).sort((a, b) => can(b) - can(a) || a - b);
  const rows = order_.map((number) => {
    const view = views.get(number);
    return choice("checkbox", "team", number, !can(number), `${say.crew(number)} · ${state.atlas.crews[number].skills.map(say.skill).join("/")}`,
      view ? (view.silent ? t("silent") : say.status(view.status)) : t("atBase"), view?.machines === null || !view ? "" : `${view.machines} ${t(view.machines === 1 ? "machine" : "machines")}`,
      view && view.status !== "" ? text(view.told_ms) : "");
  });
  form(`${t("work")} → ${t("damage")} ${damage.damage} · ${say.damage(damage.kind)} · ${say.target(damage)}`, choices(rows), async (data) => {
    for (const team of data.getAll("team")) await order({ kind: "work", team: Number(team), damage: damage.damage });
  });
}

export function crew(picture, view) {
  const options = picture.damages.map((damage) => [damage.damage, `${t("damage")} ${damage.damage} · ${say.damage(damage.kind)} · ${say.target(damage)}`]);
  if (!options.length) { note(t("noDamages")); return; }
  form(`${t("work")} · ${say.crew(view.team)}`, select("damage", t("damage"), options), (data) =>
    order({ kind: "work", team: view.team, damage: Number(data.get("damage")) }));
}

// What the sender has to send by; whether it carries now nobody knows before it is tried.
function by(seat, sender) {
  const field = select("bearer", t("bearer"), [["", t("auto")], ...(seat.means[String(sender)] ?? []).map((word) => [word, say.bearer(word)])]);
  field.dataset.by = "";
  return field;
}

export function tell(seat, sender) {
  const people = (addresses) => addresses.map((address) => [address, who(address)]);
  const text = h("textarea", { name: "text", rows: 3, maxlength: 200, required: true, "aria-label": t("text") });
  form(sender === null ? t("inject") : t("tell"), [
    sender === null ? select("from", t("from"), people([0, ...seat.contacts])) : null,
    select("to", t("to"), people(seat.contacts.filter((address) => address !== sender))),
    h("label", { class: "field" }, t("text"), text),
    Object.keys(seat.means).some((address) => seat.means[address].length) ? [by(seat, sender ?? 0), select("precedence", t("precedence"), [["", t("usual")], ...Object.keys(state.atlas.words.Precedence).map((word) => [word, say.precedence(word)])])] : null,
  ].flat().filter(Boolean), (data) => give({ kind: "tell", from: sender ?? Number(data.get("from")), to: Number(data.get("to")), text: data.get("text"), bearer: data.get("bearer") ?? "", precedence: data.get("precedence") ?? "" }, t("told")));
  document.querySelector("#dialog select[name=from]")?.addEventListener("change", (event) => document.querySelector("#dialog [data-by]").replaceWith(by(seat, Number(event.target.value))));
}
