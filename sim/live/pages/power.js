// Loads without mains and generator trucks; UAVs that look at roads.

import { choice, choices, form, order } from "./forms.js";
import { text } from "./ages.js";
import { h } from "./dom.js";
import { button, list, task } from "./parts.js";
import { name, say, span, state, t } from "./words.js";

export const load = (row) => `${say.term("LoadKind", state.atlas.loads[row].kind)} · ${say.node(state.atlas.loads[row].node)}`;

export function powerTasks(picture, allowed) {
  const can = (kind) => allowed.includes(kind);
  const loads = picture.loads.filter((each) => each.source !== "mains").map((each) => task(`l${each.load}`, `${load(each.load)} · ${say.term("PowerSource", each.source)}`, each.told_ms,
    [each.left_ms === null ? null : `${t("lasts")} ${span(each.left_ms)}`,
      `${t("served")}: ${list(picture.trucks.filter((truck) => truck.load === each.load).map((truck) => name(state.atlas.trucks[truck.truck]))) || t("none")}`],
    [can("genset") && button(`g${each.load}`, t("genset"), () => genset(picture, each))]));
  const uavs = picture.uavs.map((each) => task(`a${each.uav}`, `${name(state.atlas.uavs[each.uav])} · ${say.status(each.status)}`, each.told_ms,
    [list((each.ordered ?? each.links).map(say.link))], [can("scout") && button(`sc${each.uav}`, t("scout"), () => scout(each))], true));
  return [...loads, ...uavs];
}

function genset(picture, at) {
  const rows = picture.trucks.map((truck) => choice("radio", "truck", truck.truck, truck.load !== null || truck.silent, name(state.atlas.trucks[truck.truck]),
    truck.silent ? t("silent") : say.status(truck.status), truck.load === null ? say.node(truck.node) : load(truck.load), text(truck.told_ms)));
  form(`${t("genset")} → ${load(at.load)}`, choices(rows), (data) =>
    data.get("truck") === null ? null : order({ kind: "genset", truck: Number(data.get("truck")), load: at.load }));
}

function scout(uav) {
  const options = state.atlas.links.map((_, row) => h("option", { value: row }, say.link(row)));
  form(`${t("scout")} · ${name(state.atlas.uavs[uav.uav])}`, h("label", { class: "field" }, t("roads"), h("select", { name: "links", multiple: true, size: 10, required: true }, options)),
    (data) => (data.getAll("links").length ? order({ kind: "scout", uav: uav.uav, links: data.getAll("links").map(Number) }) : null));
}
