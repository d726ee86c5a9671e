// The facilitator's bar: clock, steps, bookmarks and branches, seats, and whose picture is looked at.

import { asideGroup, follow } from "./aside.js";
import { ask } from "./link.js";
import { draw, h, note, open } from "./dom.js";
import { give } from "./forms.js";
import { mselButton, showMsel } from "./msel.js";
import { clock, name, state, t } from "./words.js";

const MOST_BUTTONS = 6; // more posts than these are looked at by a list, as the bar would take the map's place

export function showControl(view, seat) {
  follow(view);
  const lead = seat.role === "facilitator";
  const seats = view.seats.map((each) => [each.name, each.present > 0, each.manned]);
  showMsel(view, seat);
  draw("control", [view.running, view.speed, view.over, Boolean(view.fault), view.look, view.marks, seats, state.lang, view.msel.map((line) => [line.played_ms, line.skipped])], () => [
    ...(lead ? clockGroup(view, seat) : []),
    ...(lead ? [markGroup(view)] : []),
    mselButton(view, seat),
    lookGroup(view),
    asideGroup(view, seat),
    ...(lead ? [h("span", { class: "group" }, button("seats", t("seats"), () => seatsDialog(view)))] : []),
  ]);
}

function button(key, label, act, props = {}) {
  return h("button", { type: "button", data: { key }, on: { click: act }, ...props }, label);
}

const step = (ms) => () => give({ kind: "step", ms }, "");

function clockGroup(view, seat) {
  const speed = h("select", { "aria-label": t("speed"), data: { key: "speed" }, on: { change: (event) => give({ kind: "speed", speed: Number(event.target.value) }, "") } },
    seat.speeds.map((each) => h("option", { value: each, selected: each === view.speed }, `${each}×`)));
  const still = view.over || view.fault ? { disabled: true } : {};
  return [
    h("span", { class: "group" }, button("run", view.running ? t("pause") : t("run"), () => give({ kind: "clock", running: !view.running }, ""), { class: "main", ...still }), t("speed"), speed),
    h("span", { class: "group" }, button("s1", t("step1"), step(60000), still), button("s10", t("step10"), step(600000), still),
      button("s60", t("step60"), step(3600000), still), button("next", t("next"), () => give({ kind: "next" }, ""), still)),
  ];
}

function markGroup(view) {
  const where = h("select", { "aria-label": t("rewind"), data: { key: "where" } },
    [[0, t("start")], ...view.marks].map(([ms, words]) => h("option", { value: ms }, `${clock(ms)} ${words}`)));
  const field = h("input", { "aria-label": t("markName"), placeholder: t("markName"), size: 14, maxlength: 80, data: { key: "mark-name" } });
  return h("span", { class: "group" }, field, button("mark", t("mark"), () => give({ kind: "mark", name: field.value }, t("marked"))),
    where, button("rewind", t("rewind"), () => { if (confirm(t("confirmRewind"))) give({ kind: "rewind", t: Number(where.value) }, t("rewound")); }));
}

function lookGroup(view) {
  const look = (seat) => () => ask({ kind: "look", seat });
  const posts = view.seats.filter((seat) => seat.address !== null);
  const said = (seat) => `${name(seat)}${seat.manned ? " ●" : ""}`;
  return h("span", { class: "group" }, t("look"),
    button("truth", t("truth"), look(null), { "aria-pressed": String(view.look === null) }),
    posts.length > MOST_BUTTONS
      ? h("select", { "aria-label": t("look"), data: { key: "look-at" }, on: { change: (event) => look(event.target.value || null)() } },
        [h("option", { value: "", selected: view.look === null }, `${t("look")}…`), ...posts.map((seat) => h("option", { value: seat.name, selected: view.look === seat.name }, said(seat)))])
      : posts.map((seat) => button(`look-${seat.name}`, said(seat), look(seat.name), { "aria-pressed": String(view.look === seat.name), title: seat.manned ? t("manned") : null })));
}

const standing = (seat) => t(seat.address === null ? "seesAll" : seat.decides ? (seat.manned ? "manned" : "policy") : seat.speaks ? "reports" : "viewOnly");

function seatsDialog(view) {
  const rows = view.seats.flatMap((seat) => [
    h("span", {}, `${name(seat)} · ${standing(seat)}`),
    h("span", {}, `${seat.present} ${t("here")}`),
    seat.manned ? button(`r-${seat.name}`, t("release"), () => give({ kind: "release", seat: seat.name }, t("release"))) : h("span"),
    button(`l-${seat.name}`, t("link"), async () => {
      const answer = await ask({ kind: "link", seat: seat.name });
      if (!answer.ok) { note(answer.error, true); return; }
      shown.textContent = `${t("linkFor")} ${location.origin}/#${answer.value}`;
    }),
  ]);
  const shown = h("p", { class: "link" });
  const dialog = open(t("seats"), h("div", { class: "seats" }, rows), shown,
    h("div", { class: "buttons" }, button("close", t("close"), () => dialog.close())));
}
