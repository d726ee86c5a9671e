// The headquarters of professional teams: orders that wait for it, and teams that can be called back or let rest.

import { choice, choices, form, order, select } from "./forms.js";
import { button, task } from "./parts.js";
import { say, t } from "./words.js";

export function headquartersTasks(picture, allowed) {
  const asked = picture.asked.map((each) => task(`q${each.team}`, `${t("workAsked")} · ${say.crew(each.team)} → ${t("damage")} ${each.damage}`, each.told_ms, [], [
    allowed.includes("work") && button(`qa${each.team}`, t("accept"), () => order({ kind: "work", team: each.team, damage: each.damage })),
    allowed.includes("work") && button(`qr${each.team}`, t("redirect"), () => redirect(picture, each, allowed)),
    allowed.includes("wref") && button(`qn${each.team}`, t("refuse"), () => order({ kind: "wref", team: each.team, damage: each.damage })),
  ]));
  const teams = !allowed.includes("stand") ? [] : picture.crews.filter((crew) => crew.status !== "at_base").map((crew) =>
    task(`s${crew.team}`, `${say.crew(crew.team)} · ${say.status(crew.status)}`, crew.told_ms, [crew.damage === null ? null : `${t("damage")} ${crew.damage}`], [
      button(`sb${crew.team}`, t("toBase"), () => order({ kind: "stand", team: crew.team, rest: false })),
      button(`sr${crew.team}`, t("rest"), () => order({ kind: "stand", team: crew.team, rest: true })),
    ], true));
  return [...asked, ...teams];
}

function redirect(picture, asked, allowed) {
  const others = picture.damages.filter((damage) => damage.damage !== asked.damage);
  const rows = picture.crews.filter((crew) => crew.team !== asked.team).map((crew) =>
    choice("radio", "team", crew.team, crew.status !== "at_base", say.crew(crew.team), say.status(crew.status)));
  const options = [["", t("sameDamage")], ...others.map((damage) => [damage.damage, `${t("damage")} ${damage.damage} · ${say.damage(damage.kind)} · ${say.target(damage)}`])];
  form(`${t("redirect")} · ${say.crew(asked.team)}`, [select("damage", t("damage"), options), choices(rows)], async (data) => {
    if (data.get("damage") !== "") return order({ kind: "work", team: asked.team, damage: Number(data.get("damage")) });
    if (data.get("team") === null) return null;
    const sent = await order({ kind: "work", team: Number(data.get("team")), damage: asked.damage });
    return sent.ok && allowed.includes("wref") ? order({ kind: "wref", team: asked.team, damage: asked.damage }) : sent;
  });
}
