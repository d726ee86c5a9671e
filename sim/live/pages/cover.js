// What free forces reach, as this post believes: worked out by the server on demand, drawn over the roads.

import { ask } from "./link.js";
import { h } from "./dom.js";
import { t, state } from "./words.js";

const COLOURS = { 5: "#0b7a3b", 10: "#c99400", 15: "#c05a00" };
const AGAIN_MS = 5000;
let on = false;
let layer = null;
let timer = null;
let map = null;
let who = null;
let shut = new Set();
let state_ = "";

export function cover(of) { map = of; }

// Whom it is about, and which roads are closed as far as is known there; another post has another coverage.
export function lookAt(seat, closed) {
  shut = new Set(closed);
  if (seat === who) return;
  who = seat;
  if (on) { clear(); plan(0); }
}

export function coverSwitch() {
  const keys = on ? [5, 10, 15].map((band) => h("span", {}, h("i", { class: `c${band}` }), `${band} ${t("within")}`)) : [];
  return h("span", { class: "cover" }, h("button", { type: "button", class: "small", "aria-pressed": String(on), data: { key: "cover" }, on: { click: flip } }, t("coverage")),
    keys, h("span", { id: "cover-state", role: "status" }, state_ ? t(state_) : ""));
}

let redraw = () => {};
export function onFlip(act) { redraw = act; }
export const coverKey = () => on;

function flip() {
  on = !on;
  clear();
  if (on) plan(0); else clearTimeout(timer);
  redraw();
}

function plan(ms) {
  clearTimeout(timer);
  timer = setTimeout(look, ms);
}

async function look() {
  if (!on || !map || !who) return;
  const asked = who;
  const answer = await ask({ kind: "cover", seat: asked });
  if (!on || who !== asked) return; // somebody else is looked at by now
  if (answer.ok && answer.value.nodes) draw(answer.value);
  const busy = answer.ok && !answer.value.ready;
  tell(!answer.ok ? "" : busy ? "working" : answer.value.nodes.length ? "" : "noCover");
  plan(busy ? 400 : AGAIN_MS);
}

function tell(words) {
  state_ = words;
  const place = document.getElementById("cover-state");
  if (place) place.textContent = words ? t(words) : "";
}

function clear() {
  layer?.remove();
  layer = null;
  tell("");
}

function draw({ nodes, bands }) {
  layer?.remove();
  layer = L.layerGroup();
  const reach = new Map(nodes);
  const at = (node) => [state.atlas.nodes[node].lat, state.atlas.nodes[node].lon];
  for (const [row, link] of state.atlas.links.entries()) {
    if (shut.has(row) || !reach.has(link.a) || !reach.has(link.b)) continue;
    const band = Math.max(reach.get(link.a), reach.get(link.b));
    L.polyline([at(link.a), at(link.b)], { color: COLOURS[band], weight: 9, opacity: 0.4, interactive: false }).addTo(layer);
  }
  for (const [node, band] of [...reach].filter(([, band]) => bands.includes(band))) {
    L.circleMarker(at(node), { radius: 6, color: COLOURS[band], weight: 0, fillColor: COLOURS[band], fillOpacity: 0.45, interactive: false }).addTo(layer);
  }
  layer.addTo(map);
}
