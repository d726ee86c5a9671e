// Which of two centres leads, as far as this post knows: who does not lead gives no orders, and the second may take command.

import { h } from "./dom.js";
import { age } from "./ages.js";
import { form, order } from "./forms.js";
import { button, task } from "./parts.js";
import { learn, t, who } from "./words.js";

const TAKES = ["notice", "cnotice"];
const both = (zh, en) => [zh, en];

learn({
  commandHeld: ["指挥权", "Command"], weLead: ["本席在指挥", "This post leads"],
  firstLeads: ["第一中心在指挥，本席备勤：只看态势，不能下达指令", "The first centre leads. This post stands by: it sees, and gives no orders"],
  secondLeads: ["第二中心在指挥，本席不能下达指令", "The second centre leads: this post gives no orders"],
  nobodyLeads: ["第一中心失去联络，本席尚未接管", "The first centre is silent, and this post has not taken over"],
  centreLost: ["本中心已失效：收发中断，指令无法发出", "This centre is lost: nothing comes in, and nothing goes out"],
  lastWord: ["第一中心最近值守联络", "Last word of the first centre"], noWord: ["从未", "never"],
  firstSilent: ["已超过预案时限，可以接管指挥", "silent for as long as the plan says: command can be taken"],
  takeCommand: ["接管指挥", "Take command"],
  confirmTake: ["通知各方改向本席报告，由本席指挥，直至第一中心恢复联络。", "Everybody is told to report here, and this post leads until the first centre is heard again."],
}, {
  notice: (b) => both(`指挥权移交：今后向${who(b.post)}报告`, `From now on report to ${who(b.post)}`),
  cnotice: (b) => both(`接处警指挥权：今后向${who(b.post)}报告`, `From now on report to ${who(b.post)}`),
  watchword: () => both("值守联络", "The centre is there"),
  cwt: () => both("值守联络", "The dispatch centre is there"),
});

// The orders that this post can give now, of those of its seat.
export const may = (picture, orders) => (!picture.command || picture.command.leads ? orders : orders.filter((kind) => TAKES.includes(kind)));

export function leadTasks(picture, allowed) {
  const command = picture.command;
  if (!command || (command.first && command.leads)) return [];
  const kind = TAKES.find((each) => allowed.includes(each));
  const says = command.lost ? "centreLost" : command.leads ? "weLead" : command.first ? "secondLeads" : command.may_take ? "nobodyLeads" : "firstLeads";
  return [task("command", `${t("commandHeld")} · ${t(says)}`, null, [
    command.first ? null : h("span", {}, `${t("lastWord")} `, command.heard_ms === null ? t("noWord") : age(command.heard_ms)),
    command.may_take ? h("span", { class: "lack" }, t("firstSilent")) : null,
  ], [kind && command.may_take && button("take-command", t("takeCommand"), () => take(kind))], command.leads)];
}

function take(kind) {
  form(t("takeCommand"), h("p", {}, t("confirmTake")), () => order({ kind }));
}
