// Casualties and who fetches them; what places lack and who brings it; shelters that open by order.

import { choice, choices, form, order, select } from "./forms.js";
import { text } from "./ages.js";
import { button, list, number, task } from "./parts.js";
import { name, say, state, t } from "./words.js";

const GOODS = ["water", "food", "tent"];
const MODES = ["truck", "boat", "foot", "air"];

export const place = (row) => (row < state.atlas.villages.length ? say.village(row) : name(state.atlas.shelters[row - state.atlas.villages.length]));
const goods = (amounts) => list(amounts.map((amount, i) => (amount ? `${say.term("Goods", GOODS[i])} ${amount}` : "")));

export function reliefTasks(picture, allowed) {
  const can = (kind) => allowed.includes(kind);
  const shut = state.atlas.shelters.map((shelter, row) => ({ ...shelter, row })).filter((shelter) => shelter.shut && !picture.opened.includes(shelter.row));
  return [
    ...picture.wounded.filter((each) => each.red + each.yellow).map((each) => wounded(picture, each, can)),
    ...picture.needs.filter((each) => each.people && each.wants.some(Boolean)).map((each) => need(picture, each, can)),
    ...(can("opens") && shut.length ? [task("opens", t("shelters"), null, [shelters(picture)], [button("opens", t("openShelter"), () => openOne(shut))], true)] : []),
  ];
}

function shelters(picture) {
  return list(picture.shelters.map((each) => `${name(state.atlas.shelters[each.shelter])} ${each.people}/${each.room}`)) || t("none");
}

function openOne(shut) {
  form(t("openShelter"), select("shelter", t("shelters"), shut.map((each) => [each.row, name(each)])), (data) => order({ kind: "opens", shelter: Number(data.get("shelter")) }));
}

function wounded(picture, at, can) {
  const going = picture.ambulances.filter((each) => each.call === at.call).map((each) => say.unit(each.unit));
  return task(`w${at.call}`, `${t("wounded")} · ${say.village(at.place)}`, at.told_ms,
    [`${t("red")} ${at.red} · ${t("yellow")} ${at.yellow}`, `${t("served")}: ${list(going) || t("none")}`],
    [can("fetch") && button(`f${at.call}`, t("fetch"), () => fetchOne(picture, at))]);
}

function fetchOne(picture, at) {
  const told = new Map(picture.beds.map((bed) => [bed.hospital, bed]));
  const beds = state.atlas.hospitals.map((hospital, row) => {
    const bed = told.get(row);
    return [row, `${name(hospital)} · ${bed ? `${bed.free} ${t("beds")}${bed.powered ? "" : ` · ${t("noPower")}`} · ${text(bed.told_ms)}` : t("atBase")}`];
  });
  const rows = picture.ambulances.map((each) => choice("radio", "unit", each.unit, each.status !== "ready" || each.ordered,
    say.unit(each.unit), say.status(each.status), say.node(each.node), text(each.told_ms)));
  form(`${t("fetch")} → ${say.village(at.place)}`, [choices(rows), select("hospital", t("hospital"), beds)], (data) =>
    data.get("unit") === null ? null : order({ kind: "fetch", call: at.call, unit: Number(data.get("unit")), hospital: Number(data.get("hospital")) }));
}

function need(picture, at, can) {
  const sent = picture.sent.filter((each) => each.place === at.place && !each.outcome).map((each) => `${goods(each.goods)} (${say.term("Mode", each.mode)})`);
  return task(`n${at.place}`, `${t("lackingGoods")} · ${place(at.place)} · ${at.people}`, at.told_ms,
    [goods(at.wants) || t("none"), sent.length ? `${t("sentThere")} ${list(sent)}` : null],
    [can("bring") && picture.stores.length ? button(`b${at.place}`, t("bring"), () => bring(picture, at)) : null]);
}

function bring(picture, at) {
  const ways = picture.stores.flatMap((store) => MODES.map((mode, i) => [store, mode, store.carriers[i]])).filter(([, , free]) => free > 0);
  const options = ways.map(([store, mode, free]) => [`${store.store}/${mode}`,
    `${name(state.atlas.stores[store.store])} · ${say.term("Mode", mode)} ×${free} · ${goods(store.stocks)} · ${text(store.told_ms)}`]);
  form(`${t("bring")} → ${place(at.place)}`, [select("from", t("store"), options),
    ...GOODS.map((good, i) => number(good, say.term("Goods", good), at.wants[i], 100000000))], (data) => {
    if (!data.get("from")) return null;
    const [store, mode] = data.get("from").split("/");
    return order({ kind: "bring", store: Number(store), mode, place: at.place, goods: GOODS.map((good) => Number(data.get(good))) });
  });
}
