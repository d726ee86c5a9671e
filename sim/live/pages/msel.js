// The facilitator's script of injects: what is due, what became of it; play, skip, put off, change; in and out as Excel.

import { both } from "./both.js";
import { draw, h, note, open } from "./dom.js";
import { give } from "./forms.js";
import { clock, name, pick, say, state, t } from "./words.js";

const SHOWN = ["id", "time", "trigger", "recipient", "bearer", "precedence", "text", "effect", "expected", "due", "indicator"];
const like = () => {
  const [road, site] = [state.atlas.links[0]?.id, state.atlas.sites.radio370[0]?.zh];
  const effect = [`bridge:${road}`, `slide:${road}:300 for 6h`, site ? `radio_site_lost:${site}` : ""].filter(Boolean).join("   ");
  return { id: "I1", time: "T+1:30   D1 19:30", trigger: `closed:${road}   lost>=5`, recipient: "centre   eoc   T1", due: "30", effect };
};
let brought = null;
let last = null;

function status(line, now) {
  if (line.played_ms === null) {
    if (line.skipped !== null) return ["off", line.skipped ? `${t("notPlayed")}: ${line.skipped}` : t("skipped")];
    return line.hand ? ["off", t("byHand")] : ["busy", t("waits")];
  }
  const told = line.lost ? t("wasLost") : line.told_ms === null ? t("onTheWay") : `${t("came")} ${clock(line.told_ms)} ${say.bearer(line.by)}`;
  const late = line.due_ms !== null && line.met_ms === null && now > line.due_ms;
  const met = line.met_ms === null ? (late ? t("overdue") : "") : `${t("met")} ${clock(line.met_ms)}`;
  return [line.lost || late ? "silent" : "ready", [`${t("played")} ${clock(line.played_ms)}`, line.cells.text ? told : "", met].filter(Boolean).join(" · ")];
}

const change = (what, line, more = {}) => () => give({ kind: "msel", do: what, line, ...more }, "");

// Whom a line is for: by name where there is a seat.
function named(recipient) {
  const seat = last?.seats.find((each) => each.name === recipient);
  return seat ? name(seat) : recipient;
}

function act(key, label, on) {
  return h("button", { type: "button", data: { key }, on: { click: on } }, label);
}

function lineRow(line, now, seat) {
  const lead = seat.role === "facilitator";
  const { id, time, trigger, recipient, text, effect, expected, title } = line.cells;
  const [look, words] = status(line, now);
  const open_ = lead && line.played_ms === null;
  const when = [line.t_ms === null ? time : clock(line.t_ms), trigger].filter(Boolean).join(" · ") || t("byHand");
  return h("tr", { class: look }, h("th", { scope: "row" }, id), h("td", {}, when),
    h("td", {}, [named(recipient), line.cells.bearer ? say.bearer(line.cells.bearer) : ""].filter(Boolean).join(" · ")),
    h("td", {}, title ? h("b", {}, title, " ") : null, text ?? "", effect ? h("span", { class: "lack" }, ` ${effect}`) : null),
    h("td", {}, expected ?? "", line.cells.due ? ` (${line.cells.due})` : ""), h("td", {}, words),
    h("td", { class: "acts" }, open_ ? [
      act(`p-${id}`, t("playNow"), change("play", id)),
      line.skipped === null ? act(`k-${id}`, t("skip"), change("skip", id)) : act(`k-${id}`, t("unskip"), change("keep", id)),
      act(`d-${id}`, t("delay10"), change("delay", id, { minutes: 10 })),
      act(`e-${id}`, t("edit"), () => edit(line.cells, () => panel(seat))),
    ] : ""));
}

export function mselButton(view, seat) {
  const left = view.msel.filter((line) => line.played_ms === null && line.skipped === null).length;
  return h("span", { class: "group" },
    act("msel", `${t("msel")} ${left}/${view.msel.length}`, () => panel(seat)),
    seat.role === "facilitator" ? act("next-line", t("nextLine"), () => give({ kind: "next", to: "line" }, "")) : null);
}

function panel(seat) {
  const lead = seat.role === "facilitator";
  const file = h("input", { type: "file", accept: ".xlsx,.csv,.xml", id: "msel-file", on: { change: (event) => bring(event.target.files[0], false) } });
  const dialog = open(t("msel"), h("div", { id: "msel-lines", class: "choices", tabindex: 0 }), h("div", { id: "msel-check", role: "status" }),
    h("div", { class: "buttons" },
      lead ? h("label", { class: "field grow", for: "msel-file" }, t("bringIn"), file) : null,
      h("a", { href: "/api/msel.xlsx", download: "" }, "Excel"), h("a", { href: "/api/msel.csv", download: "" }, "CSV"),
      lead ? act("msel-new", t("newLine"), () => edit({ id: "" }, () => panel(seat))) : null, act("msel-close", t("close"), () => dialog.close())));
  dialog.classList.add("wide");
  dialog.addEventListener("close", () => dialog.classList.remove("wide"), { once: true });
  showMsel(last, seat, true);
}

// While the panel is open it follows what happens.
export function showMsel(view, seat, anew = false) {
  last = view;
  if (!document.getElementById("msel-lines")) return;
  draw("msel-lines", [view.msel, Math.floor(view.t / 60000), state.lang, anew ? Math.random() : 0], () => [
    view.msel.length ? h("table", { class: "lines" },
      h("thead", {}, h("tr", {}, ["no", "whenDue", "to", "text", "expected", "state", "acts"].map((key) => h("th", { scope: "col" }, t(key))))),
      h("tbody", {}, view.msel.map((line) => lineRow(line, view.t, seat)))) : h("p", { class: "empty" }, t("noLines"))]);
}

async function bring(file, use) {
  if (!file) return;
  brought = file;
  const answer = await fetch(`/api/msel?name=${encodeURIComponent(file.name)}${use ? "&use=1" : ""}`, { method: "POST", body: file }).catch(() => null);
  if (!answer) { note(t("lost"), true); return; }
  const said = await answer.json();
  const place = document.getElementById("msel-check");
  if (!answer.ok) { place.replaceChildren(h("p", { class: "lack" }, said.error)); return; }
  if (said.used) { place.replaceChildren(); note(`${said.rows.length} ${t("linesUsed")}`); return; }
  place.replaceChildren(said.faults.length ? faults(said.faults) : h("p", {}, `${said.rows.length} ${t("linesFine")} `, act("msel-use", t("useThem"), () => bring(brought, true))));
}

function faults(found) {
  return h("div", { class: "choices", tabindex: 0 }, h("table", { class: "lines" },
    h("caption", {}, `${found.length} ${t("faults")}`),
    h("thead", {}, h("tr", {}, ["cell", "got", "wanted"].map((key) => h("th", { scope: "col" }, t(key))))),
    h("tbody", {}, found.map((fault) => h("tr", {}, h("th", { scope: "row" }, fault.cell), h("td", {}, fault.value), h("td", {}, [fault.expected, fault.hint].filter(Boolean).join("; ")))))));
}

function edit(cells, back) {
  const hints = like();
  const fields = SHOWN.map((key) => h("label", { class: "field" }, t(`c_${key}`),
    key === "text" ? h("textarea", { name: key, rows: 2, maxlength: 200 }, cells[key] ?? "") : h("input", { name: key, value: cells[key] ?? "", placeholder: hints[key], maxlength: 200, required: key === "id", readonly: key === "id" && Boolean(cells.id) })));
  const send = async (event) => {
    event.preventDefault();
    const data = Object.fromEntries(new FormData(event.target));
    const answer = await give({ kind: "msel", do: "edit", line: data.id, cells: data }, t("kept"));
    if (answer.ok) back();
  };
  open(cells.id ? `${t("edit")} ${cells.id}` : t("newLine"), h("form", { class: "grid", on: { submit: send } }, fields,
    h("div", { class: "buttons" }, act("edit-cancel", t("cancel"), back), h("button", { type: "submit", class: "main" }, pick(both("Save"))))));
}
