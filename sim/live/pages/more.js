// What a post knows beside calls and damage, and what it can order about it: gathered from the parts.

import { aidTasks } from "./aid.js";
import { headquartersTasks } from "./hq.js";
import { peopleTasks } from "./people.js";
import { powerTasks } from "./power.js";
import { reliefTasks } from "./relief.js";
import "./words-orders.js";
import "./words-terms.js";

const KEYS = ["command", "asked", "trucks", "loads", "uavs", "wounded", "ambulances", "beds", "needs", "stores", "shelters", "opened", "sent", "level", "colours",
  "warned", "controls", "reported", "waiting", "buses", "requests", "lent", "guests", "releasing"];

export const moreFacts = (picture) => KEYS.map((key) => picture[key]);

export function moreTasks(picture, seat, allowed) {
  return [
    ...headquartersTasks(picture, allowed), ...peopleTasks(picture, seat, allowed), ...aidTasks(picture, seat, allowed),
    ...reliefTasks(picture, allowed), ...powerTasks(picture, allowed),
  ];
}
