// The map as a post believes it, or as it is: canvas only, no tiles, nothing from elsewhere.

import { cover } from "./cover.js";
import { h } from "./dom.js";
import { rank, text } from "./ages.js";
import { name, say, state, t } from "./words.js";

const WIDTH = { expressway: 3.5, urban: 2, trunk: 2.5, secondary: 1.8, local: 1.2 };
const COLOUR = { ready: "#1d6b3a", busy: "#9a3b00", scene: "#7b1fa2", off: "#52606d", silent: "#b00020" };
const RANK = ["off", "ready", "busy", "scene", "silent"];
let map = null;
let base = null;
let over = null;
let shown = "";

const at = (node) => [state.atlas.nodes[node].lat, state.atlas.nodes[node].lon];
const tip = (make) => () => { const box = h("div"); box.append(...make().map((line) => h("div", {}, line))); return box; };

export function group(status, silent = false) {
  if (silent) return "silent";
  if (["in_quarters", "standing_by", "at_base", "on_air"].includes(status)) return "ready";
  if (["on_scene", "working", "at_hospital", "surveying", "setting_up"].includes(status)) return "scene";
  if (["unstaffed", "restoring", "out_of_service", "resting", "refuelling", "spent", ""].includes(status)) return "off";
  return "busy";
}

export function build() {
  map = L.map("map", { preferCanvas: true, attributionControl: false, zoomSnap: 0.25, fadeAnimation: false, renderer: L.canvas({ padding: 0.3 }) });
  base = L.layerGroup().addTo(map);
  over = L.layerGroup().addTo(map);
  const places = [...state.atlas.townships, ...state.atlas.villages].map((place) => at(place.node)); // neighbours lie far out
  const all = L.latLngBounds(places.length > 1 ? places : state.atlas.nodes.map((node) => [node.lat, node.lon])).pad(0.12);
  const fit = () => map.fitBounds(all, { animate: false });
  fit();
  let chosen = false; // somebody has moved the map: what they look at stays
  for (const act of ["wheel", "pointerdown", "keydown"]) map.getContainer().addEventListener(act, () => { chosen = true; }, { passive: true });
  cover(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.on("zoomend resize", spread);
  new ResizeObserver(() => { map.invalidateSize(); if (!chosen) fit(); spread(); }).observe(document.getElementById("map"));
  land();
}

// What does not change: water, borders, roads, names. Drawn anew when the language changes.
export function land() {
  base.clearLayers();
  for (const line of state.atlas.lines) {
    const river = line.kind === "river";
    L.polyline(line.points.map(([lon, lat]) => [lat, lon]),
      { color: river ? "#9cc6e6" : "#a9b4bf", weight: river ? 4 : 1.5, dashArray: river ? null : "6 4", interactive: false }).addTo(base);
  }
  state.atlas.links.forEach((link, number) => {
    L.polyline([at(link.a), at(link.b)], { color: "#8f9ba7", weight: WIDTH[link.class] ?? 1.5 })
      .bindTooltip(tip(() => [say.link(number)]), { sticky: true }).addTo(base);
  });
  state.atlas.nodes.forEach((node) => {
    L.circleMarker([node.lat, node.lon], { radius: 2, color: "#52606d", weight: 1, fillOpacity: 1, interactive: false }).addTo(base);
  });
  for (const town of state.atlas.townships) {
    L.circleMarker(at(town.node), { radius: 3.5, color: "#17212b", weight: 1.5, fillColor: "#fff", fillOpacity: 1, interactive: false })
      .bindTooltip(() => h("span", {}, name(town)), { permanent: true, direction: "top", className: "town", offset: [0, -6] }).addTo(base);
  }
  for (const hospital of state.atlas.hospitals) {
    L.circleMarker([hospital.lat, hospital.lon], { radius: 4, color: "#0b6e75", weight: 2, fillOpacity: 0.2 })
      .bindTooltip(tip(() => [name(hospital)])).addTo(base);
  }
  shown = "";
  spread();
}

// Names that would lie on one another give way; they come when one looks closer.
function spread() {
  const kept = [];
  for (const name of document.querySelectorAll(".leaflet-tooltip.town")) {
    name.hidden = false;
    const box = name.getBoundingClientRect();
    const clear = kept.every((other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom);
    if (clear) kept.push(box);
    name.hidden = !clear;
  }
}

// items: things that were said to be at a node; calls: incidents; closed: links.
export function show({ items, calls, closed, dim, dark = [] }) {
  const signature = JSON.stringify([items.map((i) => [i.node, i.group, i.label, rank(i.told)]), calls, closed, dim, dark, state.lang]);
  if (signature === shown) return;
  shown = signature;
  over.clearLayers();
  for (const road of closed) {
    const link = state.atlas.links[road.link];
    L.polyline([at(link.a), at(link.b)], { color: "#b00020", weight: 4, dashArray: "2 8" })
      .bindTooltip(tip(() => [say.link(road.link), road.foot ? `${t("closedRoad")} · ${t("passFoot")}` : t("closedRoad"), text(road.told)]), { sticky: true }).addTo(over);
  }
  for (const town of dim) {
    L.circleMarker(at(state.atlas.townships[town.township].node), { radius: 12, color: "#b00020", weight: 2, dashArray: "3 4", fill: false })
      .bindTooltip(tip(() => [say.town(town.township), town.told === null ? t("silent") : `${t("heard")}: ${text(town.told)}`])).addTo(over);
  }
  for (const place of dark) {
    L.circleMarker(at(place.node), { radius: 9, color: "#3b2a63", weight: 2, fillColor: "#3b2a63", fillOpacity: 0.35 })
      .bindTooltip(tip(() => [t("darkTold"), say.node(place.node), place.label, text(place.told)])).addTo(over);
  }
  for (const call of calls) {
    L.circleMarker(at(call.node), { radius: 13, color: call.taken === false ? "#8a5a00" : "#b00020", weight: 3, fill: false })
      .bindTooltip(tip(() => [call.label, text(call.told)])).addTo(over);
  }
  const places = new Map();
  for (const item of items) places.set(item.node, [...(places.get(item.node) ?? []), item]);
  for (const [node, here] of places) place(node, here);
}

function place(node, here) {
  const worst = RANK[Math.max(...here.map((item) => RANK.indexOf(item.group)))];
  const stale = here.every((item) => rank(item.told) === "stale");
  L.circleMarker(at(node), {
    radius: Math.min(5 + here.length, 11), color: COLOUR[worst], weight: 2, fillColor: worst === "silent" ? "#fff" : COLOUR[worst],
    fillOpacity: stale ? 0.25 : 0.85, dashArray: worst === "silent" ? "3 3" : null,
  }).bindTooltip(tip(() => [say.node(node), ...here.slice(0, 12).map((item) => `${item.label} · ${say.status(item.status)} · ${text(item.told)}`),
    here.length > 12 ? `+${here.length - 12}` : ""])).addTo(over);
}
