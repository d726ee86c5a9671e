// A task on the board: a head with its age, rows of facts, and buttons for the orders that can be given about it.

import { both } from "./both.js";
import { h } from "./dom.js";
import { age } from "./ages.js";
import { pick, state } from "./words.js";

export const button = (key, label, act) => h("button", { type: "button", data: { key }, on: { click: act } }, label);

export const list = (words) => words.filter(Boolean).join(pick(both(", ")));

export function task(key, title, told, rows, buttons = [], covered = false) {
  return h("article", { class: `task ${covered ? "covered" : ""}`, data: { task: key } },
    h("div", { class: "head" }, h("h3", {}, title), told === null ? null : age(told)),
    rows.filter(Boolean).map((row) => h("div", { class: "row" }, row)),
    buttons.some(Boolean) ? h("div", { class: "row" }, buttons.filter(Boolean)) : null);
}

export function number(key, label, value, most) {
  return h("label", { class: "field" }, label, h("input", { type: "number", name: key, value: String(value), min: "0", max: String(most), required: true }));
}
