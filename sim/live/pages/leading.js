// Which of two centres leads, as far as this post knows: who does not lead gives no orders, and the second may take command.

import { both, both_in } from "./both.js";
import { h } from "./dom.js";
import { age } from "./ages.js";
import { form, order } from "./forms.js";
import { button, task } from "./parts.js";
import { learn, t, who } from "./words.js";

const TAKES = ["notice", "cnotice"];

learn({
  commandHeld: both_in("pages", "Command"), weLead: both("This post leads"),
  firstLeads: both("The first centre leads. This post stands by: it sees, and gives no orders"),
  secondLeads: both("The second centre leads: this post gives no orders"),
  nobodyLeads: both("The first centre is silent, and this post has not taken over"),
  centreLost: both("This centre is lost: nothing comes in, and nothing goes out"),
  lastWord: both("Last word of the first centre"), noWord: both("never"),
  firstSilent: both("silent for as long as the plan says: command can be taken"),
  takeCommand: both("Take command"),
  confirmTake: both("Everybody is told to report here, and this post leads until the first centre is heard again."),
}, {});

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
