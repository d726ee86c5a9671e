// What facilitators and evaluators take away: report, replay page, log; made by the server, then saved.

import { h, note } from "./dom.js";
import { state, t } from "./words.js";

const LINKS = [["warnings.zip", "warningsFile", ""], ["report.docx", "report", "Word"], ["report.html", "report", "HTML"], ["replay.html", "replay", ""], ["run.sdlog", "logFile", ""]];
const busy = new Set();

// The log is written as an exercise reaches its end.
export function papers(over) {
  const there = LINKS.filter(([path]) => over || path !== "run.sdlog");
  return there.map(([path, words, form]) => h("button", { type: "button", class: "small paper", data: { key: `paper-${path}` }, on: { click: (event) => fetchOne(event.target, path) } },
    [t(words), form].filter(Boolean).join(" ")));
}

async function fetchOne(button, path) {
  if (busy.has(path)) return;
  busy.add(path);
  note(t("making"));
  button.disabled = true;
  try {
    const answer = await fetch(`/api/${path}?lang=${state.lang}`);
    if (!answer.ok) { note((await answer.json()).error, true); return; }
    save(await answer.blob(), decodeURIComponent((answer.headers.get("content-disposition") ?? "").split("''")[1] ?? path));
    note(t("made"));
  } catch {
    note(t("lost"), true);
  } finally {
    busy.delete(path);
    button.disabled = false;
  }
}

function save(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
