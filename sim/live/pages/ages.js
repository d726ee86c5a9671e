// Ageing marks: every fact says how long ago it was told, and looks it.

import { both } from "./both.js";
import { h } from "./dom.js";
import { pick, span, t } from "./words.js";

const OLD_MS = 15 * 60000;
const STALE_MS = 60 * 60000;
let now = 0;

export const setNow = (ms) => { now = ms; };

export function text(told) {
  const ms = Math.max(0, now - told);
  return ms < 1000 ? t("now") : pick(both("{span} ago", { span: span(ms) }));
}

export const rank = (told) => (now - told > STALE_MS ? "stale" : now - told > OLD_MS ? "old" : "");

export function age(told) {
  return h("span", { class: `age ${rank(told)}`, data: { told } }, text(told));
}

// Bring all ages on the page up to date without drawing anything anew.
export function refresh() {
  for (const node of document.querySelectorAll("[data-told]")) {
    const told = Number(node.dataset.told);
    node.textContent = text(told);
    node.className = `age ${rank(told)}`;
  }
}
