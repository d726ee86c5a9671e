// The response level, warnings, control measures, and people who wait for vehicles.

import { choice, choices, form, order, select } from "./forms.js";
import { h } from "./dom.js";
import { text } from "./ages.js";
import { button, list, task } from "./parts.js";
import { name, say, state, t, who } from "./words.js";

const ROMAN = { 0: "—", 1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ" };

export function peopleTasks(picture, seat, allowed) {
  const can = (kind) => allowed.includes(kind);
  const level = can("level") || picture.level ? [task("level", `${t("level")} ${ROMAN[picture.level]}`, null, [], [can("level") && button("level", t("decide"), () => decide(picture))], true)] : [];
  return [...level, ...warnings(picture, can), ...controls(picture, can), ...waiting(picture, can)];
}

// One row for each name: how many places there are, and which.
function grouped(rows, key, place) {
  const found = new Map();
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), place(row)]);
  return [...found].map(([words, places]) => h("span", {}, h("b", {}, `${words} ×${places.length} `), h("span", { class: "many", title: list(places) }, list(places))));
}

function decide(picture) {
  const levels = [4, 3, 2, 1, 0].filter((each) => each !== picture.level);
  form(t("level"), select("level", t("level"), levels.map((each) => [each, each ? ROMAN[each] : t("endLevel")])), (data) => order({ kind: "level", level: Number(data.get("level")) }));
}

function warnings(picture, can) {
  if (!can("warn") && !picture.colours.length) return [];
  const out = grouped(picture.colours, ([, colour]) => say.term("WarningColour", colour), ([town]) => say.town(town));
  const late = picture.warned.flatMap((each) => each.called.filter((to) => !each.confirmed.includes(to)));
  return [task("warnings", t("warnings"), null, [...(out.length ? out : [t("none")]), late.length ? h("span", { class: "lack" }, `${t("unconfirmed")} ${list([...new Set(late)].map(who))}`) : null],
    [can("warn") && button("warn", t("warn"), warn)], true)];
}

function warn() {
  const towns = state.atlas.home.map((town) => [town, say.town(town)]);
  const colours = Object.keys(state.atlas.words.WarningColour).map((word) => [word, word === "none" ? t("lift") : say.term("WarningColour", word)]);
  form(t("warn"), [select("township", t("township"), towns), select("colour", t("colour"), colours.reverse()),
    h("label", { class: "tick" }, h("input", { type: "checkbox", name: "leave" }), ` ${t("leave")}`)],
  (data) => order({ kind: "warn", township: Number(data.get("township")), colour: data.get("colour"), leave: data.get("leave") !== null }));
}

const standing = (row) => { const rule = state.atlas.standing[row]; return `${say.term("Measure", rule.measure)} · ${rule.id}`; };

function controls(picture, can) {
  if (!state.atlas.standing.length || (!can("control") && !picture.controls.length)) return [];
  const force = grouped(picture.controls.filter((each) => each.on), (each) => standing(each.order), (each) => say.town(each.township));
  const open = picture.reported.filter((each) => each.on && !each.done).length;
  return [task("controls", t("controls"), null, [...(force.length ? force : [t("none")]), open ? h("span", { class: "lack" }, `${t("notDone")} ${open}`) : null],
    [can("control") && state.atlas.standing.some((rule) => rule.by === "district") && button("control", t("orderMeasure"), () => control(picture))], true)];
}

function control(picture) {
  const options = state.atlas.standing.flatMap((rule, row) => (rule.by !== "district" ? [] : (rule.townships.length ? rule.townships : state.atlas.home).map((town) => {
    const on = picture.controls.some((each) => each.order === row && each.township === town && each.on);
    return [`${row}/${town}/${on ? 0 : 1}`, `${on ? t("endMeasure") : t("putInForce")} ${standing(row)} · ${say.town(town)}`];
  })));
  form(t("orderMeasure"), select("what", t("controls"), options), (data) => {
    const [row, town, on] = data.get("what").split("/").map(Number);
    return order({ kind: "control", order: row, township: town, on: on === 1 });
  });
}

function waiting(picture, can) {
  return picture.waiting.map((each) => task(`v${each.village}`, `${say.village(each.village)} · ${each.people} ${t("waitRide")}`, each.told_ms,
    [list(picture.buses.filter((bus) => bus.village === each.village).map((bus) => name(state.atlas.buses[bus.bus])))],
    [can("rid") && button(`rid${each.village}`, t("sendBus"), () => ride(picture, each))]));
}

function ride(picture, at) {
  const rows = picture.buses.map((bus) => choice("radio", "bus", bus.bus, bus.status !== "idle" || bus.village !== null,
    `${name(state.atlas.buses[bus.bus])} · ${state.atlas.buses[bus.bus].seats} ${t("seatsOf")}`, say.status(bus.status), say.node(bus.node), text(bus.told_ms)));
  form(`${t("sendBus")} → ${say.village(at.village)}`, choices(rows), (data) =>
    data.get("bus") === null ? null : order({ kind: "rid", bus: Number(data.get("bus")), village: at.village }));
}
