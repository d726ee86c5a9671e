// Beside the exercise: what if, branches, and what evaluators note. For those who see everything.

import { both, both_in } from "./both.js";
import { ask } from "./link.js";
import { close, draw, h, open } from "./dom.js";
import { give } from "./forms.js";
import { clock, name, state, zh } from "./words.js";

const ASIDE = {
  whatif: both_in("pages", "What if"), branches: both_in("pages", "Branches"), evaluate: both("Evaluate"), close: both("Close"),
  from: both_in("pages", "From"), now: both_in("pages", "now"), reps: both_in("pages", "Replications"), until: both("Until"), end: both("the end"),
  ask: both("Ask"), stop: both("Stop"), done: both("{0} of {1} done"), figure: both_in("pages", "Figure"), played: both_in("pages", "People"),
  policy: both("Policies"), band: both("Other lucks 10 % / median / 90 %"),
  told: both("From then on policies decide, and what is yet to come is drawn anew. Under People, policies decide after {0}."),
  file: both("File"), parent: both_in("exercise", "From"), at: both("At"), reached: both_in("exercise", "Reached"), acts: both("Acts"), go: both("Go to"), own: both("played now"), gone: both("That branch is played now"), rewound: both_in("pages", "Back, as a new branch"),
  back: both("Back to (h:min since the start)"), rewind: both_in("pages.rewind", "Back, as a new branch"), confirm: both("Go over to that branch? This one stays as it is."),
  observe: both("Observe"), text: both("Text"), good: both("went well"), bad: both("to improve"), mark: both("Mark"), plain: both("neither"), minutes: both("Minutes ago"),
  rate: both("Rate"), criterion: both_in("pages", "Criterion"), rating: both("Grade"), remark: both("Remark"),
  find: both("Add a finding"), owner: both("Owner"), due: both_in("pages", "Due"), action: both_in("pages", "Action"), noted: both("Noted"), withdraw: both("Withdraw"), log: both("The log is written:"),
};
const w = (key, ...values) => values.reduce((text, value, place) => text.replace(`{${place}}`, value), ASIDE[key][zh() ? 0 : 1]);
let latest = null;
let book = [];
let shown = "";

export function asideGroup(view, seat) {
  const lead = seat.role === "facilitator";
  const make = (key, act) => h("button", { type: "button", data: { key: `aside-${key}` }, on: { click: act } }, w(key));
  return h("span", { class: "group" },
    lead ? make("whatif", () => { shown = "whatif"; whatIf(); }) : null,
    make("branches", () => { shown = "branches"; branches(lead); }),
    make("evaluate", () => { shown = "evaluate"; evaluate(seat); }));
}

// Called with every view: an open dialog follows what comes in.
export function follow(view) {
  latest = view;
  const dialog = document.getElementById("dialog");
  if (dialog.open && shown === "whatif" && document.getElementById("outlook")) answer();
  if (dialog.open && shown === "evaluate" && document.getElementById("notes")) notes();
}

const shut = () => h("div", { class: "buttons" }, h("button", { type: "button", data: { key: "close" }, on: { click: () => { shown = ""; close(); } } }, w("close")));
const field = (label, control) => h("label", { class: "field" }, label, control);
const input = (key, props = {}) => h("input", { name: key, maxlength: 500, ...props });
const select = (key, options) => h("select", { name: key }, options.map(([value, words]) => h("option", { value }, words)));

function form(button, fields, send) {
  return h("form", { class: "line", on: { submit: async (event) => { event.preventDefault(); await send(new FormData(event.target), event.target); } } },
    fields, h("button", { type: "submit", class: "main" }, button));
}

// --- what if

function whatIf() {
  const marks = [["", `${w("now")} ${clock(latest.t)}`], ["0", clock(0)], ...latest.marks.map(([t, words]) => [String(t), `${clock(t)} ${words}`])];
  open(w("whatif"), form(w("ask"), [field(w("from"), select("t", marks)), field(w("until"), select("until", [["end", w("end")], ["now", w("now")]])),
    field(w("reps"), input("reps", { type: "number", min: 1, max: 500, value: 20 }))], (data) => {
    const body = { kind: "whatif", reps: Number(data.get("reps")), to_end: data.get("until") === "end" };
    return give(data.get("t") === "" ? body : { ...body, t: Number(data.get("t")) }, "");
  }), h("div", { id: "outlook" }), shut());
  answer(true);
}

const number = (value) => (value === null || value === undefined ? "–" : Math.abs(value) < 100 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value)));

function answer(anew = false) {
  const outlook = latest.outlook;
  draw("outlook", [outlook, state.lang, anew ? Math.random() : 0], () => {
    if (!outlook) return [];
    const head = h("tr", {}, ["figure", "played", "policy", "band"].map((key) => h("th", { scope: "col" }, w(key))));
    const rows = outlook.rows.map((row) => h("tr", {}, h("th", { scope: "row" }, `${name(row)}${row.unit === "1" ? "" : ` (${row.unit})`}`), h("td", {}, number(row.played)),
      h("td", {}, number(row.doctrine)), h("td", {}, row.band ? [1, 2, 3].map((at) => number(row.band[at])).join(" / ") : "–")));
    const bar = h("progress", { max: outlook.total, value: outlook.done, "aria-label": w("whatif") });
    const stop = outlook.over ? null : h("button", { type: "button", data: { key: "stop" }, on: { click: () => give({ kind: "stop" }, "") } }, w("stop"));
    return [h("p", {}, `${clock(outlook.t)} → ${clock(outlook.until)} · ${w("done", outlook.done, outlook.total)} `, bar, " ", stop),
      outlook.faults.length ? h("p", { class: "bad" }, outlook.faults.join("; ")) : null,
      h("table", { class: "figures" }, h("thead", {}, head), h("tbody", {}, rows)), h("p", { class: "empty" }, w("told", clock(outlook.reached)))].filter(Boolean);
  });
}

// --- branches

function branches(lead) {
  const head = h("tr", {}, ["file", "parent", "at", "reached", "acts"].map((key) => h("th", { scope: "col" }, w(key))), h("td", {}, ""));
  const rows = latest.branches.map((branch) => h("tr", {}, h("th", { scope: "row" }, branch.file), h("td", {}, branch.parent || "–"),
    h("td", {}, branch.parent ? clock(branch.t_ms) : "–"), h("td", {}, clock(branch.reached_ms)), h("td", {}, String(branch.acts)),
    h("td", {}, branch.file === latest.file ? w("own") : lead ? h("button", { type: "button", data: { key: `go-${branch.file}` },
      on: { click: async () => { if (confirm(w("confirm"))) { close(); await give({ kind: "switch", file: branch.file }, w("gone")); } } } }, w("go")) : "")));
  const back = lead ? form(w("rewind"), [field(w("back"), input("at", { placeholder: "1:30", pattern: "\\d+:[0-5]\\d", required: true }))], async (data) => {
    const [hours, minutes] = data.get("at").split(":").map(Number);
    close();
    await give({ kind: "rewind", t: (hours * 60 + minutes) * 60000 }, w("rewound"));
  }) : null;
  open(w("branches"), h("table", { class: "figures" }, h("thead", {}, head), h("tbody", {}, rows)), ...(back ? [back] : []),
    ...(latest.log ? [h("p", {}, `${w("log")} ${latest.log}`)] : []),
    ...(latest.log_fault ? [h("p", { class: "bad" }, `run.sdlog: ${latest.log_fault}`)] : []), shut());
}

// --- evaluation

function evaluate(seat) {
  const templates = book = seat.templates;
  const criteria = templates.map((template) => [name(template.title), template.groups.flatMap((group) => group.criteria.map((each) => [`${template.id}|${each.id}`, name(each.name)]))]);
  const grades = (key) => templates.find((each) => each.id === key.split("|")[0]).scale.map((grade) => [grade.id, `${grade.id} ${name(grade.name)}`]);
  const grade = select("rating", grades(criteria[0][1][0][0]));
  const which = h("select", { name: "criterion" }, criteria.map(([title, rows]) => h("optgroup", { label: title }, rows.map(([value, words]) => h("option", { value }, words)))));
  which.addEventListener("change", () => grade.replaceChildren(...select("rating", grades(which.value)).children));
  const send = (kind) => async (data, target) => { const answer = await note(kind, data); if (answer.ok) target.reset(); };
  open(w("evaluate"),
    form(w("observe"), [field(w("text"), input("text", { required: true })), field(w("minutes"), input("ago", { type: "number", min: 0, value: 0 })),
      field(w("mark"), select("mark", [["", w("plain")], ["good", w("good")], ["bad", w("bad")]]))], send("observe")),
    form(w("rate"), [field(w("criterion"), which), field(w("rating"), grade), field(w("remark"), input("text"))], send("rate")),
    form(w("find"), [field(w("text"), input("text", { required: true })), field(w("action"), input("action")), field(w("owner"), input("owner", { required: true })), field(w("due"), input("due", { type: "date", required: true }))], send("find")),
    h("div", { id: "notes" }), shut());
  notes(true);
}

function note(kind, data) {
  const body = { kind, ...Object.fromEntries(data) };
  if (kind === "observe") { body.t = Math.max(0, latest.t - Math.round(Number(body.ago) || 0) * 60000); delete body.ago; }
  if (kind === "rate") [body.template, body.criterion] = body.criterion.split("|");
  return give(body, w("noted"));
}

function notes(anew = false) {
  draw("notes", [latest.notes, state.lang, anew ? Math.random() : 0], () => [...latest.notes].reverse().map((each) => h("p", { class: `noted ${each.body.mark ?? ""}` },
    h("b", {}, `${clock(each.t_ms, false)} `), sayNote(each), " ",
    h("button", { type: "button", class: "small", data: { key: `w-${each.number}` }, on: { click: () => ask({ kind: "withdraw", number: each.number }) } }, w("withdraw")))));
}

function sayRating(body) {
  const template = book.find((each) => each.id === body.template);
  const asked = template?.groups.flatMap((group) => group.criteria).find((each) => each.id === body.criterion);
  const grade = template?.scale.find((each) => each.id === body.rating);
  return `${w("rating")} ${asked ? name(asked.name) : body.criterion}: ${body.rating} ${grade ? name(grade.name) : ""} ${body.text}`;
}

function sayNote({ kind, body }) {
  if (kind === "rating") return sayRating(body);
  if (kind === "finding") return `${w("find")}: ${body.text} — ${body.owner}, ${body.due}`;
  return body.text;
}
