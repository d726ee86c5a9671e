// A replay: truth on the left, what one seat knew on the right, at any time of the exercise.

const TAPE = {
  play: both("Play"), stop: both("Pause"), speed: both("Speed"), seat: both("Seat"), replay: both("Replay"),
  truth: both("Truth"), picture: both("What {0} knew"), done: both("Decisions, injects, observations"),
  messages: both("Messages: {0}"), lost: both("did not arrive"), wait: both_in("live", "under way"), all: both("everything"),
  out: both("closed roads {0} · townships dark {1} · silent {2} · incidents {3}"),
  known: both("closed roads known {0} · incidents known {1}"),
  foot: both("One file; nothing is fetched. Drag the maps, zoom by wheel or + −. {0}"),
};
const DEGREE_KM = 111.2;
const SPEEDS = [60, 300, 600, 1800, 3600];
const WIDTHS = { expressway: 3, urban: 1.6, trunk: 2.2, secondary: 1.5, local: 0.9 };
const COLOURS = { ready: "#1d6b3a", busy: "#9a3b00", scene: "#7b1fa2", off: "#8a96a3", silent: "#b00020" };
const READY = new Set(["in_quarters", "standing_by", "at_base", "on_air"]);
const WORK = new Set(["on_scene", "working", "at_hospital", "surveying", "setting_up"]);
const OFF = new Set(["unstaffed", "restoring", "out_of_service", "resting", "refuelling", "spent", ""]);
const said = (key, ...values) => values.reduce((text, value, place) => text.replace(`{${place}}`, value), pick(TAPE[key]));
const colour = (value) => (value[4] === true ? "silent" : READY.has(value[1]) ? "ready" : WORK.has(value[1]) ? "scene" : OFF.has(value[1]) ? "off" : "busy");

let tape = null;
let now = 0;
let running = false;
let seat = null;
const view = { x: 0, y: 0, scale: 1 };
const cursors = {};

// What is known at a time: kept at the cursor, and built anew only when one goes back.
function known(track, t_ms) {
  let cursor = cursors[track];
  if (!cursor || cursor.t > t_ms) cursor = cursors[track] = { t: 0, next: 0, state: new Map() };
  const changes = tape.tracks[track];
  while (cursor.next < changes.length && changes[cursor.next][0] <= t_ms) {
    const [t, changed] = changes[cursor.next++];
    for (const [key, value] of Object.entries(changed)) {
      if (value === null) cursor.state.delete(key);
      else cursor.state.set(key, { value, t, from: cursor.state.get(key)?.value?.[0] });
    }
  }
  cursor.t = t_ms;
  return cursor.state;
}

// --- the maps

let frame = null;

function bounds() {
  const towns = state.atlas.townships.map((town) => state.atlas.nodes[town.node]);
  const spots = towns.length > 1 ? towns : state.atlas.nodes;
  const lons = spots.map((node) => node.lon);
  const lats = spots.map((node) => node.lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const turn = Math.cos(((south + north) / 2) * Math.PI / 180);
  return { west, north, turn, wide: Math.max((east - west) * turn, 0.01), high: Math.max(north - south, 0.01) };
}

// Pixels of a degree of latitude.
function degree(canvas) {
  return Math.min(canvas.width / frame.wide, canvas.height / frame.high) * 0.88 * view.scale;
}

function place(canvas, lon, lat) {
  const fit = degree(canvas);
  const x = ((lon - frame.west) * frame.turn - frame.wide / 2) * fit + canvas.width / 2 + view.x * canvas.width;
  const y = ((frame.north - lat) - frame.high / 2) * fit + canvas.height / 2 + view.y * canvas.height;
  return [x, y];
}

const at = (canvas, node) => place(canvas, state.atlas.nodes[node].lon, state.atlas.nodes[node].lat);

function stroke(pen, points, style, width, dash = []) {
  pen.strokeStyle = style; pen.lineWidth = width; pen.setLineDash(dash);
  pen.beginPath();
  points.forEach(([x, y], number) => (number ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.stroke();
}

function ring(pen, [x, y], radius, style, width, fill, dash = []) {
  pen.setLineDash(dash);
  pen.beginPath(); pen.arc(x, y, radius, 0, 7);
  if (fill) { pen.fillStyle = fill; pen.fill(); }
  pen.strokeStyle = style; pen.lineWidth = width; pen.stroke();
}

function land(canvas, pen) {
  for (const line of state.atlas.lines) {
    const river = line.kind === "river";
    stroke(pen, line.points.map(([lon, lat]) => place(canvas, lon, lat)), river ? "#9cc6e6" : "#b9c2cb", river ? 3.5 : 1.2, river ? [] : [6, 4]);
  }
  for (const link of state.atlas.links) stroke(pen, [at(canvas, link.a), at(canvas, link.b)], "#a3adb8", WIDTHS[link.class] ?? 1.2);
}

function names(canvas, pen) {
  pen.font = "12px sans-serif"; pen.textAlign = "center"; pen.setLineDash([]);
  const taken = [];
  for (const town of state.atlas.townships) {
    const [x, y] = at(canvas, town.node);
    const wide = pen.measureText(name(town)).width / 2 + 3;
    if (taken.some(([left, right, top]) => x + wide > left && x - wide < right && Math.abs(y - top) < 14)) continue;
    taken.push([x - wide, x + wide, y]);
    pen.lineWidth = 3; pen.strokeStyle = "rgba(255,255,255,.9)"; pen.strokeText(name(town), x, y - 8);
    pen.fillStyle = "#17212b"; pen.fillText(name(town), x, y - 8);
  }
}

// How long a round number of kilometres is, at the lower left.
function ruler(canvas, pen) {
  const sharp = window.devicePixelRatio || 1;
  const km = degree(canvas) / DEGREE_KM;
  const long = [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2].find((each) => each * km <= 110 * sharp) ?? 0.1;
  const [x, y] = [10 * sharp, canvas.height - 10 * sharp];
  stroke(pen, [[x, y - 5 * sharp], [x, y], [x + long * km, y], [x + long * km, y - 5 * sharp]], "#17212b", 1.5 * sharp);
  pen.fillStyle = "#17212b";
  pen.textAlign = "left";
  pen.fillText(`${long} km`, x + 4 * sharp, y - 4 * sharp);
}

function legend() {
  return h("span", { class: "legend" }, [["ready", "ready"], ["busy", "busy"], ["scene", "scene"], ["silent", "silent"], ["call", "call_"], ["closed", "closedRoad"], ["dark", "dark"]]
    .map(([look, word]) => h("span", {}, h("i", { class: look }), t(word))));
}

function where(canvas, held, moves) {
  const [node, , , eta] = held.value;
  const to = at(canvas, node);
  const gone = now - held.t;
  if (!moves || !eta || held.from === undefined || gone >= eta) return to;
  const from = at(canvas, held.from);
  return [from[0] + (to[0] - from[0]) * gone / eta, from[1] + (to[1] - from[1]) * gone / eta];
}

function paint(id, track, moves) {
  const canvas = $(id);
  const box = canvas.getBoundingClientRect();
  const sharp = window.devicePixelRatio || 1;
  canvas.width = box.width * sharp; canvas.height = box.height * sharp;
  const pen = canvas.getContext("2d");
  land(canvas, pen);
  const facts = known(track, now);
  const spots = new Map();
  for (const [key, held] of facts) {
    const number = Number(key.slice(1));
    if (key[0] === "r") { const link = state.atlas.links[number]; stroke(pen, [at(canvas, link.a), at(canvas, link.b)], "#b00020", 4, [3, 6]); }
    else if (key[0] === "d") ring(pen, at(canvas, state.atlas.townships[number].node), 13, "#52606d", 2, "rgba(30,40,60,.16)");
    else if (key[0] === "s" && number >= 200000 && number < 300000) ring(pen, at(canvas, state.atlas.townships[number - 200000].node), 17, "#b00020", 2, null, [3, 4]);
    else if (key[0] === "i") ring(pen, at(canvas, held.value[0]), 12, held.value[2] ? "#b00020" : "#c98a00", 3);
    else if ("utc".includes(key[0])) {
      const [x, y] = where(canvas, held, moves);
      const spot = `${Math.round(x)} ${Math.round(y)}`;
      const stale = !moves && now - held.value[3] > 3600000;
      spots.set(spot, [...(spots.get(spot) ?? []), { x, y, look: colour(held.value), stale }]);
    }
  }
  for (const here of spots.values()) {
    const order = ["off", "ready", "busy", "scene", "silent"];
    const worst = here.reduce((found, each) => (order.indexOf(each.look) > order.indexOf(found) ? each.look : found), "off");
    pen.globalAlpha = here.every((each) => each.stale) ? 0.4 : 0.95;
    ring(pen, [here[0].x, here[0].y], Math.min(3.5 + here.length, 10), "#fff", 1, COLOURS[worst]);
    pen.globalAlpha = 1;
  }
  names(canvas, pen);
  ruler(canvas, pen);
  return facts;
}

const count = (facts, letter) => [...facts.keys()].filter((key) => key[0] === letter).length;

// --- lists

function row(at, words, meta, kind) {
  return h("div", { class: `row ${kind}` }, h("span", { class: "at" }, clock(at)), h("span", {}, words), meta ? h("span", { class: "meta" }, meta) : null);
}

const nothing = (word) => h("p", { class: "meta" }, t(word));

function lists() {
  const done = tape.done.filter((each) => each.t <= now).slice(-60).reverse();
  draw("done", [done.length, done[0]?.t, state.lang], () => (done.length ? done.map((each) => row(each.t, [h("b", {}, name(each.seat)), " ", name(each.words)], "", each.kind)) : [nothing("none")]));
  const mine = tape.messages.filter(([t, came, , from, to]) => (from === seat && t <= now) || (to === seat && came !== null && came <= now));
  const newest = mine.sort((a, b) => (a[4] === seat ? a[1] : a[0]) - (b[4] === seat ? b[1] : b[0])).slice(-60).reverse();
  draw("messages", [mine.length, seat, state.lang, newest.map(fate)], () => (newest.length ? newest.map(message) : [nothing("noMessages")]));
}

function fate([, came, gone]) {
  return came !== null && came <= now ? "came" : gone !== null && gone <= now ? "lost" : "wait";
}

function message(each) {
  const [t, came, , from, to, by, items] = each;
  const out = from === seat;
  const end = fate(each);
  const how = end === "came" ? `${say.bearer(by)} ${span(came - t)}` : said(end);
  return row(out ? t : came, [h("b", {}, out ? `→ ${who(to)}` : `← ${who(from)}`), " ", items.map(body).join(" / ")], how, end);
}

function strip() {
  const canvas = $("strip");
  canvas.width = canvas.getBoundingClientRect().width;
  const pen = canvas.getContext("2d");
  const x = (t_ms) => 12 + (canvas.width - 24) * t_ms / tape.reached;
  for (const each of tape.done) {
    pen.fillStyle = { order: "#0072b2", observation: "#009e73", mark: "#c98a00", inject: "#7b1fa2" }[each.kind] ?? "#8a96a3";
    pen.fillRect(x(each.t), each.kind === "order" ? 6 : 2, each.kind === "order" ? 1.5 : 3, each.kind === "order" ? 8 : 14);
  }
  pen.fillStyle = "#b00020"; pen.fillRect(x(now) - 1, 0, 2, 18);
}

// --- everything

function words() {
  $("title").textContent = `${name(state.atlas.title)} · ${said("replay")}`;
  $("lang").textContent = zh() ? "English" : "中文";
  $("speed-word").textContent = said("speed"); $("seat-word").textContent = said("seat");
  $("done-title").textContent = said("done");
  $("foot").replaceChildren(legend(), said("foot", tape.file));
  $("seat").replaceChildren(...tape.seats.map((each) => h("option", { value: each.address, selected: each.address === seat }, name(each))));
}

function show() {
  const own = tape.seats.find((each) => each.address === seat);
  $("clock").textContent = clock(now);
  $("play").textContent = said(running ? "stop" : "play");
  $("time").value = now;
  const truth = paint("truth", "truth", true);
  const picture = paint("picture", String(seat), false);
  $("truth-title").textContent = `${said("truth")} · ${said("out", count(truth, "r"), count(truth, "d"), count(truth, "s"), count(truth, "i"))}`;
  $("picture-title").textContent = `${said("picture", name(own))} · ${said("known", count(picture, "r"), count(picture, "i"))}`;
  $("messages-title").textContent = said("messages", name(own));
  lists();
  strip();
}

function move(canvas) {
  let from = null;
  canvas.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY]; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointerup", () => { from = null; });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const box = canvas.getBoundingClientRect();
    view.x += (event.clientX - from[0]) / box.width; view.y += (event.clientY - from[1]) / box.height;
    from = [event.clientX, event.clientY];
    show();
  });
  const zoom = (by) => { view.scale = Math.min(40, Math.max(0.5, view.scale * by)); view.x *= by; view.y *= by; show(); };
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2); }, { passive: false });
  canvas.addEventListener("keydown", (event) => { if (event.key === "+") zoom(1.2); if (event.key === "-") zoom(1 / 1.2); });
}

function play() {
  running = !running;
  if (running && now >= tape.reached) now = 0;
  let before = performance.now();
  const step = (wall) => {
    if (!running) return;
    now = Math.min(tape.reached, now + (wall - before) * Number($("speed").value));
    before = wall;
    if (now >= tape.reached) running = false;
    show();
    requestAnimationFrame(step);
  };
  if (running) requestAnimationFrame(step);
  show();
}

async function unpacked() {
  const bytes = Uint8Array.from(atob($("data").textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

async function begin() {
  tape = await unpacked();
  state.atlas = tape.atlas;
  seat = tape.seats[0].address;
  frame = bounds();
  setLang(state.lang);
  $("time").max = tape.reached;
  $("speed").replaceChildren(...SPEEDS.map((each) => h("option", { value: each, selected: each === 600 }, `${each}×`)));
  words();
  $("play").addEventListener("click", play);
  $("time").addEventListener("input", () => { now = Number($("time").value); show(); });
  $("seat").addEventListener("change", () => { seat = Number($("seat").value); show(); });
  $("lang").addEventListener("click", () => { setLang(zh() ? "en" : "zh"); words(); show(); });
  move($("truth")); move($("picture"));
  window.addEventListener("resize", show);
  show();
  document.body.dataset.ready = "1";
}

begin();
