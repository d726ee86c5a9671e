// The message log of a post: who, what, by which bearer, and how long it took.

import { both } from "./both.js";
import { draw, h } from "./dom.js";
import { body, clock, pick, say, span, state, t, who } from "./words.js";

export function showLog(messages) {
  const newest = [...messages].reverse();
  draw("log", [newest.map((m) => [m.number, m.out, m.told_ms, m.body[0].k]), state.lang], () =>
    newest.length ? newest.map(line) : [h("p", { class: "empty" }, t("noMessages"))]);
}

function line(message) {
  const delay = message.told_ms - message.sent_ms;
  const how = [say.bearer(message.bearer), `${t("delay")} ${span(delay)}`].filter(Boolean).join(" · ");
  return h("div", { class: `message ${message.out ? "out" : "in"}`, data: { bearer: message.bearer } },
    h("span", { class: "at" }, clock(message.told_ms, false)),
    h("span", {}, h("span", { class: "who" }, who(message.other)), " ", message.body.map(body).join(" / ")),
    h("span", { class: "meta" }, message.out ? t("own") : how));
}

export function showTruth(truth, file) {
  const list = (key, values) => [h("dt", {}, t(key)), h("dd", {}, values.join(pick(both(", "))) || t("none"))];
  draw("log", [truth.closed, truth.dark, truth.sites_down, truth.unheard, truth.sent, truth.delivered, truth.lost, file, state.lang], () => [
    h("dl", { class: "facts-list" },
      list("closedLinks", truth.closed.map((road) => `${say.link(road.link)} (${t("since")} ${clock(road.since_ms, false)})`)),
      list("dark", truth.dark.map(say.town)),
      list("sites", truth.sites_down.map((site) => siteName(site))),
      list("unheard", truth.unheard.map(who)),
      list("traffic", [`${truth.sent} / ${truth.delivered} / ${truth.lost}`]),
      list("file", [file])),
  ]);
}

function siteName(site) {
  const row = state.atlas.sites[site.network === "radio370" ? "radio370" : "telecom"]?.[site.site];
  return row ? (state.lang === "zh" ? row.zh : row.en) : `${site.network} ${site.site}`;
}
